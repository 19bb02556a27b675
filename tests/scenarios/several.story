# 多件事一封信: what one person is asked at one moment comes in one mail, and one reply is read section by section   [rows 6, 34, 41]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：旧版太慢
  核心目标：转化率提高两成
  功能清单：首页
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 10:00 time passes
                 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
  文案 | 李娜 | 2024-07-10 | 低
  图标 | 李娜 | 2024-07-11 | 低
                 → confirm to li, li, li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:25 beadle is down
2024-07-02 09:30 beadle is up
                 → progress to li
                 → progress-digest to li, liu, sun, wang, zhang
                 → several (reminder) to li
# A greeting, two answers with their numbers, one of them with a comment on the next line; the third is left for later.
2024-07-02 09:40 li replies to several:
  刘洋好：
  P-2024-0001-T01 确认
  T02 拒绝
  原因：文案不归我写
                 → echoes to li
                 → reassign to liu
= li reads in echoes: P-2024-0001-T01 UI设计初稿：确认
= li reads in echoes: P-2024-0001-T02 文案：拒绝
= P-2024-0001-T01 is in working
= P-2024-0001-T02 is in unassigned
= P-2024-0001-T03 is in offered
# Only one is open now: no number is needed.
2024-07-02 09:50 li replies to several: 确认
                 → echo to li
= P-2024-0001-T03 is in working
# A second project of the same people.
2024-07-02 10:00 liu writes: 【新项目】客服系统
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：电话太多
  核心目标：自助率提高三成
  功能清单：问答
  用户画像：老客户
  预期成果：新系统
  期望完成时间：2024-08-30
  启动会：2024-07-02 10:30-11:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-02 11:00 time passes
                 → minutes to liu
2024-07-02 11:10 liu replies to minutes: 会议纪要：先做问答。
                 → tasks to liu
2024-07-02 11:20 liu replies to tasks:
  问答界面 | li@ | 2024-07-25 | 低
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-02 11:30 li replies to confirm: 确认
                 → echo to li
2024-07-02 13:40 → reassign (reminder) to liu
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, li, liu, liu, sun, sun, wang, wang, zhang, zhang
2024-07-02 17:05 time passes

# Two approvals while beadle was down: a number and a word decide, a word alone does not.
2024-07-02 17:10 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-18
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → opened to li
                 → verdict to liu, zhang
2024-07-02 17:15 li writes: [P-2024-0002-T01] 【延期申请】
  延至：2024-07-30
  原因：等接口
  调整后的计划：先做界面
                 → opened to li
                 → verdict to liu, zhang
2024-07-03 09:00 → agenda to li, li, liu, liu, sun, sun, wang, wang, zhang, zhang
2024-07-03 09:40 → reassign (also) to zhang
2024-07-03 10:15 → several to liu
2024-07-03 11:00 beadle is down
2024-07-03 13:00 beadle is up
                 → several (reminder) to liu, zhang
2024-07-03 13:40 zhang replies to several: 批准
                 → which-item to zhang
= DLY-2024-0001 is in review
2024-07-03 13:45 zhang replies to several:
  DLY-2024-0001 批准
  DLY-2024-0002 驳回
  意见：接口本周就有
                 → echoes to zhang
                 → refused to li
= DLY-2024-0001 is in review
= DLY-2024-0002 is in refused
# Taken back without its number: which one is asked, for the other is decided. With its number it is the one.
2024-07-03 13:46 zhang replies to echoes: 撤回
                 → which-item to zhang
2024-07-03 13:47 zhang replies to echoes: DLY-2024-0001 撤回
                 → unclear to zhang
2024-07-03 13:48 zhang replies to unclear: 批准
                 → echo to zhang
2024-07-03 13:50 liu replies to several: DLY-2024-0001 批准
                 → deadline (invite) to li
                 → echo to liu
                 → granted to li
                 → task-list to li, liu, sun, wang, zhang
= DLY-2024-0001 is in granted

# At half past four there is one mail for the tasks of both projects, and one reply answers for both.
2024-07-03 16:30 → several to li
2024-07-03 16:40 li replies to several:
  P-2024-0001-T01 进度 30%
  P-2024-0001-T03 进度 60% 说明：已画完
  P-2024-0002-T01 进度 10%
= P-2024-0001-T01 has percent 30
= P-2024-0001-T03 has percent 60
= P-2024-0002-T01 has percent 10
# A number that both projects have, without the project: asked back, never guessed. Below its project it is clear.
2024-07-03 16:45 li replies to several:
  T01 进度 90%
                 → which-item to li
= P-2024-0001-T01 has percent 30
2024-07-03 16:50 li replies to several:
  P-2024-0002
  T01 进度 20%
= P-2024-0001-T01 has percent 30
= P-2024-0002-T01 has percent 20
2024-07-03 17:00 time passes
                 → progress-digest to li, li, liu, liu, sun, sun, wang, wang, zhang, zhang
