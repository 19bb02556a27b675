# 未成立: what a project cannot do without is asked for a few times, and then no longer waited for   [section 4 row 25]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  期望完成时间：2024-08-30
  启动会：2024-07-05 10:00-11:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → gaps to liu
2024-07-02 09:00 → gaps (reminder) to liu
2024-07-03 09:00 → gaps (reminder) to liu
2024-07-05 09:00 → gaps (reminder) to liu
                 → still-missing to zhang
= zhang reads in still-missing: 核心目标
2024-07-16 09:00 → lapsed to liu, zhang
= P-2024-0001 is in lapsed

# It is taken up again, and what is still missing is asked for anew.
2024-07-17 10:00 zhang replies to lapsed: 重开
                 → roster to li, liu, sun, wang, zhang
                 → gaps to liu
2024-07-17 10:30 liu replies to gaps:
  核心目标：转化率提高两成
  启动会：2024-07-22 10:00-11:00 线上
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
= P-2024-0001 is in kickoff
