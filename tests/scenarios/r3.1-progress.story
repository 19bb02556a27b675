# 每日进度: asked at 16:30 in one mail, summed up at 17:00; updated, not updated, late, unreadable, of somebody else   [R3.1]
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
  图标 | li@ | 2024-08-16 | 中
  前端开发 | 王强 | 2024-08-22 | 中
                 → confirm to li, li, wang
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:29 li replies to confirm of P-2024-0001-T01: 确认
                 → echo to li
2024-07-01 10:30 li replies to confirm of P-2024-0001-T02: 确认
                 → echo to li
2024-07-01 10:31 wang replies to confirm: 确认
                 → echo to wang
2024-07-01 16:30 → progress to li, wang
# One line is unreadable and comes back, the other counts.
2024-07-01 16:40 li replies to progress:
  T01 进度 40% 预计：2024-08-10 说明：草图完成
  T02 进度 很多
                 → incomplete to li
= P-2024-0001-T01 has percent 40
= P-2024-0001-T02 has percent 0
# Wang is silent: listed, never invented. What he says of somebody else's task does not count, and he hears whose it is.
2024-07-01 16:50 wang writes: [P-2024-0001-T01] 进度
  进度 90%
                 → no-such-item to wang
= wang reads in no-such-item: 李娜
= P-2024-0001-T01 has percent 40
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-01 17:00 time passes
= zhang reads in progress-digest: 草图完成
= zhang reads in progress-digest: 王强
# Late, for the next summary.
2024-07-01 18:30 wang writes: [P-2024-0001-T03] 进度
  进度 10% 说明：环境搭好
= P-2024-0001-T03 has percent 10
2024-07-02 16:30 → progress to li, wang
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 17:10 time passes
= zhang reads in progress-digest: 环境搭好

# Once the project is live there is no daily summary any more: whoever still says how far they are hears that it was taken.
2024-07-02 17:20 liu writes: [P-2024-0001] 【已上线】
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang
                 → standup (cancel) to li, liu, sun, wang, zhang
2024-07-02 17:30 wang writes: [P-2024-0001-T03] 进度
  进度 20%
                 → echo to wang
= P-2024-0001-T03 has percent 20
