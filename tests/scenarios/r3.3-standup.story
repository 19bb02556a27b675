# 站会: every Wednesday, fifteen minutes, its agenda at nine; one of them moved, by the manager alone, not into the past; a week in which nobody answers   [R3.3]
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
= wang reads in standup: 2024-07-03
2024-07-01 11:00 wang accepts standup
2024-07-01 11:05 sun declines standup
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 09:30 time passes
= wang reads in agenda: UI设计初稿
2024-07-03 10:15 → minutes to liu
2024-07-03 10:20 liu replies to minutes: 站会纪要：按计划。
                 → echo to liu
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
# Next week on Thursday.
2024-07-04 11:00 wang writes: [P-2024-0001] 例会改到
  改到：2024-07-11 11:00
                 → no-such-item to wang
2024-07-04 11:10 liu writes: [P-2024-0001] 例会改到
  改到：2024-07-02 11:00
                 → incomplete to liu
2024-07-04 11:20 liu writes: [P-2024-0001] 例会改到
  改到：2024-07-11 11:00
                 → echo to liu
                 → standup (invite) to li, liu, sun, wang, zhang
= wang reads in standup: 2024-07-11
2024-07-04 16:30 → progress to li
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-05 16:30 → progress to li
2024-07-05 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-08 16:30 → progress to li
2024-07-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-09 16:30 → progress to li
2024-07-09 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-10 12:00 time passes
2024-07-10 16:30 → progress to li
2024-07-10 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-11 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-11 11:15 → minutes to liu
2024-07-11 11:20 time passes
= liu reads in minutes: 2024-07-11
