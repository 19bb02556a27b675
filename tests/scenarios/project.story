# 跨部门项目: from the first mail over kickoff, task list and standup to the retro   [R1.1-R2.4, R3.1, R3.3, R3.4, R4.5, R4.6]
zone: Asia/Shanghai

# The first mail names neither the design lead nor the goal: both are asked back once, the roster goes out with 【缺】.
2024-06-17 09:30 liu writes: 【项目启动】2024年Q3产品迭代
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  市场对接人：孙丽
  项目背景：三季度要把首页改版。
  功能清单：首页、搜索、下单
  用户画像：老客户
  预期成果：新首页上线
  期望完成时间：2024-07-31
  启动会：2024-06-20 14:00-15:00 线上
                 → roster to liu, sun, wang, zhang
                 → gaps to liu
2024-06-17 10:10 liu replies to gaps:
  设计负责人：李娜
  核心目标：首页转化率提高两成
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
= P-2024-0001 is in kickoff
2024-06-17 11:00 wang accepts kickoff
2024-06-17 11:05 sun declines kickoff
= why: declined to 'kickoff.kickoff'
                 → say-why to sun
                 → cannot-come to liu

# Minutes are due two hours after the kickoff; they come after the reminder.
2024-06-20 15:00 → minutes to liu
2024-06-20 16:30 → minutes (reminder) to liu
2024-06-20 16:45 liu replies to minutes: 会议纪要：大家同意先做首页。
                 → tasks to liu
= P-2024-0001 is in planning

# A row without a priority comes back, the others are kept for the answer.
2024-06-20 17:00 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 高
  前端开发 | 王强 | 2024-07-24
                 → incomplete to liu
2024-06-21 10:00 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 高
  前端开发 | 王强 | 2024-07-24 | 中
                 → task-list to li, liu, sun, wang, zhang
                 → confirm to li, wang
                 → standup (invite) to li, liu, sun, wang, zhang
= P-2024-0001 is in running
2024-06-21 10:30 li accepts deadline
= P-2024-0001-T01 is in working
2024-06-21 16:30 → progress to li, wang
2024-06-21 16:35 li replies to progress: T01 进度 20% 说明：草图完成
= P-2024-0001-T01 has percent 20

# Wang says nothing: 24 hours after Friday 10:00 is Saturday, so the default waits for Monday 10:00.
2024-06-21 17:00 → progress-digest to li, liu, sun, wang, zhang
= zhang reads in progress-digest: 草图完成
2024-06-24 09:00 → confirm (reminder) to wang
2024-06-24 10:00 time passes
                 → taken-as-accepted to liu, wang
= P-2024-0001-T02 is in working

# Wednesday: agenda at nine, standup at ten, its notes due on Thursday.
2024-06-24 16:30 → progress to li, wang
2024-06-24 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-06-25 16:30 → progress to li, wang
2024-06-25 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-06-26 09:00 → agenda to li, liu, sun, wang, zhang
2024-06-26 10:15 → minutes to liu
2024-06-26 11:00 liu replies to minutes: 站会纪要：一切按计划。
                 → echo to liu

# Live on Thursday: the retro is proposed for the second working day after.
2024-06-26 16:30 → progress to li, wang
2024-06-26 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-06-27 11:00 liu writes: [P-2024-0001] 【已上线】
  上线时间：2024-06-27 10:30
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
= P-2024-0001 is in live
# One standup has been held and stays in the calendars: the series ends with it instead of being called off.
= li reads in standup: 到此结束
2024-07-01 15:00 → retro to liu
2024-07-02 10:00 liu replies to retro:
  流程：需求确认要更早
  沟通频次：每日进度够用
                 → deadline (cancel) to li, wang
                 → closed to li, liu, sun, wang, zhang
= P-2024-0001 is in closed
= P-2024-0001-T01 is in called-off
2024-07-03 10:00 time passes
