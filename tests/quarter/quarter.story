# 一个季度: a company of thirty, three projects, two outages (one at night), weekly and monthly reports, a newcomer, four customers, holidays and a make-up Saturday
zone: Asia/Shanghai

2024-04-01 09:10 liu writes: 【新项目】官网改版
  发起人：zhang@yuanshan.example
  项目经理：liu@yuanshan.example
  研发负责人：huang@yuanshan.example
  设计负责人：peng@yuanshan.example
  市场对接人：tang@yuanshan.example
  项目背景：本季度计划
  核心目标：按时上线
  功能清单：见附件
  用户画像：老客户
  预期成果：上线
  期望完成时间：2024-05-31
  启动会：2024-04-01 14:00-15:00 三楼
                 → roster to huang, liu, peng, tang, zhang
                 → spec to huang, liu, peng, tang, zhang
                 → kickoff (invite) to huang, liu, peng, tang, zhang
2024-04-01 09:21 zhang writes: 【例行汇报】产品部
  记录人：li@yuanshan.example
                 → begins to feng, li, liu, wu, zhang, zheng
                 → weekly (invite) to feng, li, liu, wu, zhang, zheng
2024-04-01 09:22 sun writes: 【例行汇报】客服部
  记录人：gao@yuanshan.example
                 → begins to gao, liang, luo, sun
                 → weekly (invite) to gao, liang, luo, sun
2024-04-01 15:00 → minutes to gao, li, liu
2024-04-01 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-04-01 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-04-01 15:40 liu replies to minutes of P-2024-0001: 会议纪要：逐条过了需求。
                 → tasks to liu
2024-04-02 10:00 liu replies to tasks of P-2024-0001:
  设计稿 | peng@yuanshan.example | 2024-04-18 | 中
  前端 | zhao@yuanshan.example | 2024-05-10 | 中
  后端 | xu@yuanshan.example | 2024-05-17 | 中
  文案 | tang@yuanshan.example | 2024-05-08 | 中
                 → confirm to peng, tang, xu, zhao
                 → task-list to huang, liu, peng, tang, zhang
                 → standup (invite) to huang, liu, peng, tang, zhang
2024-04-02 10:30 peng replies to confirm of P-2024-0001-T01: 确认
2024-04-02 10:30 xu replies to confirm of P-2024-0001-T03: 确认
2024-04-02 10:30 tang replies to confirm of P-2024-0001-T04: 确认
                 → echo to peng, tang, xu
2024-04-02 16:30 → progress to peng, tang, xu, zhao
2024-04-02 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 10%
2024-04-02 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 6%
2024-04-02 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 7%
2024-04-02 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-03 09:00 → agenda to huang, liu, peng, tang, zhang
                 → confirm (reminder) to zhao
2024-04-03 10:00 → taken-as-accepted to liu, zhao
2024-04-03 10:15 → minutes to liu
2024-04-03 11:00 liu replies to minutes of P-2024-0001: 站会纪要：按计划。
                 → echo to liu
2024-04-03 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-04-03 16:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-04-03 16:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-04-03 16:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-04-03 16:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-04-03 16:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-04-03 16:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-04-03 16:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-04-03 16:30 → progress to peng, tang, xu, zhao
2024-04-03 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 15%
2024-04-03 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 9%
2024-04-03 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 8%
2024-04-03 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 9%
2024-04-03 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-03 18:00 → review to sun, zhang
2024-04-03 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-04-03 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-04-07 16:30 → progress to peng, tang, xu, zhao
2024-04-07 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 36%
2024-04-07 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 18%
2024-04-07 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 16%
2024-04-07 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 19%
2024-04-07 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-08 09:30 he writes: 【入职】田野
  入职日期：2024-04-22
  试用期截止：2024-07-22
  岗位：产品专员
  部门：产品部
  公司邮箱：tian@yuanshan.example
                 → several to chen, qian
                 → buddy to zhang
                 → opened to he
2024-04-08 15:00 → minutes to gao, li
2024-04-08 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-04-08 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-04-08 16:30 → progress to peng, tang, xu, zhao
2024-04-08 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 42%
2024-04-08 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 21%
2024-04-08 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 18%
2024-04-08 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 22%
2024-04-08 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-09 09:30 zhang replies to buddy: 导师：李娜
  对接人：吴迪
  岗位职责：维护文档
  工作流程：先看手册
                 → named to he, li, wu
                 → echo to zhang
2024-04-09 16:30 → progress to peng, tang, xu, zhao
2024-04-09 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 47%
2024-04-09 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 23%
2024-04-09 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 20%
2024-04-09 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 24%
2024-04-09 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-10 09:00 → agenda to huang, liu, peng, tang, zhang
2024-04-10 10:00 chen replies to several: S01 完成
  S02 完成
2024-04-10 10:01 qian replies to several: S03 完成
  S04 完成
2024-04-10 10:15 → minutes to liu
2024-04-10 11:00 liu replies to minutes of P-2024-0001: 站会纪要：按计划。
                 → echo to liu
2024-04-10 13:30 gao writes: 【客户需求】需求1
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-04-26
  紧急程度：紧急
  类型：定制
                 → claim to sun
                 → opened to gao
2024-04-10 14:10 sun replies to claim of C-2024-0001: 负责人：luo@yuanshan.example
                 → owned to gao
                 → assessment to luo
                 → echo to sun
2024-04-10 16:30 → progress to peng, tang, xu, zhao
2024-04-10 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 52%
2024-04-10 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 25%
2024-04-10 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 22%
2024-04-10 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 26%
2024-04-10 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-11 09:00 → assessment (reminder) to luo
2024-04-11 09:40 luo replies to assessment of C-2024-0001: 可行：可行
  工作量：三天
  风险：低
                 → reply to luo
