# 到位: thirty minutes from the personal call; by mail, by the calendar, late; the missing are listed to the lead and their heads; not for somebody else   [E2.2]
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
  赵敏 — 回滚
                 → crew to li, lin, sun, wang, zhao
                 → echo to chen
                 → ready to sun, wang, zhao
2024-07-06 22:05 wang replies to ready: 到位 已准备回滚方案
                 → in-place to chen
= chen reads in in-place: 已准备回滚方案
2024-07-06 22:06 sun accepts call
                 → in-place to chen
= chen reads in in-place: 孙丽
# Nobody is there for another.
2024-07-06 22:10 li writes: [E-2024-0001] 到位
                 → no-such-item to li
2024-07-06 22:17 → ready (reminder) to zhao
2024-07-06 22:27 → status (reminder) to chen
2024-07-06 22:31 chen replies to status: 更新 现状：在查 下一步：回滚
                 → echo to chen
                 → news to lin, wang
# Silent: the lead and her head hear of it at thirty minutes.
2024-07-06 22:32 → not-in-place to chen, wang
2024-07-06 22:33 time passes
= wang reads in not-in-place: 赵敏
# Late.
2024-07-06 22:40 zhao replies to ready: 到位
                 → in-place to chen
= chen reads in in-place: 赵敏
2024-07-06 22:50 chen writes: [E-2024-0001] 误报
                 → call (cancel) to sun, wang, zhao
                 → misfire to chen, li, lin, sun, wang, zhao
