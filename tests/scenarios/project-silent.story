# 项目沉默: no minutes, no task list, a retro moved too far, no report: what each silence brings, to the day   [R1.4, R2.1, R3.1, R4.5, R4.6]
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
  启动会：2024-07-03 10:00-11:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang

# Another time is proposed and nobody says a word: after a working day it stays where it was.
2024-07-01 09:30 wang proposes 2024-07-04 10:00-11:00 for kickoff
                 → retime to liu
= liu reads in retime: 2024-07-02（周二）09:30

# The minutes never come: listed as missing a working day after they were due, and the project goes on.
2024-07-02 09:00 → retime (reminder) to liu
2024-07-02 09:30 → time-stays to wang
2024-07-03 11:00 → minutes to liu
2024-07-03 12:30 → minutes (reminder) to liu
2024-07-03 13:00 → minutes (reminder) to liu
                 → minutes-late to zhang
2024-07-04 13:00 time passes
                 → tasks to liu
= P-2024-0001 is in planning

# No task list either: two working days, then every working day, and the sponsor hears of it.
2024-07-08 13:00 → tasks (reminder) to liu
                 → no-plan to zhang
2024-07-09 13:00 → tasks (reminder) to liu
                 → no-plan to zhang
2024-07-09 14:00 liu replies to tasks:
  UI设计初稿 | li@ | 2024-08-30 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-09 14:10 li replies to confirm: 确认
                 → echo to li
2024-07-09 16:30 → progress to li
2024-07-09 16:31 time passes
= li reads in progress: 2024-07-09（周二）17:00
2024-07-09 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-10 09:00 → agenda to li, liu, sun, wang, zhang

# Live on Wednesday, and the retro is moved to the Tuesday after: on the third working day this is said.
2024-07-10 09:30 liu writes: [P-2024-0001] 【已上线】
  上线时间：2024-07-10 09:00
                 → standup (cancel) to li, liu, sun, wang, zhang
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang
2024-07-10 10:00 zhang proposes 2024-07-16 15:00-16:00 for retro
                 → retime to liu
2024-07-10 10:10 liu replies to retime: 改期
                 → echo to liu
                 → retro (invite) to li, liu, sun, wang, zhang
2024-07-15 17:59 time passes
2024-07-15 18:00 → red to liu, zhang
2024-07-16 16:00 → retro to liu
2024-07-16 16:05 time passes
= P-2024-0001 is in report

# No report: two working days, then every working day, and the sponsor hears of it.
2024-07-18 16:00 → retro (reminder) to liu
                 → no-report to zhang
2024-07-19 16:00 → retro (reminder) to liu
                 → no-report to zhang
2024-07-22 16:00 → retro (reminder) to liu
                 → no-report to zhang
2024-07-22 16:05 liu replies to retro:
  流程：列表要早
  沟通频次：够用
                 → deadline (cancel) to li
                 → closed to li, liu, sun, wang, zhang
= P-2024-0001 is in closed
2024-07-22 16:10 time passes
