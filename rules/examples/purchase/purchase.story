# 采购审批: small ones need the head, large ones two people; refusal, silence, withdrawal and what is not allowed
zone: Asia/Shanghai

# Up to 5,000 the head alone; the order number comes back to whoever asked.
2024-07-01 09:00 li writes: 【采购】显示器
  金额：4,800 元
  需要日期：2024-07-15
  用途：设计稿校色
  [file 报价单.pdf]
                 → decision to zhang
                 → opened to li
2024-07-01 09:20 zhang replies to decision: 批准
                 → approved to li
                 → order to chen
                 → echo to zhang
2024-07-01 10:00 chen replies to order:
  订单号：JD-4711
  预计到货：2024-07-10
                 → ordered to li
                 → echo to chen

# Above it two people; one refusal ends it.
2024-07-01 11:00 li writes: 【采购】绘图工作站
  金额：1.2万
  需要日期：2024-07-20
  用途：渲染
                 → decision to wang, zhang
                 → opened to li
2024-07-01 11:30 zhang replies to decision: 批准
                 → echo to zhang
2024-07-01 14:00 wang replies to decision: 驳回 意见：先用云主机
                 → refused to li
                 → echo to wang

# Nobody answers: the head is reminded, the deputy asked, whoever is above asked, and in the end it lapses.
2024-07-02 09:00 liu writes: 【采购】键盘
  金额：600
  需要日期：2024-07-30
  用途：旧的坏了
                 → decision to zhang
                 → opened to liu
2024-07-02 13:00 → decision (reminder) to zhang
2024-07-03 09:00 → decision (also) to li
                 → waiting to liu
2024-07-05 09:00 → decision (also) to lin
2024-07-10 09:00 → lapsed to liu, zhang
2024-07-10 18:00 time passes

# Withdrawn in time, and a day that is over.
2024-07-11 09:00 tom writes: [Purchase] Desk lamp
  Amount: 80
  Needed by: 2024-07-10
  Reason: dark mornings
                 → incomplete to tom
2024-07-11 15:30 tom writes: [Purchase] Desk lamp
  Amount: 80
  Needed by: 2024-07-25
  Reason: dark mornings
                 → decision to anna
                 → opened to tom
2024-07-11 16:00 tom replies to opened: withdraw
                 → withdrawn to anna
                 → echo to tom
= PUR-2024-0001 is in ordered
= PUR-2024-0001 has amount 4800
= PUR-2024-0002 is in refused
= PUR-2024-0003 is in lapsed
= PUR-2024-0004 is in withdrawn
= li reads in refused: 先用云主机
= tom reads in incomplete: cannot be accepted here
