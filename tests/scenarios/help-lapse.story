# 需协助 without an answer: reminded after four working hours, the manager joins after a working day, both once more after two, then it lapses   [R3.2]
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
  启动会：2024-07-26 09:30-10:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-01 10:00 li writes: [P-2024-0001] 【需协助】旧版图标找不到源文件
  需要谁：陈晨
                 → help-wanted to li, liu, sun, wang, zhang
                 → assistance to chen
2024-07-01 14:00 → assistance (reminder) to chen
2024-07-02 10:00 → assistance (also) to liu
                 → still-stuck to liu
2024-07-04 10:00 → assistance (reminder) to chen, liu
2024-07-16 10:00 → lapsed to chen, li, liu
2024-07-16 10:05 time passes
= HLP-2024-0001 is in lapsed
