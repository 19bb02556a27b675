# 合同续签: what is too near, what is dear enough for two, two who do not decide, and one whom nobody wants
zone: Asia/Shanghai

# Less than sixty days are too few. One that costs nothing is watched as well, and at sixty days it is asked at once.
2024-07-01 09:00 wu writes: 【供应商合同】机房
  合同编号：B-1
  到期：2024-08-29
  年费：0
                 → incomplete to wu
2024-07-01 09:10 wu writes: 【供应商合同】机房
  合同编号：B-1
  到期：2024-08-30
  年费：0
                 → opened to wu
                 → ninety to wu, zhang
                 → renew to wu
2024-07-01 09:20 wu replies to renew: 决定：终止
                 → notice to wu
2024-07-01 09:30 wu replies to notice: 已通知对方
                 → ended to chen, wu, zhang
= REN-2024-0001 is in ended

# Above 50,000 two decide, and are silent. The third one nobody wants enough to say so.
2024-07-01 10:00 wu writes: 【供应商合同】宽带
  合同编号：B-2
  到期：2024-12-31
  年费：50001
                 → opened to wu
2024-07-01 10:10 liu writes: 【供应商合同】电话
  合同编号：B-3
  到期：2024-12-31
  年费：50000
                 → opened to liu
2024-07-01 10:20 li writes: 【供应商合同】保洁
  合同编号：B-4
  到期：2024-12-27
  年费：9000
                 → opened to li
2024-09-28 09:00 → ninety to li, zhang
2024-10-02 09:00 → ninety to liu, wu, zhang, zhang
2024-10-28 09:00 → renew to li
2024-11-01 09:00 → renew to liu, wu
2024-11-05 09:00 wu replies to renew of REN-2024-0002:
  决定：续签
                 → decision to chen, zhang
                 → echo to wu
2024-11-05 09:10 liu replies to renew: 决定：续签
                 → renewed to liu, zhang
= REN-2024-0003 has ends 2025-12-31
2024-11-07 09:00 → decision (reminder) to chen, zhang
2024-11-12 09:00 → decision (also) to lin, wang
2024-11-13 09:00 → decision (reminder) to lin, wang
2024-11-13 18:00 → renew (reminder) to li
2024-11-14 09:00 → decision (reminder) to lin, wang
2024-11-14 17:00 zhang replies to decision: 同意
                 → echo to zhang
2024-11-14 17:10 chen replies to decision: 同意
                 → renewed to wu, zhang
                 → echo to chen
2024-11-27 18:00 → renew (reminder) to li
                 → renew (also) to zhang
                 → at-risk to chen
2024-12-04 18:00 → notice to li
2024-12-06 18:00 → notice (reminder) to li
2024-12-11 18:00 → notice (reminder) to li
                 → notice (also) to zhang
2024-12-12 18:00 → notice (reminder) to li, zhang
2024-12-13 12:00 li replies to notice: 已通知对方
                 → ended to chen, li, zhang
= REN-2024-0004 is in ended
