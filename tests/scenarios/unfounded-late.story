# 未成立的项目: may be taken up again for thirty days, to the minute   [section 4 row 25]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  期望完成时间：2024-08-30
  启动会：2024-08-28 10:00-11:00 线上
                 → gaps to liu
                 → roster to li, liu, sun, wang, zhang
2024-07-01 09:00 wang writes: 【新项目】帮助中心
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  期望完成时间：2024-08-30
  启动会：2024-08-28 10:00-11:00 线上
                 → gaps to wang
                 → roster to li, liu, sun, wang, zhang
2024-07-02 09:00 → gaps (reminder) to liu, wang
2024-07-03 09:00 → gaps (reminder) to liu, wang
2024-07-05 09:00 → gaps (reminder) to liu, wang
                 → still-missing to zhang, zhang
2024-07-16 09:00 → lapsed to liu, liu, wang, zhang, zhang
= P-2024-0001 is in lapsed
= P-2024-0002 is in lapsed
# Thirty days after that end on Thursday, 15 August, at nine.
2024-08-15 08:59 zhang replies to lapsed of P-2024-0001: 重开
                 → gaps to liu
                 → roster to li, liu, sun, wang, zhang
= P-2024-0001 is in forming
# Behind it the project stays where it is.
2024-08-15 09:01 zhang replies to lapsed of P-2024-0002: 重开
                 → run-out to zhang
= P-2024-0002 is in lapsed
