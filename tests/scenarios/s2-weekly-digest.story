# 部门周报: built on Friday 18:00, added to by its head, sent with his word   [S2]
zone: Asia/Shanghai

2024-07-02 09:10 zhang writes: 【例行汇报】产品部
  成员：李娜、刘洋
                 → begins to li, liu, zhang
                 → weekly (invite) to li, liu, zhang
2024-07-04 16:00 → entry to li, liu
2024-07-04 16:10 li replies to entry:
  本周完成：首页改版上线
  下周计划：搜索页
                 → echo to li
2024-07-04 16:20 liu replies to entry:
  本周完成：客服系统立项
  下周计划：拆任务
                 → echo to liu
2024-07-05 17:59 time passes
2024-07-05 18:00 → review to zhang
2024-07-05 18:30 zhang replies to review: 补充
                 → comment-missing to zhang
2024-07-05 18:40 zhang replies to review: 补充 补充内容：下周三客户来访，请预留时间。
                 → review to zhang
2024-07-08 09:00 → review (reminder) to zhang
2024-07-08 09:50 zhang replies to review: 批准
                 → digest to li, lin, liu, zhang
= lin reads in digest: 已由张伟审阅
= lin reads in digest: 下周三客户来访
2024-07-08 13:00 time passes
2024-07-08 15:00 → minutes to zhang
2024-07-08 16:30 → minutes (reminder) to zhang
2024-07-08 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-07-11 16:00 → entry to li, liu

# The week after nobody looks at it.
2024-07-11 16:10 li replies to entry:
  本周完成：搜索页
  下周计划：下单页
                 → echo to li
2024-07-12 15:00 → entry (reminder) to liu
2024-07-12 18:00 → review to zhang
2024-07-12 19:00 time passes
2024-07-15 09:00 → review (reminder) to zhang
2024-07-15 10:00 → digest to li, lin, liu, zhang
# Sent as it was, and marked so; who sent nothing is named.
= lin reads in digest: 未经负责人审阅
= lin reads in digest: 未提交：刘洋
2024-07-15 10:30 zhang replies to review: 批准
                 → too-late to zhang
2024-07-15 12:00 time passes
