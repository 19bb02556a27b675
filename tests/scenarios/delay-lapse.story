# 延期申请 without an answer: deputies and superiors are asked one after the other, then it lapses; the old date stays   [R3.6, row 15]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → wishes to liu
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  前端开发 | 王强 | 2024-07-22 | 中
                 → confirm to wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 wang replies to confirm: 确认
                 → echo to wang
2024-07-01 11:00 wang writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-26
  原因：接口晚到
  调整后的计划：先联调
                 → verdict to liu, zhang
                 → opened to wang
2024-07-01 15:00 → verdict (reminder) to liu, zhang
2024-07-01 16:30 → progress to wang
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 10:00 → verdict (reminder) to liu, zhang
2024-07-02 11:00 → verdict (also) to li
                 → still-open to wang
2024-07-02 16:30 → progress to wang
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 11:00 → verdict (also) to lin, zhang
                 → still-open to wang
2024-07-03 16:30 → progress to wang
2024-07-03 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 16:30 → progress to wang
2024-07-04 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-04 17:30 → minutes (reminder) to liu
2024-07-04 18:00 → minutes (reminder) to liu
                 → minutes-late to zhang
2024-07-05 16:30 → progress to wang
2024-07-05 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-08 16:30 → progress to wang
2024-07-08 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-09 11:00 time passes
                 → lapsed to liu, wang
= DLY-2024-0001 is in lapsed
= P-2024-0001-T01 has due 2024-07-22
