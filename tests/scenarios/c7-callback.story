# 回访: five working days after the close; satisfied, not satisfied, half told, not called, told too late   [C7]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【客户需求】导出报表
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-07-31
  类型：定制
  负责人：李娜
                 → assessment to li
                 → opened to liu
2024-07-01 09:10 li replies to assessment: 可行：可行
  工作量：两天
  风险：低
                 → reply to li
2024-07-01 09:20 li replies to reply: 已答复
2024-07-02 10:00 li writes: [C-2024-0001] 结案
  客户确认人：赵经理
  确认日期：2024-07-02
  确认方式：邮件
                 → closed to liu
                 → echo to li
2024-07-09 09:59 time passes
= C-2024-0001 is in closed
2024-07-09 10:00 → callback to li

# Not satisfied: it is open again, and the lead hears of it.
2024-07-09 15:00 li replies to callback: 满意度：不满意
  客户意见：导出太慢
                 → unhappy to liu, sun
                 → echo to li
= C-2024-0001 is in overtime
= sun reads in unhappy: 导出太慢
2024-07-10 10:00 li writes: [C-2024-0001] 结案
  客户确认人：赵经理
  确认日期：2024-07-10
  确认方式：邮件
                 → closed to liu
                 → echo to li
2024-07-17 10:00 → callback to li

# Late: the lead hears, the answer counts all the same.
2024-07-18 10:00 time passes
                 → callback (reminder) to li
                 → callback-late to sun
# What is none of the three words comes back.
2024-07-19 08:50 li replies to callback: 满意度：凑合
  客户意见：很快
                 → incomplete to li
2024-07-19 09:00 li replies to callback: 满意度：满意
  客户意见：很快
                 → echo to li
= C-2024-0001 is in done

# Never: listed as not called, and over.
2024-07-22 09:00 liu writes: 【客户需求】发票抬头
  客户：北辰科技
  联系人：钱会计
  期望时间：2024-07-31
  类型：咨询
  负责人：李娜
                 → assessment to li
                 → opened to liu
2024-07-22 09:10 li replies to assessment: 可行：可行
  工作量：十分钟
  风险：低
                 → reply to li
2024-07-22 09:20 li replies to reply: 已答复
2024-07-22 09:30 li writes: [C-2024-0002] 结案
  客户确认人：钱会计
  确认日期：2024-07-22
  确认方式：电话
                 → closed to liu
                 → echo to li
2024-07-29 09:30 → callback to li
2024-07-30 09:30 → callback (reminder) to li
                 → callback-late to sun
2024-08-02 09:30 → not-called to li, sun
2024-08-02 10:00 time passes
= C-2024-0002 is in not-called
# Called back after all: too late, and said so.
2024-08-02 11:00 li replies to callback of C-2024-0002: 满意度：满意
  客户意见：很快
                 → too-late to li
2024-08-02 11:05 time passes
= C-2024-0002 is in not-called
