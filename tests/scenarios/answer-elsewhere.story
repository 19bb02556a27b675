# An answer that stands in a file, or nowhere in the text of the mail, is asked for in the text; it decides nothing   [our own]
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
  UI设计初稿 | li@ | 2024-07-25 | 中
                 → confirm to li
                 → standup (invite) to li, liu, sun, wang, zhang
                 → task-list to li, liu, sun, wang, zhang
2024-07-01 10:30 li replies to confirm: 确认
                 → echo to li
2024-07-01 11:00 li replies to task-list: T01 延期
  延至：2024-08-01
  原因：客户改需求
  调整后的计划：先交首页
                 → opened to li
                 → verdict to liu, zhang
2024-07-01 11:05 liu replies to verdict:
  您好，
  谢谢
  [file 批准意见.docx]
                 → unclear to liu
= liu reads in unclear: 附件和图片里写了什么
= DLY-2024-0001 is in review
2024-07-01 11:06 zhang replies to verdict: 谢谢
                 → unclear to zhang
= zhang reads in unclear: 没看明白您的答复
= DLY-2024-0001 is in review
# A mail program that dropped every trace but the subject.
2024-07-01 11:08 zhang writes: Re: [DLY-2024-0001] 任务延期审批
  [file 图片.png]
                 → unclear to zhang
= zhang reads in unclear: 附件和图片里写了什么
= DLY-2024-0001 is in review
2024-07-01 11:10 liu replies to unclear: 批准
                 → echo to liu
2024-07-01 11:12 zhang replies to unclear: 同意。另外，上周的周报请抓紧发我。
                 → deadline (invite) to li
                 → echo to zhang
                 → granted to li
                 → task-list to li, liu, sun, wang, zhang
= li reads in granted: 2024-08-01
