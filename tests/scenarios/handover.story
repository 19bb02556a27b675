# 任务转交: who accepted and cannot go on asks for another; the task stays until the manager has named one   [R2.4, row 21]
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
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
  前端开发 | 王强 | 2024-07-22 | 中
  文案 | 孙丽 | 2024-07-10 | 低
                 → confirm to li, sun, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 10:35 wang replies to confirm: 确认
                 → echo to wang
2024-07-01 10:40 sun replies to confirm: 确认
                 → echo to sun

# Declined after acceptance, by its word in the subject or in the text: a request to the manager, and meanwhile the task stays where it is.
2024-07-01 10:50 wang writes: [P-2024-0001-T02] 拒绝
  原因：调去另一个项目
                 → successor to liu
                 → echo to wang
= P-2024-0001-T02-HOV01 is in asked
= P-2024-0001-T02 is in working
= P-2024-0001-T02 has owner wang
# A second one while the first is open: told so, and nobody else hears of it.
2024-07-01 10:55 wang writes: [P-2024-0001-T02] 拒绝
  原因：真的没有时间
                 → refused to wang
= why: one-open-already
2024-07-01 11:00 liu replies to successor: 负责人：赵敏
                 → confirm to zhao
                 → handed-over to wang
                 → echo to liu
                 → deadline (cancel) to wang
= P-2024-0001-T02-HOV01 is in handed-over
= P-2024-0001-T02 is in offered
= P-2024-0001-T02 has owner zhao
2024-07-01 11:10 zhao replies to confirm: 确认
                 → echo to zhao
= P-2024-0001-T02 is in working

# The manager says no.
2024-07-01 11:20 li writes: [P-2024-0001-T01] 拒绝
  原因：太忙
                 → successor to liu
                 → echo to li
2024-07-01 11:30 liu writes: [P-2024-0001-T01-HOV01] 拒绝
  原因：只有你熟悉旧版
                 → kept to li
                 → echo to liu
= P-2024-0001-T01-HOV01 is in kept
= P-2024-0001-T01 has owner li

# Taken back by the one who asked.
2024-07-01 11:40 sun writes: [P-2024-0001-T03] 文案
  拒绝 原因：生病
                 → successor to liu
                 → echo to sun
2024-07-01 11:50 sun writes: [P-2024-0001-T03-HOV01] 撤回
                 → withdrawn to liu
                 → echo to sun
= P-2024-0001-T03-HOV01 is in withdrawn

# Nobody answers: the manager is reminded, then the sponsor may answer too.
2024-07-01 13:00 time passes
2024-07-01 14:00 li writes: [P-2024-0001-T01] 拒绝
  原因：还是太忙
                 → successor to liu
                 → echo to li
2024-07-01 16:30 → progress to li, sun, zhao
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang, zhao
2024-07-01 18:00 → successor (reminder) to liu
2024-07-02 14:00 → successor (also) to zhang
                 → still-open to li
2024-07-02 14:10 zhang replies to successor: 负责人：王强
                 → confirm to wang
                 → handed-over to li
                 → echo to zhang
                 → deadline (cancel) to li
= P-2024-0001-T01 is in offered
= P-2024-0001-T01 has owner wang
