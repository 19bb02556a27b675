# 复盘会的最后一个空档: half past six is too late, even for those who are still at work; an hour until six is not   [E4.2]
zone: Asia/Shanghai

# Chen is away with another project from Wednesday 14:00 until half past five on Thursday.
2024-07-01 14:30 zhao writes: 【新项目】机房搬迁
  发起人：王强
  项目经理：赵敏
  研发负责人：陈晨
  设计负责人：赵敏
  市场对接人：赵敏
  项目背景：太小
  核心目标：不停机
  功能清单：搬迁
  用户画像：内部
  预期成果：新机房
  期望完成时间：2024-07-31
  启动会：2024-07-03 14:00 - 2024-07-04 17:30 机房
                 → roster to chen, wang, zhao
                 → spec to chen, wang, zhao
                 → kickoff (invite) to chen, wang, zhao
2024-07-01 15:30 anna writes: [Urgent] Payments fail
  Class: payment
  Since: 2024-07-01 15:20
  Scope: all orders
  Measures: none
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to anna
2024-07-01 15:32 chen replies to assign: Anna Schmidt — 联系银行
                 → crew to anna, lin, sun, wang
                 → ready to anna
                 → echo to chen
2024-07-01 15:34 anna replies to ready: ready
                 → in-place to chen
2024-07-01 15:50 chen writes: [E-2024-0001] 已解决
  已解决
  原因：证书过期
  根本原因：没有到期提醒
  措施：换证书
                 → cause to chen
                 → call (cancel) to anna
                 → resolved to anna, lin, sun, wang
                 → customer-letter to sun
                 → review (invite) to anna, chen, sun
2024-07-01 16:05 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-01 16:10 chen replies to cause: 五个为什么：没有到期提醒
  潜在原因：证书不在资产表里
                 → cause-found to chen, wang
# Everybody is at work on Thursday at half past six. There is no hour left: Wednesday at nine in Berlin.
= anna reads in review: Wed 3 Jul 2024, 09:00
= chen reads in review: 2024-07-03（周三）15:00
2024-07-01 16:20 wang writes: [E-2024-0001-REV01] 取消
                 → review (cancel) to anna, chen, sun
                 → cancelled to anna, chen, sun
                 → echo to wang
2024-07-04 17:30 → minutes to zhao
2024-07-05 09:00 → minutes (reminder) to zhao
2024-07-05 10:00 → minutes (reminder) to zhao
                 → minutes-late to wang
2024-07-08 09:00 → tasks to zhao

# A week later he is back at five: the last hour of the third working day.
2024-07-08 14:30 zhao writes: 【新项目】新机房验收
  发起人：王强
  项目经理：赵敏
  研发负责人：陈晨
  设计负责人：赵敏
  市场对接人：赵敏
  项目背景：搬完了
  核心目标：验收
  功能清单：清单
  用户画像：内部
  预期成果：签字
  期望完成时间：2024-07-31
  启动会：2024-07-10 14:00 - 2024-07-11 17:00 机房
                 → roster to chen, wang, zhao
                 → spec to chen, wang, zhao
                 → kickoff (invite) to chen, wang, zhao
2024-07-08 15:30 anna writes: [Urgent] Payments fail
  Class: payment
  Since: 2024-07-08 15:20
  Scope: all orders
  Measures: none
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to anna
2024-07-08 15:32 chen replies to assign of E-2024-0002: Anna Schmidt — 联系银行
                 → crew to anna, lin, sun, wang
                 → ready to anna
                 → echo to chen
2024-07-08 15:34 anna replies to ready of E-2024-0002: ready
                 → in-place to chen
2024-07-08 15:50 chen writes: [E-2024-0002] 已解决
  已解决
  原因：证书过期
  根本原因：没有到期提醒
  措施：换证书
                 → cause to chen
                 → call (cancel) to anna
                 → resolved to anna, lin, sun, wang
                 → customer-letter to sun
                 → review (invite) to anna, chen, sun
= chen reads in review: 2024-07-11（周四）17:00
2024-07-08 16:10 time passes
