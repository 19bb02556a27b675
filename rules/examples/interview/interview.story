# 面试: five people one after the other, each with a meeting and a form; one declines and takes another time
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【面试】陈一鸣
  岗位：前端工程师
  面试官：李娜、王强、陈晨、Anna Schmidt、孙丽
  [file 简历.pdf]
                 → slot to li
                 → opened to liu
2024-07-01 09:30 li replies to slot: 面试时间：2024-07-01 14:00-15:00 三楼会议室
                 → interview (invite) to li, liu
2024-07-01 09:40 li accepts interview
2024-07-01 15:00 → assessment to li
2024-07-01 15:20 li replies to assessment:
  评分：4
  建议：录用
  评语：基础扎实
                 → slot to wang
                 → echo to li

# The second one cannot come after all and names another time.
2024-07-01 16:00 wang replies to slot: 面试时间：2024-07-02 10:00-11:00 线上
                 → interview (invite) to liu, wang
2024-07-01 17:00 wang declines interview
                 → interview (cancel) to liu, wang
                 → slot to wang
2024-07-01 17:30 wang replies to slot: 面试时间：2024-07-02 16:00-17:00 线上
                 → interview (invite) to liu, wang
2024-07-02 17:00 → assessment to wang
2024-07-02 17:30 wang replies to assessment:
  评分：5
  建议：录用
  评语：架构想得清楚
                 → slot to chen
                 → echo to wang
2024-07-03 12:00 → slot (reminder) to chen
2024-07-03 17:30 → slot (reminder) to chen
                 → no-slot to liu

# The third one is slow.
2024-07-04 09:00 chen replies to slot: 面试时间：2024-07-04 11:00-11:30
                 → interview (invite) to chen, liu
2024-07-04 11:30 → assessment to chen
2024-07-04 12:00 chen replies to assessment:
  评分：3
  建议：不录用
  评语：沟通偏慢
                 → slot to anna
                 → echo to chen
2024-07-04 15:00 anna replies to slot: Time: 2024-07-05 10:00-11:00 online
                 → interview (invite) to anna, liu
2024-07-05 17:00 → assessment to anna
2024-07-05 18:00 anna replies to assessment:
  Score: 7
  Advice: hire
  Reasons: good questions
                 → incomplete to anna
2024-07-05 18:10 anna replies to assessment: Score: 4
                 → slot to sun
                 → echo to anna
2024-07-08 09:10 sun replies to slot: 面试时间：2024-07-08 10:00-11:00
                 → interview (invite) to liu, sun
2024-07-08 11:00 → assessment to sun
2024-07-08 11:30 sun replies to assessment:
  评分：4
  建议：录用
  评语：懂客户
                 → verdict to zhang
                 → echo to sun
2024-07-08 14:00 zhang replies to verdict: 批准
                 → hired to anna, chen, li, liu, sun, wang
                 → echo to zhang
= INT-2024-0001 is in hired
= INT-2024-0001 has done 5
= zhang reads in verdict: 平均 4 分
= zhang reads in verdict: 沟通偏慢
