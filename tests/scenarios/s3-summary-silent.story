# 月报总结: the head has until the 5th, a Monday here; without a word the entries go out alone   [S3]
zone: Asia/Shanghai

2024-07-25 15:00 zhang writes: 【例行汇报】产品部
  成员：李娜
                 → begins to li, zhang
                 → weekly (invite) to li, zhang
2024-07-25 16:00 → account to li
                 → entry to li
2024-07-25 16:10 li replies to entry:
  本周完成：首页
  下周计划：搜索
                 → echo to li
2024-07-26 18:00 → review to zhang
2024-07-29 09:00 → review (reminder) to zhang
2024-07-29 10:00 → digest to li, lin, zhang
2024-07-29 15:00 → minutes to zhang
2024-07-29 16:30 → minutes (reminder) to zhang
2024-07-29 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-07-31 15:00 → account (reminder) to li
2024-07-31 17:00 → summary to zhang
2024-08-01 16:00 → entry to li
2024-08-02 15:00 → entry (reminder) to li
2024-08-02 18:00 → summary (reminder) to zhang
                 → review to zhang
2024-08-05 09:00 → review (reminder) to zhang
2024-08-05 10:00 → digest to li, lin, zhang
2024-08-05 15:00 → minutes to zhang
2024-08-05 16:30 → minutes (reminder) to zhang
2024-08-05 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-08-05 18:00 → digest to li, lin, zhang
2024-08-05 18:10 time passes
