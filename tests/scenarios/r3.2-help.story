# 需协助: the helper is asked, the group sees it; solved, late, never; from outside the project it is refused   [R3.2]
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
  UI设计初稿 | li@ | 2024-07-15 | 高
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 11:00 qian writes: [P-2024-0001] 【需协助】打印机坏了
                 → may-not-open to qian
2024-07-01 11:10 li writes: [P-2024-0001] 【需协助】前端接口不通
  需要谁：王强
                 → assistance to wang
                 → help-wanted to li, liu, sun, wang, zhang
= wang reads in assistance: 前端接口不通
= HLP-2024-0001 is in asked
2024-07-01 11:30 wang replies to assistance: 已解决
                 → solved to li, liu, wang
= HLP-2024-0001 is in solved

# Silent: after four working hours once more, after a working day the manager is asked besides.
2024-07-01 12:00 li writes: [P-2024-0001] 【需协助】没有设计稿
  需要谁：孙丽
                 → assistance to sun
                 → help-wanted to li, liu, sun, wang, zhang
2024-07-01 16:00 → assistance (reminder) to sun
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 12:00 → assistance (also) to liu
                 → still-stuck to liu
2024-07-02 12:10 time passes
= liu reads in still-stuck: 没有设计稿
2024-07-02 12:20 liu replies to assistance: 已解决
                 → solved to li, liu, sun
= HLP-2024-0002 is in solved
# No helper named: the manager is. Withdrawn by the one who asked, not by another.
2024-07-02 13:00 li writes: [P-2024-0001] 【需协助】缺测试机
                 → assistance to liu
                 → help-wanted to li, liu, sun, wang, zhang
2024-07-02 13:05 sun writes: [HLP-2024-0003] 撤回
                 → nothing-to-withdraw to sun
= HLP-2024-0003 is in asked
2024-07-02 13:10 li writes: [HLP-2024-0003] 撤回
                 → echo to li
                 → withdrawn to liu
= HLP-2024-0003 is in withdrawn
