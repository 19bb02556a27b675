# 改进措施沉默: offered at noon and at night, reminded to the hour, turned down afterwards; the calendar rings a day before   [E4.4]
zone: Asia/Shanghai

2024-07-02 10:00 li writes: 【紧急】官网无法访问
  类别：website
  影响范围：全国
  发生时间：2024-07-02 09:55
  已采取的临时措施：切换线路
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-02 10:02 chen replies to assign:
  王强 — 负责查日志
                 → crew to li, lin, wang
                 → ready to wang
                 → echo to chen
2024-07-02 10:04 wang replies to ready: 到位
                 → in-place to chen
2024-07-02 10:20 chen writes: [E-2024-0001] 已解决
  原因：磁盘满
  根本原因：没有告警
  措施：清理
                 → call (cancel) to wang
                 → cause to chen
                 → resolved to li, lin, wang
                 → customer-letter to sun
                 → review (invite) to chen, li, sun, wang
2024-07-02 10:30 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-07-02 11:00 chen replies to cause: 五个为什么：满、没清、没告警、没人管、没规定
  潜在原因：没有责任人
                 → cause-found to chen, wang
2024-07-04 15:00 → report to chen
2024-07-04 15:05 time passes
2024-07-05 13:00 → report (reminder) to chen
2024-07-05 15:00 → report (reminder) to chen
                 → report-late to wang
2024-07-08 12:00 chen replies to report:
  概述：磁盘满
  影响数字：十分钟
  做得好：来得快
  做得不好：发现得晚
  侥幸：在白天
  改进措施：
  磁盘告警 | 赵敏 | 2024-07-26 | 演练一次
                 → confirm to zhao
                 → published to chen, li, lin, sun, wang
                 → plans to chen
= confirm rings for zhao: 24h before
# Half a day later is midnight: that reminder would wait for nine o'clock, and gives way to the one an hour behind it.
2024-07-09 10:00 → confirm (reminder) to zhao
2024-07-09 12:00 → taken-as-accepted to chen, zhao
2024-07-09 12:05 time passes
= E-2024-0001-REV01-A01 is in working
2024-07-09 21:30 chen writes: [E-2024-0001-REV01-A01] 更正
  负责人：刘洋
                 → confirm to liu
                 → echo to chen
                 → deadline (cancel) to zhao
2024-07-10 09:30 → confirm (reminder) to liu
2024-07-10 09:35 time passes
# Turned down after he had accepted it: back to the lead, who names another.
2024-07-10 09:40 liu replies to confirm: 确认
                 → echo to liu
2024-07-10 09:45 liu writes: [E-2024-0001-REV01-A01] 拒绝
  原因：在休假
                 → reassign to chen
                 → echo to liu
2024-07-10 09:50 time passes
