# 站会纪要: by the next working day 18:00; in time, late, never, from somebody who was not asked   [R3.4]
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
  UI设计初稿 | li@ | 2024-08-15 | 高
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 10:30 wang writes: [P-2024-0001] 站会纪要
  按计划
2024-07-03 11:00 liu replies to minutes: 站会纪要：按计划。
                 → echo to liu
# The next one is late: reminded half an hour before, and the chairs hear of it at 18:00 on Thursday.
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
2024-07-10 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-10 10:15 → minutes to liu
2024-07-10 16:30 → progress to li
2024-07-10 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-11 16:30 → progress to li
2024-07-11 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-11 17:30 → minutes (reminder) to liu
2024-07-11 18:00 → minutes (reminder) to liu
                 → minutes-late to zhang
2024-07-11 18:10 time passes
= zhang reads in minutes-late: 站会
2024-07-12 09:00 liu replies to minutes: 站会纪要：搜索晚两天。
                 → echo to liu
# The third one never: one working day later it is over, and what comes then is told so.
2024-07-12 16:30 → progress to li
2024-07-12 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-15 16:30 → progress to li
2024-07-15 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-16 16:30 → progress to li
2024-07-16 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-17 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-17 10:15 → minutes to liu
2024-07-17 16:30 → progress to li
2024-07-17 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-18 16:30 → progress to li
2024-07-18 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-18 17:30 → minutes (reminder) to liu
2024-07-18 18:00 → minutes (reminder) to liu
                 → minutes-late to zhang
2024-07-19 16:30 → progress to li
2024-07-19 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-19 18:30 time passes
2024-07-22 09:00 liu replies to minutes: 站会纪要：补记。
                 → too-late to liu
