# 借用: how long at most; nobody hands it out, nobody says where it is, and nobody looks at it
zone: Asia/Shanghai

# Ninety days at most: until the evening of 29 September it is half a day more.
2024-07-01 08:30 wu writes: 【借用】服务器
  归还日期：2024-09-29
                 → too-long to wu
2024-07-01 08:40 wu writes: 【借用】服务器
  归还日期：2024-09-28
                 → hand-out to sun
                 → opened to wu
2024-07-01 08:50 sun replies to hand-out: 驳回 意见：坏了
                 → refused to wu
                 → echo to sun
= LEN-2024-0001 is in refused

2024-07-01 09:00 wu writes: 【借用】投影仪
  归还日期：2024-07-10
                 → hand-out to sun
                 → opened to wu
2024-07-01 13:00 → hand-out (reminder) to sun
2024-07-02 09:00 → hand-out (also) to chen
2024-07-03 09:00 → hand-out (reminder) to chen
2024-07-04 09:00 → hand-out (reminder) to chen
2024-07-04 10:00 sun replies to hand-out: 借出
                 → out to wu
                 → echo to sun
                 → return (invite) to wu
= return rings for wu: 24h
2024-07-09 10:00 → soon to wu
2024-07-11 10:00 → where to wu
2024-07-12 10:00 → where (reminder) to wu
                 → where (also) to zhang
2024-07-15 10:00 → where (reminder) to wu, zhang
2024-07-16 10:00 → where (reminder) to wu, zhang
2024-07-16 12:00 wu replies to where: 已归还
                 → condition to sun
2024-07-17 12:00 → condition (reminder) to sun
2024-07-18 12:00 → closed to wu
# Two working days without a word: it is as it was.
2024-07-19 09:00 time passes
= LEN-2024-0002 is in closed

# Kept longer, but not for ever.
2024-07-22 09:00 wu writes: 【借用】投影仪
  归还日期：2024-07-31
                 → hand-out to sun
                 → opened to wu
2024-07-22 09:30 sun replies to hand-out: 借出
                 → out to wu
                 → echo to sun
                 → return (invite) to wu
2024-07-22 10:00 wu writes: [LEN-2024-0003] 【续借】
  延至：2024-10-20
                 → incomplete to wu
2024-07-22 10:10 wu writes: [LEN-2024-0003] 【续借】
  延至：2024-10-19
                 → extended to sun, wu
                 → return (invite) to wu
= LEN-2024-0003 has back 2024-10-19
