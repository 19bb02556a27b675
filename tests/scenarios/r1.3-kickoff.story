# 启动会: accepted, declined with and without a reason, moved by a proposal and by a correction; no date at all   [R1.3]
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
  启动会：2024-07-05 14:00-15:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
= wang reads in kickoff: 2024-07-05
2024-07-01 10:00 wang accepts kickoff
2024-07-01 10:05 sun declines kickoff
                 → cannot-come to liu
                 → say-why to sun
2024-07-01 10:10 sun replies to say-why: 当天在外地
                 → cannot-come to liu
                 → echo to sun
= liu reads in cannot-come: 当天在外地
# Another time: the opener decides; silent, the time stays.
2024-07-01 10:20 li proposes 2024-07-05 16:00-17:00 for kickoff
                 → retime to liu
2024-07-02 09:00 → retime (reminder) to liu
2024-07-02 10:20 → time-stays to li
2024-07-02 11:00 time passes
= li reads in time-stays: 2024-07-05
2024-07-02 11:10 li proposes 2024-07-05 16:30-17:30 for kickoff
                 → retime to liu
2024-07-02 11:20 liu replies to retime: 改期
                 → echo to liu
                 → kickoff (invite) to li, liu, sun, wang, zhang
= wang reads in kickoff: 16:30
# A member corrects nothing; the manager moves it.
2024-07-03 09:00 wang writes: [P-2024-0001] 更正
  启动会：2024-07-08 09:00-10:00
                 → no-such-item to wang
2024-07-03 09:10 liu writes: [P-2024-0001] 更正
  启动会：2024-07-04 09:00-10:00 三楼
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
= wang reads in kickoff: 三楼
2024-07-04 10:00 → minutes to liu
2024-07-04 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
= P-2024-0001 is in planning

# Nobody ever says when, nor who is responsible for R&D: the requirements go out, and a time at which all can is proposed.
2024-07-04 11:00 li writes: 【新项目】搜索改版
  发起人：张伟
  项目经理：刘洋
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：三季度改版
  核心目标：搜得到
  功能清单：搜索
  用户画像：老客户
  预期成果：新搜索
  期望完成时间：2024-08-30
                 → gaps to li
                 → roster to li, liu, sun, zhang
2024-07-04 11:10 liu writes: [P-2024-0001] 取消
                 → no-such-item to liu
2024-07-04 11:20 zhang writes: [P-2024-0001] 取消
                 → cancelled to li, liu, sun, wang, zhang
= P-2024-0001 is in cancelled
2024-07-05 11:00 → gaps (reminder) to li
2024-07-08 11:00 → gaps (reminder) to li
2024-07-10 11:00 → gaps (reminder) to li
                 → still-missing to zhang
2024-07-19 11:00 → spec to li, liu, sun, zhang
                 → kickoff (invite) to li, liu, sun, zhang
2024-07-19 11:30 time passes
= li reads in kickoff: 2024-07-23（周二）10:00–11:00
= P-2024-0002 is in suggested
