# 延期申请: two days before; late but stamped; incomplete; not later; a second one; from somebody else   [R3.5]
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
  UI设计初稿 | li@ | 2024-07-05 | 中
  前端开发 | 王强 | 2024-07-02 | 中
                 → confirm to li, wang
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 10:31 wang replies to confirm: 确认
                 → echo to wang
2024-07-01 11:00 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-12
                 → incomplete to li
= li reads in incomplete: 原因
2024-07-01 11:05 li replies to incomplete: 延至：2024-07-12
  原因：客户改需求
  调整后的计划：先交首页
                 → opened to li
                 → verdict to liu, zhang
= DLY-2024-0001 is in review
= DLY-2024-0001 has late false
2024-07-01 11:10 li writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-15
  原因：再改
  调整后的计划：再说
                 → refused to li
2024-07-01 11:15 sun writes: [P-2024-0001-T01] 【延期申请】
  延至：2024-07-15
  原因：再改
  调整后的计划：再说
                 → may-not-open to sun
# Less than two days before: taken, and stamped.
2024-07-01 11:20 wang writes: [P-2024-0001-T02] 【延期申请】
  延至：2024-07-01
  原因：接口晚到
  调整后的计划：先联调
                 → not-later to wang
2024-07-01 11:25 wang writes: [P-2024-0001-T02] 【延期申请】
  延至：2024-07-04
  原因：接口晚到
  调整后的计划：先联调
                 → opened to wang
                 → verdict to liu, zhang
= DLY-2024-0002 has late true
= zhang reads in verdict: 逾期提交
# Silence grants nothing: the old date stays.
2024-07-01 15:05 → verdict (reminder) to liu, zhang
2024-07-01 15:25 → verdict (reminder) to liu, zhang
2024-07-01 16:30 → progress to li, wang
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-01 18:00 → delivery (reminder) to wang
2024-07-02 10:00 → several (reminder) to liu, zhang
2024-07-02 11:05 → still-open to li
2024-07-02 11:25 → still-open to wang
                 → verdict (also) to li
2024-07-02 12:00 time passes
= P-2024-0001-T02 has due 2024-07-02
