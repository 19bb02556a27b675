# 西边的同事: whoever's Friday ends when the company's Saturday has begun hands in for this week, and this week's digest holds it   [S1, S2]
zone: Asia/Shanghai

2024-07-02 09:10 zhang writes: 【例行汇报】产品部
  成员：李娜、grace
  记录人：李娜
                 → begins to grace, li, zhang
                 → weekly (invite) to grace, li, zhang
2024-07-04 16:00 → entry to grace, li
2024-07-04 16:30 li replies to entry:
  本周完成：首页改版上线
  下周计划：搜索页
                 → echo to li
# Friday 18:00 in Shanghai is three in the morning in Los Angeles: nothing is built without her.
2024-07-05 18:30 time passes
# Friday 15:00 and 16:40 there.
2024-07-06 06:00 → entry (reminder) to grace
2024-07-06 07:40 grace replies to entry:
  Done: the American shop
  Next week: payment by card
                 → echo to grace
                 → review to zhang
= zhang reads in review: the American shop
2024-07-08 09:00 → review (reminder) to zhang
2024-07-08 09:30 zhang replies to review: 批准
                 → digest to grace, li, lin, zhang
= lin reads in digest: the American shop
2024-07-08 15:00 → minutes to li
2024-07-08 15:10 li replies to minutes: 会议纪要：先做搜索。
                 → echo to li
2024-07-08 15:20 time passes

# The next week she is silent: listed, when her own Friday 17:00 is over.
2024-07-11 16:00 → entry to grace, li
2024-07-12 15:00 → entry (reminder) to li
# As long as one of them may still write, nobody is late.
2024-07-12 18:10 li writes: 【周报】
  本周完成：搜索页
  下周计划：结算页
                 → echo to li
2024-07-13 06:00 → entry (reminder) to grace
2024-07-13 08:00 → review to zhang
= zhang reads in review: Grace Kim
2024-07-15 09:00 → review (reminder) to zhang
2024-07-15 09:30 zhang replies to review: 批准
                 → digest to grace, li, lin, zhang
2024-07-15 09:40 time passes
