# 部门例会: every Monday 14:00, minutes within two hours as after any meeting; a day off moves it; the head changes the people and ends it   [S4, R1.4]
zone: Asia/Shanghai

2024-06-03 09:10 zhang writes: 【例行汇报】产品部
  成员：李娜、刘洋
  记录人：李娜
                 → begins to li, liu, zhang
                 → weekly (invite) to li, liu, zhang
2024-06-03 15:00 → minutes to li
2024-06-03 16:30 → minutes (reminder) to li
2024-06-03 17:00 → minutes (reminder) to li
                 → minutes-late to zhang
2024-06-03 17:30 liu writes: [REP-2024-0001] 【会议纪要】
  不该由我来写。
2024-06-03 17:40 li writes: 【会议纪要】
  本周先做首页。
                 → echo to li
2024-06-06 16:00 → entry to li, liu
2024-06-06 17:00 li replies to entry:
  本周完成：首页
  下周计划：搜索
                 → echo to li
2024-06-06 17:10 liu replies to entry:
  本周完成：立项
  下周计划：拆任务
                 → echo to liu
2024-06-07 18:00 → review to zhang
2024-06-07 19:00 zhang replies to review: 批准
                 → digest to li, lin, liu, zhang
2024-06-11 15:00 → minutes to li
# Monday the 10th is the Dragon Boat festival.
2024-06-11 16:00 li replies to minutes: 会议纪要：端午后开会，一切按计划。
                 → echo to li
2024-06-12 09:00 zhang writes: [REP-2024-0001] 【更正】
  成员：刘洋
                 → begins to liu, zhang
                 → weekly (invite) to li
2024-06-12 09:30 li writes: [REP-2024-0001] 【取消】
                 → no-such-item to li
= li reads in no-such-item: 张伟
2024-06-13 16:00 → entry to liu
2024-06-13 16:30 time passes
2024-06-13 16:40 zhang writes: [REP-2024-0001] 【取消】
                 → called-off to liu
                 → closed to liu, zhang
                 → weekly (invite) to liu, zhang
2024-06-17 16:00 time passes
