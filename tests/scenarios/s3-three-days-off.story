# 端午在月初: three days off before the 5th leave time enough: the summary is due on the 5th   [S3]
zone: Asia/Shanghai

2025-05-23 15:10 zhang writes: 【例行汇报】产品部
  成员：李娜
  记录人：李娜
                 → begins to li, zhang
                 → weekly (invite) to li, zhang
2025-05-23 16:00 → account to li
2025-05-26 15:00 → minutes to li
2025-05-26 15:10 li replies to minutes: 会议纪要：先做搜索。
                 → echo to li
2025-05-29 16:00 → entry to li
2025-05-30 15:00 → several (reminder) to li
2025-05-30 17:00 time passes
                 → summary to zhang
2025-05-30 18:00 → review to zhang
2025-06-03 09:00 → review (reminder) to zhang
2025-06-03 10:00 → digest to li, lin, zhang
2025-06-03 15:00 → minutes to li
2025-06-03 16:30 → minutes (reminder) to li
2025-06-03 17:00 → minutes (reminder) to li
                 → minutes-late to zhang
2025-06-03 18:00 time passes
2025-06-04 18:00 → summary (reminder) to zhang
2025-06-05 16:00 → entry to li
2025-06-05 18:00 time passes
                 → digest to li, lin, zhang
