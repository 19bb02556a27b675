# 用户告知函: a draft that a person approves and sends; approved, refused with a reason, silent, late; no customer ever gets mail   [E3.3]
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
2024-07-06 22:15 chen writes: [E-2024-0001] 已解决
  原因：磁盘坏
  措施：切到备库
                 → call (cancel) to sun, wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
= sun reads in customer-letter: 磁盘坏
# A bare OK decides nothing. Nobody else approves.
2024-07-06 22:20 sun replies to customer-letter: 好的
                 → unclear to sun
= E-2024-0001 is in resolved
2024-07-06 22:25 wang writes: [E-2024-0001] 批准
                 → no-such-item to wang
= E-2024-0001 is in resolved
# Silent: reminded after two hours; after four once more, and then every day. It is never sent by itself.
2024-07-07 00:15 → customer-letter (reminder) to sun
2024-07-07 02:15 → customer-letter (reminder) to sun
2024-07-08 02:15 → customer-letter (reminder) to sun
2024-07-08 03:00 time passes
= E-2024-0001 is in resolved
2024-07-08 09:00 → cause (reminder) to chen
# Late: refused, which needs a word why.
2024-07-08 09:00 sun replies to customer-letter: 驳回
                 → comment-missing to sun
2024-07-08 09:05 sun replies to customer-letter: 驳回 意见：影响太小，不必告知
                 → echo to sun
= E-2024-0001 is in closed

# The second one is approved: the final text goes back to the one who sends it.
2024-07-08 09:10 li writes: 【紧急】支付失败
  类别：payment
  发生时间：2024-07-08 09:00
  影响范围：全部订单
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-08 09:12 chen replies to assign of E-2024-0002: 王强 — 查日志
                 → crew to li, lin, sun, wang
                 → echo to chen
                 → ready to wang
2024-07-08 09:13 wang replies to ready of E-2024-0002: 到位
                 → in-place to chen
2024-07-08 09:20 chen writes: [E-2024-0002] 已解决
  措施：换证书
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
2024-07-08 09:25 sun replies to customer-letter of E-2024-0002: 批准
                 → customer-letter-final to sun
                 → echo to sun
= E-2024-0002 is in closed
= sun reads in customer-letter-final: 正在查明
