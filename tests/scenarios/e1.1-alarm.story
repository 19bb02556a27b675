# 上报: one sentence alarms three roles at once, by night as by day, in either language; nobody takes it; a report from outside   [E1.1]
zone: Asia/Shanghai

# Saturday night, one sentence and nothing else.
2024-07-06 22:00 li writes: 【紧急】官网无法访问，用户反馈量激增
                 → alarm to chen, sun, wang
                 → assign to chen
                 → gaps to li
= wang reads in alarm: 官网无法访问
= sun reads in alarm: 【缺】
# In English, of another class.
2024-07-06 22:01 anna writes: [Incident] Payments are slow
  Class: payment
                 → alarm to chen, sun, wang
                 → assign to chen
                 → gaps to anna
= E-2024-0002 is in alarm
# From outside it opens nothing: the lead sees it, and the sender hears nothing.
2024-07-06 22:02 somebody@elsewhere.example writes: 【紧急】你们的网站打不开
                 → unverified to chen
= chen reads in unverified: 你们的网站打不开
2024-07-06 22:05 → assign (also) to anna
                 → assign (reminder) to chen
2024-07-06 22:06 → assign (also) to anna
                 → assign (reminder) to chen
# Late: after five minutes the next in line is asked besides, and whoever answers first has it.
2024-07-06 22:07 anna replies to assign of E-2024-0001: 王强 — 查日志
                 → crew to li, lin, wang
                 → echo to anna
                 → ready to wang
2024-07-06 22:08 chen writes: [E-2024-0002] 误报
                 → misfire to anna, chen, sun, wang
= E-2024-0002 is in misfire
2024-07-06 22:09 time passes
= E-2024-0001 is in fighting
