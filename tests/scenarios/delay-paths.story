# 延期申请: the other ways it ends: refused, withdrawn, lapsed, decided by one person in both seats, by a deputy   [R3.6, rows 14-18]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
  前端开发 | 王强 | 2024-07-22 | 中
                 → confirm to li, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 10:35 wang replies to confirm: 确认
                 → echo to wang

# Any reject ends it; who asked reads both comments.
2024-07-01 11:00 li replies to task-list: T01 延期
  延至：2024-07-18
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → verdict to liu, zhang
                 → opened to li
2024-07-01 11:10 zhang replies to verdict: 批准 意见：可以理解
                 → echo to zhang
2024-07-01 11:20 liu replies to verdict: 驳回
                 → comment-missing to liu
2024-07-01 11:25 liu replies to verdict: 驳回 意见：上线日期不能动
                 → refused to li
                 → echo to liu
= DLY-2024-0001 is in refused
= li reads in refused: 可以理解
= li reads in refused: 上线日期不能动
= P-2024-0001-T01 has due 2024-07-15

# Withdrawn by the one who asked, not by another.
2024-07-01 11:30 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-17
  原因：客户修改了需求
  调整后的计划：周末加班
                 → verdict to liu, zhang
                 → opened to li
2024-07-01 11:35 zhang writes: [DLY-2024-0002] 撤回
                 → nothing-to-withdraw to zhang
2024-07-01 11:40 li writes: [DLY-2024-0002] 撤回
                 → withdrawn to liu, zhang
                 → echo to li
= DLY-2024-0002 is in withdrawn
2024-07-01 11:45 liu replies to verdict: 批准
                 → too-late to liu

# Liu takes his answer back before the other has decided. Zhang is away, so his deputy is asked at once.
2024-07-01 13:00 wang writes: [P-2024-0001-T02] 【延期申请】
  延至：2024-07-26
  原因：接口晚到
  调整后的计划：先联调
                 → verdict to liu, zhang
                 → opened to wang
2024-07-01 13:05 liu replies to verdict: 批准
                 → echo to liu
2024-07-01 13:10 liu replies to verdict: 撤回
                 → unclear to liu
= liu reads in unclear: 撤回
2024-07-01 13:20 zhang is away, answering verdict
                 → verdict (also) to li
= DLY-2024-0003 is in review
2024-07-01 13:30 li replies to verdict: 批准
                 → echo to li
2024-07-01 13:40 liu replies to verdict: 批准
                 → task-list to li, liu, sun, wang, zhang
                 → granted to wang
                 → echo to liu
                 → deadline (invite) to wang
= DLY-2024-0003 is in granted
= P-2024-0001-T02 has due 2024-07-26
