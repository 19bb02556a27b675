# 无人接手: up and up for an hour, then more slowly, and after a day it is closed as such and everybody told   [E2.1, row 28]
zone: Asia/Shanghai

2024-07-06 22:00 sun writes: 【紧急】官网无法访问
  类别：website
  发生时间：2024-07-06 21:50
  影响范围：全国
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
2024-07-06 22:05 → assign (also) to anna
                 → assign (reminder) to chen
2024-07-06 22:10 → assign (also) to wang
2024-07-06 22:20 → assign (also) to lin
2024-07-06 22:30 → assign (reminder) to lin
2024-07-06 22:40 → assign (reminder) to lin
2024-07-06 22:50 → assign (reminder) to lin
2024-07-06 23:00 → assign (reminder) to lin
2024-07-06 23:10 → assign (reminder) to lin
2024-07-06 23:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 01:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 03:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 05:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 07:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 09:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 11:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 13:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 15:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 17:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 19:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 21:20 → assign (reminder) to anna, chen, lin, wang
2024-07-07 22:10 → unattended to anna, chen, lin, sun, wang
2024-07-08 10:00 time passes
= E-2024-0001 is in unattended

# It was real after all.
2024-07-08 10:05 sun replies to unattended: 重开
                 → alarm to chen, sun, wang
                 → assign to chen
