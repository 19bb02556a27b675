# 变更确认: our side, then the customer's, and only then the task's date moves; half a date, a task that is over   [C5]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】报表改造
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：客户自助导出
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → wishes to liu
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做导出。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  导出接口 | 王强 | 2024-07-22 | 高
  导出界面 | 李娜 | 2024-07-15 | 中
                 → confirm to li, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 10:35 wang replies to confirm: 确认
                 → echo to wang
2024-07-01 11:00 sun writes: 【客户需求】导出报表
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-07-26
  类型：定制
  负责人：李娜
                 → assessment to li
                 → opened to sun
2024-07-01 11:30 li replies to assessment: 可行：可行
  工作量：十人日
  风险：低
                 → reply to li
2024-07-01 11:40 li replies to reply: 已答复

# A task without a date is half a change; another person's it is not.
2024-07-01 13:00 li writes: [C-2024-0001] 变更
  变更内容：增加按月汇总
  影响工期：推迟一周
  影响费用：增加两万元
  任务：P-2024-0001-T02
                 → half-a-date to li
2024-07-01 13:10 wang writes: [C-2024-0001] 【变更确认】
  变更内容：增加按月汇总
  影响工期：推迟一周
  影响费用：增加两万元
                 → may-not-open to wang

# Whole: the head decides for our side. Until the customer has confirmed too, the task stays where it is.
2024-07-01 13:20 li writes: [C-2024-0001] 【变更确认】
  变更内容：增加按月汇总
  影响工期：推迟一周
  影响费用：增加两万元
  任务：P-2024-0001-T02
  调整后截止时间：2024-07-22
                 → verdict to zhang
                 → opened to li
= zhang reads in verdict: 2024-07-22
2024-07-01 13:30 zhang replies to verdict: 好的
                 → unclear to zhang
= CHG-2024-0001 is in internal
2024-07-01 13:40 zhang replies to verdict: 批准
                 → signature to li
                 → echo to zhang
= CHG-2024-0001 is in signing
= P-2024-0001-T02 has due 2024-07-15
= li reads in signature: 系统不会给客户发任何邮件
2024-07-01 16:30 → progress to li, wang
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 16:30 → progress to li, wang
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:00 li replies to signature: 客户确认人：赵经理
  确认日期：2024-07-03
  确认方式：邮件
  [file 客户邮件.eml]
                 → task-list to li, liu, sun, wang, zhang
                 → confirmed to li, sun, zhang
                 → deadline (invite) to li
= CHG-2024-0001 is in confirmed
= P-2024-0001-T02 has due 2024-07-22
= sun reads in confirmed: 双方都已确认
2024-07-03 10:15 → minutes to liu

# A task that is over does not move.
2024-07-03 11:00 liu writes: [P-2024-0001-T01] 取消
                 → deadline (cancel) to wang
                 → cancelled to wang
                 → echo to liu
2024-07-03 11:10 li writes: [C-2024-0001] 变更
  变更内容：不要接口
  影响工期：无
  影响费用：无
  任务：P-2024-0001-T01
  调整后截止时间：2024-07-29
                 → task-ended to li
