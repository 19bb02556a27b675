# 会议结束: a meeting that overruns moves the clock of its minutes; during it, after it, by whoever was there   [R1.4, section 4 row 10]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度改版
  核心目标：转化率提高两成
  功能清单：首页、搜索
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-07-01 10:00-11:00 线上
  记录人：李娜
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
# While they sit there somebody says how long: two hours ahead at most, and the minutes are asked for then.
2024-07-01 10:05 liu writes: [P-2024-0001] 启动会
  会议结束 12:10
                 → incomplete to liu
2024-07-01 10:06 liu writes: [P-2024-0001] 启动会
  会议结束 11:15
                 → echo to liu
2024-07-01 11:15 → minutes to li
= li reads in minutes: 13:15
# They sat until twenty past eleven. The invitation stays as it was; the one who writes the minutes has five minutes more.
2024-07-01 11:30 liu writes: [P-2024-0001] 启动会
  会议结束 11:20
                 → echo to liu
                 → minutes (correction) to li
= li reads in minutes: 13:20
# A later word replaces it; one without a time, or with one far off, is asked for again.
2024-07-01 11:35 li replies to minutes: 会议结束 11:25
                 → minutes (correction) to li
2024-07-01 11:40 li replies to minutes: 会议结束 17:00
                 → incomplete to li
2024-07-01 11:41 li replies to minutes: 会议结束
                 → incomplete to li
# An end before the planned one changes nothing.
2024-07-01 11:42 li replies to minutes: 会议结束 10:50
                 → echo to li
# Nobody else tells it.
2024-07-01 11:45 wang writes: [P-2024-0001] 启动会
  会议结束 11:40
                 → no-such-item to wang
= wang reads in no-such-item: 刘洋
2024-07-01 12:55 → minutes (reminder) to li
2024-07-01 13:25 → minutes (reminder) to li
                 → minutes-late to liu, zhang
2024-07-01 13:30 li replies to minutes: 会议纪要：先做首页，会议结束前定了分工。
                 → echo to li
                 → tasks to liu
= P-2024-0001 is in planning

2024-07-01 14:00 zhang writes: [P-2024-0001] 取消
                 → cancelled to li, liu, sun, wang, zhang

# The next one is said to go on while it still does: it is asked for when it is over.
2024-07-02 09:00 zhang writes: 【例行汇报】产品部
  成员：李娜、刘洋
                 → begins to li, liu, zhang
                 → weekly (invite) to li, liu, zhang
2024-07-04 16:00 → entry to li, liu
2024-07-05 15:00 → entry (reminder) to li, liu
2024-07-05 18:00 → review to zhang
2024-07-08 09:00 → review (reminder) to zhang
2024-07-08 10:00 → digest to li, lin, liu, zhang
# There, too.
2024-07-08 14:05 zhang writes: [REP-2024-0001] 例会
  会议结束 16:10
                 → incomplete to zhang
2024-07-08 14:06 zhang writes: [REP-2024-0001] 例会
  会议结束 15:30
                 → echo to zhang
2024-07-08 15:30 → minutes to zhang
2024-07-08 17:00 zhang replies to minutes: 会议结束 15:40
                 → minutes (correction) to zhang
                 → minutes (reminder) to zhang
2024-07-08 17:10 → minutes (reminder) to zhang
2024-07-08 17:20 zhang replies to minutes: 会议纪要：照计划。
                 → echo to zhang
2024-07-09 17:30 time passes
