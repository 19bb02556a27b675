# 节假日: a standup on a public holiday moves within its week or is skipped; a make-up Saturday is a working day   [rows 1, 7]
zone: Asia/Shanghai

2024-12-30 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2025-02-12
  启动会：2024-12-30 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
2024-12-30 10:00 → minutes to liu
2024-12-30 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-12-30 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2025-02-28 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-12-30 10:30 li replies to confirm: 确认
                 → echo to li
2024-12-30 16:30 → progress to li
2024-12-30 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-12-31 16:30 → progress to li
2024-12-31 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-01-02 09:00 → agenda to li, liu, sun, wang, zhang
2025-01-02 10:15 → minutes to liu
# Wednesday 1 January is off: nobody is asked for progress, and the standup is on Thursday.
2025-01-02 11:00 time passes
2025-01-02 11:10 liu replies to minutes: 站会纪要：照常。
                 → echo to liu
2025-01-02 16:30 → progress to li
2025-01-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2025-01-02 18:00 time passes
