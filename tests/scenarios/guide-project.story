# 指南的例子之一: 2024年Q3产品迭代, its UI draft due on 2024-07-15, from the first mail to the retro in the archive   [R1-R4]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】2024年Q3产品迭代项目组
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  发起部门：张伟
  项目背景：三季度产品迭代
  核心目标：首页转化率提高两成
  功能清单：首页、搜索、下单
  用户画像：老客户
  预期成果：新首页上线
  期望完成时间：2024-07-19
  启动会：2024-07-01 14:00-15:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
= P-2024-0001 is in kickoff
2024-07-01 15:00 → minutes to liu
2024-07-01 15:30 liu replies to minutes: 会议纪要：逐条确认了需求。
                 → tasks to liu
2024-07-01 15:40 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 高
  前端开发 | 王强 | 2024-07-18 | 中
                 → confirm to li, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
= li reads in confirm: 2024-07-15（周一）18:00
2024-07-01 15:50 li replies to confirm: 确认
                 → echo to li
2024-07-01 16:30 → progress to li, wang
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 09:00 → confirm (reminder) to wang
2024-07-02 13:40 → confirm (reminder) to wang
2024-07-02 15:40 → taken-as-accepted to liu, wang
2024-07-02 16:30 → progress to li, wang
2024-07-02 16:31 wang replies to progress: T02 进度 10%
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 10:30 liu replies to minutes: 站会纪要：一切按计划。
                 → echo to liu
2024-07-03 16:30 → progress to li, wang
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 11:00 li writes: [P-2024-0001] 【需协助】缺品牌字体
  需要谁：孙丽
                 → help-wanted to li, liu, sun, wang, zhang
                 → assistance to sun
2024-07-04 14:00 sun replies to assistance: 已解决
                 → solved to li, liu, sun
2024-07-04 16:30 → progress to li, wang
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-05 16:30 → progress to li, wang
2024-07-05 16:40 li replies to progress: T01 进度 60% 说明：首页完成
2024-07-05 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-08 16:30 → progress to li, wang
2024-07-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-09 16:30 → progress to li, wang
2024-07-09 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-10 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-10 10:15 → minutes to liu
2024-07-10 10:30 liu replies to minutes: 站会纪要：前端等设计稿。
                 → echo to liu
2024-07-10 16:30 → progress to li, wang
2024-07-10 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-11 10:00 wang writes: [P-2024-0001-T02] 【延期申请】
  延至：2024-07-19
  原因：等设计稿
  调整后的计划：先做搜索
                 → verdict to liu, zhang
                 → opened to wang
2024-07-11 10:30 liu replies to verdict: 批准
                 → echo to liu
2024-07-11 11:00 zhang replies to verdict: 批准
                 → task-list to li, liu, sun, wang, zhang
                 → granted to wang
                 → echo to zhang
                 → deadline (invite) to wang
= P-2024-0001-T02 has due 2024-07-19
2024-07-11 16:30 → progress to li, wang
2024-07-11 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-12 16:30 → progress to li, wang
2024-07-12 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-12 18:00 → delivery (reminder) to li
2024-07-15 15:00 li writes: [P-2024-0001-T01] 成果交付
  版本号：v0.9
  功能清单：首页、搜索
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to li
2024-07-15 16:30 → progress to wang
2024-07-15 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-15 17:30 zhang replies to acceptance: 需修改 修改意见：按钮颜色
                 → revise to li, liu
                 → echo to zhang
2024-07-16 11:00 li writes: [P-2024-0001-T01] 成果交付
  版本号：v1.0
  功能清单：首页、搜索
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to li
2024-07-16 14:00 zhang replies to acceptance: 通过
                 → accepted to li, liu
                 → echo to zhang
= P-2024-0001-T01 is in accepted
2024-07-16 16:30 → progress to wang
2024-07-16 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-17 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-17 10:15 → minutes to liu
2024-07-17 10:30 liu replies to minutes: 站会纪要：周五上线。
                 → echo to liu
2024-07-17 16:30 → progress to wang
2024-07-17 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-18 16:00 wang writes: [P-2024-0001-T02] 成果交付
  版本号：v1.0
  功能清单：首页、搜索、下单
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to wang
2024-07-18 16:25 zhang replies to acceptance: 通过
                 → deadline (cancel) to wang
                 → accepted to liu, wang
                 → echo to zhang
2024-07-19 10:00 liu writes: [P-2024-0001] 【已上线】
  上线时间：2024-07-19 09:30
                 → live to li, liu, sun, wang, zhang
                 → retro (invite) to li, liu, sun, wang, zhang
2024-07-23 15:00 → retro to liu
2024-07-24 10:00 liu replies to retro:
  流程：设计稿要早两天
  沟通频次：每日进度够用
                 → closed to li, liu, sun, wang, zhang
= P-2024-0001 is in closed
= zhang reads in closed: 设计稿要早两天
2024-07-24 10:10 time passes
