# 借用: kept longer twice, too late in the end, and looked at when it is back
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【借用】相机
  归还日期：2024-07-10
                 → hand-out to sun
                 → opened to li
# Nobody else has it meanwhile.
2024-07-01 09:05 liu writes: 【借用】相机
  归还日期：2024-07-12
                 → refused to liu
2024-07-01 09:10 anna writes: [Borrow] van
  Back on: 2024-12-24
                 → too-long to anna
2024-07-01 10:00 sun replies to hand-out: 借出
                 → out to li
                 → return (invite) to li
                 → echo to sun
# The entry in the calendar and the reminders follow the day.
2024-07-08 10:00 li writes: [LEN-2024-0001] 【续借】
  延至：2024-07-15
                 → extended to li, sun
                 → return (invite) to li
= sun reads in extended: 2024-07-10
= LEN-2024-0001 has back 2024-07-15
2024-07-12 10:00 → soon to li
2024-07-12 14:00 li writes: [LEN-2024-0001] 【续借】
  延至：2024-07-18
                 → extended to li, sun
                 → return (invite) to li
2024-07-17 10:00 → soon to li
2024-07-19 10:00 → where to li
2024-07-22 10:00 → where (reminder) to li
                 → where (also) to zhang
2024-07-22 15:00 li replies to where: 已归还
                 → condition to sun
2024-07-23 15:00 → condition (reminder) to sun
2024-07-23 16:00 sun replies to condition: 损坏
  情况：镜头有划痕
                 → gone to li, sun, zhang
= LEN-2024-0001 is in gone
= zhang reads in gone: 镜头有划痕
