# 长假: in the week of 1 May 2024 no day after Wednesday is worked, so there is no standup; Saturday 11 May is worked   [rows 1, 7]
zone: Asia/Shanghai

2024-04-30 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-06-30
  启动会：2024-04-30 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
2024-04-30 10:00 → minutes to liu
2024-04-30 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-04-30 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-06-28 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-04-30 10:30 li replies to confirm: 确认
                 → echo to li
2024-04-30 16:30 → progress to li
2024-04-30 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-05-06 09:00 time passes
2024-05-06 16:30 → progress to li
2024-05-06 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-05-07 16:30 → progress to li
2024-05-07 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-05-08 09:00 → agenda to li, liu, sun, wang, zhang
2024-05-08 10:15 → minutes to liu
2024-05-08 11:00 liu replies to minutes: 站会纪要：照常。
                 → echo to liu
2024-05-08 16:30 → progress to li
2024-05-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-05-09 16:30 → progress to li
2024-05-09 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-05-10 16:30 → progress to li
2024-05-10 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-05-11 16:30 → progress to li
2024-05-11 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-05-12 18:00 time passes
