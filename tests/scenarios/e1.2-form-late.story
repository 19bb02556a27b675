# 没有补全的初始信息: a part of it is taken for half an hour; then nobody waits for it, and only 更正 changes it   [E1.2]
zone: Asia/Shanghai

2024-07-06 22:10 li writes: 【紧急】支付失败
  类别：payment
                 → alarm to chen, sun, wang
                 → assign to chen
                 → gaps to li
2024-07-06 22:12 chen replies to assign: 王强 — 查日志
                 → crew to li, lin, sun, wang
                 → echo to chen
                 → ready to wang
2024-07-06 22:13 wang replies to ready: 到位
                 → in-place to chen
2024-07-06 22:20 → gaps (reminder) to li
2024-07-06 22:37 → status (reminder) to chen
# A minute before the half hour: still asked.
2024-07-06 22:39 li replies to gaps: 影响范围：全部订单
= E-2024-0001 has scope 全部订单
# The half hour is over.
2024-07-06 22:40 li replies to gaps: 影响范围：一半订单
                 → too-late to li
= E-2024-0001 has scope 全部订单
2024-07-06 22:41 li writes: [E-2024-0001] 更正
  影响范围：一半订单
                 → corrected to chen, sun, wang
                 → echo to li
= E-2024-0001 has scope 一半订单
= E-2024-0001 has occurred nothing
