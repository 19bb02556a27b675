# 值班交接: opened by itself every week; with notes, without any, swapped, and when Monday is a holiday
zone: Asia/Shanghai

2024-09-01 18:00 time passes
2024-09-02 09:30 → notes to zhang

# Monday: whoever leaves writes, both meet, and whoever comes takes over.
2024-09-02 09:45 zhang replies to notes:
  本周情况：平稳
  未结事项：
  支付回调偶尔超时 | 2024-08-29
  证书下月到期
                 → talk (invite) to wang, zhang
2024-09-02 14:15 → takeover to wang
2024-09-02 14:20 wang replies to takeover: 接班
                 → on-duty to anna, lin, wang, zhang
2024-09-09 09:30 → notes to wang

# The next one swaps with a colleague; not with herself.
2024-09-09 10:30 wang replies to notes: 本周情况：换了证书
                 → talk (invite) to anna, wang
2024-09-09 14:15 → takeover to anna
2024-09-09 15:00 anna replies to takeover: swap
                 → instead to anna
2024-09-09 15:30 anna replies to instead: Anna Schmidt
                 → incomplete to anna
2024-09-09 15:40 anna replies to instead: Zhang Wei
                 → echo to anna
                 → talk (invite) to wang, zhang
2024-09-10 14:15 → takeover to zhang
2024-09-10 14:30 zhang replies to takeover: 接班
                 → on-duty to anna, lin, wang, zhang
# Ten days after it was taken over the first week is done with.
2024-09-12 15:00 time passes
= ONC-2024-0001 is in over
# Zhang took the week over, so he hands it on, not she whose turn it was.
2024-09-18 09:30 → notes to zhang
2024-09-18 11:00 → notes (reminder) to zhang
2024-09-18 12:00 → notes (also) to wang
                 → no-notes to lin, wang
2024-09-18 15:00 → talk (invite) to lin, zhang

# Monday 16 September is a holiday: the handover moves to Wednesday. Nobody writes anything, the week begins all the same.
2024-09-18 23:00 time passes
2024-09-19 14:15 → takeover to lin
2024-09-19 14:30 lin replies to takeover: 接班
                 → on-duty to anna, lin, wang, zhang
= ONC-2024-0001 is in over
= ONC-2024-0002 is in on-duty
= ONC-2024-0002 has comes zhang
= ONC-2024-0003 is in on-duty
= ONC-2024-0003 has comes lin
= wang reads in takeover: 支付回调偶尔超时
= lin reads in takeover: 没有留下交接记录
