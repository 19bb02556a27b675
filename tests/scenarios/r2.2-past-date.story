# 过了期的截止日期: a row whose day is over comes back; a task that is agreed to when its day is over is overdue, and that is said once   [R2.2, R4.1]
zone: Asia/Shanghai

2024-07-03 09:00 liu writes: 【新项目】官网改版
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
  启动会：2024-07-03 09:00-09:30 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-03 09:30 → minutes to liu
2024-07-03 10:00 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-03 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-01 | 中
  图标 | 李娜 | 2024-07-03 | 低
= liu reads in incomplete: “UI设计初稿 | 2024-07-01”不符合要求
                 → incomplete to liu
2024-07-03 10:25 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-08 | 中
  图标 | 李娜 | 2024-07-03 | 低
                 → confirm to li, li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 09:00 → several (reminder) to li
# Taken as accepted the day after its day: one letter to its owner, one to the manager.
2024-07-04 10:25 time passes
                 → delivery (reminder) to li
                 → overdue to liu
                 → taken-as-accepted to li, li, liu, liu
2024-07-04 16:30 → progress to li
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 18:00 time passes
                 → delivery (reminder) to li
                 → overdue to liu
# Another owner for it, though its day is over; not another day that is over.
2024-07-05 10:30 liu writes: [P-2024-0001-T02] 【更正】
  负责人：王强
                 → confirm to wang
                 → task-list to li, liu, sun, wang, zhang
2024-07-05 10:40 liu writes: [P-2024-0001-T02] 【更正】
  截止：2024-07-02
                 → incomplete to liu
2024-07-05 10:50 time passes
