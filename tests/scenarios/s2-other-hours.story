# 负责人在另一个时区: built on Friday by the department's clock; he has until Monday 10:00 by his own, and is reminded an hour before   [S2]
zone: Asia/Shanghai

# His office opens at eight, in Berlin.
2024-07-02 15:10 anna writes: 【例行汇报】产品部
  负责人：tom
  成员：李娜
  记录人：李娜
                 → begins to li, tom
                 → opened to anna
                 → weekly (invite) to li, tom
2024-07-04 16:00 → entry to li
2024-07-04 16:30 li replies to entry:
  本周完成：首页
  下周计划：搜索
                 → echo to li
2024-07-05 18:00 → review to tom
2024-07-08 15:00 → minutes to li
                 → review (reminder) to tom
2024-07-08 15:10 li replies to minutes: 会议纪要：先做搜索。
                 → echo to li
2024-07-08 16:00 → digest to li, tom, wang
2024-07-08 16:10 time passes
# Sent as it was, and marked so.
= wang reads in digest: 未经负责人审阅
