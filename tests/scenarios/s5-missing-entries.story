# 未提交: who says nothing is named in the digest, and nothing is invented; in a short week everything gives way to the days off   [S5, S1, S2, S3]
zone: Asia/Shanghai

2026-09-24 15:30 zhang writes: 【例行汇报】产品部
  成员：李娜、刘洋
                 → begins to li, liu, zhang
                 → weekly (invite) to li, liu, zhang
2026-09-24 16:00 → account to li, liu
                 → entry to li, liu
2026-09-24 18:00 → review to zhang
2026-09-28 09:00 → review (reminder) to zhang
2026-09-28 10:00 → digest to li, lin, liu, zhang
2026-09-28 15:00 → minutes to zhang
2026-09-28 16:30 → minutes (reminder) to zhang
2026-09-28 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2026-09-30 15:00 → account (reminder) to li, liu
2026-09-30 16:00 → entry to li, liu
2026-09-30 17:00 → summary to zhang
2026-09-30 18:00 → review to zhang
# Thursday the 1st to Wednesday the 7th are off: all of that week's report falls on the Wednesday; the summary of the month waits for the 8th.
2026-09-30 19:00 time passes
2026-10-08 09:00 → review (reminder) to zhang
2026-10-08 09:30 zhang replies to review: 批准
                 → digest to li, lin, liu, zhang
= lin reads in digest: 未提交：李娜、刘洋
2026-10-08 14:00 → summary (reminder) to zhang
2026-10-08 15:00 → minutes to zhang
2026-10-08 15:30 time passes
