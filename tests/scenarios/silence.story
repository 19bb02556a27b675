# 未确认视为默认接受: the one silence that counts, and what keeps it from counting   [R2.4, rows 2, 3, 22, 45]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
# Sun's mail server does not answer while the list is published, for three hours.
2024-07-01 10:15 letters to sun wait
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
  前端开发 | 王强 | 2024-07-22 | 中
  文案 | 孙丽 | 2024-07-10 | 低
  接口 | 赵敏 | 2024-07-22 | 中
                 → confirm to li, sun, wang, zhao
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
# Zhao's address is dead: the 24 hours do not run, the manager names another at once.
2024-07-01 10:30 the letter confirm to zhao bounces
                 → reassign to liu
= P-2024-0001-T04 is in unassigned
2024-07-01 10:40 liu replies to reassign: 负责人：陈晨
                 → confirm to chen
                 → echo to liu
                 → deadline (cancel) to zhao
2024-07-01 10:50 chen replies to confirm: 确认
                 → echo to chen
# Sun's letter arrives at last: her time is counted from now, and she is told so.
2024-07-01 13:20 letters to sun go out
                 → confirm (correction) to sun
2024-07-01 16:30 → progress to chen, li, sun, wang
2024-07-01 17:00 → progress-digest to chen, li, liu, sun, wang, zhang
2024-07-02 09:00 → confirm (reminder) to li, sun, wang
2024-07-02 10:20 → taken-as-accepted to li, liu, liu, wang
# Li and Wang are silent: reminded, and after 24 hours taken to have accepted.
2024-07-02 10:30 time passes
= P-2024-0001-T01 is in working
= P-2024-0001-T02 is in working
= P-2024-0001-T03 is in offered
# Only now Wang's letter comes back: the default is undone, for he never saw the question.
2024-07-02 11:00 the letter confirm to wang bounces
                 → reassign to liu
= P-2024-0001-T02 is in unassigned
2024-07-02 11:10 liu replies to reassign: 负责人：李娜
                 → confirm to li
                 → echo to liu
                 → deadline (cancel) to wang
2024-07-02 11:20 li replies to confirm: 确认
                 → confirm (reminder) to sun
                 → echo to li
2024-07-02 13:19 time passes
= P-2024-0001-T03 is in offered
2024-07-02 13:20 → taken-as-accepted to liu, sun
2024-07-02 13:30 time passes
= P-2024-0001-T03 is in working
2024-07-02 16:30 → progress to chen, li, sun
2024-07-02 17:00 → progress-digest to chen, li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 16:30 → progress to chen, li, sun
2024-07-03 17:00 → progress-digest to chen, li, liu, sun, wang, zhang
2024-07-04 16:30 → progress to chen, li, sun
2024-07-04 17:00 → progress-digest to chen, li, liu, sun, wang, zhang
2024-07-04 17:30 → minutes (reminder) to liu
2024-07-04 18:00 → minutes (reminder) to liu
                 → minutes-late to zhang

# Asked on Friday afternoon: Saturday is no day to be bound, so silence counts on Monday at ten.
2024-07-05 15:00 liu writes: [P-2024-0001] 【任务清单】
  图标 | 李娜 | 2024-07-19 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
2024-07-05 16:30 → progress to chen, li, sun
2024-07-05 17:00 → progress-digest to chen, li, liu, sun, wang, zhang
2024-07-08 09:00 → confirm (reminder) to li
2024-07-08 09:59 time passes
= P-2024-0001-T05 is in offered
2024-07-08 10:00 time passes
                 → taken-as-accepted to li, liu
= P-2024-0001-T05 is in working
