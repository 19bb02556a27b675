# 入职准备, registered late: two working hours; nobody confirms, nobody takes over; two days before there is still time   [O3]
zone: Asia/Shanghai

# Two working days before the first: the ordinary time, T-1, 17:00, also for whoever takes over that day.
2024-07-11 09:00 he writes: 【入职】吴迪
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：产品专员
  部门：产品部
  公司邮箱：wu@qiming.example
                 → several to chen, qian
                 → buddy to zhang
                 → opened to he
= N-2024-0001-S01 is in asked
= chen reads in several: 2024-07-12（周五）17:00
2024-07-11 09:10 zhang replies to buddy: 导师：李娜
                 → named to he, li
                 → echo to zhang
2024-07-11 09:20 chen replies to several: S01 完成
  S02 完成
2024-07-11 09:30 qian replies to several: S03 完成
  S04 拒绝
  原因：门禁系统升级
                 → refused to he
                 → successor to lin
                 → echo to qian
2024-07-11 09:40 lin replies to successor: 负责人：孙丽
                 → readiness to sun
                 → echo to lin
= N-2024-0001-S04 is in asked
= sun reads in readiness: 2024-07-12（周五）17:00
2024-07-11 09:50 sun replies to readiness: 完成

# The last day: two working hours.
2024-07-12 09:00 he writes: 【入职】韩梅
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：测试工程师
  部门：研发部
                 → several to chen, qian
                 → gaps to he
                 → buddy to wang
= N-2024-0002-S01 is in hurried
2024-07-12 09:10 wang replies to buddy: 导师：赵敏
                 → named to he, zhao
                 → echo to wang
2024-07-12 09:20 qian replies to several: S03 拒绝
  原因：没有空工位
                 → refused to he
                 → successor to lin
                 → echo to qian
2024-07-12 09:30 qian replies to several: S04 拒绝
  原因：门禁系统升级
                 → refused to he
                 → successor to lin
                 → echo to qian

# The superior finds somebody for the badge, who has two working hours; for the desk nobody.
2024-07-12 09:40 lin replies to successor of N-2024-0002-S04: 负责人：孙丽
                 → readiness to sun
                 → echo to lin
= N-2024-0002-S04 is in hurried
= sun reads in readiness: 2024-07-12（周五）11:40
2024-07-12 09:50 sun replies to readiness: 完成
2024-07-12 10:00 → several (reminder) to chen
2024-07-12 11:00 → several (reminder) to chen
                 → several (also) to wang
2024-07-12 13:20 → successor (reminder) to lin
2024-07-12 17:00 → eve to he, he, li, wang, zhang, zhao
2024-07-15 09:00 → welcome to wu
                 → first-day to li, zhao
                 → day30 (invite) to li, wang, wu, zhang, zhao
                 → day5 (invite) to li, wu, zhao
                 → day60 (invite) to li, wang, wu, zhang, zhao
                 → day90 (invite) to li, wang, wu, zhang, zhao
                 → intro (invite) to li, wang, wu, zhang, zhao
2024-07-15 11:00 → several (reminder) to chen, wang
2024-07-15 13:20 → successor (reminder) to lin
2024-07-16 11:00 → several (reminder) to chen, wang
2024-07-16 13:20 → successor (reminder) to lin
2024-07-17 11:00 → several (reminder) to chen, wang
2024-07-17 13:20 → successor (reminder) to lin
2024-07-18 11:00 → several (reminder) to chen, wang
2024-07-18 13:20 → successor (reminder) to lin
2024-07-19 11:00 → several (reminder) to chen, wang
2024-07-19 13:20 → successor (reminder) to lin
2024-07-19 15:30 → feedback to li, wu, zhao
2024-07-22 11:00 → several (reminder) to chen, wang
2024-07-22 13:20 → successor (reminder) to lin
2024-07-22 15:30 → feedback (reminder) to li, wu, zhao
2024-07-23 11:00 → several (reminder) to chen, wang
2024-07-23 13:20 → successor (reminder) to lin
2024-07-23 15:30 → talk to he, he
2024-07-24 11:00 → several (reminder) to chen, wang
2024-07-24 13:20 → successor (reminder) to lin
2024-07-25 11:00 → several (reminder) to chen, wang
2024-07-25 13:20 → successor (reminder) to lin
2024-07-26 11:00 → unready to he, he
2024-07-26 13:20 → unready to he

# Silence to the end: reminded every working day for ten, then it is said that nobody confirmed.
2024-07-26 18:30 time passes
= N-2024-0002-S01 is in unready
= N-2024-0002-S03 is in unready
