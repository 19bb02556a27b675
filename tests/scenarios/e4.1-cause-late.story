# 根本原因迟迟没有: reminded at 20 hours, the CTO at 24; three working days more and nobody waits for it   [E4.1]
zone: Asia/Shanghai

2024-07-01 14:00 li writes: 【紧急】支付失败
  类别：payment
  发生时间：2024-07-01 13:50
  影响范围：全部订单
  已采取的临时措施：切到备用通道
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-01 14:02 chen replies to assign:
  王强 — 查日志
                 → crew to li, lin, sun, wang
                 → echo to chen
                 → ready to wang
2024-07-01 14:05 wang replies to ready: 到位
                 → in-place to chen
2024-07-01 14:27 → status (reminder) to chen
2024-07-01 14:30 chen writes: [E-2024-0001] 已解决
  已解决
  措施：换证书
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
2024-07-01 14:35 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
# Monday 14:30: twenty hours are Tuesday 10:30, twenty-four 14:30; the third working day behind it is Friday 14:30.
2024-07-02 10:30 → cause (reminder) to chen
2024-07-02 14:30 → cause (also) to wang
2024-07-03 15:00 → report to chen
2024-07-04 13:00 → report (reminder) to chen
2024-07-04 15:00 → report (reminder) to chen
                 → report-late to wang
# Until then a part of it is kept, and the rest is waited for.
2024-07-05 14:20 chen replies to cause: 直接原因：证书过期
= E-2024-0001-REV01 has direct 证书过期
2024-07-05 15:00 → report (reminder) to chen
# Behind it every part that comes is told.
2024-07-05 15:30 chen replies to cause: 根本原因：没有到期提醒
                 → cause-found to chen, wang
= E-2024-0001-REV01 has root 没有到期提醒
= E-2024-0001-REV01 is in report
