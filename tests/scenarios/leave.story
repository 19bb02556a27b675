# 休假: nobody is asked for progress on leave, and silence binds nobody before they are back   [rows 2, 6, 16]
zone: Asia/Shanghai

2026-09-29 09:00 liu writes: 【新项目】官网改版
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
  期望完成时间：2026-10-13
  启动会：2026-10-08 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2026-10-08 10:00 → minutes to liu
2026-10-08 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
# Li is away from the 8th to the 12th and has no deputy.
2026-10-08 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2026-10-30 | 低
  前端开发 | 王强 | 2026-10-30 | 低
                 → confirm to li, wang
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
= why: on leave, and nobody stands in
2026-10-08 10:30 wang replies to confirm: 确认
                 → echo to wang
2026-10-08 16:30 → progress to wang
2026-10-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2026-10-09 09:00 → confirm (reminder) to li
2026-10-09 16:30 → progress to wang
2026-10-09 17:00 → progress-digest to li, liu, sun, wang, zhang
2026-10-10 16:30 → progress to wang
2026-10-10 17:00 → progress-digest to li, liu, sun, wang, zhang
2026-10-12 16:30 → progress to wang
2026-10-12 17:00 → progress-digest to li, liu, sun, wang, zhang
2026-10-13 09:30 time passes
= P-2026-0001-T01 is in offered
2026-10-13 10:00 → taken-as-accepted to li, liu
2026-10-13 16:30 → progress to li, wang
2026-10-13 17:00 → progress-digest to li, liu, sun, wang, zhang
2026-10-13 18:00 time passes
= P-2026-0001-T01 is in working
