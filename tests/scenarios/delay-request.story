# 延期申请: two people decide, both must approve; the new date, the new list and the moved entry go out   [R3.5-R3.7]
zone: Asia/Shanghai

2024-07-01 09:00 liu writes: 【项目启动】2024年Q3产品迭代
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  项目背景：改版
  核心目标：转化率
  功能清单：首页
  用户画像：老客户
  预期成果：上线
  期望完成时间：2024-08-30
  启动会：2024-07-01 10:00-10:30 线上
                 → roster to li, liu, sun, wang, zhang
                 → spec to li, liu, sun, wang, zhang
                 → kickoff (invite) to li, liu, sun, wang, zhang
2024-07-01 10:30 → minutes to liu
2024-07-01 10:40 liu replies to minutes: 会议纪要：大家同意先做首页。
                 → tasks to liu
2024-07-01 10:50 liu replies to tasks: UI设计初稿 | li@ | 2024-07-15 | 高
                 → task-list to li, liu, sun, wang, zhang
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
2024-07-01 11:00 li replies to confirm: 确认
                 → echo to li
= P-2024-0001-T01 is in working

# The plan is missing: one mail back, with the form.
2024-07-01 14:00 li writes: 【延期申请】UI设计初稿
  延至：2024-07-18
  原因：客户修改了需求
                 → incomplete to li
# Earlier than now is refused.
2024-07-01 14:05 li writes: 【延期申请】UI设计初稿
  延至：2024-07-10
  原因：客户修改了需求
  调整后的计划：先交付首页
                 → not-later to li
2024-07-01 14:10 li writes: [Delay request] UI设计初稿
  Until: 2024-07-18
  Reason: the client changed the requirements
  Revised plan: home page first
                 → verdict to liu, zhang
                 → opened to li
= li reads in opened: 延期申请：UI设计初稿
= DLY-2024-0001 is in review

# A second one while the first is open.
2024-07-01 14:20 li writes: 【延期申请】UI设计初稿
  延至：2024-07-19
  原因：又变了
  调整后的计划：再晚一天
                 → refused to li

# A condition is no decision; a polite yes is; somebody else's letter proves nothing.
2024-07-01 15:00 liu replies to verdict: 可以，但要到17号
                 → unclear to liu
2024-07-01 15:05 liu replies to verdict: 好的
                 → unclear to liu
2024-07-01 15:10 liu replies to verdict: 同意
                 → echo to liu
2024-07-01 15:20 li replies to zhang's verdict: 同意
                 → no-such-item to li
= li reads in no-such-item: 这要由张伟答复，不是您
= DLY-2024-0001 is in review

# Zhang is silent: reminders after four working hours and the next morning, then his deputy is asked.
# Li Na is the deputy, but nobody decides on their own request: she is left out; his superior is next.
2024-07-01 16:30 → progress to li
2024-07-01 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-02 09:10 → verdict (reminder) to zhang
2024-07-02 10:00 → verdict (reminder) to zhang
2024-07-02 14:10 → still-open to li
2024-07-02 16:30 → progress to li
2024-07-02 17:00 → progress-digest to li, liu, sun, wang, zhang
2024-07-03 09:00 → agenda to li, liu, sun, wang, zhang
2024-07-03 10:15 → minutes to liu
2024-07-03 14:10 → verdict (also) to lin
                 → still-open to li
2024-07-03 15:00 time passes
= DLY-2024-0001 is in review
2024-07-03 15:30 lin replies to verdict: 批准
                 → task-list to li, liu, sun, wang, zhang
                 → granted to li
                 → echo to lin
                 → deadline (invite) to li
= DLY-2024-0001 is in granted
= P-2024-0001-T01 has due 2024-07-18
2024-07-03 15:40 zhang replies to verdict: 驳回 意见：太晚
                 → too-late to zhang