2024-04-11 11:20 luo replies to reply of C-2024-0001: 已答复
2024-04-11 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-04-11 16:30 → progress to peng, tang, xu, zhao
2024-04-11 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 57%
2024-04-11 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 28%
2024-04-11 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 24%
2024-04-11 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 29%
2024-04-11 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-12 10:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-04-12 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-04-12 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-04-12 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-04-12 10:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-04-12 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-04-12 15:00 → entry (reminder) to liu, luo
2024-04-12 16:30 → progress to peng, tang, xu, zhao
2024-04-12 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 63%
2024-04-12 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 30%
2024-04-12 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 26%
2024-04-12 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 31%
2024-04-12 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-12 18:00 → review to sun, zhang
2024-04-12 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-04-12 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-04-15 09:10 gao writes: 【新项目】客服系统
  发起人：sun@yuanshan.example
  项目经理：zheng@yuanshan.example
  研发负责人：ma@yuanshan.example
  设计负责人：xiao@yuanshan.example
  市场对接人：han@yuanshan.example
  项目背景：本季度计划
  核心目标：按时上线
  功能清单：见附件
  用户画像：老客户
  预期成果：上线
  期望完成时间：2024-06-21
  启动会：2024-04-15 14:00-15:00 三楼
                 → roster to gao, han, ma, sun, xiao, zheng
                 → spec to gao, han, ma, sun, xiao, zheng
                 → kickoff (invite) to gao, han, ma, sun, xiao, zheng
2024-04-15 15:00 → minutes to gao, gao, li
2024-04-15 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-04-15 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-04-15 15:40 gao replies to minutes of P-2024-0002: 会议纪要：逐条过了需求。
                 → tasks to zheng
                 → echo to gao
2024-04-15 16:30 → progress to peng, tang, xu, zhao
2024-04-15 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 79%
2024-04-15 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 37%
2024-04-15 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 32%
2024-04-15 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 39%
2024-04-15 17:00 → progress-digest to huang, liu, peng, tang, xu, zhang, zhao
2024-04-16 10:00 zheng replies to tasks of P-2024-0002:
  知识库 | luo@yuanshan.example | 2024-05-15 | 中
  机器人 | ma@yuanshan.example | 2024-06-05 | 中
  界面 | xiao@yuanshan.example | 2024-05-22 | 中
                 → confirm to luo, ma, xiao
                 → task-list to gao, han, ma, sun, xiao, zheng
                 → standup (invite) to gao, han, ma, sun, xiao, zheng
2024-04-16 10:30 luo replies to confirm of P-2024-0002-T01: 确认
2024-04-16 10:30 xiao replies to confirm of P-2024-0002-T03: 确认
                 → echo to luo, xiao
2024-04-16 16:30 → progress to luo, ma, peng, tang, xiao, xu, zhao
2024-04-16 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 84%
2024-04-16 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 8%
2024-04-16 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 39%
2024-04-16 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 34%
2024-04-16 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 7%
2024-04-16 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 41%
2024-04-16 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-17 09:00 → agenda to gao, han, huang, liu, ma, peng, sun, tang, xiao, zhang, zheng
                 → confirm (reminder) to ma
2024-04-17 10:00 → taken-as-accepted to ma, zheng
2024-04-17 10:15 → minutes to liu, zheng
2024-04-17 11:00 liu replies to minutes of P-2024-0001: 站会纪要：按计划。
2024-04-17 11:00 zheng replies to minutes of P-2024-0002: 站会纪要：按计划。
                 → echo to liu, zheng
2024-04-17 16:30 → progress to luo, ma, peng, tang, xiao, xu, zhao
2024-04-17 16:36 peng writes: [P-2024-0001-T01] 进度
  进度 89%
2024-04-17 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 11%
2024-04-17 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 41%
2024-04-17 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 8%
2024-04-17 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 36%
2024-04-17 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 9%
2024-04-17 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 43%
2024-04-17 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-17 18:00 → delivery (reminder) to peng
2024-04-18 10:00 peng writes: [P-2024-0001-T01] 【成果交付】
  版本号：1.0
  功能清单：设计稿
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to peng
2024-04-18 15:00 zhang replies to acceptance of P-2024-0001-T01: 通过
                 → deadline (cancel) to peng
                 → accepted to liu, peng
                 → echo to zhang
2024-04-18 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-04-18 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-18 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 14%
2024-04-18 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 44%
2024-04-18 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 10%
2024-04-18 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 38%
2024-04-18 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 12%
2024-04-18 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 46%
2024-04-18 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-19 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-04-19 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-04-19 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-04-19 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-04-19 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-04-19 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-04-19 15:00 → entry (reminder) to gao, li
2024-04-19 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-19 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 17%
2024-04-19 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 46%
2024-04-19 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 12%
2024-04-19 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 40%
2024-04-19 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 14%
2024-04-19 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 48%
2024-04-19 17:00 → eve to he, li, zhang
                 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-19 18:00 → review to sun, zhang
2024-04-19 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-04-19 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-04-22 09:00 → welcome to tian
                 → first-day to li
                 → day30 (invite) to li, tian, zhang
                 → day5 (invite) to li, tian
                 → day60 (invite) to li, tian, zhang
                 → day90 (invite) to li, tian, zhang
                 → intro (invite) to li, tian, zhang
2024-04-22 13:30 liang writes: 【客户需求】需求2
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-05-10
  紧急程度：普通
  类型：定制
                 → claim to sun
                 → opened to liang
2024-04-22 14:10 sun replies to claim of C-2024-0002: 负责人：gao@yuanshan.example
                 → owned to liang
                 → assessment to gao
                 → echo to sun
2024-04-22 15:00 → minutes to gao, li
2024-04-22 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-04-22 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-04-22 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-22 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 26%
2024-04-22 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 53%
2024-04-22 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 17%
2024-04-22 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 46%
2024-04-22 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 22%
2024-04-22 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 56%
2024-04-22 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-23 10:02 gao writes: 【紧急】官网无法访问
  类别：website
  发生时间：2024-04-23 10:00
  影响范围：全国
  已采取的临时措施：切换静态页
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to gao
2024-04-23 10:06 chen replies to assign of E-2024-0001:
  黄磊 — 查日志
  孙丽 — 同步客服口径
                 → crew to gao, huang, lin, sun, wang
                 → ready to huang, sun
                 → echo to chen
2024-04-23 10:12 huang replies to ready of E-2024-0001: 到位
                 → in-place to chen
