# 日历里的答复: another time on a holiday, at night; a series accepted but for one of its days; a due date passed on   [R1.3, R3.3]
zone: Asia/Shanghai

2024-09-09 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度要把首页改版
  功能清单：首页
  用户画像：老客户
  预期成果：新首页
  核心目标：转化率提高两成
  期望完成时间：2024-10-31
  启动会：2024-09-10 10:00-11:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang

# Nobody is kept from proposing any time; whoever decides sees who would not be at work.
2024-09-09 09:10 wang proposes 2024-09-17 10:00-11:00 for kickoff
                 → retime to liu
= liu reads in retime: 这不是刘洋、张伟、王强、李娜、孙丽的工作时间
2024-09-09 09:20 liu replies to retime: 不改期
                 → time-stays to wang
                 → echo to liu
2024-09-09 09:30 wang proposes 2024-09-10 17:30-18:30 for kickoff
                 → retime to liu
= liu reads in retime: 的工作时间
2024-09-09 09:40 liu replies to retime: 不改期
                 → time-stays to wang
                 → echo to liu
2024-09-10 11:00 → minutes to liu
2024-09-10 11:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-09-10 11:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-09-30 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang

# All of the series but for one day, and one day perhaps: each is kept beside the others, and asks nobody anything.
2024-09-10 11:30 wang accepts standup
2024-09-10 11:31 wang declines standup on 2024-09-25 10:00
2024-09-10 11:32 wang may come to standup on 2024-10-16 10:00
# Another end of the series comes to everybody; what wang said of his days stays in it.
2024-09-10 11:40 liu writes: [P-2024-0001] 更正
  期望完成时间：2024-11-07
                 → roster to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
# Then that day too.
2024-09-10 11:50 wang accepts standup on 2024-09-25 10:00

# An entry on a due date is nobody else's: li is told how the task can be given away, once.
2024-09-10 12:00 li sends wang to deadline
                 → not-handed-on to li
= li reads in not-handed-on: 转给了王强
= li reads in not-handed-on: “拒绝”
2024-09-10 12:05 li sends wang to deadline
= ignored: one person's
# The question stands as it did.
2024-09-10 12:10 li replies to confirm: 确认
                 → echo to li
= P-2024-0001-T01 has owner li
