# 任务提醒: the calendar entry rings as long before as the priority says; progress begins at nothing   [R3.1, row 26]
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
  UI设计初稿 | li@ | 2024-07-15 | 高
  前端开发 | 王强 | 2024-07-22 | 中
  文案 | 孙丽 | 2024-07-10 | 低
                 → confirm to li, sun, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
= confirm rings for li: 48h, 24h, 4h before
= confirm rings for wang: 24h before
= confirm rings for sun: 9h before
2024-07-01 11:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 11:31 wang replies to confirm: 确认
                 → echo to wang
2024-07-01 11:32 sun replies to confirm: 确认
                 → echo to sun
2024-07-01 16:30 → progress to li, sun, wang
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-01 17:01 time passes
= zhang reads in progress-digest: 0%
