# 任务确认: 24 hours, reminded at 12 and 22, then accepted; declined with a reason; declined late; the manager who names nobody   [R2.4]
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
  UI设计初稿 | li@ | 2024-08-15 | 中
  前端开发 | 王强 | 2024-08-22 | 中
  文案 | 孙丽 | 2024-08-22 | 中
                 → confirm to li, sun, wang
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
# Declined in the calendar: it counts at once, the reason is asked for.
2024-07-01 11:00 sun declines deadline
                 → reassign to liu
                 → say-why to sun
= P-2024-0001-T03 is in unassigned
2024-07-01 11:05 sun replies to say-why: 不熟悉这个产品
                 → declined-because to liu
                 → echo to sun
= liu reads in declined-because: 不熟悉这个产品
# Silent: nothing before 24 hours are over.
2024-07-01 15:00 → reassign (reminder) to liu
2024-07-01 16:30 → progress to li, wang
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 09:00 → confirm (reminder) to li, wang
2024-07-02 10:19 time passes
= P-2024-0001-T01 is in offered
2024-07-02 10:20 → taken-as-accepted to li, liu, liu, wang
2024-07-02 10:25 time passes
= P-2024-0001-T01 is in working
= li reads in taken-as-accepted: 默认接受
2024-07-02 11:00 → reassign (also) to zhang
# Declined after that: a request to the manager, and the task stays where it is.
2024-07-02 11:00 wang writes: [P-2024-0001-T02] 拒绝
  拒绝 原因：临时出差
                 → echo to wang
                 → successor to liu
= P-2024-0001-T02 is in working
2024-07-02 11:10 liu replies to successor: 负责人：赵敏
                 → confirm to zhao
                 → deadline (cancel) to wang
                 → echo to liu
                 → handed-over to wang
= P-2024-0001-T02 has owner zhao
2024-07-02 11:15 zhao replies to confirm: 收到
                 → echo to zhao
= P-2024-0001-T02 is in working
# The manager is silent about the task that nobody has: after one working day his superior is asked as well.
2024-07-02 12:00 time passes
= P-2024-0001-T03 is in unassigned
2024-07-02 14:00 zhang replies to reassign: 负责人：王强
                 → confirm to wang
                 → deadline (cancel) to sun
                 → echo to zhang
= P-2024-0001-T03 is in offered
