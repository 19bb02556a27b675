# 启动会没定时间: where nothing else lacks, beadle proposes the first time at which everybody is at work and in no other meeting   [R1.3]
zone: Asia/Shanghai

# Everything is given but the time, and the question for it stays without an answer for a working day.
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
  期望完成时间：2024-08-30
                 → roster to anna, li, liu, sun, zhang
                 → gaps to liu
2024-07-01 09:30 wang writes: 【新项目】帮助中心
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：没有
  核心目标：来电减少
  功能清单：搜索
  用户画像：新客户
  预期成果：新页面
  期望完成时间：2024-08-30
                 → roster to li, liu, sun, wang, zhang
                 → gaps to wang

# Two working days on at ten it is four in the morning for Anna in Berlin.
2024-07-02 09:00 → spec to anna, li, liu, sun, zhang
                 → kickoff (invite) to anna, li, liu, sun, zhang
2024-07-02 09:01 time passes
= liu reads in kickoff: 2024-07-04（周四）15:00–16:00
= P-2024-0001 is in suggested
# Whoever corrects the requirements with a time moves it: the same meeting, with its place; a second time likewise.
2024-07-02 09:04 liu writes: [P-2024-0001] 更正
  启动会：2024-07-05 16:00-17:30 三号会议室
                 → roster to anna, li, liu, sun, zhang
                 → kickoff (invite) to anna, li, liu, sun, zhang
= why: meet 'suggested.kickoff' changes: update 1
= li reads in kickoff: 2024-07-05（周五）16:00–17:30
= li reads in kickoff: 三号会议室
2024-07-02 09:06 liu writes: [P-2024-0001] 更正
  启动会：2024-07-05 16:30-17:30
                 → roster to anna, li, liu, sun, zhang
                 → kickoff (invite) to anna, li, liu, sun, zhang
= why: meet 'suggested.kickoff' changes: update 2
# Somebody proposes another time; one word of the opener moves it.
2024-07-02 09:10 zhang proposes 2024-07-05 15:00-16:00 for kickoff
                 → retime to liu
= liu reads in retime: 2024-07-02（周二）13:10
2024-07-02 09:20 liu replies to retime: 改期
                 → echo to liu
                 → kickoff (invite) to anna, li, liu, sun, zhang
= why: meet 'suggested.kickoff' changes: update 3
= li reads in kickoff: 2024-07-05（周五）15:00–16:00

# The other one, whose people could all come then.
2024-07-02 09:30 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-02 09:31 time passes
= wang reads in kickoff: 2024-07-04（周四）10:00–11:00

2024-07-04 11:00 → minutes to wang
2024-07-04 11:10 wang replies to minutes: 会议纪要：先做搜索。
                 → tasks to liu
                 → echo to wang
= P-2024-0002 is in planning
2024-07-05 16:00 → minutes to liu
2024-07-05 16:01 time passes
