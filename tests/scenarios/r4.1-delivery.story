# 成果交付: version, features and test report; what is missing comes back and the clock runs on; overdue; from somebody else   [R4.1]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度改版
  核心目标：转化率提高两成
  功能清单：首页、搜索
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:05 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-02 | 高
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-01 18:00 → delivery (reminder) to li
2024-07-01 18:10 time passes
2024-07-02 15:00 li writes: [P-2024-0001-T01] 成果交付
  版本：1.0
                 → incomplete to li
= li reads in incomplete: 功能清单
= li reads in incomplete: 测试报告
2024-07-02 15:10 wang writes: [P-2024-0001-T01] 成果交付
  版本：1.0
  功能清单：首页
  [file 测试报告.pdf]
                 → no-such-item to wang
= P-2024-0001-T01 is in working
# Overdue: the manager hears of it, now and every working day.
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 18:00 → delivery (reminder) to li
                 → overdue to liu
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 16:30 → progress to li
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 18:00 → delivery (reminder) to li
                 → overdue to liu
2024-07-03 18:10 time passes
= liu reads in overdue: 李娜
= P-2024-0001-T01 is in working
2024-07-04 09:00 li replies to incomplete: 功能清单：首页
  [file 测试报告.pdf]
                 → acceptance to zhang
                 → delivered to liu
                 → echo to li
= P-2024-0001-T01 is in delivered
= zhang reads in acceptance: 测试报告.pdf
