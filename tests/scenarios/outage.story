# 停机: what fell due while beadle was down comes once, late, and nobody is bound by a reminder he never got   [row 41]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
  文案 | 李娜 | 2024-07-10 | 低
                 → confirm to li, li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-01 18:30 beadle is down
# Two tasks, two reminders each, and the 24 hours: all passed in the meantime, and all comes in one mail.
2024-07-02 15:00 beadle is up
                 → several (reminder) to li
= li reads in several: P-2024-0001-T01
= li reads in several: P-2024-0001-T02
= P-2024-0001-T01 is in offered
2024-07-02 16:30 → progress to li
2024-07-02 16:59 time passes
= P-2024-0001-T01 is in offered
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
                 → taken-as-accepted to li, li, liu, liu
2024-07-02 17:30 time passes
= P-2024-0001-T01 is in working
= P-2024-0001-T02 is in working
