# 会签: one after the other; one names somebody else, one refuses, one is silent
zone: Asia/Shanghai

# In the order of the mail. Wang hands on to Chen, who is asked at once, in his place and before Sun.
2024-07-01 09:00 li writes: 【会签】保密协议
  签署人：张伟、王强、孙丽
  [file 协议.pdf]
                 → signature to zhang
                 → opened to li
2024-07-01 10:00 zhang replies to signature: 同意签署
                 → progress to li
                 → signature to wang
                 → echo to zhang
2024-07-01 10:30 wang replies to signature: 转签
  由：陈晨
                 → handed-on to chen, li
                 → echo to wang
                 → signature to chen
= chen reads in signature: 已签署：张伟
2024-07-01 11:00 chen replies to signature: 同意签署
                 → progress to li
                 → signature to sun
                 → echo to chen
2024-07-01 14:00 sun replies to signature: 同意签署
                 → progress to li
                 → signed to chen, li, sun, zhang
                 → echo to sun
= DEED-2024-0001 has signers zhang, chen, sun
= DEED-2024-0001 is in signed

# A refusal ends it, and says why.
2024-07-02 09:00 li writes: 【会签】补充协议
  签署人：张伟、孙丽
  截止：2024-07-12
  [file 补充.pdf]
                 → signature to zhang
                 → opened to li
2024-07-02 10:00 zhang replies to signature: 拒绝签署
  理由：第三条不清楚
                 → refused to li, sun, zhang
                 → echo to zhang
= li reads in refused: 第三条不清楚

# Nobody signs: a reminder, then the deputy as well, then it is given up.
2024-07-03 09:00 liu writes: 【会签】采购框架
  签署人：王强、孙丽
  [file 框架.pdf]
                 → signature to wang
                 → opened to liu
2024-07-04 09:00 → signature (reminder) to wang
2024-07-05 09:00 → signature (also) to chen
                 → slow to liu
2024-07-09 09:00 → stalled to liu
2024-07-10 18:00 time passes
= DEED-2024-0003 is in stalled
