# 已解决: said by the lead or his deputy, to everybody at once; not by somebody else; late in the night; back within a day, not after   [E3.1]
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
2024-07-06 22:10 zhao writes: [E-2024-0001] 已解决
  措施：重启
                 → no-access to zhao
= E-2024-0001 is in fighting
2024-07-06 22:15 chen writes: [E-2024-0001] 已解决
  已解决
  原因：磁盘坏
  措施：切到备库
                 → call (cancel) to sun, wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
= E-2024-0001 is in resolved
= lin reads in resolved: 问题已解决
= wang reads in resolved: 25 分钟
2024-07-06 22:20 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
# Back within a day: the same number, and the crew is called again.
2024-07-07 10:00 li writes: [E-2024-0001] 重开
                 → crew to li, lin, sun, wang
                 → ready to sun, wang
= E-2024-0001 is in fighting
2024-07-07 10:05 wang replies to ready: 到位
                 → in-place to chen
2024-07-07 10:06 sun replies to ready: 到位
                 → in-place to chen
# Silent: without the word it is not over, and news are expected.
2024-07-07 10:25 → status (reminder) to chen
2024-07-07 10:30 → no-news to lin, wang
2024-07-07 10:31 time passes
= E-2024-0001 is in fighting
2024-07-07 10:40 chen writes: [E-2024-0001] 已解决
  原因：备库也坏
  措施：换盘
                 → call (cancel) to sun, wang
                 → customer-letter to sun
                 → echo to chen
                 → resolved to li, lin, sun, wang
2024-07-07 10:45 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-08 09:00 → cause (reminder) to chen
2024-07-08 10:00 → cause (also) to wang
# After a day it is too late for that.
2024-07-08 11:00 li writes: [E-2024-0001] 重开
                 → run-out to li
= E-2024-0001 is in closed
