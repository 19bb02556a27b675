# 紧急事务 to the minute: who is in place, who is not, the same outage once more, three rounds without news, slower news   [E2.2, E2.3, rows 30, 31]
zone: Asia/Shanghai

2024-07-06 22:00 sun writes: 【紧急】官网无法访问
  类别：website
  影响范围：全国
  发生时间：2024-07-06 21:55
  已采取的临时措施：切换线路
                 → alarm to chen, sun, wang
                 → assign to chen
2024-07-06 22:04 chen replies to assign:
  王强 — 负责查日志
  孙丽 — 同步客服口径
                 → crew to lin, sun, wang
                 → ready to sun, wang
                 → echo to chen
= ready lasts for wang: 2h
2024-07-06 22:19 → ready (reminder) to sun, wang

# Twenty-nine minutes later it is the same outage until somebody says otherwise; after thirty it is one of its own.
2024-07-06 22:29 li writes: 【紧急】首页打不开
  类别：website
  影响范围：全国
  发生时间：2024-07-06 21:56
  已采取的临时措施：无
= E-2024-0002 is in twin
= chen reads in merge: 官网无法访问
2024-07-06 22:29 chen replies to merge: 合并
                 → status (reminder) to chen
                 → merge to chen
                 → opened to li
                 → merged to chen, li
= E-2024-0002 is in merged
2024-07-06 22:30 liu writes: 【紧急】官网很慢
  类别：website
  影响范围：全国
  发生时间：2024-07-06 21:57
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to liu
= E-2024-0003 is in alarm
2024-07-06 22:31 wang writes: [E-2024-0003] 误报
                 → misfire to chen, liu, sun, wang
2024-07-06 22:34 → not-in-place to chen, lin
                 → no-news to lin, wang
2024-07-06 22:59 → status (reminder) to chen

# In place after 59 minutes counts, after an hour the round is over.
2024-07-06 23:03 sun replies to ready: 到位
                 → in-place to chen
2024-07-06 23:04 wang replies to ready: 到位
                 → no-news to lin, wang
                 → too-late to wang

# The third round in a row without news: while it is open, the CTO may give them, too.
2024-07-06 23:29 → status (reminder) to chen
                 → status (also) to wang
2024-07-06 23:34 → no-news to lin, wang
2024-07-06 23:59 → status (reminder) to chen
                 → status (also) to wang
2024-07-07 00:04 → no-news to lin, wang
2024-07-07 00:05 time passes

# News at another pace: half an hour at least, eight hours at most.
2024-07-07 00:06 chen writes: [E-2024-0001] 降频
  降频：29分钟
  原因：机房在修
                 → incomplete to chen
2024-07-07 00:07 chen writes: [E-2024-0001] 降频
  降频：8小时1分钟
  原因：机房在修
                 → incomplete to chen
2024-07-07 00:08 chen writes: [E-2024-0001] 降频
  降频：30分钟
  原因：机房在修
                 → slower to lin, wang
                 → echo to chen
2024-07-07 00:09 chen writes: [E-2024-0001] 降频
  降频：8小时
  原因：机房在修
                 → slower to lin, wang
                 → echo to chen
2024-07-07 00:10 time passes
