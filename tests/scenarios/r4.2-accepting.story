# 联合验收: every department that is named is asked; all must pass; one is silent; one revises and the others are spared   [R4.2]
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
  UI设计初稿 | li@ | 2024-07-25 | 低 | 张伟、王强、孙丽
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 11:00 li writes: [P-2024-0001-T01] 成果交付
  版本：1.0
  功能清单：首页
  [file 测试报告.pdf]
                 → acceptance to sun, wang, zhang
                 → delivered to liu
                 → echo to li
2024-07-01 11:10 zhang replies to acceptance: 通过
                 → echo to zhang
2024-07-01 11:20 wang replies to acceptance: 通过
                 → echo to wang
= P-2024-0001-T01 is in delivered
# Whoever delivered does not accept.
2024-07-01 11:25 li writes: [P-2024-0001-T01] 通过
                 → no-such-item to li
= P-2024-0001-T01 is in delivered
# The third is silent for 24 hours: her head is asked besides, and his word counts for her, late as it is.
2024-07-02 09:00 → acceptance (reminder) to sun
2024-07-02 11:00 → acceptance (also) to lin
                 → acceptance-late to li, liu
2024-07-02 11:10 time passes
= P-2024-0001-T01 is in delivered
2024-07-02 11:30 lin replies to acceptance: 需修改 修改意见：缺客服入口
                 → echo to lin
                 → revise to li, liu
= P-2024-0001-T01 is in rework
2024-07-02 11:40 li writes: [P-2024-0001-T01] 成果交付
  版本：1.1
  功能清单：首页、客服入口
  [file 测试报告.pdf]
                 → acceptance to sun, wang, zhang
                 → delivered to liu
                 → echo to li
2024-07-02 11:45 wang replies to acceptance: 需修改 修改意见：性能不够
                 → echo to wang
                 → revise to li, liu
= P-2024-0001-T01 is in rework
2024-07-02 11:50 sun replies to acceptance: 通过
                 → too-late to sun
= P-2024-0001-T01 is in rework
