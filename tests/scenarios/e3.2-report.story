# 处理报告: with the word that it is solved; the fix is needed, the cause may follow; the length by itself or as it is told; late   [E3.2]
zone: Asia/Shanghai

2024-07-06 22:00 li writes: 【紧急】官网无法访问
  类别：website
  发生时间：2024-07-06 21:50
  影响范围：全国
  已采取的临时措施：已重启
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-06 22:02 chen replies to assign:
  王强 — 查日志
  孙丽 — 同步客服口径
                 → crew to li, lin, sun, wang
                 → echo to chen
                 → ready to sun, wang
2024-07-06 22:03 wang replies to ready: 到位
                 → in-place to chen
2024-07-06 22:03 sun replies to ready: 到位
                 → in-place to chen
2024-07-06 22:10 chen writes: [E-2024-0001] 已解决
                 → incomplete to chen
= chen reads in incomplete: 措施
= E-2024-0001 is in fighting
# Silent after that: the round of news goes on.
2024-07-06 22:27 → status (reminder) to chen
2024-07-06 22:32 → no-news to lin, wang
2024-07-06 22:33 time passes
= lin reads in no-news: 官网无法访问
# Late, without a cause: it may follow, and is asked for within 24 hours.
2024-07-06 22:40 chen replies to incomplete: 已解决
  措施：切到备库
                 → call (cancel) to sun, wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
= E-2024-0001 is in resolved
= wang reads in resolved: 待查
= wang reads in resolved: 50 分钟
= chen reads in cause: 2024-07-07

# The second one tells everything, also that it lasted longer.
2024-07-06 23:00 li writes: 【紧急】支付失败
  类别：payment
  发生时间：2024-07-06 22:50
  影响范围：全部订单
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-06 23:02 chen replies to assign of E-2024-0002: 王强 — 查日志
                 → crew to li, lin, sun, wang
                 → echo to chen
                 → ready to wang
2024-07-06 23:03 wang replies to ready of E-2024-0002: 到位
                 → in-place to chen
2024-07-06 23:10 chen writes: [E-2024-0002] 已解决
  原因：证书过期
  根本原因：没有到期提醒
  措施：换证书
  永久措施：到期提醒
  影响时长：120分钟
  实际影响：订单 120 笔
  遗留风险：别的证书
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
= wang reads in resolved: 2 小时
= wang reads in resolved: 订单 120 笔
= wang reads in resolved: 别的证书
