# 一项改进措施没有人接，也没有做: declined, the lead silent, his superior asked besides; two and four weeks overdue   [E4.4]
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
2024-07-01 09:25 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-01 10:00 chen replies to cause: 五个为什么：过期、没人换、没人知道、没有提醒、没有责任人
  潜在原因：证书不在资产表里
                 → cause-found to chen, wang
2024-07-03 15:00 → report to chen
2024-07-04 10:00 chen replies to report:
  概述：证书过期，支付中断 30 分钟
  影响数字：失败订单 120 笔
  做得好：五分钟内到位
  做得不好：没人知道证书何时到期
  侥幸：备用通道还有余量
  改进措施：
  证书到期提醒 | 赵敏 | 2024-07-12 | 提前 30 天收到提醒
                 → confirm to zhao
                 → plans to chen
                 → published to chen, li, lin, sun, wang
# The plans are done; the one measure is left.
2024-07-04 10:10 chen replies to plans: 应急预案：已补证书一节
  操作规程：SOP-12 已改
  监控：已加到期监控
                 → echo to chen
= E-2024-0001-REV01 is in finishing
2024-07-04 10:30 zhao replies to confirm: 拒绝 原因：要去出差
                 → echo to zhao
                 → reassign to chen
= E-2024-0001-REV01-A01 is in unassigned
# Four hours of work are 14:30. A working day later his superior is asked besides, who is reminded every working day.
2024-07-04 14:30 → reassign (reminder) to chen
2024-07-05 10:30 → reassign (also) to wang
2024-07-08 09:00 → open-list to chen
2024-07-08 10:30 → reassign (reminder) to wang
2024-07-09 10:30 → reassign (reminder) to wang
2024-07-09 11:00 wang replies to reassign: 负责人：刘洋
                 → confirm to liu
                 → deadline (cancel) to zhao
                 → echo to wang
2024-07-09 11:30 liu replies to confirm: 确认
                 → echo to liu
= E-2024-0001-REV01-A01 is in working
# Due on Friday, 12 July: reminded the day before, then, and every five working days.
2024-07-11 18:00 → done (reminder) to liu
2024-07-12 18:00 → done (reminder) to liu
2024-07-15 09:00 → open-list to chen
2024-07-19 18:00 → done (reminder) to liu
2024-07-22 09:00 → open-list to chen
# Two weeks overdue, and every two weeks from then on.
2024-07-26 18:00 → done (reminder) to liu
                 → overdue to chen, lin, sun, wang
2024-07-29 09:00 → open-list to chen
2024-08-05 09:00 → open-list to chen
2024-08-09 18:00 → done (reminder) to liu
                 → overdue to chen, lin, sun, wang
2024-08-12 09:00 → open-list to chen
= lin reads in overdue: 证书到期提醒
2024-08-12 10:00 time passes
= E-2024-0001-REV01 is in finishing
