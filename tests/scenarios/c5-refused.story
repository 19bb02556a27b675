# 变更确认: refused, silent on our side, silent on the customer's, too late, withdrawn; nothing changes by silence   [C5]
zone: Asia/Shanghai

2024-07-01 11:00 sun writes: 【客户需求】导出报表
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-09-26
  类型：定制
  负责人：李娜
                 → assessment to li
                 → opened to sun
2024-07-01 11:30 li replies to assessment: 可行：可行
  工作量：十人日
  风险：低
                 → reply to li
2024-07-01 11:40 li replies to reply: 已答复

# Refused, with a reason.
2024-07-03 14:00 li writes: [C-2024-0001] 变更
  变更内容：免费维护两年
  影响工期：无
  影响费用：无
                 → verdict to zhang
                 → opened to li
2024-07-03 14:10 zhang replies to verdict: 驳回
  意见：合同里没有
                 → refused to li
                 → echo to zhang
= CHG-2024-0001 is in refused
= li reads in refused: 合同里没有

# Our side is silent: reminded, deputy, superior, lapsed; never a yes.
2024-07-04 09:00 li writes: [C-2024-0001] 变更
  变更内容：改用新图表
  影响工期：三天
  影响费用：无
                 → verdict to zhang
                 → opened to li
2024-07-04 13:00 → verdict (reminder) to zhang
2024-07-05 10:00 → verdict (reminder) to zhang
                 → still-open to li
2024-07-08 09:00 → verdict (also) to lin
                 → still-open to li
2024-07-12 09:00 → lapsed to li, zhang
2024-07-12 17:00 time passes
= CHG-2024-0002 is in lapsed

# The customer is silent: reminded every working day, lapsed; and one whom the customer does not want.
2024-07-15 09:00 li writes: [C-2024-0001] 变更
  变更内容：改用新图表
  影响工期：三天
  影响费用：无
                 → verdict to zhang
                 → opened to li
2024-07-15 09:10 zhang replies to verdict: 批准
                 → signature to li
                 → echo to zhang
2024-07-15 09:20 li writes: [C-2024-0001] 变更
  变更内容：去掉打印
  影响工期：无
  影响费用：无
                 → verdict to zhang
                 → opened to li
2024-07-15 09:30 zhang replies to verdict: 批准
                 → signature to li
                 → echo to zhang
2024-07-15 09:40 li replies to signature: 撤回
                 → withdrawn to zhang
                 → echo to li
= CHG-2024-0004 is in withdrawn
2024-07-18 09:10 → signature (reminder) to li
2024-07-19 09:10 → signature (reminder) to li
2024-07-22 09:10 → signature (reminder) to li
2024-07-23 09:10 → signature (reminder) to li
2024-07-24 09:10 → signature (reminder) to li
2024-07-25 09:10 → lapsed to li, zhang
2024-07-25 12:00 time passes
= CHG-2024-0003 is in lapsed
# The customer's word comes when nobody waits for it any more: nothing changes, and the owner hears so.
2024-07-25 12:10 li replies to signature of CHG-2024-0003: 客户确认人：赵经理
  确认日期：2024-07-25
  确认方式：邮件
                 → too-late to li
2024-07-25 12:15 time passes
= CHG-2024-0003 is in lapsed
