# 转正小结: ten working days before probation ends, with what was written; corrected, called off, and a probation of a month   [O6]
zone: Asia/Shanghai

2024-06-03 09:00 he writes: 【入职】吴迪
  入职日期：2024-06-11
  试用期截止：2024-07-10
  岗位：产品专员
  部门：产品部
  公司邮箱：wu@qiming.example
                 → several to chen, qian
                 → buddy to zhang
                 → opened to he
2024-06-03 09:10 chen replies to several: S01 完成
  S02 完成
2024-06-03 09:15 qian replies to several: S03 完成
2024-06-03 09:20 zhang replies to buddy: 导师：李娜
                 → named to he, li
                 → echo to zhang

# Personnel moves the first day: everything that is counted from it moves along.
2024-06-04 09:00 he writes: [N-2024-0001] 更正
  入职日期：2024-06-12
                 → corrected to li, qian, zhang
                 → echo to he
= N-2024-0001 has starts 2024-06-12
2024-06-07 17:00 → readiness (reminder) to qian
2024-06-11 16:59 time passes
2024-06-11 17:00 → eve to he, li, zhang
                 → readiness (reminder) to qian
                 → readiness (also) to lin
2024-06-11 17:30 qian replies to readiness: 完成
2024-06-12 09:00 time passes
                 → welcome to wu
                 → first-day to li
                 → day30 (invite) to li, wu, zhang
                 → day5 (invite) to li, wu
                 → day60 (invite) to li, wu, zhang
                 → day90 (invite) to li, wu, zhang
                 → intro (invite) to li, wu, zhang
2024-06-18 15:30 → feedback to li, wu
2024-06-19 15:30 → feedback (reminder) to li, wu
2024-06-20 15:30 → talk to he

# Ten working days before the end; nobody had written anything.
2024-06-26 10:00 time passes
                 → summary to he, zhang
= zhang reads in summary: 没有人提交过反馈
= he reads in summary: 2024-07-10

# The probation is over before the last talk; the talks go on to day 90, and then it is over.
2024-07-10 18:00 time passes
= N-2024-0001 is in settling
2024-07-11 15:30 → feedback to li, wu
2024-07-12 15:30 → feedback (reminder) to li, wu
2024-07-15 15:30 → talk to he
2024-08-12 15:30 → feedback to li, wu
2024-08-13 15:30 → feedback (reminder) to li, wu
2024-08-14 15:30 → talk to he
2024-09-09 15:30 → feedback to li, wu
2024-09-10 15:30 → feedback (reminder) to li, wu
2024-09-11 15:30 → talk to he
                 → settled to he, zhang
2024-09-12 15:30 time passes
= N-2024-0001 is in settled

# Another does not come at all: everybody hears of it, and nothing more is asked.
2024-09-13 09:00 he writes: 【入职】韩梅
  入职日期：2024-09-24
  试用期截止：2024-12-23
  岗位：测试工程师
  部门：研发部
                 → several to chen, qian
                 → gaps to he
                 → buddy to wang
2024-09-13 09:30 wang writes: [N-2024-0002] 取消
                 → no-such-item to wang
= N-2024-0002 is in preparing
2024-09-13 10:00 he writes: [N-2024-0002] 取消
                 → called-off to chen, chen, qian, qian
                 → cancelled to wang
                 → echo to he
= N-2024-0002 is in cancelled
2024-09-30 18:00 time passes
