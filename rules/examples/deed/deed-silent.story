# 会签: people who each take almost all of their time, so that thirty days are over before the last
zone: Asia/Shanghai

# One alone signs nothing together.
2024-07-01 08:50 wu writes: 【会签】框架协议
  签署人：张伟
  [file 框架.pdf]
                 → incomplete to wu
2024-07-01 09:00 wu writes: 【会签】框架协议
  签署人：张伟、王强、孙丽、陈晨、刘洋、赵敏、李娜
  [file 框架.pdf]
                 → signature to zhang
                 → opened to wu
2024-07-02 09:00 → signature (reminder) to zhang
2024-07-03 09:00 → signature (also) to li
                 → slow to wu
2024-07-04 18:00 zhang replies to signature: 同意签署
                 → progress to wu
                 → signature to wang
                 → echo to zhang
2024-07-05 18:00 → signature (reminder) to wang
2024-07-08 18:00 → signature (also) to chen
                 → slow to wu
2024-07-10 17:00 wang replies to signature: 同意签署
                 → progress to wu
                 → signature to sun
                 → echo to wang
2024-07-11 17:00 → signature (reminder) to sun
2024-07-12 17:00 → slow to wu
2024-07-16 16:00 sun replies to signature: 同意签署
                 → progress to wu
                 → signature to chen
                 → echo to sun
2024-07-17 16:00 → signature (reminder) to chen
2024-07-18 16:00 → slow to wu
2024-07-22 15:00 chen replies to signature: 同意签署
                 → progress to wu
                 → signature to liu
                 → echo to chen
2024-07-23 15:00 → signature (reminder) to liu
2024-07-24 15:00 → slow to wu
2024-07-26 14:00 liu replies to signature: 同意签署
                 → progress to wu
                 → signature to zhao
                 → echo to liu
2024-07-29 14:00 → signature (reminder) to zhao
# The last one has until thirty days after it was opened, not two working days.
2024-07-29 16:00 zhao replies to signature: 同意签署
                 → progress to wu
                 → signature to li
                 → echo to zhao
2024-07-30 16:00 → signature (reminder) to li
2024-07-31 09:00 → slow to wu
2024-08-02 09:00 → stalled to wu
2024-08-05 18:00 time passes
