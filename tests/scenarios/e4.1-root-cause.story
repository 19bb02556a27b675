# 根本原因: found in parts, late, with the CTO asked besides; never found; found after nobody waited for it any more   [E4.1]
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
  措施：换证书
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
# The report may leave the cause open; operations is asked to find it within 24 hours.
= chen reads in cause: 直接原因：证书过期
= wang reads in resolved: 待查
= E-2024-0001-REV01 has direct 证书过期
= E-2024-0001-REV01 has root nothing
2024-07-01 09:30 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun

# Part of it is taken; the rest is asked for again: at 20 hours, moved into office hours, and at 24, when the CTO is asked as well.
2024-07-01 15:00 chen replies to cause: 根本原因：没有到期提醒
= E-2024-0001-REV01 has root 没有到期提醒
2024-07-02 09:00 → cause (reminder) to chen
2024-07-02 09:20 → cause (also) to wang
2024-07-02 10:30 wang replies to cause:
  五个为什么：过期、没人换、没人知道、没有提醒、没有责任人
  潜在原因：证书不在资产表里
                 → cause-found to chen, wang
= E-2024-0001-REV01 has latent 证书不在资产表里
= chen reads in cause-found: 没有责任人
# Somebody who was not asked changes nothing.
2024-07-02 10:40 sun writes: [E-2024-0001-REV01] 更正
  根本原因：不知道
                 → no-such-item to sun
= E-2024-0001-REV01 has root 没有到期提醒

# The second one, on Tuesday: nobody answers. 24 hours, three working days more, and it is listed as missing.
2024-07-02 11:00 li writes: 【紧急】网站很慢
  类别：website
  发生时间：2024-07-02 10:50
  影响范围：首页
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-02 11:02 chen replies to assign of E-2024-0002:
  王强 — 查日志
                 → crew to li, lin, wang
                 → echo to chen
                 → ready to wang
2024-07-02 11:05 wang replies to ready of E-2024-0002: 到位
                 → in-place to chen
2024-07-02 11:20 chen writes: [E-2024-0002] 已解决
  已解决
  措施：扩容
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, wang
                 → review (invite) to chen, li, sun, wang
2024-07-02 11:25 sun replies to customer-letter of E-2024-0002: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-02 11:30 wang writes: [E-2024-0001-REV01] 取消
                 → cancelled to chen, li, sun, wang
                 → review (cancel) to chen, li, sun, wang
2024-07-03 09:00 → cause (reminder) to chen
2024-07-03 11:20 → cause (also) to wang
2024-07-04 15:00 → report to chen
2024-07-05 13:00 → report (reminder) to chen
2024-07-05 15:00 → report (reminder) to chen
                 → report-late to wang
2024-07-08 12:00 time passes
= E-2024-0002-REV01 has root nothing
= E-2024-0002-REV01 is in report
# It comes after all: taken, and told.
2024-07-08 12:30 chen replies to cause of E-2024-0002-REV01:
  五个为什么：慢、满、没有扩容、没有告警、没有容量计划
  直接原因：连接数用完
  根本原因：没有容量告警
  潜在原因：没有容量计划
                 → cause-found to chen, wang
= E-2024-0002-REV01 has root 没有容量告警
