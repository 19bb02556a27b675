# 分工: ten minutes; second at five, deputy and CTO at ten, up and up every ten; somebody unknown; after a day it is closed aloud   [E2.1]
zone: Asia/Shanghai

2024-07-06 22:00 li writes: 【紧急】官网无法访问
  类别：website
  发生时间：2024-07-06 21:50
  影响范围：全国
  已采取的临时措施：已重启
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
# Somebody who is not there comes back; then in time.
2024-07-06 22:02 chen replies to assign: 王小明 — 查日志
                 → incomplete to chen
= E-2024-0001 is in alarm
2024-07-06 22:03 chen replies to assign: 王强 — 查日志
                 → crew to li, lin, wang
                 → echo to chen
                 → ready to wang
= E-2024-0001 is in fighting
= wang reads in ready: 查日志
# The crew may change: who is new is called.
2024-07-06 22:05 chen writes: [E-2024-0001] 分工
  王强 — 查日志
  赵敏 — 联系云服务商
                 → echo to chen
                 → ready to zhao
= zhao reads in ready: 联系云服务商
2024-07-06 22:06 chen writes: [E-2024-0001] 误报
                 → call (cancel) to wang, zhao
                 → misfire to chen, li, lin, sun, wang, zhao

# Nobody for a whole day.
2024-07-06 23:00 li writes: 【紧急】支付失败
  类别：payment
  发生时间：2024-07-06 22:50
  影响范围：全部订单
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-06 23:05 → assign (also) to anna
                 → assign (reminder) to chen
2024-07-06 23:10 → assign (also) to wang
2024-07-06 23:20 → assign (also) to lin
2024-07-06 23:30 → assign (reminder) to lin
2024-07-06 23:31 time passes
= E-2024-0002 is in alarm
2024-07-06 23:40 → assign (reminder) to lin
2024-07-06 23:50 → assign (reminder) to lin
2024-07-07 00:00 → assign (reminder) to lin
2024-07-07 00:10 → assign (reminder) to lin
2024-07-07 00:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 02:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 04:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 06:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 08:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 10:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 12:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 14:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 16:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 18:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 20:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 22:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 23:10 → unattended to anna, chen, li, lin, sun, wang
2024-07-08 00:30 time passes
= E-2024-0002 is in unattended
= lin reads in unattended: 支付失败
# Brought back within a day, and then taken late.
2024-07-08 01:00 li writes: [E-2024-0002] 重开
                 → alarm to chen, sun, wang
                 → assign to chen
                 → echo to li
= E-2024-0002 is in alarm
2024-07-08 01:05 → assign (also) to anna
                 → assign (reminder) to chen
2024-07-08 01:07 anna replies to assign: 汤姆 — 查日志
                 → incomplete to anna
2024-07-08 01:08 anna replies to assign: Tom Becker — logs
                 → crew to li, lin, sun, tom, wang
                 → echo to anna
                 → ready to tom
= E-2024-0002 is in fighting