2024-04-23 10:14 sun replies to ready of E-2024-0001: 到位
                 → in-place to chen
2024-04-23 10:31 → status (reminder) to chen
2024-04-23 10:33 chen replies to status of E-2024-0001: 更新 现状：正在处理 下一步：继续
                 → news to lin, wang
                 → echo to chen
2024-04-23 10:58 → status (reminder) to chen
2024-04-23 11:00 chen replies to status of E-2024-0001: 更新 现状：正在处理 下一步：继续
                 → news to lin, wang
                 → echo to chen
2024-04-23 11:25 → status (reminder) to chen
2024-04-23 11:27 chen replies to status of E-2024-0001: 更新 现状：正在处理 下一步：继续
                 → news to lin, wang
                 → echo to chen
2024-04-23 11:40 luo writes: [C-2024-0001] 【结案】
  客户确认人：赵经理
  确认日期：2024-04-23
  确认方式：邮件
2024-04-23 11:40 chen writes: [E-2024-0001] 已解决
  已解决
  原因：磁盘满
  根本原因：没有告警
  措施：清理
                 → closed to gao
                 → echo to luo
                 → call (cancel) to huang, sun
                 → cause to chen
                 → resolved to gao, huang, lin, sun, wang
                 → customer-letter to sun
                 → review (invite) to chen, gao, huang, sun
2024-04-23 11:55 sun replies to customer-letter of E-2024-0001: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-04-23 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-23 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 29%
2024-04-23 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 55%
2024-04-23 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 19%
2024-04-23 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 48%
2024-04-23 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 24%
2024-04-23 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 58%
2024-04-23 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-24 09:00 → cause (reminder) to chen
                 → agenda to gao, han, huang, liu, ma, peng, sun, tang, xiao, zhang, zheng
2024-04-24 09:40 gao replies to assessment of C-2024-0002: 可行：可行
  工作量：三天
  风险：低
                 → reply to gao
2024-04-24 09:50 chen replies to cause of E-2024-0001-REV01: 五个为什么：满、没清、没告警、没人管、没规定
  潜在原因：没有责任人
                 → cause-found to chen, wang
2024-04-24 10:15 → minutes to liu, zheng
2024-04-24 11:00 liu replies to minutes of P-2024-0001: 站会纪要：按计划。
2024-04-24 11:00 zheng replies to minutes of P-2024-0002: 站会纪要：按计划。
                 → echo to liu, zheng
2024-04-24 11:20 gao replies to reply of C-2024-0002: 已答复
2024-04-24 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-24 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 32%
2024-04-24 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 58%
2024-04-24 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 20%
2024-04-24 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 50%
2024-04-24 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 26%
2024-04-24 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 60%
2024-04-24 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-25 15:00 → report to chen
2024-04-25 16:00 → account to feng, gao, li, liang, liu, luo, wu, zheng
                 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-04-25 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-25 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 35%
2024-04-25 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 60%
2024-04-25 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 22%
2024-04-25 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 51%
2024-04-25 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 29%
2024-04-25 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 63%
2024-04-25 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-26 10:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-04-26 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-04-26 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-04-26 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-04-26 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-04-26 10:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-04-26 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-04-26 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-04-26 10:20 chen replies to report of E-2024-0001-REV01:
  概述：磁盘满
  影响数字：百分钟
  做得好：来得快
  做得不好：发现得晚
  侥幸：在夜里
  改进措施：
  磁盘告警 | 黄磊 | 2024-05-08 | 演练一次
                 → confirm to huang
                 → published to chen, gao, huang, lin, sun, wang
                 → plans to chen
2024-04-26 10:40 huang replies to confirm of E-2024-0001-REV01-A01: 确认
                 → echo to huang
2024-04-26 15:30 → feedback to li, tian
2024-04-26 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-26 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 38%
2024-04-26 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 62%
2024-04-26 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 24%
2024-04-26 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 53%
2024-04-26 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 31%
2024-04-26 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 65%
2024-04-26 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-26 18:00 → review to sun, zhang
2024-04-26 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-04-26 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-04-28 10:40 tian replies to feedback:
  顺利的地方：同事热情
  遇到的困难：系统多
  需要的支持：多讲几次
                 → echo to tian
2024-04-28 10:41 li replies to feedback:
  顺利的地方：同事热情
  遇到的困难：系统多
  需要的支持：多讲几次
                 → talk to he
                 → echo to li
2024-04-28 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-28 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 44%
2024-04-28 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 67%
2024-04-28 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 27%
2024-04-28 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 57%
2024-04-28 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 36%
2024-04-28 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 70%
2024-04-28 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-29 09:00 → open-list to chen
                 → standup-skipped to gao, han, huang, liu, ma, peng, sun, tang, xiao, zhang, zheng
2024-04-29 11:05 chen replies to plans of E-2024-0001-REV01:
  应急预案：已补一节
  操作规程：SOP-3 已改
  监控：已加磁盘告警
                 → echo to chen
2024-04-29 11:40 → callback to luo
2024-04-29 15:00 → minutes to gao, li
2024-04-29 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-04-29 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-04-29 15:45 luo replies to callback of C-2024-0001: 满意度：满意
  客户意见：很好
                 → echo to luo
2024-04-29 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-29 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 47%
2024-04-29 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 69%
2024-04-29 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 29%
2024-04-29 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 59%
2024-04-29 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 39%
2024-04-29 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 73%
2024-04-29 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-30 11:00 li writes: 【月报】
  本月完成：手头的工作
                 → echo to li
2024-04-30 11:01 liu writes: 【月报】
  本月完成：手头的工作
                 → echo to liu
2024-04-30 11:02 wu writes: 【月报】
  本月完成：手头的工作
                 → echo to wu
2024-04-30 11:03 zheng writes: 【月报】
  本月完成：手头的工作
                 → echo to zheng
2024-04-30 11:04 feng writes: 【月报】
  本月完成：手头的工作
                 → summary to zhang
                 → echo to feng
2024-04-30 11:10 gao writes: 【月报】
  本月完成：手头的工作
                 → echo to gao
