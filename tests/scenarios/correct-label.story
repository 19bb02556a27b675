# 更正: the name of a project is changed behind its label alone
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
  启动会：2024-07-02 14:00-15:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang

# A label that is no field's: what could be corrected is listed, and nothing changes.
09:30 liu writes: [P-2024-0001] 更正
  目标用户：老客户和新客户
                 → correctable to liu
= P-2024-0001 has name 官网改版

# A greeting above what is corrected is no name either.
09:40 liu writes: [P-2024-0001] 更正
  大家好，日期改一下
  期望完成时间：2024-08-15
                 → roster to li, liu, sun, wang, zhang
= P-2024-0001 has name 官网改版

# The right name goes to everybody, and into their calendars.
09:50 liu writes: [P-2024-0001] 更正
  项目：官网二期
                 → roster to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
= P-2024-0001 has name 官网二期
