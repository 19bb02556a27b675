# 任务沉默: offered at night, overdue, not accepted, revised and forgotten, declined and nobody named: what each silence brings, to the hour   [R2.4, R4.1, R4.3, R4.4, rows 2, 20, 23]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：旧版太慢
  核心目标：转化率提高两成
  功能清单：首页
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
# The list goes out at night: twelve hours later is half past nine.
2024-07-01 21:30 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-03 | 中
  文案 | 孙丽 | 2024-08-30 | 低
  前端开发 | 王强 | 2024-08-30 | 低
                 → confirm to li, sun, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-02 09:30 → confirm (reminder) to li, sun, wang
2024-07-02 09:40 li replies to confirm: 确认
                 → echo to li
2024-07-02 09:45 wang replies to confirm: 拒绝 原因：出差
                 → reassign to liu
                 → echo to wang
2024-07-02 09:50 sun replies to confirm: 确认
                 → echo to sun
# Handed in at noon: reminded 22 hours later, after 24 the accepting side's head may answer, too; asked again every working day.
2024-07-02 12:00 sun writes: [P-2024-0001-T02] 成果交付
  版本：1.0
  功能清单：首页
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to sun
2024-07-02 13:45 → reassign (reminder) to liu
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 18:00 → delivery (reminder) to li
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 09:45 → reassign (also) to zhang
2024-07-03 10:00 → acceptance (reminder) to zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 10:20 liu replies to minutes: 站会纪要：照常。
                 → echo to liu
2024-07-03 12:00 → acceptance (also) to lin
                 → acceptance-late to liu, sun
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 18:00 → delivery (reminder) to li
                 → overdue to liu
2024-07-04 09:45 → reassign (reminder) to zhang
2024-07-04 12:00 → acceptance (reminder) to lin
                 → acceptance-late to liu, sun
2024-07-04 16:30 → progress to li
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 18:00 → delivery (reminder) to li
                 → overdue to liu
2024-07-05 09:45 → reassign (reminder) to zhang
2024-07-05 12:00 → acceptance (reminder) to lin
                 → acceptance-late to liu, sun
2024-07-05 14:00 zhang replies to acceptance: 需修改 修改意见：太长
                 → revise to liu, sun
                 → echo to zhang
# Three working days behind: reminded every day. It comes in the evening, and twelve hours later is half past nine.
2024-07-05 16:30 → progress to li, sun
2024-07-05 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-05 18:00 → delivery (reminder) to li
                 → overdue to liu
2024-07-08 09:45 → reassign (reminder) to zhang
2024-07-08 16:30 → progress to li, sun
2024-07-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-08 18:00 → delivery (reminder) to li
                 → overdue to liu
2024-07-08 21:30 li writes: [P-2024-0001-T01] 成果交付
  版本：1.0
  功能清单：首页
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to li
2024-07-09 09:30 → acceptance (reminder) to zhang
2024-07-09 09:40 zhang replies to acceptance: 通过
                 → accepted to li, liu
                 → echo to zhang
# A new version is wanted within two working days; the manager still names nobody.
2024-07-09 09:45 → reassign (reminder) to zhang
2024-07-09 14:00 → delivery (reminder) to sun
                 → overdue to liu
2024-07-09 16:30 → progress to sun
2024-07-09 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-09 18:30 time passes
= P-2024-0001-T02 is in rework
= P-2024-0001-T03 is in unassigned