2024-04-30 11:11 luo writes: 【月报】
  本月完成：手头的工作
                 → echo to luo
2024-04-30 11:12 liang writes: 【月报】
  本月完成：手头的工作
                 → summary to sun
                 → echo to liang
2024-04-30 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-04-30 16:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-04-30 16:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-04-30 16:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-04-30 16:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-04-30 16:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-04-30 16:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-04-30 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-04-30 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 50%
2024-04-30 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 71%
2024-04-30 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 31%
2024-04-30 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 61%
2024-04-30 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 41%
2024-04-30 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 75%
2024-04-30 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-04-30 17:10 zhang replies to summary:
  目标达成：达成
  关键数据：持平
  重要决策：无
  问题与改进：无
  下月重点：继续
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-04-30 17:11 sun replies to summary:
  目标达成：达成
  关键数据：持平
  重要决策：无
  问题与改进：无
  下月重点：继续
                 → digest to gao, liang, lin, luo, sun
2024-04-30 18:00 → review to sun, zhang
2024-04-30 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-04-30 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-05-06 09:00 → open-list to chen
2024-05-06 15:00 → minutes to gao, li
2024-05-06 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-05-06 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-05-06 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-05-06 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 68%
2024-05-06 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 85%
2024-05-06 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 42%
2024-05-06 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 73%
2024-05-06 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 56%
2024-05-06 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 90%
2024-05-06 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-05-07 11:40 gao writes: [C-2024-0002] 【结案】
  客户确认人：赵经理
  确认日期：2024-05-07
  确认方式：邮件
                 → closed to liang
                 → echo to gao
2024-05-07 16:30 → progress to luo, ma, tang, xiao, xu, zhao
2024-05-07 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 71%
2024-05-07 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 88%
2024-05-07 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 43%
2024-05-07 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 75%
2024-05-07 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 58%
2024-05-07 16:39 tang writes: [P-2024-0001-T04] 进度
  进度 92%
2024-05-07 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-05-07 18:00 → done (reminder) to huang
                 → delivery (reminder) to tang
2024-05-08 09:00 → agenda to gao, han, huang, liu, ma, peng, sun, tang, xiao, zhang, zheng
2024-05-08 10:00 tang writes: [P-2024-0001-T04] 【成果交付】
  版本号：1.0
  功能清单：文案
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to tang
2024-05-08 10:15 → minutes to liu, zheng
2024-05-08 11:00 liu replies to minutes of P-2024-0001: 站会纪要：按计划。
2024-05-08 11:00 zheng replies to minutes of P-2024-0002: 站会纪要：按计划。
                 → echo to liu, zheng
2024-05-08 11:25 huang writes: [E-2024-0001-REV01-A01] 完成
  完成情况：已上线
  验证结果：演练一次，收到告警
                 → deadline (cancel) to huang
2024-05-08 15:00 zhang replies to acceptance of P-2024-0001-T04: 通过
                 → deadline (cancel) to tang
                 → accepted to liu, tang
                 → echo to zhang
2024-05-08 16:30 → progress to luo, ma, xiao, xu, zhao
2024-05-08 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 74%
2024-05-08 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 90%
2024-05-08 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 45%
2024-05-08 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 77%
2024-05-08 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 60%
2024-05-08 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-05-09 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-05-09 16:30 → progress to luo, ma, xiao, xu, zhao
2024-05-09 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 77%
2024-05-09 16:37 zhao writes: [P-2024-0001-T02] 进度
  进度 92%
2024-05-09 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 47%
2024-05-09 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 79%
2024-05-09 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 63%
2024-05-09 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zhao, zheng
2024-05-09 18:00 → delivery (reminder) to zhao
2024-05-10 10:00 zhao writes: [P-2024-0001-T02] 【成果交付】
  版本号：1.0
  功能清单：前端
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to zhao
2024-05-10 10:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-05-10 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-05-10 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-05-10 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-05-10 10:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-05-10 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-05-10 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-05-10 15:00 zhang replies to acceptance of P-2024-0001-T02: 通过
                 → entry (reminder) to zheng
                 → deadline (cancel) to zhao
                 → accepted to liu, zhao
                 → echo to zhang
2024-05-10 16:30 → progress to luo, ma, xiao, xu
2024-05-10 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 80%
2024-05-10 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 49%
2024-05-10 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 81%
2024-05-10 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 65%
2024-05-10 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zheng
2024-05-10 18:00 → review to sun, zhang
2024-05-10 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-05-10 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-05-11 16:30 → progress to luo, ma, xiao, xu
2024-05-11 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 83%
2024-05-11 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 50%
2024-05-11 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 83%
2024-05-11 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 68%
2024-05-11 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zheng
2024-05-13 09:10 han writes: 【新项目】夏季活动
  发起人：song@yuanshan.example
  项目经理：feng@yuanshan.example
  研发负责人：zhu@yuanshan.example
  设计负责人：cao@yuanshan.example
  市场对接人：han@yuanshan.example
  项目背景：本季度计划
  核心目标：按时上线
  功能清单：见附件
  用户画像：老客户
  预期成果：上线
  期望完成时间：2024-06-25
  启动会：2024-05-13 14:00-15:00 三楼
                 → roster to cao, feng, han, song, zhu
                 → spec to cao, feng, han, song, zhu
                 → kickoff (invite) to cao, feng, han, song, zhu
2024-05-13 11:40 → callback to gao
2024-05-13 15:00 → minutes to gao, han, li
2024-05-13 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-05-13 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-05-13 15:40 han replies to minutes of P-2024-0003: 会议纪要：逐条过了需求。
                 → tasks to feng
                 → echo to han
2024-05-13 15:45 gao replies to callback of C-2024-0002: 满意度：满意
  客户意见：很好
                 → echo to gao
