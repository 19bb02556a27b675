# 月报: asked on the 25th, due on the last working day, summed up by the 5th; late words are taken   [S3]
zone: Asia/Shanghai

# 25 May 2024 is a Saturday, so Friday; 31 May is a Friday.
2024-05-24 09:10 zhang writes: 【例行汇报】产品部
  成员：李娜、刘洋
                 → begins to li, liu, zhang
                 → weekly (invite) to li, liu, zhang
2024-05-24 16:00 → account to li, liu
2024-05-27 10:00 li replies to account:
  本月完成：首页改版上线
  关键数据：转化率提高两成
                 → echo to li
2024-05-27 15:00 → minutes to zhang
2024-05-27 16:30 → minutes (reminder) to zhang
2024-05-27 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-05-30 16:00 → entry to li, liu
2024-05-31 15:00 → entry (reminder) to li
                 → several (reminder) to liu
2024-05-31 16:59 time passes
2024-05-31 17:00 → summary to zhang
2024-05-31 18:00 → review to zhang
2024-06-03 09:00 liu replies to account:
  本月完成：客服系统立项
                 → echo to liu
                 → review (reminder) to zhang
2024-06-03 09:30 zhang replies to summary:
  目标达成：两项都达成
                 → incomplete to zhang
2024-06-03 09:40 zhang replies to summary:
  关键数据：转化率提高两成
  重要决策：客服系统自建
  问题与改进：需求确认要更早
  下月重点：搜索页
                 → digest to li, lin, liu, zhang
2024-06-03 10:00 time passes
                 → digest to li, lin, liu, zhang
2024-06-03 15:00 → minutes to zhang
2024-06-03 16:30 → minutes (reminder) to zhang
2024-06-03 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-06-06 16:00 → entry to li, liu
2024-06-07 15:00 → entry (reminder) to li, liu
2024-06-07 18:00 → review to zhang
2024-06-11 09:00 → review (reminder) to zhang
2024-06-11 10:00 → digest to li, lin, liu, zhang
2024-06-11 15:00 → minutes to zhang
2024-06-11 16:30 → minutes (reminder) to zhang
2024-06-11 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-06-13 16:00 → entry to li, liu
2024-06-14 15:00 → entry (reminder) to li, liu
2024-06-14 18:00 → review to zhang
2024-06-17 09:00 → review (reminder) to zhang
2024-06-17 10:00 → digest to li, lin, liu, zhang
2024-06-17 15:00 → minutes to zhang
2024-06-17 16:30 → minutes (reminder) to zhang
2024-06-17 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-06-20 16:00 → entry to li, liu
2024-06-21 15:00 → entry (reminder) to li, liu
2024-06-21 18:00 → review to zhang
2024-06-24 09:00 → review (reminder) to zhang
2024-06-24 10:00 → digest to li, lin, liu, zhang
2024-06-24 15:00 → minutes to zhang
2024-06-24 16:30 → minutes (reminder) to zhang
2024-06-24 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-06-25 16:00 → account to li, liu

# The month after everybody is in time, and so the head is asked early; is silent, the members' entries go out alone on the 5th, and the summary when it comes.
2024-06-25 17:00 li replies to account:
  本月完成：搜索页
                 → echo to li
2024-06-25 17:10 liu writes: 【月报】
  本月完成：任务拆解
                 → echo to liu
                 → summary to zhang
2024-06-27 16:00 → entry to li, liu
2024-06-28 15:00 → entry (reminder) to li, liu
2024-06-28 18:00 → review to zhang
2024-07-01 09:00 → review (reminder) to zhang
2024-07-01 10:00 → digest to li, lin, liu, zhang
2024-07-01 15:00 → minutes to zhang
2024-07-01 16:30 → minutes (reminder) to zhang
2024-07-01 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-07-04 16:00 → entry to li, liu
2024-07-04 18:00 → summary (reminder) to zhang
2024-07-05 15:00 → entry (reminder) to li, liu
2024-07-05 18:00 → digest to li, lin, liu, zhang
                 → review to zhang
2024-07-05 18:30 time passes
2024-07-08 09:00 → review (reminder) to zhang
2024-07-08 10:00 → digest to li, lin, liu, zhang
2024-07-08 15:00 → minutes to zhang
2024-07-08 16:30 → minutes (reminder) to zhang
2024-07-08 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-07-11 16:00 → entry to li, liu
2024-07-12 15:00 → entry (reminder) to li, liu
2024-07-12 18:00 → review to zhang
2024-07-15 09:00 → review (reminder) to zhang
2024-07-15 10:00 → digest to li, lin, liu, zhang
2024-07-15 15:00 → minutes to zhang
2024-07-15 16:30 → minutes (reminder) to zhang
2024-07-15 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-07-15 17:59 zhang replies to summary:
  目标达成：达成
  关键数据：日活增长一成
  重要决策：无
  问题与改进：无
  下月重点：下单页
                 → digest to li, lin, liu, zhang
= lin reads in digest: 日活增长一成
2024-07-16 09:00 li replies to account: 本月完成：还有一件
                 → too-late to li
2024-07-16 10:00 zhang replies to summary: 目标达成：改
                 → too-late to zhang
2024-07-16 10:10 time passes
