# The demo: a project from its first mail to its retro, a request for a later date, and an outage in between
zone: Asia/Shanghai

2026-11-23 09:00 li writes: 【项目启动】会员积分商城
  发起人：张伟
  项目经理：刘洋
  研发负责人：王强
  设计负责人：李娜
  市场对接人：孙丽
  成员：赵敏、Anna Schmidt
  记录人：李娜

  项目背景：老会员的复购在下降
  核心目标：年底前让会员能用积分换礼品
  功能清单：积分查询、兑换、订单
  用户画像：注册一年以上的会员
  预期成果：复购率提高百分之五
  期望完成时间：2026-12-18
  启动会：2026-11-24 10:00-11:00 三楼会议室

09:20 wang accepts kickoff
09:25 anna accepts kickoff

2026-11-24 11:30 li replies to minutes: 会议纪要：
  范围和分工都已确认，接口先行，每周三站会。

14:00 liu replies to tasks: 任务清单：
  任务 | 负责人 | 截止 | 优先级
  积分接口 | 赵敏 | 2026-12-04 | 高
  Redemption page | Anna Schmidt | 2026-12-09 | 中

14:30 zhao replies to confirm: 确认
16:00 anna replies to confirm: confirm

2026-11-25 11:00 liu replies to minutes: 站会纪要：
  接口字段已定，页面明天开工。

2026-11-26 10:00 zhao writes: [P-2026-0001-T01]【延期申请】积分接口
  延至：2026-12-09
  原因：支付方的测试环境下周才开放
  调整后的计划：先完成查询接口，兑换接口顺延三个工作日

10:40 liu replies to verdict: 同意
11:15 zhang replies to verdict: 同意

2026-11-27 15:00 sun writes: 【紧急】支付页面打不开
  类别：payment
  影响范围：全部用户
  发生时间：2026-11-27 14:50
  已采取的临时措施：已挂公告

15:04 chen replies to assign: 分工：
  陈晨 排查网关
  王强 联系支付方

15:12 wang replies to ready: 到位
15:28 chen writes: [E-2026-0001] 支付页面打不开
  更新
  现状：网关证书过期，正在更换
  下一步：更换后回归支付流程

15:56 chen replies to status: 已解决
  原因：网关证书过期
  措施：更换证书，加上到期提醒

16:40 lin replies to customer-letter: 批准

2026-11-30 10:00 liu writes: [P-2026-0001] 会员积分商城
  已上线

2026-12-01 09:30 anna writes: [P-2026-0001-T02] [Delay request] Redemption page
  Until: 2026-12-14
  Reason: waiting for the new points service
  Plan: ship the list first, redemption three days later
