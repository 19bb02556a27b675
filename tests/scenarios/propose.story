# 改期: another time proposed in the calendar is one word to accept, and a due date is asked for   [R1.3, section 1 calendar rules]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
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
  期望完成时间：2024-08-30
  启动会：2024-07-04 10:00-11:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang

# One is turned down, the next one is taken: everybody gets the update.
2024-07-01 10:00 wang proposes 2024-07-05 09:00-10:00 for kickoff
                 → retime to liu
= liu reads in retime: 2024-07-05（周五）09:00
2024-07-01 10:10 liu replies to retime: 不改期
                 → time-stays to wang
                 → echo to liu
2024-07-01 11:00 li proposes 2024-07-04 15:00-16:30 for kickoff
                 → retime to liu
# Before it is answered somebody has a better one: it takes the place of the first, and whoever proposed that hears of it.
2024-07-01 11:30 sun proposes 2024-07-04 16:00-17:00 for kickoff
                 → retime to liu
                 → not-moved to li
= li reads in not-moved: 有人提出了另一个时间
# A time that is over is nothing to ask about.
2024-07-01 11:35 li proposes 2024-06-28 16:00-17:00 for kickoff
                 → not-moved to li
= li reads in not-moved: 已经过去
2024-07-01 11:40 liu replies to retime: 改期
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → echo to liu
= li reads in kickoff: 2024-07-04（周四）16:00
2024-07-04 17:00 → minutes to liu
2024-07-04 17:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-04 17:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-04 17:30 li accepts deadline

# A due date is not moved by a button: what that means is shown, half filled in, and asked for by mail.
2024-07-05 09:00 li proposes 2024-07-18 17:30-17:45 for deadline
                 → half-filled to li
= P-2024-0001-T01 has due 2024-07-15
= li reads in half-filled: 2024-07-18
2024-07-05 09:10 li replies to half-filled:
  延期
  延至：2024-07-18
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → verdict to liu, zhang
                 → opened to li
= DLY-2024-0001 is in review
2024-07-05 09:20 liu replies to verdict: 驳回 意见：来得及
                 → refused to li
                 → echo to liu
2024-07-05 10:00 liu writes: [P-2024-0001] 【已上线】
  上线时间：2024-07-05 09:50
                 → standup (cancel) to li, liu, sun, wang, zhang
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang

# A meeting that follows no field moves all the same; nobody answering leaves it where it is.
2024-07-05 10:30 zhang proposes 2024-07-09 15:00-16:00 for retro
                 → retime to liu
2024-07-05 10:40 liu replies to retime: 改期
                 → retro (invite) to li, liu, sun, wang, zhang
                 → echo to liu
2024-07-05 11:00 wang proposes 2024-07-09 17:00-18:00 for retro
                 → retime to liu
2024-07-05 13:00 → retime (reminder) to liu
2024-07-05 15:00 → time-stays to wang
2024-07-09 15:59 time passes
2024-07-09 16:00 → retro to liu
2024-07-09 16:10 time passes
