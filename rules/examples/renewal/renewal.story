# 合同续签: renewed, its day put right, approved by two, and in the end nobody wants it
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【供应商合同】云服务
  合同编号：A-17
  到期：2024-12-31
  年费：8000
                 → opened to li
2024-10-02 09:00 → ninety to li, zhang
2024-11-01 09:00 → renew to li
2024-11-05 09:00 li replies to renew:
  决定：续签
                 → renewed to li, zhang
= REN-2024-0001 has ends 2025-12-31
# The day was a misprint: everything counted from it moves.
2025-01-06 09:00 li writes: [REN-2024-0001] 【更正】
  到期：2025-06-30
  年费：80000
                 → echo to li
2025-04-01 09:00 → ninety to li, zhang
2025-05-01 09:00 → renew to li
2025-05-06 09:00 li replies to renew:
  决定：续签
  新到期日：2025-05-30
                 → incomplete to li
2025-05-06 09:10 li replies to renew:
  决定：续签
  新到期日：2026-06-30
                 → decision to chen, zhang
                 → echo to li
2025-05-06 10:00 zhang replies to decision: 同意
                 → echo to zhang
2025-05-07 10:00 chen replies to decision: 同意
                 → renewed to li, zhang
                 → echo to chen
2026-04-01 09:00 → ninety to li, zhang
2026-05-01 09:00 → renew to li
2026-05-18 09:00 → renew (reminder) to li
2026-06-01 10:00 → renew (reminder) to li
                 → renew (also) to zhang
                 → at-risk to chen
2026-06-08 10:00 → notice to li
2026-06-10 10:00 → notice (reminder) to li
2026-06-15 10:00 → notice (reminder) to li
                 → notice (also) to zhang
2026-06-16 10:00 → notice (reminder) to li, zhang
2026-06-16 14:00 li replies to notice: 已通知对方
                 → ended to chen, li, zhang
= REN-2024-0001 is in ended
