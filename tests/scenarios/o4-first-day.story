# 入职第一天: the welcome and the talks; nobody outside of the directory gets mail; a holiday rolls a talk on   [O4]
zone: Asia/Shanghai

2024-07-02 09:00 he writes: 【入职】吴迪
  入职日期：2024-07-15
  试用期截止：2024-10-14
  岗位：产品专员
  部门：产品部
  公司邮箱：wu@qiming.example
                 → several to chen, qian
                 → buddy to zhang
                 → opened to he
2024-07-02 09:10 chen replies to several: S01 完成
  S02 完成
2024-07-02 09:15 qian replies to several: S03 完成
  S04 完成
2024-07-02 09:20 zhang replies to buddy: 导师：Anna Schmidt
  对接人：刘洋
  岗位职责：维护产品文档
  工作流程：先看产品手册
                 → named to anna, he, liu
                 → echo to zhang

# Nobody has an address for this one: the welcome is the mentor's to hand over. The head said nothing, and is the mentor.
2024-07-02 09:30 he writes: 【入职】韩梅
  入职日期：2024-07-17
  试用期截止：2025-01-17
  岗位：测试工程师
  部门：研发部
                 → several to chen, qian
                 → gaps to he
                 → buddy to wang
2024-07-02 09:40 chen replies to several: N-2024-0002-S01 完成
  N-2024-0002-S02 完成
2024-07-02 09:45 qian replies to several: N-2024-0002-S03 完成
  N-2024-0002-S04 完成
2024-07-11 18:00 → buddy (reminder) to wang
                 → buddy (also) to chen
2024-07-12 17:00 → eve to anna, he, zhang
2024-07-12 18:00 → mentor-by-default to he, wang

2024-07-15 09:00 time passes
                 → welcome to wu
                 → first-day to anna
                 → day30 (invite) to anna, wu, zhang
                 → day5 (invite) to anna, wu
                 → day60 (invite) to anna, wu, zhang
                 → day90 (invite) to anna, wu, zhang
                 → intro (invite) to anna, wu, zhang
= wu reads in welcome: 维护产品文档
= anna reads in first-day: The welcome has been sent
= wu reads in intro: 09:30–10:00
= wu reads in day5: 2024-07-19（周五）15:00–15:30
= wu reads in day30: 2024-08-13（周二）15:00–15:30
= wu reads in day60: 2024-09-12（周四）15:00–15:30
= wu reads in day90: 2024-10-12（周六）15:00–15:30
2024-07-15 09:10 wu accepts intro
2024-07-16 17:00 → eve to he, wang
2024-07-17 09:00 time passes
                 → first-day to wang
                 → day30 (invite) to wang
                 → day5 (invite) to wang
                 → day60 (invite) to wang
                 → day90 (invite) to wang
                 → intro (invite) to wang
= wang reads in first-day: 转告

# The first day is over when the address comes: the welcome and what lies ahead go out after all.
2024-07-17 15:00 he replies to gaps of N-2024-0002: 公司邮箱：zhao@qiming.example
                 → welcome to zhao
                 → echo to he
                 → day30 (invite) to zhao
                 → day5 (invite) to zhao
                 → day60 (invite) to zhao
                 → day90 (invite) to zhao
2024-07-17 15:05 time passes
