# 指南的例子之二: 官网无法访问，用户反馈量激增, over in 120 minutes, from the first mail to the review in the archive   [E1-E4]
zone: Asia/Shanghai

2024-07-02 14:02 li writes: 【紧急】官网无法访问，用户反馈量激增
  类别：website
  发生时间：2024-07-02 14:00
  影响范围：全国用户，1000+访问/分钟
  已采取的临时措施：切换到静态页
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-02 14:05 chen replies to assign:
  王强 — 查日志
  赵敏 — 联系云服务商
  孙丽 — 同步客服口径
                 → crew to li, lin, sun, wang, zhao
                 → ready to sun, wang, zhao
                 → echo to chen
2024-07-02 14:10 wang replies to ready: 到位 已准备回滚方案
                 → in-place to chen
2024-07-02 14:11 zhao replies to ready: 到位
                 → in-place to chen
2024-07-02 14:12 sun accepts call
                 → in-place to chen
2024-07-02 14:30 → status (reminder) to chen
2024-07-02 14:33 chen replies to status: 更新 现状：云服务商确认机房网络故障 下一步：切换机房
                 → news to lin, wang
                 → echo to chen
2024-07-02 14:58 → status (reminder) to chen
2024-07-02 15:01 chen replies to status: 更新 现状：正在切换 下一步：逐步放量
                 → news to lin, wang
                 → echo to chen
2024-07-02 15:26 → status (reminder) to chen
2024-07-02 15:30 chen replies to status: 更新 现状：流量恢复八成 下一步：观察
                 → news to lin, wang
                 → echo to chen
2024-07-02 15:55 → status (reminder) to chen
2024-07-02 16:00 chen writes: [E-2024-0001] 已解决
  原因：云服务商机房网络故障
  措施：切换到备用机房
                 → no-news to lin, wang
                 → call (cancel) to sun, wang, zhao
                 → cause to chen
                 → resolved to li, lin, sun, wang, zhao
                 → customer-letter to sun
                 → review (invite) to chen, li, sun, wang, zhao
= li reads in resolved: 2 小时
= li reads in resolved: 切换到备用机房
= E-2024-0001 is in resolved
= li reads in resolved: 2024-07-02（周二）15:01
# The letter to the customers is a draft; she sends it herself.
2024-07-02 16:20 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-03 10:00 chen replies to cause: 五个为什么：断网、单机房、没有演练、没有预案、没有责任人
  根本原因：只有一个机房对外
  潜在原因：没有切换预案
                 → cause-found to chen, wang
2024-07-04 15:00 → report to chen
2024-07-05 10:00 chen replies to report:
  概述：官网中断 120 分钟
  影响数字：1000+访问/分钟
  做得好：三分钟内到位
  做得不好：切换靠人工
  侥幸：备用机房还有余量
  改进措施：
  自动切换 | 赵敏 | 2024-07-19 | 演练一次
                 → confirm to zhao
                 → published to chen, li, lin, sun, wang, zhao
                 → plans to chen
= lin reads in published: 切换靠人工
= lin reads in published: 随信附上：E-2024-0001-REV01-
= E-2024-0001-REV01 is in improving
2024-07-05 10:05 time passes
