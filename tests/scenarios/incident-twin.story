# 紧急事务, reported twice: the same class within thirty minutes is shown to the lead, who joins them or not   [rows 28, 31, 32]
zone: Asia/Shanghai

2024-07-01 14:00 sun writes: 【紧急】官网无法访问
  类别：website
  发生时间：2024-07-01 13:50
  影响范围：全国
  已采取的临时措施：已重启
                 → alarm to chen, sun, wang
                 → assign to chen
2024-07-01 14:03 chen replies to assign:
  王强 — 查日志
                 → crew to lin, sun, wang
                 → ready to wang
                 → echo to chen
= E-2024-0001 is in fighting
# The second report of the same class: joined.
2024-07-01 14:10 zhang writes: 【故障】首页打不开
  类别：website
  发生时间：2024-07-01 13:55
  影响范围：华东
  已采取的临时措施：无
                 → merge to chen
                 → opened to zhang
= chen reads in merge: E-2024-0001
= chen reads in merge: 官网无法访问
= chen reads in merge: 首页打不开
= E-2024-0002 is in twin
2024-07-01 14:12 chen replies to merge: 合并 E-2024-0001
                 → merged to chen, zhang
= zhang reads in merged: 官网无法访问
= chen reads in merged: 华东
= E-2024-0002 is in merged
# The third: another matter.
2024-07-01 14:15 li writes: 【紧急】图片显示不了
  类别：website
  发生时间：2024-07-01 14:00
  影响范围：商品页
  已采取的临时措施：无
                 → merge to chen
                 → opened to li
2024-07-01 14:16 chen replies to merge: 单独处理
                 → alarm to chen, sun, wang
                 → assign to chen
= E-2024-0003 is in alarm
2024-07-01 14:17 chen writes: [E-2024-0003] 误报
  误报
                 → misfire to chen, li, sun, wang
2024-07-01 14:18 → ready (reminder) to wang
# The fourth: nobody answers within ten minutes; if in doubt, alarm.
2024-07-01 14:25 liu writes: 【紧急】下单报错
  类别：website
  发生时间：2024-07-01 14:20
  影响范围：下单
  已采取的临时措施：无
                 → merge to chen
                 → opened to liu
2024-07-01 14:28 → status (reminder) to chen
2024-07-01 14:30 → merge (reminder) to chen
                 → merge (also) to anna
2024-07-01 14:33 → not-in-place to chen, lin
                 → no-news to lin, wang
2024-07-01 14:34 time passes
= E-2024-0004 is in twin
2024-07-01 14:35 time passes
                 → alarm to chen, sun, wang
                 → assign to chen
= E-2024-0004 is in alarm
2024-07-01 14:36 chen writes: [E-2024-0004] 误报
  误报
                 → misfire to chen, liu, sun, wang
# Another class, and the same class after thirty minutes, alarm at once.
2024-07-01 14:37 wang writes: 【紧急】支付失败
  类别：payment
  发生时间：2024-07-01 14:30
  影响范围：全部支付
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
= E-2024-0005 is in alarm
