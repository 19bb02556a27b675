# 清单发布: the list to everybody and one letter with the date to each owner; more rows later; not from a member; an owner from outside the project   [R2.3]
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
  测试方案 | 赵敏 | 2024-07-17 | 低
                 → confirm to li, zhao
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
= zhang reads in task-list: 《项目任务清单》v1
= zhang reads in task-list: T02 | 测试方案
= zhao reads in confirm: 2024-07-17
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 10:35 zhao replies to confirm: 确认
                 → echo to zhao
2024-07-01 16:30 → progress to li, zhao
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang, zhao
# A member adds nothing; the manager does, late, and the whole list goes out again.
2024-07-02 09:00 wang writes: [P-2024-0001] 任务清单
  前端开发 | 王强 | 2024-07-22 | 中
                 → no-such-item to wang
2024-07-02 09:10 liu writes: [P-2024-0001] 任务清单
  前端开发 | 王强 | 2024-07-22 | 中
                 → confirm to wang
                 → task-list to li, liu, sun, wang, zhang
= P-2024-0001-T03 is in offered
= zhang reads in task-list: 与 v1 相比
= zhang reads in task-list: 新增 T03 前端开发：王强负责
= zhang reads in task-list: T02 | 测试方案
# Whoever is silent to his letter has the task after 24 hours.
2024-07-02 16:30 → progress to li, wang, zhao
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang, zhao
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
                 → confirm (reminder) to wang
2024-07-03 09:05 time passes
= P-2024-0001-T03 is in offered
2024-07-03 09:10 → taken-as-accepted to liu, wang
2024-07-03 09:30 time passes
= P-2024-0001-T03 is in working
