# 内部评估: 24 hours, 3 or 5 working days; in time, silent, late, turned down   [C3]
zone: Asia/Shanghai

# Urgent: reminded after 12 and 22 hours (in working hours), after 24 the superior is asked and the lead hears.
2024-07-01 14:00 sun writes: 【客户需求】登录失败
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-07-25
  紧急程度：紧急
  类型：投诉
  负责人：李娜
                 → assessment to li
                 → opened to sun
= li reads in assessment: 2024-07-02（周二）14:00
2024-07-02 09:00 → assessment (reminder) to li
2024-07-02 12:00 → assessment (reminder) to li
2024-07-02 14:00 → assessment (reminder) to li
                 → assessment (also) to zhang
                 → assessment-late to sun
2024-07-03 14:00 → assessment (reminder) to li, zhang
                 → assessment-late to sun
2024-07-03 14:30 time passes
= sun reads in assessment-late: 李娜

# Late, but there: it counts, and the draft of the answer follows.
2024-07-03 15:00 li replies to assessment: 可行：可行
  工作量：半天
  风险：无
                 → reply to li
= C-2024-0001 is in replying
2024-07-03 15:10 li replies to reply: 已答复

# Ordinary, from Friday noon: three working days are Wednesday noon.
2024-07-05 12:00 sun writes: 【客户需求】导出报表
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-08-26
  类型：定制
  负责人：刘洋
                 → assessment to liu
                 → opened to sun
= liu reads in assessment: 2024-07-10（周三）12:00

# Low: five working days, Friday noon.
2024-07-05 12:10 sun writes: 【客户需求】界面换肤
  客户：北辰科技
  联系人：钱会计
  期望时间：2024-09-30
  紧急程度：低
  类型：建议
  负责人：Anna Schmidt
                 → assessment to anna
                 → opened to sun
2024-07-09 12:00 → assessment (reminder) to liu
2024-07-10 11:59 time passes
= C-2024-0002 is in assess-normal
2024-07-10 12:00 → assessment (reminder) to liu
                 → assessment (also) to zhang
                 → assessment-late to sun
2024-07-11 12:00 → assessment (reminder) to liu, zhang
                 → assessment-late to sun
2024-07-11 14:00 time passes

# The superior may answer.
2024-07-11 15:00 zhang replies to assessment: 可行：部分可行
  工作量：五人日
  风险：历史数据量大
                 → assessment (reminder) to anna
                 → reply to liu
                 → echo to zhang
= C-2024-0002 is in replying
2024-07-11 15:30 liu replies to reply: 已答复客户

# In half sentences: what is missing comes back.
2024-07-11 16:00 anna replies to assessment: Feasible: yes
                 → incomplete to anna
= anna reads in incomplete: Risks
2024-07-12 15:00 → assessment (reminder) to anna
                 → assessment (also) to wang
                 → assessment-late to sun
2024-07-12 20:00 time passes
= C-2024-0003 is in assess-low

# The wrong person says so: the lead names another, whose days begin anew.
2024-07-12 22:00 anna replies to assessment: decline
  Reason: not our product
                 → claim to sun
                 → echo to anna
= C-2024-0003 is in claim
2024-07-15 09:30 sun replies to claim: 负责人：李娜
                 → owned to sun
                 → assessment to li
= C-2024-0003 has owner li
= li reads in assessment: 2024-07-22（周一）09:30
2024-07-15 09:35 time passes
