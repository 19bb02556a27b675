# 复盘会: within three working days of going live; proposed for the second; moved too far: red; a member declares nothing   [R4.5]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度改版
  核心目标：转化率提高两成
  功能清单：首页、搜索
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:05 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 高
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 09:00 wang writes: [P-2024-0001] 【已上线】
                 → no-such-item to wang
= wang reads in no-such-item: 刘洋
= P-2024-0001 is in running
2024-07-02 10:00 liu writes: [P-2024-0001] 【已上线】
  上线时间：2024-07-02 09:30
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang
                 → standup (cancel) to li, liu, sun, wang, zhang
= P-2024-0001 is in live
= wang reads in retro: 2024-07-04
# Moved beyond the third working day by one word of the manager.
2024-07-02 11:00 wang proposes 2024-07-08 09:00-10:00 for retro
                 → retime to liu
2024-07-02 11:10 liu replies to retime: 改期
                 → echo to liu
                 → retro (invite) to li, liu, sun, wang, zhang
# A proposal that nobody answers leaves it there.
2024-07-02 11:20 sun proposes 2024-07-09 09:00-10:00 for retro
                 → retime to liu
2024-07-02 13:20 → retime (reminder) to liu
2024-07-02 15:20 → time-stays to sun
2024-07-03 10:00 time passes
= sun reads in time-stays: 2024-07-09
# Friday 18:00 is the end of the third working day.
2024-07-05 18:00 → red to liu, zhang
2024-07-05 18:10 time passes
= zhang reads in red: 2024-07-08
2024-07-08 10:00 → retro to liu
2024-07-08 10:10 time passes
= P-2024-0001 is in report
