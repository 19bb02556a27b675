# 答复客户: a draft that a person sends; silent, late; nothing ever goes to the customer   [C4]
zone: Asia/Shanghai

2024-07-01 09:00 sun writes: 【客户需求】导出报表
  客户：宏远贸易
  联系人：赵经理 zhao.jl@hongyuan.example
  期望时间：2024-08-26
  类型：定制
  负责人：李娜
                 → assessment to li
                 → opened to sun
2024-07-01 10:00 li replies to assessment: 可行：不可行
  工作量：两个月
  风险：要改底层数据结构
                 → reply to li
= C-2024-0001 is in replying
= li reads in reply: 目前无法实现
= li reads in reply: 系统不会给客户发任何邮件
2024-07-01 14:00 → reply (reminder) to li
2024-07-02 10:00 → reply (reminder) to li
                 → reply (also) to zhang
                 → reply-late to sun
2024-07-03 10:00 → reply (reminder) to li, zhang
                 → reply-late to sun

# Four working hours: reminded. A working day: the superior is asked, the lead hears, and then every working day.
2024-07-03 11:00 time passes
= sun reads in reply-late: 还没有答复客户
2024-07-03 11:30 li replies to reply: 好的
                 → unclear to li
= C-2024-0001 is in replying
2024-07-03 11:40 li replies to reply: 已答复客户
= C-2024-0001 is in handling

# The customer's thanks in copy to us are nobody's command.
2024-07-03 12:00 zhao.jl@hongyuan.example writes: Re: [C-2024-0001] 导出报表
  谢谢，同意，请结案。
= C-2024-0001 is in handling
2024-07-03 13:00 time passes
