# 改进措施: each a task; silence accepts it after 24 hours, declined, given to another, overdue   [E4.4]
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【紧急】支付失败
  类别：payment
  发生时间：2024-07-01 08:50
  影响范围：全部订单
  已采取的临时措施：切到备用通道
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-01 09:02 chen replies to assign:
  王强 — 查日志
                 → crew to li, lin, sun, wang
                 → echo to chen
                 → ready to wang
2024-07-01 09:05 wang replies to ready: 到位
                 → in-place to chen
2024-07-01 09:20 chen writes: [E-2024-0001] 已解决
  已解决
  原因：证书过期
  根本原因：没有到期提醒
  措施：换证书
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
2024-07-01 10:00 chen replies to cause: 五个为什么：过期、没人换、没人知道、没有提醒、没有责任人
  潜在原因：证书不在资产表里
                 → cause-found to chen, wang
2024-07-01 10:05 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-03 15:00 → report to chen
2024-07-03 16:00 time passes
2024-07-04 10:00 chen replies to report:
  概述：证书过期，支付中断 30 分钟
  影响数字：失败订单 120 笔
  做得好：五分钟内到位
  做得不好：没人知道证书何时到期
  侥幸：备用通道还有余量
  改进措施：
  证书到期提醒 | 赵敏 | 2024-07-12 | 提前 30 天收到提醒
  证书登记到资产表 | 王强 | 2024-07-19 | 抽查十张证书
  备用通道演练 | 孙丽 | 2024-07-19 | 演练记录
                 → confirm to sun, wang, zhao
                 → plans to chen
                 → published to chen, li, lin, sun, wang
= E-2024-0001-REV01-A01 is in offered
= zhao reads in confirm: 提前 30 天收到提醒
= sun reads in published: 抽查十张证书
# Confirmed by one; declined by one, first without a reason.
2024-07-04 10:30 wang replies to confirm: 收到
                 → echo to wang
= E-2024-0001-REV01-A02 is in working
2024-07-04 10:40 sun replies to confirm: 拒绝
                 → comment-missing to sun
2024-07-04 10:45 sun replies to confirm: 拒绝 原因：客服没有权限
                 → echo to sun
                 → reassign to chen
= E-2024-0001-REV01-A03 is in unassigned
2024-07-04 10:50 chen replies to reassign: 负责人：李娜
                 → confirm to li
                 → deadline (cancel) to sun
                 → echo to chen
2024-07-04 11:00 li accepts deadline
= E-2024-0001-REV01-A03 is in working
2024-07-05 09:00 → confirm (reminder) to zhao
# The third says nothing: reminded, and after 24 hours it is hers, in working hours.
2024-07-05 09:59 time passes
= E-2024-0001-REV01-A01 is in offered
2024-07-05 10:00 → taken-as-accepted to chen, zhao
2024-07-05 10:00 time passes
= E-2024-0001-REV01-A01 is in working
2024-07-05 10:10 chen replies to plans: 应急预案：已补证书一节
  操作规程：SOP-12 已改
  监控：已加到期监控
                 → echo to chen
= E-2024-0001-REV01 is in finishing
2024-07-08 09:00 → open-list to chen
# It cannot be done after all: the lead names another, or does without.
2024-07-08 10:00 li writes: [E-2024-0001-REV01-A03] 拒绝
  拒绝 原因：要去出差
                 → echo to li
                 → reassign to chen
= E-2024-0001-REV01-A03 is in unassigned
2024-07-08 10:10 chen writes: [E-2024-0001-REV01-A03] 取消
                 → cancelled to li
                 → deadline (cancel) to li
                 → echo to chen
= E-2024-0001-REV01-A03 is in cancelled
# Re-timed by the lead; nobody else may.
2024-07-08 10:20 zhao writes: [E-2024-0001-REV01-A01] 更正
  截止：2024-07-31
                 → no-such-item to zhao
= E-2024-0001-REV01-A01 has due 2024-07-12
2024-07-08 10:30 chen writes: [E-2024-0001-REV01-A01] 更正
  截止：2024-07-15
                 → changed to zhao
                 → deadline (invite) to zhao
                 → echo to chen
= E-2024-0001-REV01-A01 has due 2024-07-15
# Done needs a result and what the check showed.
2024-07-10 10:00 zhao writes: [E-2024-0001-REV01-A01] 完成
  完成情况：已上线
                 → incomplete to zhao
2024-07-10 10:10 zhao replies to incomplete: 验证结果：收到测试提醒
                 → deadline (cancel) to zhao
= E-2024-0001-REV01-A01 is in finished
2024-07-15 09:00 → open-list to chen
2024-07-18 18:00 → done (reminder) to wang
2024-07-19 18:00 → done (reminder) to wang
2024-07-22 09:00 → open-list to chen
2024-07-26 18:00 → done (reminder) to wang
2024-07-29 09:00 → open-list to chen
2024-08-02 18:00 → done (reminder) to wang
                 → overdue to chen, lin, sun
2024-08-05 09:00 → open-list to chen
# Overdue: reminded every five working days; after two weeks the management hears of it.
2024-08-05 09:30 time passes
= E-2024-0001-REV01-A02 is in working
= lin reads in overdue: 证书登记到资产表
2024-08-05 10:00 wang replies to done: 完成情况：已登记
  验证结果：抽查通过
                 → echo to wang
                 → relapse to chen
= E-2024-0001-REV01 is in asking
