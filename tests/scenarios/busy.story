# 日历上的忙闲: a time is looked for around what somebody's own calendar says, and without it where it is not known   [R4.5]
zone: Asia/Shanghai

# Anna works in Berlin, six hours behind, and the directory names her calendar.
2024-07-01 06:59 anna is busy: 2024-07-03 15:00-18:00
2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：anna
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：旧版太慢
  核心目标：转化率提高两成
  功能清单：首页
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-07-31
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to anna, li, liu, sun, zhang
                 → spec to anna, li, liu, sun, zhang
                 → kickoff (invite) to anna, li, liu, sun, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-30 | 低
                 → confirm to li
                 → task-list to anna, li, liu, sun, zhang
                 → standup (invite) to anna, li, liu, sun, zhang
2024-07-01 10:30 li accepts deadline
2024-07-01 11:00 wang writes: 【新项目】帮助中心
  发起人：张伟
  项目经理：刘洋
  研发负责人：anna
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：没有
  核心目标：来电减少
  功能清单：搜索
  用户画像：新客户
  预期成果：新页面
  期望完成时间：2024-07-31
  启动会：2024-07-01 11:30-12:00 线上
                 → roster to anna, li, liu, sun, wang, zhang
                 → spec to anna, li, liu, sun, wang, zhang
                 → kickoff (invite) to anna, li, liu, sun, wang, zhang
2024-07-01 12:00 → minutes to wang
2024-07-01 12:10 wang replies to minutes: 会议纪要：先做搜索。
                 → tasks to liu
                 → echo to wang
2024-07-01 12:20 liu replies to tasks of P-2024-0002:
  搜索页初稿 | li@ | 2024-07-30 | 低
                 → confirm to li
                 → task-list to anna, li, liu, sun, wang, zhang
                 → standup (invite) to anna, li, liu, sun, wang, zhang
2024-07-01 12:30 li accepts deadline

# Live on Monday: the retro would be on Wednesday at 14:00, when it is eight in the morning in Berlin. What was
# found in Anna's calendar six hours ago is not believed any more.
2024-07-01 13:00 liu writes: [P-2024-0001] 【已上线】
  上线时间：2024-07-01 12:50
                 → standup (cancel) to anna, li, liu, sun, zhang
                 → live to anna, li, liu, sun, zhang
                 → retro (invite) to anna, li, liu, sun, zhang
= why: meet 'live.retro': when Anna Schmidt (anna) is busy is not known
= liu reads in retro: 2024-07-03（周三）15:00
= liu reads in retro: 定时间时没能查到Anna Schmidt日历上的忙闲；如不合适，请在日历里另提时间。
= anna reads in retro: When this time was chosen, the calendar of Anna Schmidt could not be looked into

# It is known now: a time that was found stays, and the next is looked for around what she has and that other meeting.
2024-07-01 13:05 anna is busy: 2024-07-03 16:10-17:00, 2024-07-04 14:00-15:30
= why: Anna Schmidt (anna): 2 busy times are known until 2024-08-12 00:00 +08:00
2024-07-01 13:10 liu writes: [P-2024-0002] 【已上线】
  上线时间：2024-07-01 13:00
                 → standup (cancel) to anna, li, liu, sun, wang, zhang
                 → live to anna, li, liu, sun, wang, zhang
                 → retro (invite) to anna, li, liu, sun, wang, zhang
= liu reads in retro: 2024-07-03（周三）17:00
2024-07-01 13:20 time passes
