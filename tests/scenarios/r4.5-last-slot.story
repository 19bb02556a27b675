# 最后一个空档: the retro takes the last hour of the third working day; where that is taken, too, it is when it would be without looking   [R4.5]
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
2024-07-01 11:00 liu writes: 【新项目】帮助中心
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
  期望完成时间：2024-07-31
  启动会：2024-07-01 11:30-12:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 12:00 → minutes to liu
2024-07-01 12:10 liu replies to minutes of P-2024-0002: 会议纪要：先做搜索。
                 → tasks to liu
2024-07-01 12:20 liu replies to tasks of P-2024-0002:
  搜索页初稿 | li@ | 2024-07-30 | 低
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 12:30 li accepts deadline

# A third one begins with a day and a half together, from Wednesday 14:00 to Thursday 17:00.
2024-07-01 12:40 zhao writes: 【新项目】机房搬迁
  发起人：王强
  项目经理：赵敏
  研发负责人：王强
  设计负责人：赵敏
  市场对接人：赵敏
  项目背景：太小
  核心目标：不停机
  功能清单：搬迁
  用户画像：内部
  预期成果：新机房
  期望完成时间：2024-07-31
  启动会：2024-07-03 14:00 - 2024-07-04 17:00 机房
                 → kickoff (invite) to wang, zhao
                 → roster to wang, zhao
                 → spec to wang, zhao

# Live on Monday: three working days end on Thursday 18:00.
2024-07-01 13:00 liu writes: [P-2024-0001] 【已上线】
  上线时间：2024-07-01 12:50
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang
                 → standup (cancel) to li, liu, sun, wang, zhang
= liu reads in retro: 2024-07-04（周四）17:00
# For the other one there is no hour left: Wednesday 14:00, whoever can come.
2024-07-01 13:10 liu writes: [P-2024-0002] 【已上线】
  上线时间：2024-07-01 13:00
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang
                 → standup (cancel) to li, liu, sun, wang, zhang
= liu reads in retro: 2024-07-03（周三）14:00
2024-07-01 13:20 time passes
