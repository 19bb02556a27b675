# 例会改期: one standup of the series takes place at another time, by a word of whoever leads the project   [R3.3]
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
  期望完成时间：2024-07-31
  启动会：2024-07-01 09:30-10:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-30 | 低
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li accepts deadline

# Of the week of the new time: Wednesday the 10th goes to Thursday the 11th. The next one, on the 3rd, stays.
2024-07-01 11:00 liu replies to standup: 例会改到 2024-07-11 15:00
                 → standup (invite) to li, liu, sun, wang, zhang
                 → echo to liu
= li reads in standup: 原定 2024-07-10（周三）10:00 的那一次改到 2024-07-11（周四）15:00
# Nobody else moves it.
2024-07-01 11:10 li replies to standup: 例会改到 2024-07-04 15:00
                 → no-such-item to li
= li reads in no-such-item: 这要由刘洋答复，不是您
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 10:30 liu replies to minutes: 站会纪要：照常。
                 → echo to liu
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 16:30 → progress to li
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-05 16:30 → progress to li
2024-07-05 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-08 16:30 → progress to li
2024-07-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-09 16:30 → progress to li
2024-07-09 17:00 → progress-digest to li, liu, sun, wang, zhang
# Nothing on Wednesday but what every day has.
2024-07-10 16:30 → progress to li
2024-07-10 17:00 → progress-digest to li, liu, sun, wang, zhang
# What hangs under the instance goes with it.
2024-07-11 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-11 15:15 → minutes to liu
2024-07-11 15:30 liu replies to minutes: 站会纪要：照常。
                 → echo to liu
# A time that is over moves nothing; without a time it is asked for.
2024-07-11 15:40 liu replies to standup: 例会改到 2024-07-10 15:00
                 → incomplete to liu
2024-07-11 15:45 liu replies to standup: 例会改到
                 → incomplete to liu
