# 初始信息表: what is missing is asked back while the alarm is out; complete, late, never, corrected, by somebody else   [E1.2]
zone: Asia/Shanghai

# Whole: nothing is asked back.
2024-07-06 22:00 li writes: 【紧急】官网无法访问
  类别：website
  发生时间：2024-07-06 21:50
  影响范围：全国
  已采取的临时措施：已重启
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-06 22:01 chen writes: [E-2024-0001] 误报
                 → misfire to chen, li, sun, wang
# Two of three: asked back, and the alarm does not wait.
2024-07-06 22:10 li writes: 【紧急】支付失败
  类别：payment
  影响范围：全部订单
                 → alarm to chen, sun, wang
                 → assign to chen
                 → gaps to li
= chen reads in alarm: 全部订单
= li reads in gaps: 发生时间
# Late, after the reminder of ten minutes: taken all the same.
2024-07-06 22:12 chen replies to assign of E-2024-0002: 王强 — 查日志
                 → crew to li, lin, sun, wang
                 → echo to chen
                 → ready to wang
2024-07-06 22:20 → gaps (reminder) to li
2024-07-06 22:25 li replies to gaps: 发生时间：2024-07-06 22:05
= E-2024-0002 has scope 全部订单
2024-07-06 22:26 li replies to gaps: 临时措施：切换通道
                 → informed to chen, sun, wang
= E-2024-0002 has measures 切换通道
2024-07-06 22:27 → ready (reminder) to wang
# Corrected by the reporter: all who work on it hear it. Somebody else corrects nothing.
2024-07-06 22:27 zhao writes: [E-2024-0002] 更正
  影响范围：没有影响
                 → no-access to zhao
2024-07-06 22:28 li writes: [E-2024-0002] 更正
  影响范围：一半订单
                 → corrected to chen, sun, wang
                 → echo to li
= E-2024-0002 has scope 一半订单
= wang reads in corrected: 一半订单
2024-07-06 22:29 chen writes: [E-2024-0002] 误报
                 → call (cancel) to wang
                 → misfire to chen, li, lin, sun, wang
# Never: nobody asks again after half an hour, and it stays 【缺】.
2024-07-06 23:00 li writes: 【紧急】机房断电
                 → alarm to chen, sun, wang
                 → assign to chen
                 → gaps to li
2024-07-06 23:01 chen replies to assign of E-2024-0003: 王强 — 查日志
                 → crew to li, lin, wang
                 → echo to chen
                 → ready to wang
2024-07-06 23:02 wang replies to ready of E-2024-0003: 到位
                 → in-place to chen
2024-07-06 23:10 → gaps (reminder) to li
2024-07-06 23:26 → status (reminder) to chen
2024-07-06 23:31 → no-news to lin
2024-07-06 23:35 time passes
= E-2024-0003 has occurred nothing
