# 项目组: the roster with its roles; a missing role is asked for, in time, late, never; who may not open one   [R1.1]
zone: Asia/Shanghai

# Nobody outside of the staff opens a project.
2024-07-01 09:00 he writes: 【新项目】招聘官网
  项目经理：刘洋
                 → may-not-open to he
# Two roles are missing, one is somebody who is not there: asked back, and the roster goes out with 【缺】.
2024-07-01 09:10 liu writes: 【新项目】2024年Q3产品迭代
  发起部门：张伟
  项目经理：刘洋
  研发负责人：王小明
  设计负责人：李娜
  项目背景：三季度改版
  核心目标：转化率提高两成
  功能清单：首页、搜索
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-07-20 14:00-15:00 线上
                 → gaps to liu
                 → roster to li, liu, zhang
= zhang reads in roster: 【缺】
= liu reads in gaps: 研发负责人
2024-07-01 09:20 liu replies to gaps: 研发负责人：王强
= P-2024-0001 is in forming
= P-2024-0001 has develops wang
# In time: the kickoff is called.
2024-07-01 15:00 liu replies to gaps: 市场对接人：孙丽
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
= P-2024-0001 is in kickoff
= P-2024-0001 has market sun

# Late: reminded after one working day and after two; the answer still counts.
2024-07-02 10:00 liu writes: 【新项目】搜索改版
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  项目背景：三季度改版
  核心目标：转化率提高两成
  功能清单：首页、搜索
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-07-20 16:00-17:00 线上
                 → gaps to liu
                 → roster to li, liu, wang, zhang
2024-07-03 10:00 → gaps (reminder) to liu
2024-07-04 10:00 → gaps (reminder) to liu
2024-07-04 11:00 liu replies to gaps of P-2024-0002: 市场对接人：孙丽
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
= P-2024-0002 is in kickoff

# Silent, and without a manager: the sponsor hears of it after three working days, after ten more nobody waits.
2024-07-05 10:00 li writes: 【新项目】会员体系
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度改版
  核心目标：转化率提高两成
  功能清单：首页、搜索
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-08-20 16:00-17:00 线上
                 → gaps to li
                 → roster to li, sun, wang, zhang
2024-07-08 10:00 → gaps (reminder) to li
2024-07-09 10:00 → gaps (reminder) to li
2024-07-11 10:00 → gaps (reminder) to li
                 → still-missing to zhang
2024-07-11 10:30 time passes
= P-2024-0003 is in forming
= zhang reads in still-missing: 项目经理
2024-07-20 15:00 → minutes to liu
2024-07-20 17:00 → minutes to liu
2024-07-22 09:00 → several (reminder) to liu
2024-07-22 10:00 → lapsed to li, zhang
                 → minutes-late to zhang, zhang
                 → several (reminder) to liu
2024-07-22 10:30 time passes
= P-2024-0003 is in lapsed
# Brought back, with the manager.
2024-07-22 11:00 li writes: [P-2024-0003] 重开
                 → gaps to li
                 → roster to li, sun, wang, zhang
2024-07-22 11:05 li replies to gaps of P-2024-0003: 项目经理：刘洋
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
= P-2024-0003 is in kickoff
