# 发起人自己是项目经理: whoever opened the project accepts what others deliver in it, and nobody their own delivery   [R4.2, section 4 row 14]
zone: Asia/Shanghai

2024-07-01 09:00 zhang writes: 【新项目】官网改版
  发起人：张伟
  项目经理：张伟
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
                 → kickoff (invite) to li, sun, wang, zhang
                 → roster to li, sun, wang, zhang
                 → spec to li, sun, wang, zhang
2024-07-01 10:00 → minutes to zhang
2024-07-01 10:10 zhang replies to minutes: 会议纪要：先做首页。
                 → tasks to zhang
2024-07-01 10:20 zhang replies to tasks:
  UI设计初稿 | chen@ | 2024-07-15 | 低
  文案 | zhang@ | 2024-07-15 | 低
                 → confirm to chen, zhang
                 → standup (invite) to li, sun, wang, zhang
                 → task-list to li, sun, wang, zhang
2024-07-01 10:30 chen replies to confirm: 确认
                 → echo to chen
2024-07-01 10:31 zhang replies to confirm: 确认
                 → echo to zhang
2024-07-01 11:00 chen replies to confirm: 交付
  版本：1.0
  功能清单：首页
  [file 测试报告.pdf]
                 → acceptance to zhang
                 → echo to chen
# The sponsor decides on what another delivered.
2024-07-01 11:10 zhang replies to acceptance: 通过
                 → accepted to chen, zhang
                 → deadline (cancel) to chen
                 → echo to zhang
= P-2024-0001-T01 is in accepted
# What the sponsor delivered goes to the sponsor's deputy.
2024-07-01 11:20 zhang replies to confirm: 交付
  版本：1.0
  功能清单：文案
  [file 测试报告.pdf]
                 → acceptance to li
                 → echo to zhang
2024-07-01 11:30 zhang writes: [P-2024-0001-T02] 验收
  通过
                 → no-such-item to zhang
= zhang reads in no-such-item: 李娜
= P-2024-0001-T02 is in delivered
2024-07-01 11:40 li replies to acceptance of P-2024-0001-T02: 通过
                 → accepted to zhang
                 → deadline (cancel) to zhang
                 → echo to li
= P-2024-0001-T02 is in accepted
