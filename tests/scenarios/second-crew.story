# 第二次分工: who joins after everybody was in place is called as well; and what comes too late   [E1.2, E2.1, E2.2, section 4 row 32]
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【紧急】官网无法访问
                 → alarm to chen, sun, wang
                 → assign to chen
                 → gaps to li
2024-07-01 09:03 chen replies to assign: 王强 — 查日志
                 → crew to li, lin, wang
                 → echo to chen
                 → ready to wang
2024-07-01 09:05 wang replies to ready: 到位
                 → in-place to chen
2024-07-01 09:10 → gaps (reminder) to li
# Everybody is in place. Two more are called: each is asked, with thirty minutes of their own.
2024-07-01 09:20 chen replies to alarm: 分工
  王强 — 查日志
  李娜 — 客服口径
  赵敏 — 备用线路
                 → echo to chen
                 → ready to li, zhao
2024-07-01 09:25 li replies to ready: 到位 口径已拟好
                 → in-place to chen
2024-07-01 09:28 chen replies to status: 更新 现状：定位中 下一步：切换
                 → echo to chen
                 → news to lin
                 → status (reminder) to chen
2024-07-01 09:35 → ready (reminder) to zhao
# The form that nobody waits for any more: the lead and the crew see what comes all the same.
2024-07-01 09:40 li writes: [E-2024-0001] 官网
  发生时间：08:40
                 → informed to chen, li, sun, wang, zhao
= chen reads in informed: 08:40
2024-07-01 09:41 li replies to gaps:
  影响范围：全站
  临时措施：切备用
                 → informed to chen, li, sun, wang, zhao
= E-2024-0001 has scope 全站
# Told otherwise, it is a correction.
2024-07-01 09:42 li replies to gaps: 影响范围：华东
                 → corrected to chen, li, sun, wang, zhao
= E-2024-0001 has scope 华东
2024-07-01 09:50 → not-in-place to chen, wang
2024-07-01 09:53 → status (reminder) to chen
2024-07-01 09:58 → no-news to lin
2024-07-01 10:00 chen replies to alarm: 已解决
  原因：证书过期
  措施：换了证书
                 → call (cancel) to li, wang, zhao
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, wang, zhao
                 → review (invite) to chen, li, sun, wang, zhao
2024-07-01 10:10 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
= E-2024-0001 is in closed
2024-07-02 09:00 → cause (reminder) to chen
2024-07-02 10:00 → cause (also) to wang
# More than a day later nothing is opened again, and one letter says so; chatter gets none.
2024-07-02 10:20 li replies to resolved: 重开
                 → run-out to li
= E-2024-0001 is in closed
2024-07-02 10:21 wang replies to resolved: 谢谢大家
