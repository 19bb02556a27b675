# 后补: a wish is asked once, a decline is asked why, and what comes late is taken   [section 4 rows 20, 24, 25; R1.3]
zone: Asia/Shanghai

# Nothing needed is missing: the project goes on, and one friendly letter asks for the rest.
2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-03 10:00-11:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → wishes to liu
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
= liu reads in wishes: 有空时请补充
= P-2024-0001 is in kickoff
# Two of them come a day later: the requirements go out once more, with them.
2024-07-02 09:30 liu replies to wishes:
  项目背景：三季度要把首页改版
  用户画像：老客户
                 → spec to li, liu, sun, wang, zhang
= wang reads in spec: 老客户
= P-2024-0001 has users 老客户
# The same once more brings nothing new.
2024-07-02 09:40 liu replies to wishes: 用户画像：老客户
                 → too-late to liu

# A lead declines the kickoff: the manager hears of it, the lead is asked why, and the answer is taken.
2024-07-02 10:00 sun declines kickoff
                 → say-why to sun
                 → cannot-come to liu
= liu reads in cannot-come: 已请孙丽说明原因
2024-07-02 10:20 sun replies to say-why: 那天在外地见客户。
                 → cannot-come to liu
                 → echo to sun
= liu reads in cannot-come: 那天在外地见客户
= P-2024-0001 is in kickoff
2024-07-03 11:00 → minutes to liu
2024-07-03 11:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-03 11:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 低
  前端开发 | 王强 | 2024-07-22 | 低
                 → confirm to li, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang

# A task declined in the calendar is without an owner at once; its reason follows by mail.
2024-07-03 11:30 wang declines deadline
                 → reassign to liu
                 → say-why to wang
= P-2024-0001-T02 is in unassigned
2024-07-03 11:40 wang replies to say-why: 原因：这周要上线别的项目
                 → declined-because to liu
                 → echo to wang
= liu reads in declined-because: 这周要上线别的项目
# Only once: it has been given.
2024-07-03 11:45 wang replies to say-why: 谢谢
                 → too-late to wang
