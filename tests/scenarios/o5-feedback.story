# 面谈反馈: three lines after each talk, or listed as not handed in   [O5]
zone: Asia/Shanghai

2024-07-08 09:00 he writes: 【入职】吴迪
  入职日期：2024-07-15
  试用期截止：2025-01-14
  岗位：产品专员
  部门：产品部
  公司邮箱：wu@qiming.example
                 → several to chen, qian
                 → buddy to zhang
                 → opened to he
2024-07-08 09:10 chen replies to several: S01 完成
  S02 完成
2024-07-08 09:15 qian replies to several: S03 完成
  S04 完成
2024-07-08 09:20 zhang replies to buddy: 导师：李娜
                 → named to he, li
                 → echo to zhang
2024-07-12 17:00 → eve to he, li, zhang
2024-07-15 09:00 time passes
                 → welcome to wu
                 → first-day to li
                 → day30 (invite) to li, wu, zhang
                 → day5 (invite) to li, wu
                 → day60 (invite) to li, wu, zhang
                 → day90 (invite) to li, wu, zhang
                 → intro (invite) to li, wu, zhang
2024-07-19 15:30 → feedback to li, wu

# Day 5: both in time; personnel reads them at once, the mentor not.
2024-07-19 15:40 wu replies to feedback: 顺利的地方：同事都很热心
  遇到的困难：名词太多
                 → incomplete to wu
= wu reads in incomplete: 需要的支持
2024-07-19 15:50 wu replies to feedback: 顺利的地方：同事都很热心
  遇到的困难：名词太多
  需要的支持：一份词汇表
                 → echo to wu
2024-07-22 11:00 li replies to feedback: 顺利的地方：上手很快
  遇到的困难：没有
  需要的支持：没有
                 → talk to he
                 → echo to li
= he reads in talk: 词汇表
= he reads in talk: 上手很快
2024-08-13 15:30 → feedback to li, wu
2024-08-14 15:30 → feedback (reminder) to li, wu

# Day 30: the newcomer is reminded and late, the mentor silent.
2024-08-15 15:30 time passes
                 → talk to he
= he reads in talk: 未提交
2024-08-16 09:00 wu replies to feedback: 顺利的地方：独立完成了第一篇文档
  遇到的困难：没有
  需要的支持：没有
                 → too-late to wu
2024-09-12 15:30 → feedback to li, wu
2024-09-13 15:30 → feedback (reminder) to li, wu
2024-09-14 15:30 → talk to he

# Day 60 and 90, in silence: listed each time, never invented.
2024-09-18 15:30 time passes
2024-10-12 15:30 → feedback to li, wu
2024-10-14 15:30 → feedback (reminder) to li, wu
2024-10-15 15:30 time passes
                 → talk to he
= N-2024-0001 is in settling
2024-12-30 10:00 time passes
                 → summary to he, zhang
= zhang reads in summary: 词汇表
2025-01-14 18:00 time passes
                 → settled to he, zhang
= N-2024-0001 is in settled
