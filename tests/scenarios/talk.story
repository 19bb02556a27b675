# What people write in a thread: to everybody it is talk and gets no answer; to beadle alone, a word that is another's to say gets one   [row 37]
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
                 → wishes to liu
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
# The task is Li's.
2024-07-01 10:22 sun replies to everybody on task-list: T01 确认
= ignored: talk in the thread
2024-07-01 10:23 sun replies to task-list: T01 确认
                 → no-such-item to sun
= sun reads in no-such-item: 这要由李娜答复，不是您
2024-07-01 10:24 wang replies to task-list: 进度 80%
                 → no-such-item to wang
= wang reads in no-such-item: 没有算数
# Thanks and receipts ask for nothing, whoever gets them.
2024-07-01 10:25 zhang replies to task-list: 收到，谢谢！
= ignored: talk in the thread
2024-07-01 10:26 zhang replies to task-list: 好的，周三前我看一下。
= ignored: talk in the thread
# In everybody's sight it is an answer all the same, where it is one's own.
2024-07-01 10:30 li replies to everybody on task-list: T01 确认
                 → echo to li
= P-2024-0001-T01 is in working
