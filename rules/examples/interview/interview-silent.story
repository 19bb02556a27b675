# 面试: who is asked for a time, for the form and for the decision says nothing
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【面试】周雨
  岗位：测试工程师
  面试官：王强
                 → slot to wang
                 → opened to liu
2024-07-01 13:00 → slot (reminder) to wang
2024-07-02 09:00 → slot (reminder) to wang
                 → no-slot to liu
2024-07-04 09:00 → slot (also) to lin
2024-07-05 09:00 → slot (reminder) to lin
2024-07-05 10:00 wang replies to slot: 面试时间：2024-07-05 14:00-15:00
                 → interview (invite) to liu, wang
2024-07-05 15:00 → assessment to wang
2024-07-08 10:00 → assessment (reminder) to wang
2024-07-08 15:00 → assessment (reminder) to wang
                 → no-assessment to liu
2024-07-09 15:00 → assessment (reminder) to wang
                 → no-assessment to liu

# A score is one to five.
2024-07-09 16:00 wang replies to assessment:
  评分：0
  建议：录用
  评语：细心
                 → incomplete to wang
2024-07-09 16:10 wang replies to assessment: 评分：6
                 → incomplete to wang
2024-07-09 16:20 wang replies to assessment: 评分：1
                 → verdict to zhang
                 → echo to wang
= zhang reads in verdict: 平均 1 分
2024-07-10 11:20 → verdict (reminder) to zhang
2024-07-10 16:20 → verdict (also) to lin
2024-07-11 16:20 → verdict (reminder) to lin
2024-07-12 16:20 → verdict (reminder) to lin
2024-07-15 10:00 zhang replies to verdict: 驳回 意见：再看看
                 → declined to liu, wang
                 → echo to zhang
= INT-2024-0001 is in declined
