# 国庆: the standup of 1 October is skipped, that of 8 October moves to Thursday; both are said on the Monday, or the working day before   [row 7]
zone: Asia/Shanghai

2025-09-22 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2025-10-31
  启动会：2025-09-22 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
2025-09-22 10:00 → minutes to liu
2025-09-22 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2025-09-22 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2025-10-31 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2025-09-22 10:30 li replies to confirm: 确认
                 → echo to li
2025-09-22 16:30 → progress to li
2025-09-22 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-09-23 16:30 → progress to li
2025-09-23 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-09-24 09:00 → agenda to li, liu, sun, wang, zhang
2025-09-24 10:15 → minutes to liu
2025-09-24 11:00 time passes
2025-09-24 11:10 liu replies to minutes: 站会纪要：照常。
                 → echo to liu
2025-09-24 16:30 → progress to li
2025-09-24 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-09-25 16:30 → progress to li
2025-09-25 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-09-26 16:30 → progress to li
2025-09-26 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-09-28 16:30 → progress to li
2025-09-28 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-09-29 09:00 time passes
                 → standup-skipped to li, liu, sun, wang, zhang

# Wednesday and all that is left of its week is off; the Monday after that is off as well.
2025-09-29 10:00 time passes
= li reads in standup-skipped: 2025-10-01
2025-09-29 16:30 → progress to li
2025-09-29 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-09-30 09:00 → standup-moved to li, liu, sun, wang, zhang
2025-09-30 16:30 → progress to li
2025-09-30 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-10-09 09:00 → agenda to li, liu, sun, wang, zhang
2025-10-09 10:15 → minutes to liu
2025-10-09 16:30 → progress to li
2025-10-09 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-10-09 18:00 time passes
= li reads in standup-moved: 改到 2025-10-09
