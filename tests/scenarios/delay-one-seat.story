# 延期申请 where the sponsor is the manager: one person in two seats is asked once and answers once; nobody decides on his own request   [row 14]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：刘洋
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang
                 → spec to li, liu, sun, wang
                 → kickoff (invite) to li, liu, sun, wang
                 → wishes to liu
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
  前端开发 | 刘洋 | 2024-07-22 | 中
                 → confirm to li, liu
                 → task-list to li, liu, sun, wang
                 → standup (invite) to li, liu, sun, wang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 10:35 liu replies to confirm: 确认
                 → echo to liu
2024-07-01 11:00 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-18
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → verdict to liu
                 → opened to li
2024-07-01 11:10 liu replies to verdict: 批准
                 → task-list to li, liu, sun, wang
                 → granted to li
                 → echo to liu
                 → deadline (invite) to li
= DLY-2024-0001 is in granted
# Liu's own request goes to his superior.
2024-07-01 11:20 liu writes: [P-2024-0001-T02] 【延期申请】
  延至：2024-07-26
  原因：接口晚到
  调整后的计划：先联调
                 → verdict to zhang
                 → opened to liu
2024-07-01 11:30 zhang replies to verdict: 批准
                 → task-list to li, liu, sun, wang
                 → granted to liu
                 → echo to zhang
                 → deadline (invite) to liu
= DLY-2024-0002 is in granted
