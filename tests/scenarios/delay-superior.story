# 延期申请 where both keep silent and both report to one person: 林静 gets one letter for both seats, and answers once for both   [rows 14, 15]
zone: Asia/Shanghai
2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：王强
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → wishes to liu
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to wang
                 → echo to liu
2024-07-01 10:20 wang replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 中
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
# 张伟's deputy is the owner herself, and nobody decides on her own request: only 王强's is asked after a working day.
2024-07-01 11:00 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-18
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → verdict to wang, zhang
                 → opened to li
2024-07-01 15:00 → verdict (reminder) to wang, zhang
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 10:00 → verdict (reminder) to wang, zhang
2024-07-02 11:00 → verdict (also) to chen
                 → still-open to li
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to wang
2024-07-03 11:00 → verdict (also) to lin
                 → still-open to li
2024-07-03 11:30 lin replies to verdict: 批准
                 → task-list to li, liu, sun, wang, zhang
                 → granted to li
                 → echo to lin
                 → deadline (invite) to li
= DLY-2024-0001 is in granted
= P-2024-0001-T01 has due 2024-07-18
