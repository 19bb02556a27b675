# 启动会的负责人自己谢绝: the manager, who leads the kick-off, declines it: asked why, told what can be done, and not as somebody else   [R1.3]
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
  期望完成时间：2024-07-31
  启动会：2024-07-05 14:00-15:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 10:00 liu declines kickoff
                 → cannot-come to liu
                 → say-why to liu
= liu reads in cannot-come: 您谢绝了“官网改版”的启动会
= liu reads in cannot-come: 请安排别人主持
2024-07-01 10:30 zhang declines kickoff
                 → cannot-come to liu
                 → say-why to zhang
= liu reads in cannot-come: 张伟不能参加“官网改版”的启动会
# One correction moves it, for everybody.
2024-07-01 11:00 liu writes: [P-2024-0001] 更正
  启动会：2024-07-08 14:00-15:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
