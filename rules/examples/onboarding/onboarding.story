# 入职: a checklist of three, a mentor by silence, and what is late is told
zone: Asia/Shanghai

2024-07-01 09:00 zhang writes: 【入职】吴迪
  入职日期：2024-07-15
                 → several to chen
                 → finish to sun
                 → gaps to zhang
2024-07-01 10:00 chen replies to several: S01 完成
2024-07-02 09:00 sun replies to finish: 完成
                 → gaps (reminder) to zhang
2024-07-11 17:00 → finish (reminder) to chen
2024-07-12 17:00 → late to zhang
                 → finish (reminder) to chen
                 → finish (also) to wang

# Nobody names a mentor: the head is; the laptop is late.
2024-07-12 17:30 chen replies to finish of ONB-2024-0001-S03: 已完成
                 → ready to zhang
                 → month (invite) to zhang
                 → welcome (invite) to zhang
= ONB-2024-0001 is in ready
= ONB-2024-0001 has mentor zhang
= zhang reads in late: 电脑
2024-08-14 15:30 → settled to zhang
2024-08-14 18:00 time passes
= ONB-2024-0001 is in settled
