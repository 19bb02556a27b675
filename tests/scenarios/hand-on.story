# 转交: whoever is asked to take a task proposes somebody else, before and after accepting it; the manager decides   [section 1, rows 20, 21]
zone: Asia/Shanghai
2024-07-01 09:00 liu writes: 【新项目】官网改版
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：Anna Schmidt
  市场对接人：孙丽
  核心目标：转化率提高两成
  期望完成时间：2024-08-30
  启动会：2024-07-01 09:30-10:00 线上
                 → roster to anna, liu, sun, wang, zhang
                 → wishes to liu
                 → spec to anna, liu, sun, wang, zhang
                 → kickoff (invite) to anna, liu, sun, wang, zhang
2024-07-01 10:00 → minutes to liu
2024-07-01 10:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
2024-07-01 10:20 liu replies to tasks:
  UI设计初稿 | li@ | 2024-07-15 | 低
  前端开发 | 赵敏 | 2024-07-15 | 低
                 → confirm to li, zhao
                 → task-list to anna, liu, sun, wang, zhang
                 → standup (invite) to anna, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 转交 wang@qiming.example
                 → reassign to liu
                 → echo to li
= P-2024-0001-T01 is in unassigned
= liu reads in reassign: 建议转交给王强
2024-07-01 10:35 liu replies to reassign: 负责人：王强
                 → confirm to wang
                 → echo to liu
                 → deadline (cancel) to li
= P-2024-0001-T01 has owner wang
2024-07-01 10:40 wang writes: [P-2024-0001-T01] 转交
                 → incomplete to wang
2024-07-01 10:41 wang replies to confirm: 确认
                 → echo to wang
# Accepted: it stays with its owner until the manager has named somebody.
2024-07-01 11:15 zhao replies to confirm: 确认
                 → echo to zhao
2024-07-01 11:20 zhao writes: [P-2024-0001-T02] 转交 chen@qiming.example 原因：借调到别的项目
                 → successor to liu
                 → echo to zhao
= P-2024-0001-T02 has owner zhao
= liu reads in successor: 建议接手人
= liu reads in successor: 借调到别的项目
2024-07-01 11:30 liu replies to successor: 负责人：陈晨
                 → confirm to chen
                 → handed-over to zhao
                 → echo to liu
                 → deadline (cancel) to zhao
= P-2024-0001-T02 has owner chen
# Nobody else hands it on.
2024-07-01 11:40 sun writes: [P-2024-0001-T02] 转交 sun@qiming.example
                 → no-such-item to sun
# In the subject a label begins another field.
2024-07-01 11:55 sun writes: 【需协助】翻译没有人做, 需要谁: Anna Schmidt
                 → help-wanted to anna, liu, sun, wang, zhang
                 → assistance to anna
