# 会议纪要: two hours after the meeting, reminded at ninety minutes; late; never; from somebody else; as a file   [R1.4]
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
  启动会：2024-07-01 10:00-11:00 线上
  记录人：李娜
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-01 11:00 → minutes to li
# The one who takes notes is asked, nobody else.
2024-07-01 11:20 wang writes: [P-2024-0001] 会议纪要
  大家同意
= P-2024-0001 is in kickoff
# Silent for two hours: the sponsor and the manager hear of it. Late, the minutes count all the same.
2024-07-01 12:30 → minutes (reminder) to li
2024-07-01 13:00 → minutes (reminder) to li
                 → minutes-late to liu, zhang
2024-07-01 13:30 time passes
= zhang reads in minutes-late: 李娜
= P-2024-0001 is in kickoff
2024-07-01 14:00 li replies to minutes:
  会议纪要见附件。
  [file 纪要.docx]
                 → echo to li
                 → tasks to liu
= P-2024-0001 is in planning

# Never: after one working day more it is noted that there are none, and the project goes on.
2024-07-01 14:10 zhang writes: [P-2024-0001] 取消
                 → cancelled to li, liu, sun, wang, zhang
2024-07-02 09:00 liu writes: 【新项目】搜索改版
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
  启动会：2024-07-02 10:00-11:00 线上
                 → kickoff (invite) to li, liu, sun, wang, zhang
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
2024-07-02 11:00 → minutes to liu
2024-07-02 12:30 → minutes (reminder) to liu
2024-07-02 13:00 → minutes (reminder) to liu
                 → minutes-late to zhang
2024-07-03 12:59 time passes
= P-2024-0002 is in kickoff
2024-07-03 13:00 → tasks to liu
2024-07-03 13:10 time passes
= P-2024-0002 is in planning
