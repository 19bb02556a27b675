# 复盘报告: due one working day after the meeting; incomplete, late, handed in; never   [E4.3]
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
= E-2024-0001-REV01 is in report
= chen reads in report: 潜在原因：证书不在资产表里
# What is missing comes back, the rest is kept.
2024-07-04 09:30 chen replies to report: 概述：证书过期，支付中断 30 分钟
                 → incomplete to chen
= chen reads in incomplete: 改进措施
# A measure without its owner, date or proof comes back, too.
2024-07-04 09:40 chen replies to report:
  做得好：五分钟内到位
  做得不好：没人知道证书何时到期
  侥幸：备用通道还有余量
  改进措施：
  证书到期提醒 | 赵敏 | 2024-07-12
                 → incomplete to chen
= E-2024-0001-REV01 is in report
2024-07-04 13:00 → report (reminder) to chen
2024-07-04 15:00 → report (reminder) to chen
                 → report-late to wang
2024-07-05 15:00 → report (reminder) to chen
# Late: the CTO hears of it; there is a reminder every working day.
2024-07-05 15:30 time passes
= wang reads in report-late: 陈晨
2024-07-08 15:00 → report (reminder) to chen
2024-07-08 16:00 chen replies to report:
  影响数字：失败订单 120 笔
  改进措施：
  证书到期提醒 | 赵敏 | 2024-07-12 | 提前 30 天收到提醒
                 → confirm to zhao
                 → plans to chen
                 → published to chen, li, lin, sun, wang
= E-2024-0001-REV01 is in improving
= lin reads in published: 根因 | 没有到期提醒
= lin reads in published: 备用通道还有余量
= lin reads in published: 随信附上：E-2024-0001-REV01-

# The second one has a lead who never writes: ten working days later it is listed as missing, and the question of day 30 still comes.
2024-07-08 17:00 wang writes: [E-2024-0001-REV01] 取消
                 → called-off to zhao
                 → cancelled to chen, li, sun, wang
                 → deadline (cancel) to zhao
2024-07-08 17:00 li writes: 【紧急】网站很慢
  类别：website
  发生时间：2024-07-08 16:50
  影响范围：首页
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-08 17:02 chen replies to assign of E-2024-0002:
  王强 — 查日志
                 → crew to li, lin, wang
                 → echo to chen
                 → ready to wang
2024-07-08 17:05 wang replies to ready of E-2024-0002: 到位
                 → in-place to chen
2024-07-08 17:20 chen writes: [E-2024-0002] 已解决
  已解决
  原因：流量突增
  根本原因：没有容量告警
  措施：扩容
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, wang
                 → review (invite) to chen, li, sun, wang
2024-07-08 17:25 sun replies to customer-letter of E-2024-0002: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-08 17:30 chen replies to cause of E-2024-0002-REV01: 五个为什么：慢、满、没有扩容、没有告警、没有容量计划
  潜在原因：没有容量计划
                 → cause-found to chen, wang
2024-07-10 15:00 → report to chen
2024-07-11 13:00 → report (reminder) to chen
2024-07-11 15:00 → report (reminder) to chen
                 → report-late to wang
2024-07-12 15:00 → report (reminder) to chen
2024-07-15 15:00 → report (reminder) to chen
2024-07-16 15:00 → report (reminder) to chen
2024-07-17 15:00 → report (reminder) to chen
2024-07-18 15:00 → report (reminder) to chen
2024-07-19 15:00 → report (reminder) to chen
2024-07-22 15:00 → report (reminder) to chen
2024-07-23 15:00 → report (reminder) to chen
2024-07-24 15:00 → report (reminder) to chen
2024-07-25 15:00 → no-report to chen, lin, wang
2024-07-25 16:00 time passes
= E-2024-0002-REV01 is in watching
= lin reads in no-report: 没有报告
