# 紧急事务无人接: closed aloud after a day; anybody brings it back within 24 hours, to the minute   [E2.1, row 28]
zone: Asia/Shanghai

2024-07-06 22:00 sun writes: 【紧急】官网无法访问
  类别：website
  影响范围：全国
  发生时间：2024-07-06 21:55
  已采取的临时措施：切换线路
2024-07-06 22:00 li writes: 【紧急】支付失败
  类别：payment
  影响范围：全国
  发生时间：2024-07-06 21:55
  已采取的临时措施：无
                 → alarm to chen, chen, sun, sun, wang, wang
                 → assign to chen, chen
                 → opened to li
2024-07-06 22:05 → several (reminder) to chen
                 → assign (also) to anna, anna
2024-07-06 22:10 → assign (also) to wang, wang
2024-07-06 22:20 → assign (also) to lin, lin
2024-07-06 22:30 → several (reminder) to lin
2024-07-06 22:40 → several (reminder) to lin
2024-07-06 22:50 → several (reminder) to lin
2024-07-06 23:00 → several (reminder) to lin
2024-07-06 23:10 → several (reminder) to lin
2024-07-06 23:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 01:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 03:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 05:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 07:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 09:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 11:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 13:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 15:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 17:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 19:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 21:20 → several (reminder) to anna, chen, lin, wang
2024-07-07 22:10 → unattended to anna, anna, chen, chen, li, lin, lin, sun, sun, wang, wang
2024-07-07 22:20 time passes
= E-2024-0001 is in unattended
= E-2024-0002 is in unattended
2024-07-08 22:10 sun writes: [E-2024-0001] 重开
                 → alarm to chen, sun, wang
                 → assign to chen
= E-2024-0001 is in alarm
2024-07-08 22:11 li writes: [E-2024-0002] 重开
                 → run-out to li
= E-2024-0002 is in unattended
