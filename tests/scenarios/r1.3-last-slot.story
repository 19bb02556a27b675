# 启动会的最后一个空档: the last hour of the fifth working day is taken, for those who work longer the hour behind it is not   [R1.3]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：张伟
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：旧版太慢
  核心目标：转化率提高两成
  功能清单：首页
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
                 → gaps to liu
                 → roster to li, liu, sun, zhang
2024-07-01 09:10 liu writes: 【新项目】帮助中心
  发起人：张伟
  项目经理：刘洋
  研发负责人：张伟
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：没有
  核心目标：来电减少
  功能清单：搜索
  用户画像：新客户
  预期成果：新页面
  期望完成时间：2024-08-30
  启动会：2024-07-03 09:00 - 2024-07-09 17:00 培训中心
                 → kickoff (invite) to li, liu, sun, zhang
                 → roster to li, liu, sun, zhang
                 → spec to li, liu, sun, zhang
2024-07-01 15:30 tom writes: [Kickoff] Search
  Sponsor: Anna Schmidt
  Manager: Tom Becker
  R&D lead: Tom Becker
  Design lead: Anna Schmidt
  Market: Tom Becker
  Background: slow
  Goal: find things
  Features: index
  Users: all
  Results: a page
  Wanted by: 2024-08-30
                 → gaps to tom
                 → roster to anna, tom
2024-07-01 15:40 anna writes: [Kickoff] Archive
  Sponsor: Anna Schmidt
  Manager: Tom Becker
  R&D lead: Tom Becker
  Design lead: Anna Schmidt
  Market: Tom Becker
  Background: full
  Goal: room
  Features: tapes
  Users: all
  Results: a vault
  Wanted by: 2024-08-30
  Kickoff: 2024-07-03 08:00 - 2024-07-09 11:30 vault
                 → kickoff (invite) to anna, tom
                 → roster to anna, tom
                 → spec to anna, tom
2024-07-02 09:00 → kickoff (invite) to li, liu, sun, zhang
                 → spec to li, liu, sun, zhang
2024-07-02 09:01 time passes
= liu reads in kickoff: 2024-07-09（周二）17:00
2024-07-02 15:30 → kickoff (invite) to anna, tom
                 → spec to anna, tom
2024-07-02 16:00 time passes
= anna reads in kickoff: Thu 4 Jul 2024, 09:00
