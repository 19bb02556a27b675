# 只补缺的那几行: what was sent back as incomplete is completed by a reply with the missing lines alone   [section 1, section 4 row 25]
zone: Asia/Shanghai

# A case that is to be opened, in two pieces and then a third; the first mail need not be written again.
2024-07-01 09:00 li writes: 【客户需求】导出报表
  联系人：陈经理
                 → incomplete to li
2024-07-01 09:05 li replies to incomplete: 客户：海潮
                 → incomplete to li
2024-07-01 09:10 li replies to incomplete: 期望时间：2024-07-30
                 → claim to sun
                 → gaps to li
= C-2024-0001 has client 海潮
= C-2024-0001 has contact 陈经理
# A new mail begins anew.
2024-07-01 09:20 li writes: 【客户需求】另一个报表
  期望时间：2024-07-30
                 → incomplete to li
# Somebody else's reply completes nothing of theirs.
2024-07-01 10:00 li writes: 【紧急】官网无法访问
  发生时间：09:40
  影响范围：全站
  临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-01 10:03 chen replies to assign: 王强 — 查日志
                 → crew to li, lin, wang
                 → echo to chen
                 → ready to wang
2024-07-01 10:05 chen replies to alarm: 降频 2h
                 → incomplete to chen
2024-07-01 10:06 sun replies to alarm: 原因：等云服务商
2024-07-01 10:07 chen replies to incomplete: 原因：等云服务商
                 → echo to chen
                 → slower to lin
2024-07-01 10:10 → claim (reminder) to sun
2024-07-01 10:18 → ready (reminder) to wang
2024-07-01 10:30 chen replies to alarm: 已解决
  原因：证书过期
                 → incomplete to chen
2024-07-01 10:32 chen replies to incomplete: 措施：换了证书
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, wang
                 → review (invite) to chen, li, sun, wang
= E-2024-0001 is in resolved