2024-05-13 16:30 → progress to luo, ma, xiao, xu
2024-05-13 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 89%
2024-05-13 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 54%
2024-05-13 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 87%
2024-05-13 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 73%
2024-05-13 17:00 → progress-digest to gao, han, huang, liu, luo, ma, peng, sun, tang, xiao, xu, zhang, zheng
2024-05-14 10:00 feng replies to tasks of P-2024-0003:
  活动页 | zhu@yuanshan.example | 2024-06-07 | 中
  海报 | cao@yuanshan.example | 2024-05-30 | 中
  短信 | deng@yuanshan.example | 2024-06-13 | 中
                 → confirm to cao, deng, zhu
                 → task-list to cao, feng, han, song, zhu
                 → standup (invite) to cao, feng, han, song, zhu
2024-05-14 10:30 zhu replies to confirm of P-2024-0003-T01: 确认
2024-05-14 10:30 deng replies to confirm of P-2024-0003-T03: 确认
                 → echo to deng, zhu
2024-05-14 16:30 → progress to cao, deng, luo, ma, xiao, xu, zhu
2024-05-14 16:36 luo writes: [P-2024-0002-T01] 进度
  进度 92%
2024-05-14 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 8%
2024-05-14 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 56%
2024-05-14 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 89%
2024-05-14 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 75%
2024-05-14 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 7%
2024-05-14 17:00 → progress-digest to cao, deng, feng, gao, han, han, huang, liu, luo, ma, peng, song, sun, tang, xiao, xu, zhang, zheng, zhu
2024-05-14 18:00 → delivery (reminder) to luo
2024-05-15 09:00 → agenda to cao, feng, gao, han, han, huang, liu, ma, peng, song, sun, tang, xiao, zhang, zheng, zhu
                 → confirm (reminder) to cao
2024-05-15 10:00 luo writes: [P-2024-0002-T01] 【成果交付】
  版本号：1.0
  功能清单：知识库
  [file 测试报告.pdf]
                 → taken-as-accepted to cao, feng
                 → delivered to zheng
                 → acceptance to sun
                 → echo to luo
2024-05-15 10:15 → minutes to feng, liu, zheng
2024-05-15 11:00 liu replies to minutes of P-2024-0001: 站会纪要：按计划。
2024-05-15 11:00 zheng replies to minutes of P-2024-0002: 站会纪要：按计划。
2024-05-15 11:00 feng replies to minutes of P-2024-0003: 站会纪要：按计划。
                 → echo to feng, liu, zheng
2024-05-15 15:00 sun replies to acceptance of P-2024-0002-T01: 通过
                 → deadline (cancel) to luo
                 → accepted to luo, zheng
                 → echo to sun
2024-05-15 16:30 → progress to cao, deng, ma, xiao, xu, zhu
2024-05-15 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 12%
2024-05-15 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 57%
2024-05-15 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 15%
2024-05-15 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 91%
2024-05-15 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 77%
2024-05-15 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 10%
2024-05-15 17:00 → progress-digest to cao, deng, feng, gao, han, han, huang, liu, ma, peng, song, sun, tang, xiao, xu, zhang, zheng, zhu
2024-05-16 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-05-16 16:30 → progress to cao, deng, ma, xiao, xu, zhu
2024-05-16 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 15%
2024-05-16 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 59%
2024-05-16 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 20%
2024-05-16 16:38 xu writes: [P-2024-0001-T03] 进度
  进度 93%
2024-05-16 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 80%
2024-05-16 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 13%
2024-05-16 17:00 → progress-digest to cao, deng, feng, gao, han, han, huang, liu, ma, peng, song, sun, tang, xiao, xu, zhang, zheng, zhu
2024-05-16 18:00 → delivery (reminder) to xu
2024-05-17 10:00 xu writes: [P-2024-0001-T03] 【成果交付】
  版本号：1.0
  功能清单：后端
  [file 测试报告.pdf]
                 → delivered to liu
                 → acceptance to zhang
                 → echo to xu
2024-05-17 10:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-05-17 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-05-17 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-05-17 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-05-17 10:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-05-17 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-05-17 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-05-17 15:00 zhang replies to acceptance of P-2024-0001-T03: 通过
                 → entry (reminder) to zheng
                 → deadline (cancel) to xu
                 → accepted to liu, xu
                 → echo to zhang
2024-05-17 16:30 → progress to cao, deng, ma, xiao, zhu
2024-05-17 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 19%
2024-05-17 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 61%
2024-05-17 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 26%
2024-05-17 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 82%
2024-05-17 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 16%
2024-05-17 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-17 18:00 → review to sun, zhang
2024-05-17 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-05-17 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-05-20 13:30 gao writes: 【客户需求】需求3
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-06-05
  紧急程度：低
  类型：定制
                 → claim to sun
                 → opened to gao
2024-05-20 14:10 sun replies to claim of C-2024-0003: 负责人：liang@yuanshan.example
                 → owned to gao
                 → assessment to liang
                 → echo to sun
2024-05-20 15:00 → minutes to gao, li
2024-05-20 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-05-20 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-05-20 16:30 → progress to cao, deng, ma, xiao, zhu
2024-05-20 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 30%
2024-05-20 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 66%
2024-05-20 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 42%
2024-05-20 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 90%
2024-05-20 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 25%
2024-05-20 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-21 01:02 luo writes: 【紧急】官网无法访问
  类别：website
  发生时间：2024-05-21 01:00
  影响范围：全国
  已采取的临时措施：切换静态页
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to luo
2024-05-21 01:06 chen replies to assign of E-2024-0002:
  黄磊 — 查日志
  孙丽 — 同步客服口径
                 → crew to huang, lin, luo, sun, wang
                 → ready to huang, sun
                 → echo to chen
2024-05-21 01:12 huang replies to ready of E-2024-0002: 到位
                 → in-place to chen
2024-05-21 01:14 sun replies to ready of E-2024-0002: 到位
                 → in-place to chen
2024-05-21 01:31 → status (reminder) to chen
2024-05-21 01:33 chen replies to status of E-2024-0002: 更新 现状：正在处理 下一步：继续
                 → news to lin, wang
                 → echo to chen
2024-05-21 01:58 → status (reminder) to chen
2024-05-21 02:00 chen replies to status of E-2024-0002: 更新 现状：正在处理 下一步：继续
                 → news to lin, wang
                 → echo to chen
