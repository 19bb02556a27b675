# 没有补全的初始信息: a part of it is taken for half an hour; what comes after that is kept and shown all the same   [E1.2]
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
# The half hour is over: told otherwise, it is a correction, and all who work on it hear of it.
2024-07-06 22:40 li replies to gaps: 影响范围：一半订单
                 → corrected to chen, sun, wang
                 → echo to li
= E-2024-0001 has scope 一半订单
2024-07-06 22:41 li writes: [E-2024-0001] 更正
  影响范围：三成订单
                 → corrected to chen, sun, wang
                 → echo to li
= E-2024-0001 has scope 三成订单
# What nobody had told so far is shown as well.
2024-07-06 22:42 li replies to gaps: 发生时间：22:05
                 → echo to li
                 → informed to chen, sun, wang
                 → no-news to lin, sun, wang
= wang reads in informed: 22:05
