# 验收: pass or revise within 24 hours; never an automatic pass; a revision says what; late; an unclear word   [R4.3]
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
  UI设计初稿 | li@ | 2024-07-25 | 低
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 11:00 li writes: [P-2024-0001-T01] 成果交付
  版本：1.0
  功能清单：首页
  [file 测试报告.pdf]
                 → acceptance to zhang
                 → delivered to liu
                 → echo to li
2024-07-01 11:05 zhang replies to acceptance: 好的
                 → unclear to zhang
2024-07-01 11:10 zhang replies to acceptance: 需修改
                 → comment-missing to zhang
= P-2024-0001-T01 is in delivered
# Silent: reminded at 12 and 22 hours, in working hours; at 24 the head is asked, every working day, and it never passes by itself.
2024-07-02 09:00 → acceptance (reminder) to zhang
2024-07-02 11:00 → acceptance (also) to lin
                 → acceptance-late to li, liu
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 11:00 → acceptance (reminder) to lin
                 → acceptance-late to li, liu
2024-07-04 11:00 → acceptance (reminder) to lin
                 → acceptance-late to li, liu
2024-07-04 17:30 → minutes (reminder) to liu
2024-07-04 18:00 → minutes (reminder) to liu
                 → minutes-late to zhang
2024-07-05 11:00 → acceptance (reminder) to lin
                 → acceptance-late to li, liu
2024-07-05 12:00 time passes
= P-2024-0001-T01 is in delivered
= li reads in acceptance-late: 张伟
# Late.
2024-07-05 12:10 zhang replies to acceptance: 通过
                 → accepted to li, liu
                 → deadline (cancel) to li
                 → echo to zhang
= P-2024-0001-T01 is in accepted
