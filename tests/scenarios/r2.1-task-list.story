# 任务清单: from the manager alone; two working days, then the sponsor hears of it every working day; as a table, as a file   [R2.1]
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
# Nobody but the manager cuts the project into tasks.
2024-07-01 10:30 wang writes: [P-2024-0001] 任务清单
  UI设计初稿 | li@ | 2024-07-15 | 高
                 → no-such-item to wang
= P-2024-0001 is in planning
# Silent.
2024-07-03 10:05 → no-plan to zhang
                 → tasks (reminder) to liu
2024-07-03 17:00 time passes
= zhang reads in no-plan: 刘洋
2024-07-04 10:05 → no-plan to zhang
                 → tasks (reminder) to liu
2024-07-04 17:00 time passes
= P-2024-0001 is in planning
# Late, under the tag.
2024-07-05 09:00 liu writes: [P-2024-0001] 任务清单
  UI设计初稿 | li@ | 2024-07-15 | 高
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
= P-2024-0001 is in running
= P-2024-0001-T01 has owner li
