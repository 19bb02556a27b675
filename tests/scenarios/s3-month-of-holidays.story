# 放假开头的月份: where the 5th and the days before it are off, the summary is due on the first working day behind them, not in the hour of the entries   [S3]
zone: Asia/Shanghai

2024-04-24 09:00 zhang writes: 【例行汇报】产品部
  成员：李娜、grace
  抄送：林静
  记录人：李娜
                 → begins to grace, li, zhang
                 → weekly (invite) to grace, li, zhang
# Her Friday ends when May has begun; of a month, too.
2024-04-25 15:30 zhang writes: [REP-2024-0001] 【更正】
  成员：grace
                 → begins to grace, zhang
                 → weekly (cancel) to li
2024-04-25 16:00 time passes
                 → account to grace
                 → entry to grace
2024-04-27 06:00 → entry (reminder) to grace
2024-04-27 08:00 → review to zhang
2024-04-29 09:00 → review (reminder) to zhang
2024-04-29 10:00 → digest to grace, lin, zhang
2024-04-29 15:00 → minutes to li
2024-04-29 16:30 → minutes (reminder) to li
2024-04-29 17:00 → minutes (reminder) to li
                 → minutes-late to zhang
2024-04-30 16:00 → entry to grace
2024-05-01 06:00 → several (reminder) to grace
2024-05-01 08:00 → review to zhang
                 → summary to zhang
2024-05-01 09:00 time passes
2024-05-06 09:00 → review (reminder) to zhang
2024-05-06 10:00 → digest to grace, lin, zhang
2024-05-06 14:00 time passes
                 → summary (reminder) to zhang
2024-05-06 15:00 → minutes to li
2024-05-06 16:30 → minutes (reminder) to li
2024-05-06 17:00 → minutes (reminder) to li
                 → minutes-late to zhang
2024-05-06 18:00 time passes
                 → digest to grace, lin, zhang
