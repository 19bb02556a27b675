# 紧急事务 reported again: whoever has the first one in hand is asked, and joins what was alarmed all the same, or was reported under another class   [row 31]
zone: Asia/Shanghai
2024-07-06 02:00 zhao writes: 【紧急】支付页面打不开
  类别：支付
  发生时间：01:50
  影响范围：全部用户
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to zhao
2024-07-06 02:05 → assign (reminder) to chen
                 → assign (also) to anna
2024-07-06 02:06 anna replies to assign: 王强 — 查日志
                 → crew to lin, sun, wang, zhao
                 → ready to wang
                 → echo to anna
= E-2024-0001 is in fighting
# Anna has taken it, so she is asked, and not whoever comes first on the list; five minutes later the next one is asked, too.
2024-07-06 02:07 li writes: 【故障】付款失败
  类别：支付
  发生时间：01:55
  影响范围：全部用户
  已采取的临时措施：无
                 → merge to anna
                 → opened to li
2024-07-06 02:08 wang replies to ready: 到位
                 → in-place to anna
# Nobody said so in time: it is alarmed, and joined by a word.
2024-07-06 02:12 → merge (reminder) to anna
                 → merge (also) to wang
2024-07-06 02:17 → alarm to chen, sun, wang
                 → assign to chen
2024-07-06 02:18 anna writes: [E-2024-0002]
  合并 E-2024-0002
                 → incomplete to anna
2024-07-06 02:19 anna writes: [E-2024-0002]
  合并
                 → incomplete to anna
2024-07-06 02:20 anna writes: [E-2024-0002]
  合并 E-2024-0001
                 → merged to anna, chen, li, sun, wang
= E-2024-0002 is in merged
= li reads in merged: 应急负责人 Anna Schmidt
= sun reads in merged: 不再单独处理
# Under another class it is alarmed at once. Whoever is asked to take it may see that it is the same.
2024-07-06 02:30 liu writes: 【紧急】手机下不了单
  类别：网站
  发生时间：02:20
  影响范围：手机用户
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to liu
2024-07-06 02:31 → status (reminder) to anna
2024-07-06 02:31 chen replies to assign: 合并 E-2024-0001
                 → merged to anna, chen, liu, sun, wang
= E-2024-0003 is in merged
# With people at work on it, too; what is over is joined with nothing.
2024-07-06 02:36 → no-news to lin, sun, wang
2024-07-06 02:40 zhang writes: 【紧急】退款失败
  类别：其他
  发生时间：02:30
  影响范围：退款
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to zhang
2024-07-06 02:41 chen replies to assign: 赵敏 — 查日志
                 → crew to lin, zhang, zhao
                 → ready to zhao
                 → echo to chen
2024-07-06 02:42 chen writes: [E-2024-0004]
  合并 E-2024-0003
                 → incomplete to chen
2024-07-06 02:43 chen writes: [E-2024-0004]
  合并 E-2024-0001
                 → call (cancel) to zhao
                 → merged to anna, chen, lin, sun, wang, zhang, zhao
= E-2024-0004 is in merged
