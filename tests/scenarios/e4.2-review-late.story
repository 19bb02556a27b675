# 复盘会定得太晚: an hour at the time that the 处理报告 named; red at the end of the third working day; the report is asked for at its end   [E4.2]
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
  复盘会时间：2024-07-05 16:15
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
2024-07-01 09:25 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
= E-2024-0001-REV01 is in arranged
= li reads in review: 16:15
= review lasts for li: 60m
2024-07-01 10:00 chen replies to cause: 五个为什么：过期、没人换、没人知道、没有提醒、没有责任人
  潜在原因：证书不在资产表里
                 → cause-found to chen, wang
# Solved on Monday: the third working day ends on Thursday at 18:00.
2024-07-04 18:00 → red to chen, wang
2024-07-04 18:10 time passes
= E-2024-0001-REV01 is in arranged
= wang reads in red: 2024-07-05（周五）16:15
2024-07-05 17:14 time passes
= E-2024-0001-REV01 is in arranged
2024-07-05 17:15 → report to chen
2024-07-05 17:20 time passes
= E-2024-0001-REV01 is in report
# One working day from its end.
= chen reads in report: 2024-07-08（周一）17:15
