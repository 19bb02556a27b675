# 客户需求负责人: named in time, two working hours of silence, turned down, named at the start   [C2]
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【客户需求】导出报表
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-07-26
  类型：定制
                 → claim to sun
                 → opened to li
2024-07-01 09:40 sun replies to claim: 负责人：李娜
                 → assessment to li
                 → echo to sun
= C-2024-0001 is in assess-normal
= C-2024-0001 has owner li
2024-07-01 09:50 li replies to assessment: 可行：可行
  工作量：两天
  风险：低
                 → reply to li
2024-07-01 09:55 li replies to reply: 已答复

# Friday 17:00 and nobody says a word: reminded after one working hour, after two the lead is the owner herself.
2024-07-05 17:00 liu writes: 【客户需求】发票抬头
  客户：北辰科技
  联系人：钱会计
  期望时间：2024-07-12
  紧急程度：低
  类型：咨询
                 → claim to sun
                 → opened to liu
2024-07-05 18:00 → claim (reminder) to sun
2024-07-08 08:59 time passes
= C-2024-0002 is in claim
2024-07-08 09:30 → owner-by-default to liu, sun
                 → assessment to sun
2024-07-08 10:00 time passes
= C-2024-0002 has owner sun
= C-2024-0002 is in assess-low
= liu reads in owner-by-default: 孙丽

# Late, the lead may still name somebody, who may pass it back.
2024-07-08 10:05 sun replies to claim: 负责人：刘洋
                 → assessment to liu
                 → echo to sun
= C-2024-0002 has owner liu
2024-07-08 10:10 liu replies to assessment: 拒绝
  原因：属于研发
                 → claim to sun
                 → echo to liu
= C-2024-0002 is in claim
2024-07-08 10:15 sun replies to claim: 负责人：王强
                 → assessment to wang
                 → owned to liu
                 → echo to sun
= C-2024-0002 has owner wang
= C-2024-0002 is in assess-low

# Somebody who is not there is no owner.
2024-07-08 10:30 li writes: 【客户需求】批量导入
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-08-30
  类型：建议
                 → claim to sun
                 → opened to li
2024-07-08 10:40 sun replies to claim: 负责人：王小明
                 → incomplete to sun
= C-2024-0003 is in claim

# Whoever registers may name the owner at once: nobody is asked.
2024-07-08 11:00 li writes: 【客户需求】登录失败
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-07-10
  紧急程度：紧急
  类型：投诉
  负责人：陈晨
                 → assessment to chen
                 → opened to li
= C-2024-0004 is in assess-urgent
2024-07-08 11:05 time passes
