# 周报: every member is asked on Thursday 16:00, nudged on Friday 15:00, and has until Friday 17:00   [S1]
zone: Asia/Shanghai

# Not everybody may set it up, and a department has one only.
2024-07-01 09:00 li writes: 【例行汇报】产品部
                 → may-not-open to li
2024-07-01 09:10 zhang writes: 【例行汇报】产品部
  成员：李娜、刘洋
                 → begins to li, liu, zhang
                 → weekly (invite) to li, liu, zhang
2024-07-01 09:20 zhang writes: 【例行汇报】产品部
  成员：李娜、刘洋
                 → refused to zhang
2024-07-01 15:00 → minutes to zhang
2024-07-01 16:30 → minutes (reminder) to zhang
2024-07-01 17:00 → minutes (reminder) to zhang
                 → minutes-late to lin
2024-07-04 15:59 time passes
2024-07-04 16:00 → entry to li, liu
2024-07-04 16:30 li replies to entry:
  本周完成：首页改版上线
  风险：无
                 → incomplete to li
2024-07-04 16:40 li replies to entry:
  下周计划：搜索页
                 → echo to li
2024-07-05 15:00 → entry (reminder) to liu
2024-07-05 16:59 time passes
2024-07-05 17:30 liu writes: 【周报】
  本周完成：客服系统立项
  下周计划：拆任务
  需决策：是否外包
                 → echo to liu
2024-07-05 17:59 time passes
2024-07-05 18:00 → review to zhang
2024-07-08 09:00 → review (reminder) to zhang
2024-07-08 09:30 zhang replies to review: 批准
                 → digest to li, lin, liu, zhang
= lin reads in digest: 刘洋（迟交）
= lin reads in digest: 是否外包
2024-07-08 09:40 liu replies to entry:
  本周完成：客服系统立项，另外谈了两家供应商
  下周计划：拆任务
                 → too-late to liu
2024-07-08 15:00 → minutes to zhang
2024-07-08 16:00 time passes
