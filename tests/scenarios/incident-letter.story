# 告知函与重开: the draft to the customers is asked for after two hours and four, then every day; back within 24 hours, to the minute   [E3.3, row 32]
zone: Asia/Shanghai

2024-07-01 10:00 li writes: 【紧急】官网无法访问
  类别：website
  影响范围：全国
  发生时间：2024-07-01 09:55
  已采取的临时措施：切换线路
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-01 10:02 chen replies to assign:
  王强 — 负责查日志
                 → crew to li, lin, wang
                 → ready to wang
                 → echo to chen
2024-07-01 10:04 wang replies to ready: 到位
                 → in-place to chen
2024-07-01 10:20 chen writes: [E-2024-0001] 已解决
  原因：磁盘满
  根本原因：没有告警
  措施：清理
                 → call (cancel) to wang
                 → cause to chen
                 → resolved to li, lin, wang
                 → customer-letter to sun
                 → review (invite) to chen, li, sun, wang
2024-07-01 11:00 chen replies to cause: 五个为什么：满、没清、没告警、没人管、没规定
  潜在原因：没有责任人
                 → cause-found to chen, wang
2024-07-01 12:20 → customer-letter (reminder) to sun
2024-07-01 14:20 → customer-letter (reminder) to sun
2024-07-02 14:20 → customer-letter (reminder) to sun
2024-07-02 14:30 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
= E-2024-0001 is in closed
# A day later to the minute it is taken up again; a minute more, and it is too late.
2024-07-03 14:30 li writes: [E-2024-0001] 重开
                 → crew to li, lin, wang
                 → ready to wang
= E-2024-0001 is in fighting
2024-07-03 14:40 chen writes: [E-2024-0001] 已解决
  原因：磁盘满
  根本原因：没有告警
  措施：换盘
                 → call (cancel) to wang
                 → resolved to li, lin, wang
                 → customer-letter to sun
                 → echo to chen
2024-07-03 14:41 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-03 15:00 → report to chen
2024-07-04 13:00 → report (reminder) to chen
2024-07-04 14:42 li writes: [E-2024-0001] 重开
                 → run-out to li
= E-2024-0001 is in closed
2024-07-04 14:45 time passes
