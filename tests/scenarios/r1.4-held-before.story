# 会开完才立项: a question whose time was over before it was asked has two hours of work, and its reminder within them   [R1.4]
zone: Asia/Shanghai

# Registered two days after its kickoff; the notes are wanted all the same.
2024-07-03 09:00 liu writes: 【新项目】官网改版
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
= liu reads in minutes: 2024-07-03（周三）11:00
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → minutes to liu
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-03 10:29 time passes
2024-07-03 10:30 time passes
                 → minutes (reminder) to liu
2024-07-03 10:59 time passes
2024-07-03 11:00 time passes
                 → minutes (reminder) to liu
                 → minutes-late to zhang
