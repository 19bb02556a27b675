# 应急负责人: a lead who names himself in the crew has said that he is there, and is not asked; alone he asks nobody   [E2.1, E2.2]
zone: Asia/Shanghai

2024-07-06 22:00 sun writes: 【紧急】官网无法访问
  类别：website
  发生时间：2024-07-06 21:50
  影响范围：全国
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
2024-07-06 22:03 chen replies to assign:
  陈晨 — 查日志
  王强 — 联系云服务商
                 → crew to chen, lin, sun, wang
                 → call (invite) to chen
                 → ready to wang
= E-2024-0001 is in fighting
2024-07-06 22:04 wang replies to ready: 到位
                 → in-place to chen
2024-07-06 22:05 chen writes: [E-2024-0001] 已解决
  已解决
  措施：重启
                 → call (cancel) to chen, wang
                 → resolved to chen, lin, sun, wang
                 → customer-letter to lin
                 → cause to chen
                 → review (invite) to chen, sun, wang

2024-07-06 23:00 sun writes: 【紧急】支付缓慢
  类别：payment
  发生时间：2024-07-06 22:50
  影响范围：华东
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
2024-07-06 23:03 chen replies to assign:
  陈晨 — 查日志
                 → crew to chen, lin, sun, wang
                 → call (invite) to chen
= why: nobody is to be asked
= E-2024-0002 is in fighting
