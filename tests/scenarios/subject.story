# What is said in the subject alone, with nothing below   [row 36]
zone: Asia/Shanghai
2024-07-06 02:00 zhao writes: 【紧急】支付页面打不开
  类别：支付
  发生时间：01:50
  影响范围：全部用户
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to zhao
2024-07-06 02:03 chen replies to assign: 王强 — 查日志
                 → crew to lin, sun, wang, zhao
                 → ready to wang
                 → echo to chen
2024-07-06 02:05 wang replies to ready: 到位
                 → in-place to chen
2024-07-06 02:10 chen writes: [E-2024-0001] 更新 现状：还没好 下一步：回滚
                 → news to lin, sun, wang
                 → echo to chen
= lin reads in news: 回滚
2024-07-06 02:15 chen writes: [E-2024-0001]【更新】现状：好多了 下一步：观察
                 → news to lin, sun, wang
                 → echo to chen
= lin reads in news: 观察
2024-07-06 02:20 chen writes: [E-2024-0001] 降频 2h 原因：等待厂商
                 → slower to lin, sun, wang
                 → echo to chen
= lin reads in slower: 等待厂商
2024-07-06 02:25 chen writes: [E-2024-0001] 大家辛苦了
= ignored: talk in the thread
2024-07-06 02:30 chen writes: Fwd: [E-2024-0001] 已解决 原因：磁盘满 措施：清理
= ignored: talk in the thread
2024-07-06 02:35 chen writes: [E-2024-0001] 已解决 原因：磁盘满 措施：清理
                 → cause to chen
                 → call (cancel) to wang
                 → resolved to lin, sun, wang, zhao
                 → customer-letter to sun
                 → review (invite) to chen, sun, wang, zhao
= E-2024-0001 is in resolved
= lin reads in resolved: 磁盘满
