# 紧急事务: alarm at once, a lead within ten minutes, everybody in place within thirty, news every thirty   [E1-E3]
zone: Asia/Shanghai

# Saturday night: this process goes by literal time.
2024-07-06 22:00 sun writes: 【紧急】官网无法访问，用户反馈量激增
  类别：website
  影响范围：全国，约 1000 次访问/分钟
  发现方式：用户
  需要的支持：数据库专家
                 → gaps to sun
                 → alarm to chen, sun, wang
                 → assign to chen
= E-2024-0001 is in alarm
= chen reads in alarm: 数据库专家

# The lead is silent: the second after five minutes, the deputy and the CTO after ten.
2024-07-06 22:05 → assign (reminder) to chen
                 → assign (also) to anna
2024-07-06 22:10 → assign (also) to wang
                 → gaps (reminder) to sun
2024-07-06 22:11 time passes
2024-07-06 22:12 anna replies to assign:
  王强 — 负责查日志
  孙丽 — 同步客服口径
                 → crew to lin, sun, wang
                 → ready to sun, wang
                 → echo to anna
= E-2024-0001 is in fighting
2024-07-06 22:20 wang accepts call
                 → in-place to anna
2024-07-06 22:25 sun replies to ready: 到位 客服口径已准备
                 → in-place to anna
2024-07-06 22:37 → status (reminder) to anna
2024-07-06 22:40 anna replies to status: 更新 现状：数据库主库宕机 下一步：切换备库
                 → news to lin, wang
                 → echo to anna
# No news for two rounds.
2024-07-06 23:05 → status (reminder) to anna
2024-07-06 23:10 → no-news to lin, wang
2024-07-06 23:35 → status (reminder) to anna
                 → status (also) to tom
2024-07-06 23:40 → no-news to lin, wang
2024-07-06 23:45 time passes
2024-07-06 23:50 anna writes: [E-2024-0001] 降频
  降频 2h 原因：等待机房
                 → slower to lin, wang
                 → echo to anna
2024-07-07 00:00 anna writes: [E-2024-0001] 已解决
  已解决
  原因：主库磁盘损坏
  措施：切换到备库
  根本原因：没有磁盘巡检
  影响时长：120分钟
                 → call (cancel) to sun, wang
                 → resolved to lin, sun, wang
                 → customer-letter to lin
                 → cause to chen
                 → review (invite) to anna, chen, sun, wang
= E-2024-0001 is in resolved
= E-2024-0001-REV01 is in suggested
= sun reads in resolved: 没有磁盘巡检
# The timeline of the report has every status in it.
= sun reads in resolved: 数据库主库宕机
# Sun Li leads support, but it is her own report: her superior approves the draft for the customers.
2024-07-07 01:00 lin replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to lin
= E-2024-0001 is in closed

# Relapse within 24 hours: the case keeps its id, and its review goes on.
2024-07-07 09:00 sun writes: [E-2024-0001] 重开
  重开
                 → crew to lin, sun, wang
                 → ready to sun, wang
= E-2024-0001 is in fighting
2024-07-07 09:05 anna writes: [E-2024-0001] 误报
  误报
                 → call (cancel) to sun, wang
                 → misfire to anna, chen, lin, sun, wang
                 → review (cancel) to anna, chen, sun, wang
                 → called-off to chen
= E-2024-0001 is in misfire

# From a stranger: shown to the lead as unverified, no case.
2024-07-07 10:00 somebody@elsewhere.example writes: 【紧急】你们的网站打不开
                 → unverified to chen
