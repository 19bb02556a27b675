# 代为参加: somebody sends a colleague to the kick-off, and another one to a single standup   [R1.3, R3.3]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度要把首页改版
  功能清单：首页
  用户画像：老客户
  预期成果：新首页
  核心目标：转化率提高两成
  期望完成时间：2024-07-31
  启动会：2024-07-04 10:00-11:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
# Whoever is sent is invited, alone; whoever invited hears of it.
2024-07-01 09:10 wang sends chen to kickoff
                 → stand-in to liu
                 → kickoff (invite) to chen
= liu reads in stand-in: 由陈晨代为参加
2024-07-01 09:20 chen accepts kickoff
= why: accepted
# In a circle nobody is sent, and nobody whom the directory does not know.
2024-07-01 09:21 chen sends wang to kickoff
= ignored: circle
2024-07-01 09:30 sun sends guest@elsewhere.example to kickoff
                 → stand-in to liu, sun
= sun reads in stand-in: 通讯录里没有这个地址
# The invitation was passed on, and the stand-in's answer comes first.
2024-07-01 09:40 lin accepts li's kickoff
                 → stand-in to liu
# A new time asks everybody who comes; whoever sends somebody is still not asked.
2024-07-01 10:00 liu writes: [P-2024-0001] 更正
  启动会：2024-07-04 15:00-16:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → kickoff (invite) to chen, li, lin, liu, sun, wang, zhang
# Wang comes after all: the stand-in need not.
2024-07-01 10:10 wang accepts kickoff
                 → kickoff (cancel) to chen
= chen reads in kickoff: 不用再参加
2024-07-04 16:00 → minutes to liu
2024-07-04 16:10 time passes
