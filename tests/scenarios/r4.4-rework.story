# 返工: as many rounds as it takes, two working days each; late; incomplete   [R4.4]
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
  启动会：2024-07-01 09:30-10:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:05 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-25 | 高
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 11:00 li writes: [P-2024-0001-T01] 成果交付
  版本：0.9
  功能清单：首页
  [file 测试报告.pdf]
                 → acceptance to zhang
                 → delivered to liu
                 → echo to li
2024-07-01 11:10 zhang replies to acceptance: 需修改 修改意见：配色不对
                 → echo to zhang
                 → revise to li, liu
= li reads in revise: 配色不对
= P-2024-0001-T01 is in rework
# Silent: reminded a working day before, at the due time, and every working day; the manager hears of it.
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 11:10 → delivery (reminder) to li
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 11:10 → delivery (reminder) to li
                 → overdue to liu
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 11:10 → delivery (reminder) to li
                 → overdue to liu
2024-07-04 11:30 time passes
= liu reads in overdue: 李娜
= P-2024-0001-T01 is in rework
# Late, and first without the report.
2024-07-04 11:40 li replies to delivery: 交付
  版本：1.0
  功能清单：首页
                 → incomplete to li
= li reads in incomplete: 测试报告
2024-07-04 11:45 li replies to incomplete:
  [file 测试报告.pdf]
                 → acceptance to zhang
                 → delivered to liu
                 → echo to li
= P-2024-0001-T01 is in delivered
2024-07-04 11:50 zhang replies to acceptance: 需修改 修改意见：字号太小
                 → echo to zhang
                 → revise to li, liu
= P-2024-0001-T01 is in rework
2024-07-04 11:55 li replies to delivery: 交付
  版本：1.1
  功能清单：首页
  [file 测试报告.pdf]
                 → acceptance to zhang
                 → delivered to liu
                 → echo to li
2024-07-04 12:00 zhang replies to acceptance: 通过
                 → accepted to li, liu
                 → deadline (cancel) to li
                 → echo to zhang
= P-2024-0001-T01 is in accepted
