# 部分答复: what came is not asked for again, and a word counts only where it is meant   [section 4 row 25, R4.1, R2.3]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  市场对接人：孙丽
  期望完成时间：2024-08-30
  启动会：2024-07-03 10:00-11:00 线上
                 → roster to liu, sun, wang, zhang
                 → gaps to liu
# A part of the answer comes: the reminder thanks for it and names what is still missing.
2024-07-01 09:30 liu replies to gaps: 设计负责人：李娜
= why: still missing goal
2024-07-02 09:00 → gaps (reminder) to liu
= liu reads in gaps: 设计负责人已经收到
= liu reads in gaps: 还缺：核心目标
2024-07-02 09:20 liu replies to gaps: 核心目标：转化率提高两成
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-03 11:00 → minutes to liu
2024-07-03 11:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-03 11:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-03 11:30 li accepts deadline

# A subject that somebody else wrote says nothing; nor does a word that has an object.
2024-07-03 12:00 zhang writes: Re: [P-2024-0001] 取消
  知道了，谢谢
= P-2024-0001 is in running
2024-07-03 12:05 zhang writes: Re: [P-2024-0001] 官网改版
  取消 周五的评审
                 → unclear to zhang
= P-2024-0001 is in running

# A delivery without its report comes back; the rest is enough, and what was read before is kept.
2024-07-03 14:00 li writes: [P-2024-0001-T01] 【成果交付】
  版本：v1.0
  功能清单：首页、列表页
                 → incomplete to li
2024-07-03 14:10 li replies to incomplete: 测试报告见附件
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to li
= P-2024-0001-T01 is in delivered