2024-05-21 02:25 → status (reminder) to chen
2024-05-21 02:27 chen replies to status of E-2024-0002: 更新 现状：正在处理 下一步：继续
                 → news to lin, wang
                 → echo to chen
2024-05-21 02:40 chen writes: [E-2024-0002] 已解决
  已解决
  原因：磁盘满
  根本原因：没有告警
  措施：清理
                 → call (cancel) to huang, sun
                 → cause to chen
                 → resolved to huang, lin, luo, sun, wang
                 → customer-letter to sun
                 → review (invite) to chen, huang, luo, sun
2024-05-21 02:55 sun replies to customer-letter of E-2024-0002: 批准
                 → customer-letter-final to sun
                 → echo to sun
2024-05-21 15:30 → feedback to li, tian
2024-05-21 16:30 → progress to cao, deng, ma, xiao, zhu
2024-05-21 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 33%
2024-05-21 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 68%
2024-05-21 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 47%
2024-05-21 16:38 xiao writes: [P-2024-0002-T03] 进度
  进度 92%
2024-05-21 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 28%
2024-05-21 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-21 18:00 → delivery (reminder) to xiao
2024-05-22 09:00 → cause (reminder) to chen
                 → agenda to cao, feng, gao, han, han, huang, liu, ma, peng, song, sun, tang, xiao, zhang, zheng, zhu
2024-05-22 09:40 liang replies to assessment of C-2024-0003: 可行：可行
  工作量：三天
  风险：低
                 → reply to liang
2024-05-22 09:50 chen replies to cause of E-2024-0002-REV01: 五个为什么：满、没清、没告警、没人管、没规定
  潜在原因：没有责任人
                 → cause-found to chen, wang
2024-05-22 10:00 xiao writes: [P-2024-0002-T03] 【成果交付】
  版本号：1.0
  功能清单：界面
  [file 测试报告.pdf]
                 → delivered to zheng
                 → acceptance to sun
                 → echo to xiao
2024-05-22 10:15 → minutes to feng, liu, zheng
2024-05-22 10:40 tian replies to feedback:
  顺利的地方：同事热情
  遇到的困难：系统多
  需要的支持：多讲几次
                 → echo to tian
2024-05-22 10:41 li replies to feedback:
  顺利的地方：同事热情
  遇到的困难：系统多
  需要的支持：多讲几次
                 → talk to he
                 → echo to li
2024-05-22 11:00 liu replies to minutes of P-2024-0001: 站会纪要：按计划。
2024-05-22 11:00 zheng replies to minutes of P-2024-0002: 站会纪要：按计划。
2024-05-22 11:00 feng replies to minutes of P-2024-0003: 站会纪要：按计划。
                 → echo to feng, liu, zheng
2024-05-22 11:20 liang replies to reply of C-2024-0003: 已答复
2024-05-22 15:00 sun replies to acceptance of P-2024-0002-T03: 通过
                 → deadline (cancel) to xiao
                 → accepted to xiao, zheng
                 → echo to sun
2024-05-22 16:30 → progress to cao, deng, ma, zhu
2024-05-22 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 37%
2024-05-22 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 70%
2024-05-22 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 52%
2024-05-22 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 31%
2024-05-22 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-23 10:00 → relapse to chen
2024-05-23 11:15 chen replies to relapse of E-2024-0001-REV01: 否
2024-05-23 15:00 → report to chen
2024-05-23 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-05-23 16:30 → progress to cao, deng, ma, zhu
2024-05-23 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 41%
2024-05-23 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 72%
2024-05-23 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 57%
2024-05-23 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 34%
2024-05-23 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-24 10:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-05-24 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-05-24 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-05-24 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-05-24 10:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-05-24 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-05-24 10:20 chen replies to report of E-2024-0002-REV01:
  概述：磁盘满
  影响数字：百分钟
  做得好：来得快
  做得不好：发现得晚
  侥幸：在夜里
  改进措施：
  磁盘告警 | 黄磊 | 2024-06-03 | 演练一次
                 → confirm to huang
                 → published to chen, huang, lin, luo, sun, wang
                 → plans to chen
2024-05-24 10:40 huang replies to confirm of E-2024-0002-REV01-A01: 确认
                 → echo to huang
2024-05-24 11:30 liu writes: [P-2024-0001] 【已上线】
  上线时间：2024-05-24 11:00
                 → standup (invite) to huang, liu, peng, tang, zhang
                 → live to huang, liu, peng, tang, zhang
                 → retro (invite) to huang, liu, peng, tang, zhang
2024-05-24 15:00 → entry (reminder) to liang, wu
2024-05-24 16:00 → account to feng, gao, li, liang, liu, luo, wu, zheng
2024-05-24 16:30 → progress to cao, deng, ma, zhu
2024-05-24 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 44%
2024-05-24 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 73%
2024-05-24 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 63%
2024-05-24 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 36%
2024-05-24 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-24 18:00 → review to sun, zhang
2024-05-24 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-05-24 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-05-27 09:00 → open-list to chen
2024-05-27 15:00 → minutes to gao, li
2024-05-27 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-05-27 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-05-27 16:30 → progress to cao, deng, ma, zhu
2024-05-27 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 55%
2024-05-27 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 79%
2024-05-27 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 79%
2024-05-27 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 45%
2024-05-27 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-28 11:05 chen replies to plans of E-2024-0002-REV01:
  应急预案：已补一节
  操作规程：SOP-3 已改
  监控：已加磁盘告警
                 → echo to chen
2024-05-28 15:00 → retro to liu
2024-05-28 16:30 → progress to cao, deng, ma, zhu
2024-05-28 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 59%
2024-05-28 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 80%
2024-05-28 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 84%
2024-05-28 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 48%
2024-05-28 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-29 09:00 → agenda to cao, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-29 10:15 → minutes to feng, zheng
2024-05-29 10:30 liu replies to retro of P-2024-0001:
  流程：需求要早定
  沟通频次：够用
                 → closed to huang, liu, peng, tang, zhang
