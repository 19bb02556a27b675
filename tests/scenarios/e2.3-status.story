# 进展: every thirty minutes until solved; in time, late, three rounds of silence; slower, but not too slow and not by another   [E2.3]
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
2024-07-06 22:25 chen writes: [E-2024-0001] 更新
  现状：数据库宕机
  下一步：切换备库
                 → echo to chen
                 → news to lin, wang
= lin reads in news: 切换备库
# What is said too little comes back.
2024-07-06 22:30 chen writes: [E-2024-0001] 更新
  现状：还在切换
                 → incomplete to chen
= chen reads in incomplete: 下一步
# Silent: nudged five minutes before, and the management reads that there is nothing new, and what was last.
2024-07-06 22:50 → status (reminder) to chen
2024-07-06 22:55 → no-news to lin, wang
2024-07-06 22:56 time passes
= lin reads in no-news: 数据库宕机
2024-07-06 23:20 → status (reminder) to chen
2024-07-06 23:25 → no-news to lin, wang
2024-07-06 23:50 → status (reminder) to chen
                 → status (also) to wang
2024-07-06 23:55 → no-news to lin, wang
2024-07-06 23:56 time passes
# Late.
2024-07-06 23:58 chen replies to status: 更新 现状：备库已起 下一步：验证
                 → echo to chen
                 → news to lin, wang
# Slower: with a reason, within its bounds, by the lead.
2024-07-07 00:00 li writes: [E-2024-0001] 降频
  降频 2h 原因：等机房
                 → no-such-item to li
= li reads in no-such-item: 陈晨
2024-07-07 00:05 chen writes: [E-2024-0001] 降频
  降频 24h 原因：等机房
                 → incomplete to chen
2024-07-07 00:10 chen writes: [E-2024-0001] 降频
  降频 2h 原因：等机房
                 → echo to chen
                 → slower to lin, wang
= lin reads in slower: 等机房
2024-07-07 01:30 time passes
