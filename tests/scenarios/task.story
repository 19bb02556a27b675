# 任务: declined and given to another; handed in with and without the test report; passed by two, revised by one   [R2.4, R4.1-R4.4]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-07-31
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
# The fifth column names who accepts; without it the sponsor does.
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-03 | 高
  前端开发 | 王强 | 2024-07-04 | 低 | 张伟、孙丽
                 → confirm to li, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 收到
                 → echo to li
= P-2024-0001-T01 is in working

# Wang declines: without a reason it comes back; with one the manager names another, who is asked in turn.
2024-07-01 10:35 wang replies to confirm: 拒绝
                 → comment-missing to wang
2024-07-01 10:40 wang replies to confirm: 拒绝 原因：本周在外出差
                 → reassign to liu
                 → echo to wang
= P-2024-0001-T02 is in unassigned
2024-07-01 10:50 liu replies to reassign: 负责人：赵敏
                 → confirm to zhao
                 → echo to liu
                 → deadline (cancel) to wang
= P-2024-0001-T02 is in offered
= P-2024-0001-T02 has owner zhao
2024-07-01 11:00 zhao replies to confirm: 接受
                 → echo to zhao
= P-2024-0001-T02 is in working
2024-07-01 16:30 → progress to li, zhao
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang, zhao

# Handed in without the test report: back to the owner. With it: both who accept are asked.
2024-07-02 10:00 zhao writes: [P-2024-0001-T02] 成果交付
  版本：1.0
  功能清单：首页、搜索
                 → incomplete to zhao
= P-2024-0001-T02 is in working
2024-07-02 10:10 zhao writes: [P-2024-0001-T02] 成果交付
  版本：1.0
  功能清单：首页、搜索
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to sun, zhang
                 → echo to zhao
# Who is to accept it has it in hand: the note as a document, and the report as it was handed in.
= sun reads in acceptance: .md、测试报告.pdf
= liu reads in delivered: .md、测试报告.pdf
= P-2024-0001-T02 is in delivered
2024-07-02 11:00 zhang replies to acceptance: 通过
                 → echo to zhang
= P-2024-0001-T02 is in delivered
2024-07-02 11:30 sun replies to acceptance: 通过
                 → deadline (cancel) to zhao
                 → accepted to liu, zhao
                 → echo to sun
= P-2024-0001-T02 is in accepted
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang

2024-07-02 17:30 time passes
2024-07-02 18:00 → delivery (reminder) to li
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 18:00 → delivery (reminder) to li
                 → overdue to liu
2024-07-04 16:30 → progress to li
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 17:30 → minutes (reminder) to liu
2024-07-04 18:00 → minutes (reminder) to liu
                 → minutes-late to zhang
                 → delivery (reminder) to li
                 → overdue to liu
2024-07-05 16:30 → progress to li
2024-07-05 17:00 → progress-digest to li, liu, sun, wang, zhang

# Li is late: reminded a working day before (the task is of high priority), at the end of the due day, and each working day after.
2024-07-05 17:30 time passes

# A word alone names no task.
2024-07-05 17:35 li writes: 交付
                 → not-understood to li
2024-07-05 17:40 li replies to delivery: 交付
  版本：0.9
  功能清单：首页
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to li
= P-2024-0001-T01 is in delivered

# A revision needs to say what; then a second round.
2024-07-05 17:45 zhang replies to acceptance: 需修改
                 → comment-missing to zhang
2024-07-05 17:50 zhang replies to acceptance: 需修改 修改意见：配色与规范不符
                 → revise to li, liu
                 → echo to zhang
= P-2024-0001-T01 is in rework
2024-07-08 09:30 li replies to delivery: 交付
  版本：1.0
  功能清单：首页
  [file 测试报告-2.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to li
= P-2024-0001-T01 is in delivered
# What is handed in and waits for acceptance is not asked after: no task is in anybody's hands today.
2024-07-08 17:30 time passes
2024-07-09 09:00 → acceptance (reminder) to zhang
2024-07-09 09:30 → acceptance (also) to lin
                 → acceptance-late to li, liu

# Zhang is silent for 24 hours: never an automatic pass, his head may answer too.
2024-07-09 10:00 time passes
= P-2024-0001-T01 is in delivered
2024-07-09 10:05 lin replies to acceptance: 通过
                 → accepted to li, liu
                 → echo to lin
= P-2024-0001-T01 is in accepted