2024-05-29 11:00 zheng replies to minutes of P-2024-0002: 站会纪要：按计划。
2024-05-29 11:00 feng replies to minutes of P-2024-0003: 站会纪要：按计划。
                 → echo to feng, zheng
2024-05-29 16:30 → progress to cao, deng, ma, zhu
2024-05-29 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 62%
2024-05-29 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 82%
2024-05-29 16:37 cao writes: [P-2024-0003-T02] 进度
  进度 89%
2024-05-29 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 51%
2024-05-29 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-29 18:00 → delivery (reminder) to cao
2024-05-30 10:00 cao writes: [P-2024-0003-T02] 【成果交付】
  版本号：1.0
  功能清单：海报
  [file 测试报告.pdf]
                 → delivered to feng
                 → acceptance to song
                 → echo to cao
2024-05-30 15:00 song replies to acceptance of P-2024-0003-T02: 通过
                 → deadline (cancel) to cao
                 → accepted to cao, feng
                 → echo to song
2024-05-30 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-05-30 16:30 → progress to deng, ma, zhu
2024-05-30 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 66%
2024-05-30 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 84%
2024-05-30 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 54%
2024-05-30 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-31 10:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-05-31 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-05-31 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-05-31 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-05-31 10:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-05-31 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-05-31 11:00 li writes: 【月报】
  本月完成：手头的工作
                 → echo to li
2024-05-31 11:01 liu writes: 【月报】
  本月完成：手头的工作
                 → echo to liu
2024-05-31 11:02 wu writes: 【月报】
  本月完成：手头的工作
                 → echo to wu
2024-05-31 11:03 zheng writes: 【月报】
  本月完成：手头的工作
                 → echo to zheng
2024-05-31 11:04 feng writes: 【月报】
  本月完成：手头的工作
                 → summary to zhang
                 → echo to feng
2024-05-31 11:10 gao writes: 【月报】
  本月完成：手头的工作
                 → echo to gao
2024-05-31 11:11 luo writes: 【月报】
  本月完成：手头的工作
                 → echo to luo
2024-05-31 11:12 liang writes: 【月报】
  本月完成：手头的工作
                 → summary to sun
                 → echo to liang
2024-05-31 11:40 liang writes: [C-2024-0003] 【结案】
  客户确认人：赵经理
  确认日期：2024-05-31
  确认方式：邮件
                 → closed to gao
                 → echo to liang
2024-05-31 15:00 → entry (reminder) to liu, luo
2024-05-31 16:30 → progress to deng, ma, zhu
2024-05-31 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 69%
2024-05-31 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 86%
2024-05-31 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 57%
2024-05-31 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-05-31 17:10 zhang replies to summary:
  目标达成：达成
  关键数据：持平
  重要决策：无
  问题与改进：无
  下月重点：继续
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-05-31 17:11 sun replies to summary:
  目标达成：达成
  关键数据：持平
  重要决策：无
  问题与改进：无
  下月重点：继续
                 → digest to gao, liang, lin, luo, sun
2024-05-31 18:00 → done (reminder) to huang
                 → review to sun, zhang
2024-05-31 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-05-31 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-06-03 09:00 → open-list to chen
2024-06-03 11:25 huang writes: [E-2024-0002-REV01-A01] 完成
  完成情况：已上线
  验证结果：演练一次，收到告警
                 → deadline (cancel) to huang
2024-06-03 13:30 luo writes: 【客户需求】需求4
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-06-20
  紧急程度：普通
  类型：定制
                 → claim to sun
                 → opened to luo
2024-06-03 14:10 sun replies to claim of C-2024-0004: 负责人：sun@yuanshan.example
                 → owned to luo
                 → assessment to sun
2024-06-03 15:00 → minutes to gao, li
2024-06-03 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-06-03 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-06-03 16:30 → progress to deng, ma, zhu
2024-06-03 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 80%
2024-06-03 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 91%
2024-06-03 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 65%
2024-06-03 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-06-04 16:30 → progress to deng, ma, zhu
2024-06-04 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 84%
2024-06-04 16:37 ma writes: [P-2024-0002-T02] 进度
  进度 93%
2024-06-04 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 68%
2024-06-04 17:00 → progress-digest to cao, deng, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-06-04 18:00 → delivery (reminder) to ma
2024-06-05 09:00 → agenda to cao, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-06-05 09:40 sun replies to assessment of C-2024-0004: 可行：可行
  工作量：三天
  风险：低
                 → reply to sun
2024-06-05 10:00 ma writes: [P-2024-0002-T02] 【成果交付】
  版本号：1.0
  功能清单：机器人
  [file 测试报告.pdf]
                 → delivered to zheng
                 → acceptance to sun
                 → echo to ma
2024-06-05 10:15 → minutes to feng, zheng
2024-06-05 11:00 zheng replies to minutes of P-2024-0002: 站会纪要：按计划。
2024-06-05 11:00 feng replies to minutes of P-2024-0003: 站会纪要：按计划。
                 → echo to feng, zheng
2024-06-05 11:20 sun replies to reply of C-2024-0004: 已答复
2024-06-05 15:00 sun replies to acceptance of P-2024-0002-T02: 通过
                 → deadline (cancel) to ma
                 → accepted to ma, zheng
                 → echo to sun
2024-06-05 16:30 → progress to deng, zhu
2024-06-05 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 87%
2024-06-05 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 71%
2024-06-05 17:00 → progress-digest to cao, deng, feng, han, song, zhu
2024-06-06 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-06-06 16:30 → progress to deng, zhu
2024-06-06 16:36 zhu writes: [P-2024-0003-T01] 进度
  进度 91%
2024-06-06 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 74%
2024-06-06 17:00 → progress-digest to cao, deng, feng, han, song, zhu
2024-06-06 18:00 → delivery (reminder) to zhu
2024-06-07 10:00 zhu writes: [P-2024-0003-T01] 【成果交付】
  版本号：1.0
  功能清单：活动页
  [file 测试报告.pdf]
                 → delivered to feng
                 → acceptance to song
                 → echo to zhu
