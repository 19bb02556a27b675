# 导师: named in time, named late, not named at all, somebody who is not there   [O2]
zone: Asia/Shanghai

2024-07-08 09:00 he writes: 【入职】吴迪
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：产品专员
  部门：产品部
                 → several to chen, qian
                 → gaps to he
                 → buddy to zhang
2024-07-08 09:10 chen replies to several: S01 完成
  S02 完成
2024-07-08 09:15 qian replies to several: S03 完成
  S04 完成

# Nobody of that name: nothing is set.
2024-07-08 10:00 zhang replies to buddy: 导师：王小明
                 → incomplete to zhang
= N-2024-0001 has mentor nothing
2024-07-09 18:00 → buddy (reminder) to zhang
                 → buddy (also) to li

# Reminded a working day before; the deputy may answer, too. T-3, 18:00, is Wednesday: silence means the head.
2024-07-10 17:59 time passes
= N-2024-0001 has mentor nothing
2024-07-10 18:00 → mentor-by-default to he, zhang
2024-07-11 10:00 time passes
= N-2024-0001 has mentor zhang
= N-2024-0001 has contact zhang
= zhang reads in mentor-by-default: 张伟
2024-07-12 17:00 → eve to he, zhang

# The next one is named in time, with everything; the contact is somebody else.
2024-07-15 08:59 he writes: 【入职】韩梅
  入职日期：2024-07-29
  试用期截止：2024-10-28
  岗位：测试工程师
  部门：研发部
                 → several to chen, qian
                 → gaps to he
                 → buddy to wang
2024-07-15 09:00 → first-day to zhang
                 → day30 (invite) to zhang
                 → day5 (invite) to zhang
                 → day60 (invite) to zhang
                 → day90 (invite) to zhang
                 → intro (invite) to zhang
2024-07-15 09:30 wang replies to buddy: 导师：赵敏
  对接人：陈晨
  岗位职责：回归测试
  工作流程：先看测试手册
                 → named to chen, he, zhao
                 → echo to wang
= N-2024-0002 has mentor zhao
= N-2024-0002 has contact chen
= zhao reads in named: 陈晨

# The answer after the due time finds the matter settled.
2024-07-15 10:00 zhang replies to buddy of N-2024-0001: 导师：李娜
                 → too-late to zhang
= N-2024-0001 has mentor zhang
