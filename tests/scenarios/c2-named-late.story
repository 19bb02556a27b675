# 客户需求, an owner named too late: whoever leads is it by default, and may still name another   [C2]
zone: Asia/Shanghai
2024-07-05 14:00 liu writes: 【客户需求】导出报表太慢
  客户：远山集团
  联系人：周总
  期望时间：2024-07-19
  紧急程度：紧急
  类型：投诉
                 → claim to sun
                 → opened to liu
2024-07-05 15:00 → claim (reminder) to sun
2024-07-05 16:00 → owner-by-default to liu, sun
                 → assessment to sun
2024-07-08 09:00 → assessment (reminder) to sun
2024-07-08 09:20 sun replies to claim: 负责人：王强
                 → owned to liu
                 → echo to sun
                 → assessment to wang
= C-2024-0001 has owner wang
= C-2024-0001 is in assess-urgent
# Once more, in a mail of its own; and it is nobody else's to say.
2024-07-08 09:30 wang writes: [C-2024-0001] 负责人：陈晨
                 → no-such-item to wang
2024-07-08 09:40 sun writes: [C-2024-0001]
  负责人：陈晨
                 → owned to liu, wang
                 → echo to sun
                 → assessment to chen
= C-2024-0001 has owner chen
2024-07-08 09:50 liu writes: [C-2024-0001] 结案
  客户确认人：周总
  确认日期：2024-07-08
  确认方式：邮件
                 → no-such-item to liu
# The one who is asked now is reminded, and nobody else.
2024-07-09 08:00 time passes
2024-07-09 09:00 → assessment (reminder) to chen
2024-07-09 09:00 chen replies to assessment: 可行：可行 工作量：3天 风险：无
                 → reply to chen
= C-2024-0001 is in replying
