# 退信: a dead address holds nothing up: a stand-in is asked, a question that may end without an answer ends, and the people concerned hear of it   [rows 16, 22]
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
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
# The minutes may end up missing: the case goes on at once, and the manager's superior hears why.
2024-07-01 10:05 the letter minutes to liu bounces
                 → not-delivered to zhang
                 → tasks to liu
= P-2024-0001 is in planning
# The task list is waited for: now his superior is asked.
2024-07-01 10:06 the letter tasks to liu bounces
                 → tasks (also) to zhang
= zhang reads in tasks: 任务清单
2024-07-01 10:30 zhang replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:40 li replies to confirm: 确认
                 → echo to li
# Li is Zhang's deputy, but nobody decides on their own request: it goes up the ladder.
2024-07-01 11:00 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-18
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → opened to li
                 → verdict to liu, zhang
2024-07-01 11:05 the letter verdict to zhang bounces
                 → not-delivered to li
                 → verdict (also) to lin
2024-07-01 11:10 lin replies to verdict: 批准
                 → echo to lin
2024-07-01 11:20 liu replies to verdict: 批准
                 → deadline (invite) to li
                 → echo to liu
                 → granted to li
                 → task-list to li, liu, sun, wang, zhang
= P-2024-0001-T01 has due 2024-07-18
