# 明年假日未公布: what is reckoned into a year without announced holidays is a guess, and its letters say so   [section 1]
zone: Asia/Shanghai

2026-12-30 09:00 liu writes: 【新项目】官网改版
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
  期望完成时间：2027-02-26
  启动会：2026-12-30 14:00-15:00 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
# This year's holidays are known, but what is off and what is worked in its last days is said with the next year's.
= liu reads in kickoff: 2026-12-30（周三）14:00–15:00（假日安排未公布）
2026-12-30 15:00 → minutes to liu
2026-12-30 15:10 liu replies to minutes: 会议纪要：先做首页。
                 → tasks to liu
# Two workdays on is the first of January, as far as anybody knows.
= liu reads in tasks: 2027-01-01（周五）15:10（假日安排未公布）
2026-12-30 15:20 liu replies to tasks:
  UI设计初稿 | li@ | 2027-02-12 | 低
                 → confirm to li
                 → task-list to li, liu, sun, wang, zhang
                 → standup (invite) to li, liu, sun, wang, zhang
# So are meetings: what is a day off moves them when it is announced.
= liu reads in standup: 2027-01-06（周三）10:00–10:15（假日安排未公布）
