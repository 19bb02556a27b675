# 没写编号的答复: a mail that names no case goes to its sender's only open question; several are listed and asked for   [row 6]
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
  UI设计初稿 | li@ | 2024-07-15 | 低
  文案 | 李娜 | 2024-07-10 | 低
                 → confirm to li, li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
# Two questions wait for her, and she names neither.
2024-07-01 10:30 li writes: 任务
  确认
                 → which-case to li
= P-2024-0001-T01 is in offered
= P-2024-0001-T02 is in offered
# An id of another project, in the thread of this one: not the item of the same number here.
2024-07-01 10:35 li writes: [P-2024-0001] 任务
  P-2024-0009-T01 确认
                 → no-such-item to li
= P-2024-0001-T01 is in offered
# Written whole, the right one.
2024-07-01 10:40 li writes: [P-2024-0001] 任务
  P-2024-0001-T01 确认
                 → echo to li
= P-2024-0001-T01 is in working
= P-2024-0001-T02 is in offered
# One is left: no number is needed any more, whatever the subject.
2024-07-01 10:50 li writes: 任务的事
  您好，确认。
                 → echo to li
= P-2024-0001-T02 is in working
# Nothing waits for that word now.
2024-07-01 10:55 li writes: 任务的事
  拒绝
                 → not-understood to li
