# 需求说明书: posted with 【缺】 where a part is absent; wished for once, brought late, never; without a goal there are no tasks   [R1.2]
zone: Asia/Shanghai

# Three parts are absent: one letter asks for them once, and nothing waits.
2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  功能清单：首页、搜索
  期望完成时间：2024-08-30
  启动会：2024-07-10 14:00-15:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → wishes to liu
= P-2024-0001 is in kickoff
= wang reads in spec: 【缺】
= liu reads in wishes: 用户画像
# One of them late: the document goes out once more.
2024-07-03 10:00 liu replies to wishes: 用户画像：老客户
                 → spec to li, liu, sun, wang, zhang
= wang reads in spec: 老客户
# A correction by a member changes nothing; by the manager it does.
2024-07-03 10:10 wang writes: [P-2024-0001] 更正
  核心目标：不改版
                 → no-such-item to wang
= P-2024-0001 has goal 转化率提高两成
2024-07-03 10:20 liu writes: [P-2024-0001] 更正
  核心目标：转化率提高三成
                 → roster to li, liu, sun, wang, zhang
= P-2024-0001 has goal 转化率提高三成

# Without a goal: asked and waited for, and it ends there when nobody says it.
2024-07-04 09:00 li writes: 【新项目】搜索改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度改版
  功能清单：搜索
  用户画像：老客户
  预期成果：新搜索
  期望完成时间：2024-08-30
  启动会：2024-08-20 14:00-15:00 线上
                 → gaps to li
                 → roster to li, liu, sun, wang, zhang
= P-2024-0002 is in forming
= li reads in gaps: 核心目标
2024-07-05 09:00 → gaps (reminder) to li
2024-07-08 09:00 → gaps (reminder) to li
2024-07-10 09:00 → gaps (reminder) to li
                 → still-missing to zhang
2024-07-10 15:00 → minutes to liu
2024-07-10 16:30 → minutes (reminder) to liu
2024-07-10 17:00 → minutes (reminder) to liu
                 → minutes-late to zhang
2024-07-11 17:00 → tasks to liu
2024-07-15 17:00 → no-plan to zhang
                 → tasks (reminder) to liu
2024-07-16 17:00 → no-plan to zhang
                 → tasks (reminder) to liu
2024-07-17 17:00 → no-plan to zhang
                 → tasks (reminder) to liu
2024-07-18 17:00 → no-plan to zhang
                 → tasks (reminder) to liu
2024-07-19 09:00 → lapsed to li, liu, zhang
2024-07-19 09:30 time passes
= P-2024-0002 is in lapsed
= zhang reads in lapsed: 缺少目标
