# 任务转交 without an answer: the sponsor joins after a working day, both are reminded after two, after five the task stays where it is   [R2.4, row 21]
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
2024-07-01 10:20 liu replies to tasks:
  文案 | 孙丽 | 2024-08-30 | 低
                 → confirm to sun
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 sun replies to confirm: 确认
                 → echo to sun
2024-07-01 11:00 sun writes: [P-2024-0001-T01] 拒绝
  原因：生病
                 → successor to liu
                 → echo to sun
2024-07-01 15:00 → successor (reminder) to liu
2024-07-01 16:30 → progress to sun
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 11:00 → successor (also) to zhang
                 → still-open to sun
2024-07-02 16:30 → progress to sun
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
# The notes of the standup come, so that nobody is reminded of them here.
2024-07-03 10:20 liu replies to minutes: 站会纪要：照常。
                 → echo to liu
2024-07-03 16:30 → progress to sun
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 11:00 → successor (reminder) to liu, zhang
2024-07-04 16:30 → progress to sun
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-05 16:30 → progress to sun
2024-07-05 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-08 16:30 → progress to sun
2024-07-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-09 11:00 → kept to sun
2024-07-09 11:05 time passes
= P-2024-0001-T01-HOV01 is in kept
= P-2024-0001-T01 has owner sun
