# 延期申请 to the minute: 48 hours before are in time, a minute later is stamped 逾期提交   [R3.5, row 9]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：旧版太慢
  核心目标：转化率提高两成
  功能清单：首页
  用户画像：老客户
  预期成果：新首页
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-03 | 中
  前端开发 | 王强 | 2024-07-03 | 中
                 → confirm to li, wang
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 10:31 wang replies to confirm: 确认
                 → echo to wang
2024-07-01 16:30 → progress to li, wang
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
# Both are due on Wednesday, which is Wednesday 18:00.
2024-07-01 18:00 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-05
  原因：等客户的图
  调整后的计划：先做首页
                 → verdict to liu, zhang
                 → opened to li
= DLY-2024-0001 has late false
2024-07-01 18:01 wang writes: [P-2024-0001-T02] 【延期申请】
  延至：2024-07-05
  原因：接口晚到
  调整后的计划：先联调
                 → verdict to liu, zhang
                 → opened to wang
= DLY-2024-0002 has late true
= liu reads in verdict: 逾期提交
2024-07-01 18:10 time passes
