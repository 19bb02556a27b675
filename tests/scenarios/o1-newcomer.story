# 入职登记: on time at T-5 to the day, late, incomplete, too late, probation too short, not by personnel   [O1]
zone: Asia/Shanghai

# Monday to Monday are five working days: on time, and not stamped.
2024-07-08 17:00 he writes: 【入职】吴迪
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：产品专员
  部门：产品部
                 → several to chen, qian
                 → gaps to he
                 → buddy to zhang
= N-2024-0001 is in preparing
= N-2024-0001 has late false
= zhang reads in buddy: 2024-07-10（周三）18:00
= he reads in gaps: 2024-07-15（周一）09:00

# A day later it is late: taken all the same, stamped, and the head has hours instead of days.
2024-07-09 09:00 he writes: [Onboarding] 李雷
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：测试工程师
  部门负责人：王强
                 → several to chen, qian
                 → gaps to he
                 → buddy to wang
= N-2024-0002 is in hurried
= N-2024-0002 has late true
= wang reads in buddy: 逾期提交
= wang reads in buddy: 2024-07-09（周二）13:00

# What is missing comes back, and so does a first day that is a Saturday; nothing is opened.
2024-07-09 09:30 he writes: 【入职】韩梅
  入职日期：2024-07-20
  试用期截止：2024-10-14
  部门：产品部
                 → incomplete to he
= he reads in incomplete: 岗位
= he reads in incomplete: 入职日期

# Today is too late, nine working days are too short a probation, and a colleague may not.
2024-07-09 10:00 he writes: 【入职】韩梅
  入职日期：2024-07-09
  试用期截止：2024-10-14
  岗位：产品专员
  部门：产品部
                 → too-late to he
2024-07-09 10:30 he writes: 【入职】韩梅
  入职日期：2024-08-05
  试用期截止：2024-08-16
  岗位：产品专员
  部门：产品部
                 → too-short to he
2024-07-09 11:00 liu writes: 【入职】韩梅
  入职日期：2024-08-05
  试用期截止：2024-11-04
  岗位：产品专员
  部门：产品部
                 → buddy (reminder) to wang
                 → buddy (also) to chen
                 → may-not-open to liu
2024-07-09 11:30 he writes: 【入职】韩梅
  入职日期：2024-08-05
  试用期截止：2024-08-19
  岗位：产品专员
  部门：产品部
                 → several to chen, qian
                 → gaps to he
                 → buddy to zhang
= N-2024-0003 is in preparing
2024-07-09 13:00 → mentor-by-default to he, wang
2024-07-09 18:00 → buddy (reminder) to zhang
                 → buddy (also) to li
2024-07-10 18:00 → mentor-by-default to he, zhang
2024-07-11 17:00 → several (reminder) to chen, qian

# The day before is the last on which it may be registered: two working hours for whoever prepares.
2024-07-12 10:00 he writes: 【入职】吴小迪
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：产品专员
  部门：产品部
                 → several to chen, qian
                 → gaps to he
                 → buddy to zhang
= N-2024-0004 is in hurried
= N-2024-0004-S01 is in hurried
= qian reads in several: 2024-07-12（周五）12:00
2024-07-12 10:20 zhang replies to buddy: 导师：李娜
                 → named to he, li
                 → echo to zhang
2024-07-12 11:00 → several (reminder) to chen, qian
2024-07-12 12:00 → several (reminder) to chen, qian
                 → several (also) to lin, wang

# So late that the first morning is the end of it.
2024-07-12 16:30 he writes: 【入职】孙小雨
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：产品专员
  部门：产品部
                 → several to chen, qian
                 → gaps to he
                 → buddy to zhang
= zhang reads in buddy: 2024-07-15（周一）09:00
2024-07-12 17:00 → eve to he, he, he, he, li, wang, zhang, zhang, zhang
                 → several (reminder) to chen, qian
                 → several (also) to lin, wang
2024-07-12 17:30 → several (reminder) to chen, qian
# Chen works until half past six: his two hours are over on that day.
2024-07-12 18:30 → several (reminder) to chen
                 → several (also) to wang
2024-07-15 09:00 time passes
                 → first-day to li, wang, zhang, zhang
                 → day30 (invite) to li, wang, zhang, zhang, zhang
                 → day5 (invite) to li, wang, zhang, zhang
                 → day60 (invite) to li, wang, zhang, zhang, zhang
                 → day90 (invite) to li, wang, zhang, zhang, zhang
                 → intro (invite) to li, wang, zhang, zhang, zhang
= N-2024-0005 has mentor zhang
