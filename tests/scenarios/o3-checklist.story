# 入职准备: ready in time, silent, refused, never   [O3]
zone: Asia/Shanghai

2024-07-05 09:00 he writes: 【入职】吴迪
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：产品专员
  部门：产品部
                 → several to chen, qian
                 → gaps to he
                 → buddy to zhang
2024-07-05 09:20 zhang replies to buddy: 导师：李娜
                 → named to he, li
                 → echo to zhang
2024-07-05 10:00 chen replies to several: S01 完成
= N-2024-0001-S01 is in ready

# Refused, with a reason: the superior finds somebody else, by the same time.
2024-07-05 10:30 qian replies to several: S04 拒绝
  原因：门禁系统下周才升级
                 → refused to he
                 → successor to lin
                 → echo to qian
= N-2024-0001-S04 is in refused
= he reads in refused: 门禁系统
2024-07-05 14:30 → successor (reminder) to lin
2024-07-08 10:00 lin replies to successor: 负责人：孙丽
                 → readiness to sun
                 → echo to lin
= N-2024-0001-S04 has owner sun
= sun reads in readiness: 2024-07-12（周五）17:00
2024-07-08 10:30 sun replies to readiness: 已完成
= N-2024-0001-S04 is in ready
2024-07-11 17:00 → readiness (reminder) to chen, qian

# The accounts and the desk are silent: reminded the day before, and on T-1, 17:00, everybody who waits reads it.
2024-07-12 17:00 time passes
                 → eve to he, li, zhang
                 → readiness (reminder) to chen, qian
                 → readiness (also) to lin, wang
= he reads in eve: 未完成
2024-07-15 09:00 → first-day to li
                 → day30 (invite) to li, zhang
                 → day5 (invite) to li
                 → day60 (invite) to li, zhang
                 → day90 (invite) to li, zhang
                 → intro (invite) to li, zhang

# Late: the desk is there on the first day. The accounts never come, and that is said, not invented.
2024-07-15 11:00 qian replies to readiness: 完成
= N-2024-0001-S03 is in ready
2024-07-15 11:05 time passes
2024-07-15 17:00 → readiness (reminder) to chen, wang
2024-07-16 17:00 → readiness (reminder) to chen, wang
2024-07-17 17:00 → readiness (reminder) to chen, wang
2024-07-18 17:00 → readiness (reminder) to chen, wang
2024-07-19 15:30 → feedback to li
2024-07-19 17:00 → readiness (reminder) to chen, wang
2024-07-22 15:30 → feedback (reminder) to li
2024-07-22 17:00 → readiness (reminder) to chen, wang
2024-07-23 15:30 → talk to he
2024-07-23 17:00 → readiness (reminder) to chen, wang
2024-07-24 17:00 → readiness (reminder) to chen, wang
2024-07-25 17:00 → readiness (reminder) to chen, wang
2024-07-26 17:00 → unready to he
2024-07-30 09:00 time passes
= N-2024-0001-S02 is in unready
