# 日历: what accept and decline on an invitation mean, and what they never mean   [R1.3, section 1]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-02 10:00-11:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
# The kickoff: who comes is noted, nothing is approved, and a decline stops nothing.
2024-07-01 09:10 wang accepts kickoff
= why: accepted
2024-07-01 09:15 sun declines kickoff
= why: declined
                 → say-why to sun
                 → cannot-come to liu
2024-07-01 09:20 li may come to kickoff
= P-2024-0001 is in kickoff
2024-07-02 11:00 → minutes to liu
2024-07-02 11:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-02 11:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
  前端开发 | 王强 | 2024-07-22 | 中
  文案 | 孙丽 | 2024-07-10 | 低
                 → confirm to li, sun, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang

# The entry of a deadline: accept confirms the task, decline gives it back, tentative is no answer yet.
2024-07-02 11:30 li accepts deadline
= P-2024-0001-T01 is in working
2024-07-02 11:31 wang declines deadline
                 → reassign to liu
= P-2024-0001-T02 is in unassigned
                 → say-why to wang
2024-07-02 11:40 sun may come to deadline
= P-2024-0001-T03 is in offered

# A granted delay moves the entry. An answer to the old one is stale and changes nothing.
2024-07-02 13:00 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-18
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → verdict to liu, zhang
                 → opened to li
2024-07-02 13:10 liu replies to verdict: 批准
                 → echo to liu
2024-07-02 13:20 zhang replies to verdict: 批准
                 → task-list to li, liu, sun, wang, zhang
                 → granted to li
                 → echo to zhang
                 → deadline (invite) to li
= P-2024-0001-T01 has due 2024-07-18
2024-07-02 13:30 li declines the first deadline
= ignored: calendar
= P-2024-0001-T01 is in working
