# 更正: an answer and a request are corrected, and what hangs on them follows   [section 1 meta words, section 4 rows 4, 18]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度要把首页改版
  功能清单：首页
  用户画像：老客户
  预期成果：新首页
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-03 10:00-11:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang

# The opener corrects what was filed: only the lines given change, and the invitation follows.
2024-07-01 09:20 liu writes: [P-2024-0001] 更正
                 → correctable to liu
= liu reads in correctable: 启动会：2024-07-03
2024-07-01 09:30 liu replies to correctable:
  更正
  启动会：2024-07-03 14:00-15:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
= wang reads in roster: 更正了项目
# Another room at the same time is an update too; a correction without one keeps the room.
09:35 liu replies to correctable:
  更正
  启动会：2024-07-03 14:00-15:00 五楼会议室
                 → roster to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
= wang reads in kickoff: 地点：五楼会议室
= P-2024-0001 has goal 转化率提高两成
# Somebody else may not.
2024-07-01 09:40 wang writes: [P-2024-0001] 【更正】
  期望完成时间：2024-12-31
                 → correctable to wang
= P-2024-0001 has wanted_by 2024-08-30
2024-07-03 15:00 → minutes to liu
2024-07-03 15:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-03 15:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-03 15:30 li replies to confirm: 确认
                 → echo to li

# The manager re-times a task: its entry moves.
2024-07-03 16:00 liu writes: [P-2024-0001-T01] UI设计初稿
  更正 截止：2024-07-16
                 → task-list to li, liu, sun, wang, zhang
                 → deadline (invite) to li
= P-2024-0001-T01 has due 2024-07-16
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang

# A request is corrected while it is decided on: whoever had said yes had said it to another request.
2024-07-04 09:30 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-18
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → verdict to liu, zhang
                 → opened to li
2024-07-04 09:40 liu replies to verdict: 批准
                 → echo to liu
2024-07-04 09:50 li writes: [DLY-2024-0001] 更正：
  延至：2024-07-19
                 → verdict to liu, zhang
                 → echo to li
= liu reads in verdict: 更正了这份申请
= DLY-2024-0001 has new_due 2024-07-19
= DLY-2024-0001 has reason 客户修改了需求
# What would not have been opened is not let in by a correction either.
2024-07-04 09:55 li writes: [DLY-2024-0001] 更正：
  延至：2024-07-10
                 → not-later to li
= DLY-2024-0001 has new_due 2024-07-19

# An answer is corrected while the other is still awaited; the word alone changes nothing.
2024-07-04 10:00 liu replies to verdict: 批准
                 → echo to liu
2024-07-04 10:05 liu replies to verdict: 更正
                 → correctable to liu
= liu reads in correctable: 您现在的答复是“批准”
2024-07-04 10:10 liu replies to correctable:
  更正
  驳回
  意见：等客户确认
                 → refused to li
                 → echo to liu
= DLY-2024-0001 is in refused
= P-2024-0001-T01 has due 2024-07-16
# Once the round is over the answer has taken effect: one letter says so, and what can be done instead.
2024-07-04 10:20 liu replies to verdict:
  更正
  批准
                 → taken-effect to liu
= liu reads in taken-effect: 您在 2024-07-04（周四）10:10 的答复“驳回”已经生效
= DLY-2024-0001 is in refused