2024-06-07 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-06-07 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-06-07 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-06-07 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-06-07 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-06-07 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-06-07 11:40 → callback to liang
2024-06-07 15:00 song replies to acceptance of P-2024-0003-T01: 通过
                 → entry (reminder) to gao, li
                 → deadline (cancel) to zhu
                 → accepted to feng, zhu
                 → echo to song
2024-06-07 15:45 liang replies to callback of C-2024-0003: 满意度：满意
  客户意见：很好
                 → echo to liang
2024-06-07 16:30 → progress to deng
2024-06-07 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 77%
2024-06-07 17:00 → progress-digest to cao, deng, feng, han, song, zhu
2024-06-07 18:00 → review to sun, zhang
2024-06-07 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-06-07 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-06-11 15:00 → minutes to gao, li
2024-06-11 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-06-11 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-06-11 16:30 → progress to deng
2024-06-11 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 89%
2024-06-11 17:00 → progress-digest to cao, deng, feng, han, song, zhu
2024-06-12 09:00 → agenda to cao, feng, gao, han, han, ma, song, sun, xiao, zheng, zhu
2024-06-12 10:15 → minutes to feng, zheng
2024-06-12 11:00 zheng replies to minutes of P-2024-0002: 站会纪要：按计划。
2024-06-12 11:00 feng replies to minutes of P-2024-0003: 站会纪要：按计划。
                 → echo to feng, zheng
2024-06-12 16:30 → progress to deng
2024-06-12 16:38 deng writes: [P-2024-0003-T03] 进度
  进度 92%
2024-06-12 17:00 → progress-digest to cao, deng, feng, han, song, zhu
2024-06-12 18:00 → delivery (reminder) to deng
2024-06-13 10:00 deng writes: [P-2024-0003-T03] 【成果交付】
  版本号：1.0
  功能清单：短信
  [file 测试报告.pdf]
                 → delivered to feng
                 → acceptance to song
                 → echo to deng
2024-06-13 15:00 song replies to acceptance of P-2024-0003-T03: 通过
                 → deadline (cancel) to deng
                 → accepted to deng, feng
                 → echo to song
2024-06-13 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-06-14 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-06-14 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-06-14 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-06-14 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-06-14 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-06-14 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-06-14 11:30 zheng writes: [P-2024-0002] 【已上线】
  上线时间：2024-06-14 11:00
                 → standup (invite) to gao, han, ma, sun, xiao, zheng
                 → live to gao, han, ma, sun, xiao, zheng
                 → retro (invite) to gao, han, ma, sun, xiao, zheng
2024-06-14 15:00 → entry (reminder) to gao, li
2024-06-14 18:00 → review to sun, zhang
2024-06-14 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-06-14 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-06-17 11:40 sun writes: [C-2024-0004] 【结案】
  客户确认人：赵经理
  确认日期：2024-06-17
  确认方式：邮件
                 → closed to luo
                 → echo to sun
2024-06-17 15:00 → minutes to gao, li
2024-06-17 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-06-17 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-06-18 15:00 → retro to zheng
2024-06-19 09:00 → agenda to cao, feng, han, song, zhu
2024-06-19 10:15 → minutes to feng
2024-06-19 10:30 zheng replies to retro of P-2024-0002:
  流程：需求要早定
  沟通频次：够用
                 → closed to gao, han, ma, sun, xiao, zheng
2024-06-19 11:30 feng writes: [P-2024-0003] 【已上线】
  上线时间：2024-06-19 11:00
                 → live to cao, feng, han, song, zhu
                 → retro (invite) to cao, feng, han, song, zhu
2024-06-20 10:00 → relapse to chen
2024-06-20 11:15 chen replies to relapse of E-2024-0002-REV01: 否
2024-06-20 15:30 → feedback to li, tian
2024-06-20 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-06-21 10:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-06-21 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-06-21 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-06-21 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-06-21 10:09 feng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to feng
2024-06-21 10:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-06-21 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-06-21 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-06-21 10:40 tian replies to feedback:
  顺利的地方：同事热情
  遇到的困难：系统多
  需要的支持：多讲几次
                 → echo to tian
2024-06-21 10:41 li replies to feedback:
  顺利的地方：同事热情
  遇到的困难：系统多
  需要的支持：多讲几次
                 → talk to he
                 → echo to li
2024-06-21 15:00 → retro to feng
2024-06-21 18:00 → review to sun, zhang
2024-06-21 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-06-21 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-06-24 10:30 feng replies to retro of P-2024-0003:
  流程：需求要早定
  沟通频次：够用
                 → closed to cao, feng, han, song, zhu
2024-06-24 11:40 → callback to sun
2024-06-24 15:00 → minutes to gao, li
2024-06-24 15:20 li replies to minutes of REP-2024-0001: 会议纪要：本周重点已定。
                 → echo to li
2024-06-24 15:21 gao replies to minutes of REP-2024-0002: 会议纪要：本周重点已定。
                 → echo to gao
2024-06-24 15:45 sun replies to callback of C-2024-0004: 满意度：满意
  客户意见：很好
                 → echo to sun
2024-06-25 16:00 → account to feng, gao, li, liang, liu, luo, wu, zheng
2024-06-27 16:00 → entry to feng, gao, li, liang, liu, luo, wu, zheng
2024-06-28 10:05 li writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to li
2024-06-28 10:06 liu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liu
2024-06-28 10:07 wu writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to wu
2024-06-28 10:08 zheng writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to zheng
2024-06-28 10:15 gao writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to gao
2024-06-28 10:16 luo writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to luo
2024-06-28 10:17 liang writes: 【周报】
  本周完成：手头的工作
  下周计划：继续
                 → echo to liang
2024-06-28 15:00 → several (reminder) to feng
                 → account (reminder) to gao, li, liang, liu, luo, wu, zheng
2024-06-28 17:00 → summary to sun, zhang
2024-06-28 18:00 → review to sun, zhang
2024-06-28 18:20 zhang replies to review: 批准
                 → digest to feng, li, lin, liu, wu, zhang, zheng
2024-06-28 18:21 sun replies to review: 批准
                 → digest to gao, liang, lin, luo, sun
2024-06-28 19:00 time passes
