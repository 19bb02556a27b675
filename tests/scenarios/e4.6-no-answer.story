# 三十天后: nobody answers whether it came back; it is listed, never taken for a no   [E4.6]
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【紧急】支付失败
  类别：payment
  发生时间：2024-07-01 08:50
  影响范围：全部订单
  已采取的临时措施：切到备用通道
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-01 09:02 chen replies to assign:
  王强 — 查日志
                 → crew to li, lin, sun, wang
                 → echo to chen
                 → ready to wang
2024-07-01 09:05 wang replies to ready: 到位
                 → in-place to chen
2024-07-01 09:20 chen writes: [E-2024-0001] 已解决
  已解决
  原因：证书过期
  根本原因：没有到期提醒
  措施：换证书
                 → call (cancel) to wang
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, sun, wang
                 → review (invite) to chen, li, sun, wang
2024-07-01 10:00 chen replies to cause: 五个为什么：过期、没人换、没人知道、没有提醒、没有责任人
  潜在原因：证书不在资产表里
                 → cause-found to chen, wang
2024-07-01 10:05 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-03 15:00 → report to chen
2024-07-03 16:00 time passes
2024-07-04 10:00 chen replies to report:
  概述：证书过期，支付中断 30 分钟
  影响数字：失败订单 120 笔
  做得好：五分钟内到位
  做得不好：没人知道证书何时到期
  侥幸：备用通道还有余量
  改进措施：
  证书到期提醒 | 赵敏 | 2024-07-10 | 提前 30 天收到提醒
                 → confirm to zhao
                 → plans to chen
                 → published to chen, li, lin, sun, wang
2024-07-04 10:30 zhao replies to confirm: 确认
                 → echo to zhao
2024-07-04 11:00 zhao writes: [E-2024-0001-REV01-A01] 完成
  完成情况：已上线
  验证结果：收到测试提醒
                 → deadline (cancel) to zhao
2024-07-04 12:00 chen replies to plans: 应急预案：已补证书一节
  操作规程：SOP-12 已改
  监控：无需更新
                 → echo to chen
= E-2024-0001-REV01 is in watching
2024-07-31 10:00 → relapse to chen
2024-08-02 10:00 → relapse (reminder) to chen
2024-08-05 10:00 → relapse (reminder) to chen
2024-08-08 10:00 → unanswered to wang
# Asked on 31 July, reminded, due on 5 August; three working days later the CTO hears that there was no answer.
2024-08-08 10:00 time passes
= E-2024-0001-REV01 is in unanswered
= wang reads in unanswered: 未答复
= E-2024-0001 is in reviewed
# An answer after that comes too late, and whoever gives it hears so.
2024-08-09 09:00 chen replies to relapse: 否
                 → too-late to chen
2024-08-09 09:05 time passes
= E-2024-0001-REV01 is in unanswered
