# 延期申请分几次写: a request sent back as incomplete or refused is completed by the lines that were wrong   [R3.5]
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
  期望完成时间：2024-07-31
  启动会：2024-07-01 09:30-10:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | chen@ | 2024-07-15 | 低
                 → confirm to chen
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 chen replies to confirm: 确认
                 → echo to chen
2024-07-01 16:30 → progress to chen
2024-07-01 17:00 → progress-digest to chen, li, liu, sun, wang, zhang
2024-07-02 09:00 chen replies to confirm: 申请延期
  延至：2024-07-10
  原因：依赖的接口推迟
                 → incomplete to chen
2024-07-02 09:05 chen replies to incomplete: 调整后的计划：先做静态页
                 → not-later to chen
2024-07-02 09:10 chen replies to not-later: 延至：2024-07-20
                 → opened to chen
                 → verdict to liu, zhang
= DLY-2024-0001 is in review
= DLY-2024-0001 has plan 先做静态页
