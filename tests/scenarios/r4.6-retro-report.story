# 复盘报告: asked when the retro is over; incomplete; two working days, then the sponsor hears of it every working day   [R4.6]
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
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 10:00 liu writes: [P-2024-0001] 【已上线】
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang
                 → standup (cancel) to li, liu, sun, wang, zhang
2024-07-04 15:00 → retro to liu
2024-07-04 15:10 time passes
= liu reads in retro: UI设计初稿
2024-07-04 15:20 wang writes: [P-2024-0001] 复盘报告
  流程：好
  沟通频次：够
                 → no-such-item to wang
= P-2024-0001 is in report
2024-07-04 15:30 liu replies to retro: 流程：需求确认要更早
                 → incomplete to liu
= liu reads in incomplete: 沟通频次
# Silent.
2024-07-08 15:00 → no-report to zhang
                 → retro (reminder) to liu
2024-07-09 15:00 → no-report to zhang
                 → retro (reminder) to liu
2024-07-09 15:10 time passes
= zhang reads in no-report: 刘洋
# Late.
2024-07-09 16:00 liu replies to incomplete: 沟通频次：每日进度够用
                 → closed to li, liu, sun, wang, zhang
                 → deadline (cancel) to li
= P-2024-0001 is in closed
= wang reads in closed: 需求确认要更早
