# 权限申请: nobody decides, nobody sets it up, nobody takes it back in time
zone: Asia/Shanghai

# The head is reminded, the deputy asked, whoever is above asked; after a week it lapses, and whoever looks after systems hears of it.
2024-07-01 09:00 wu writes: 【权限】代码仓库
  用途：开发
                 → verdict to zhang
                 → opened to wu
2024-07-01 13:00 → verdict (reminder) to zhang
2024-07-02 09:00 → verdict (also) to li
2024-07-03 09:00 → verdict (also) to lin
2024-07-09 09:00 → lapsed to chen, wu
= ACC-2024-0001 is in lapsed

# Approved, but it is not set up; given back, but not taken down: both ask the next holder of the role, every day.
2024-07-11 09:00 wu writes: 【权限】报表系统
  用途：月报
                 → verdict to zhang
                 → opened to wu
2024-07-11 10:00 zhang replies to verdict: 批准
                 → setup to chen
                 → echo to zhang
2024-07-12 10:00 → setup (reminder) to chen
                 → setup (also) to tom
2024-07-15 10:00 → setup (reminder) to chen, tom
2024-07-16 10:00 → setup (reminder) to chen, tom
2024-07-16 12:00 chen replies to setup: 已开通
                 → granted to wu
2024-07-16 14:00 wu writes: [ACC-2024-0002] 【不再需要】
                 → takedown to chen
                 → echo to wu
2024-07-17 14:00 → takedown (reminder) to chen
                 → takedown (also) to tom
2024-07-18 14:00 → takedown (reminder) to chen, tom
2024-07-19 14:00 → takedown (reminder) to chen, tom
2024-07-19 17:00 chen replies to takedown: 已收回
                 → over to wu
= ACC-2024-0002 is in over

# Nobody answers whether it is still needed: asked two weeks before its end, once more after a week, and two days before.
2024-07-25 09:00 wu writes: 【权限】监控平台
  用途：值班
                 → verdict to zhang
                 → opened to wu
2024-07-25 09:30 zhang replies to verdict: 批准
                 → setup to chen
                 → echo to zhang
2024-07-25 10:00 chen replies to setup: 已开通
                 → granted to wu
2024-10-09 10:00 → renewal to wu
2024-10-16 10:00 → renewal (reminder) to wu
2024-10-21 10:00 → renewal (reminder) to wu
2024-10-23 10:00 → takedown to chen
2024-10-23 11:00 chen replies to takedown: 已收回
                 → over to wu
= ACC-2024-0003 is in over
