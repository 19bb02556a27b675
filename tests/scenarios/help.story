# 需协助: who is stuck names a helper; the case is followed until one of them says it is solved   [R3.2]
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
  UI设计初稿 | li@ | 2024-07-15 | 中
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li

2024-07-01 11:00 li writes: [P-2024-0001] 【需协助】旧版图标找不到源文件
  需要谁：孙丽
                 → help-wanted to li, liu, sun, wang, zhang
                 → assistance to sun
= HLP-2024-0001 is in asked
= HLP-2024-0001 has helper sun
2024-07-01 11:30 sun replies to assistance: 已解决
                 → solved to li, liu, sun
= HLP-2024-0001 is in solved

# The short form in the thread; nobody is named, so the manager helps. The one who asked says that it is solved.
2024-07-01 11:40 li replies to task-list: 需协助
  问题：测试环境登录不了
                 → help-wanted to li, liu, sun, wang, zhang
                 → assistance to liu
= HLP-2024-0002 has helper liu
2024-07-01 11:50 li writes: [HLP-2024-0002]
  已解决
                 → solved to li, liu
= HLP-2024-0002 is in solved

# Withdrawn.
2024-07-01 11:55 wang writes: [P-2024-0001] 需协助：服务器权限
  需要谁：陈晨
                 → help-wanted to li, liu, sun, wang, zhang
                 → assistance to chen
2024-07-01 11:58 wang writes: [HLP-2024-0003] 撤回
                 → withdrawn to chen
                 → echo to wang
= HLP-2024-0003 is in withdrawn

# Somebody who has no part in the project, and a helper whom nobody knows.
2024-07-01 13:00 zhao writes: [P-2024-0001] 【需协助】我也想问
                 → may-not-open to zhao
2024-07-01 13:10 li writes: [P-2024-0001] 【需协助】谁来帮我
  需要谁：王小明
                 → incomplete to li

# The helper is silent: reminded after four working hours, then the manager hears of it and may answer too.
2024-07-01 13:20 li writes: [P-2024-0001] 【需协助】打印样张
  需要谁：chen@
                 → help-wanted to li, liu, sun, wang, zhang
                 → assistance to chen
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-01 17:20 → assistance (reminder) to chen
2024-07-02 13:20 → assistance (also) to liu
                 → still-stuck to liu
2024-07-02 14:00 time passes
2024-07-02 14:10 liu replies to assistance: 已解决
                 → solved to chen, li, liu
= HLP-2024-0004 is in solved
