# 结案: only with the customer's word, written down by the owner; silent, late, incomplete, reopened   [C6]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【客户需求】导出报表
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-07-12
  类型：定制
  负责人：李娜
                 → assessment to li
                 → opened to liu
2024-07-01 10:00 li replies to assessment: 可行：可行
  工作量：两天
  风险：低
                 → reply to li
2024-07-01 10:10 li replies to reply: 已答复
2024-07-11 18:00 → closing (reminder) to li

# Silent: asked a working day before, overdue on the day, and every five working days after it.
2024-07-12 17:59 time passes
= C-2024-0001 is in handling
2024-07-12 18:00 → closing (reminder) to li
                 → overdue to liu, sun
2024-07-19 18:00 → closing (reminder) to li
                 → overdue to liu, sun
2024-07-26 18:00 → closing (reminder) to li
                 → overdue to liu, sun
2024-07-26 18:30 time passes
= sun reads in overdue: 2024-07-12

# Late, and without the customer's word it does not close.
2024-07-29 10:00 li replies to closing: 确认方式：电话
                 → incomplete to li
= li reads in incomplete: 客户确认人
= C-2024-0001 is in handling
2024-07-29 11:00 li replies to closing: 客户确认人：赵经理
  确认日期：2024-07-29
  确认方式：电话，有录音
                 → closed to liu
                 → echo to li
= C-2024-0001 is in closed
= liu reads in closed: 赵经理

# It was not done after all.
2024-07-30 09:00 liu writes: [C-2024-0001] 重开
                 → echo to liu
= C-2024-0001 is in overtime
2024-08-05 09:00 → closing (reminder) to li

# Five working days more, and this time the owner needs no second reminder.
2024-08-05 10:00 li writes: [C-2024-0001] 结案
  客户确认人：赵经理
  确认日期：2024-08-05
  确认方式：邮件
                 → closed to liu
                 → echo to li
= C-2024-0001 is in closed

# Answered when the wanted day was over: five working days from then.
2024-08-05 11:00 li writes: 【客户需求】批量导入
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-08-06
  类型：定制
  负责人：李娜
                 → assessment to li
2024-08-05 11:10 li replies to assessment: 可行：可行
  工作量：两天
  风险：低
                 → reply to li
2024-08-05 15:10 → reply (reminder) to li
2024-08-06 11:10 → reply (reminder) to li
                 → reply (also) to zhang
                 → reply-late to sun
2024-08-07 09:00 li replies to reply: 已答复
= C-2024-0002 is in overtime
2024-08-12 10:00 → callback to li
2024-08-13 09:00 → closing (reminder) to li
2024-08-13 10:00 → callback (reminder) to li
                 → callback-late to sun
2024-08-14 09:00 → closing (reminder) to li
                 → overdue to sun
2024-08-14 10:00 time passes
