# 订阅日历: a link to all of one's own dates, given by mail; what is in it follows every change
# (tests/readers.rs reads li's calendar at every "then").
zone: Asia/Shanghai

2024-07-01 08:50 li writes: 日历
                 → calendar to li
= why: gets a link

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
# then: the kickoff stands in it
2024-07-02 11:00 → minutes to liu
2024-07-02 11:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-02 11:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
# then: the question whether li takes the task waits, and its due date stands in it already
2024-07-02 11:30 li replies to confirm: 确认
                 → echo to li
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
# then: the question is answered, and the due date has moved
2024-07-02 14:00 li writes: 换日历链接
                 → calendar to li
2024-07-02 14:10 zhang writes: [P-2024-0001] 取消
  原因：客户不做了
                 → standup (cancel) to li, liu, sun, wang, zhang
                 → deadline (cancel) to li
                 → cancelled to li, liu, sun, wang, zhang
# then: all is gone
