# 任务三要素: a row without owner, date or priority comes back, and says which; what was right is kept for the answer   [R2.2]
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
2024-07-01 10:10 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15
                 → incomplete to liu
= liu reads in incomplete: 优先级
2024-07-01 10:15 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 特急
                 → incomplete to liu
= liu reads in incomplete: 特急
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | 王小明 | 2024-07-15 | 高
                 → incomplete to liu
= liu reads in incomplete: 王小明
2024-07-01 10:25 liu replies to tasks:
  UI设计初稿 | li@ | 下个月底之前吧 | 高
                 → incomplete to liu
= liu reads in incomplete: 下个月底之前吧
= P-2024-0001 is in planning
# Silent after that: reminded when it is due.
2024-07-03 10:05 → no-plan to zhang
                 → tasks (reminder) to liu
2024-07-03 11:00 time passes
2024-07-03 11:10 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 高
  前端开发 | 王强 | 2024-07-22 | 中 | 张伟、孙丽
                 → confirm to li, wang
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
= P-2024-0001 is in running
= P-2024-0001-T01 has priority high
= P-2024-0001-T01 has due 2024-07-15
= P-2024-0001-T02 has accepts zhang, sun
