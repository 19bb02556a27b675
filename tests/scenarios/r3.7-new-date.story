# 新的日期: both approve, the list goes out with the new date and the calendar entry moves; late; refused it stays   [R3.7]
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
  UI设计初稿 | li@ | 2024-07-25 | 中
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 11:00 li replies to task-list: T01 延期
  延至：2024-08-01
  原因：客户改需求
  调整后的计划：先交首页
                 → opened to li
                 → verdict to liu, zhang
2024-07-01 11:05 liu replies to verdict: 批准
                 → echo to liu
= P-2024-0001-T01 has due 2024-07-25
2024-07-01 11:10 zhang replies to verdict: 同意
                 → deadline (invite) to li
                 → echo to zhang
                 → granted to li
                 → task-list to li, liu, sun, wang, zhang
= P-2024-0001-T01 has due 2024-08-01
= li reads in deadline: 2024-08-01
= wang reads in task-list: 现在是 v2
= wang reads in task-list: 截止时间由 2024-07-25（周四）18:00 改为 2024-08-01
= wang reads in task-list: 原因：客户改需求；调整后的计划：先交首页
# The second request: approved late, by the deputy in the sponsor's place.
2024-07-01 14:00 li replies to task-list: T01 延期
  延至：2024-08-08
  原因：又改
  调整后的计划：分两次交
                 → opened to li
                 → verdict to liu, zhang
2024-07-01 14:05 liu replies to verdict: 批准
                 → echo to liu
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-01 18:00 → verdict (reminder) to zhang
2024-07-02 10:00 → verdict (reminder) to zhang
2024-07-02 14:00 → still-open to li
2024-07-02 14:10 time passes
= P-2024-0001-T01 has due 2024-08-01
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 14:00 → still-open to li
                 → verdict (also) to lin
2024-07-03 14:10 time passes
2024-07-03 14:20 lin replies to verdict: 批准
                 → deadline (invite) to li
                 → echo to lin
                 → granted to li
                 → task-list to li, liu, sun, wang, zhang
= P-2024-0001-T01 has due 2024-08-08
= wang reads in task-list: 与 v2 相比
# The third: refused, and nothing moves.
2024-07-03 14:30 li replies to task-list: T01 延期
  延至：2024-08-20
  原因：还要改
  调整后的计划：再看
                 → opened to li
                 → verdict to liu, zhang
2024-07-03 14:40 liu replies to verdict: 驳回 意见：够了
                 → echo to liu
                 → refused to li
= P-2024-0001-T01 has due 2024-08-08
