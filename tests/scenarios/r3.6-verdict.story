# 延期审批: manager and sponsor both; a bare OK and a condition decide nothing; one reject ends it; silence never grants   [R3.6]
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
2024-07-01 11:05 liu replies to verdict: 好的
                 → unclear to liu
2024-07-01 11:10 liu replies to verdict: 可以，但只能到 7 月 28 日
                 → unclear to liu
= DLY-2024-0001 is in review
2024-07-01 11:15 liu replies to verdict: 批准
                 → echo to liu
# Silent: once more after four working hours and the next morning. After one working day the deputy would be asked, but he is the one who wants it; after two the superior is; ended after five more.
2024-07-01 15:00 → verdict (reminder) to zhang
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 10:00 → verdict (reminder) to zhang
2024-07-02 11:00 → still-open to li
2024-07-02 11:30 time passes
= DLY-2024-0001 is in review
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 11:00 → still-open to li
                 → verdict (also) to lin
2024-07-03 11:30 time passes
= li reads in still-open: 2024-07-25
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 16:30 → progress to li
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 17:30 → minutes (reminder) to liu
2024-07-04 18:00 → minutes (reminder) to liu
                 → minutes-late to zhang
2024-07-05 16:30 → progress to li
2024-07-05 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-08 16:30 → progress to li
2024-07-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-09 11:00 → lapsed to li, liu
2024-07-09 11:30 time passes
= DLY-2024-0001 is in lapsed
= P-2024-0001-T01 has due 2024-07-25
2024-07-09 16:30 → progress to li
2024-07-09 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-10 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-10 10:15 → minutes to liu
# Rejected by one, with the reason.
2024-07-10 11:00 li replies to task-list: T01 延期
  延至：2024-08-01
  原因：客户改需求
  调整后的计划：先交首页
                 → opened to li
                 → verdict to liu, zhang
2024-07-10 11:05 zhang replies to verdict: 驳回
                 → comment-missing to zhang
2024-07-10 11:10 zhang replies to verdict: 驳回 意见：上线日期不能动
                 → echo to zhang
                 → refused to li
= DLY-2024-0002 is in refused
