# 复盘会: proposed for the second working day; moved; too late; arranged by the report; called off   [E4.2]
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
= E-2024-0001-REV01 is in suggested
= li reads in review: 2024-07-03
= li reads in review: 对事不对人
2024-07-01 10:00 chen replies to cause: 五个为什么：过期、没人换、没人知道、没有提醒、没有责任人
  潜在原因：证书不在资产表里
                 → cause-found to chen, wang
2024-07-01 10:05 sun replies to customer-letter: 批准
                 → customer-letter-final to sun
                 → echo to sun

# Whoever corrects the report with a time moves it: the same meeting.
2024-07-01 10:20 chen writes: [E-2024-0001-REV01] 更正
  复盘会时间：2024-07-04 10:00
                 → review (invite) to chen, li, sun, wang
                 → echo to chen
= why: meet 'suggested.review' changes: update 1
= li reads in review: 2024-07-04（周四）10:00–11:00

# Somebody proposes another time: one word of the lead moves it, for everybody.
2024-07-01 10:30 wang proposes 2024-07-04 18:30-19:30 for review
                 → retime to chen
= chen reads in retime: 2024-07-04
2024-07-01 10:40 chen replies to retime: 改期
                 → echo to chen
                 → review (invite) to chen, li, sun, wang
# A second proposal is refused.
2024-07-01 11:00 sun proposes 2024-07-05 09:00-10:00 for review
                 → retime to chen
2024-07-01 11:10 chen replies to retime: 不改期
                 → echo to chen
                 → time-stays to sun
= sun reads in time-stays: 2024-07-05
# A third one nobody answers: the time stays.
2024-07-01 11:30 li proposes 2024-07-08 09:00-10:00 for review
                 → retime to chen
2024-07-01 13:30 → retime (reminder) to chen
2024-07-01 15:30 → time-stays to li

# Thursday 18:00 is the end of the third working day: red, and the meeting is still to come.
2024-07-04 17:59 time passes
= E-2024-0001-REV01 is in suggested
2024-07-04 18:00 → red to chen, wang
2024-07-04 18:20 time passes
= wang reads in red: 2024-07-04
2024-07-04 19:30 → report to chen
2024-07-04 19:30 time passes
= E-2024-0001-REV01 is in report
2024-07-04 19:35 wang writes: [E-2024-0001-REV01] 取消
                 → cancelled to chen, li, sun, wang

# Friday: the report itself says when; the department it hit is invited besides.
2024-07-05 09:00 li writes: 【紧急】网站打不开
  类别：website
  发生时间：2024-07-05 08:50
  影响范围：全站
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to li
2024-07-05 09:02 chen replies to assign of E-2024-0002:
  赵敏 — 查日志
                 → crew to li, lin, wang, zhao
                 → echo to chen
                 → ready to zhao
2024-07-05 09:05 zhao replies to ready of E-2024-0002: 到位
                 → in-place to chen
2024-07-05 09:20 chen writes: [E-2024-0002] 已解决
  已解决
  措施：重启
  复盘会时间：2024-07-05 16:00
  受影响部门：张伟
                 → call (cancel) to zhao
                 → cause to chen
                 → customer-letter to sun
                 → resolved to li, lin, wang, zhao
                 → review (invite) to chen, li, sun, zhang, zhao
2024-07-05 09:25 sun replies to customer-letter of E-2024-0002: 批准
                 → customer-letter-final to sun
                 → echo to sun
= E-2024-0002-REV01 is in arranged
= zhang reads in review: 16:00
2024-07-05 09:30 chen writes: [E-2024-0002-REV01] 更正
  复盘会时间：2024-07-05 17:00
                 → echo to chen
                 → review (invite) to chen, li, sun, zhang, zhao
= zhang reads in review: 17:00
# Only the CTO may do without.
2024-07-05 09:40 zhao writes: [E-2024-0002-REV01] 取消
                 → no-such-item to zhao
= E-2024-0002-REV01 is in arranged
2024-07-05 09:45 wang writes: [E-2024-0002-REV01] 取消
                 → cancelled to chen, li, sun, zhang, zhao
                 → echo to wang
                 → review (cancel) to chen, li, sun, zhang, zhao
= E-2024-0002-REV01 is in cancelled
= E-2024-0002 is in reviewed
