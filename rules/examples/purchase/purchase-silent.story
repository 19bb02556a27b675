# 采购审批: what the head decides alone and what takes two; nobody places the order
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【采购】白板
  金额：5,000 元
  需要日期：2024-07-15
  用途：会议室
                 → decision to zhang
                 → opened to li
2024-07-01 10:00 zhang replies to decision: 批准
                 → approved to li
                 → order to chen
                 → echo to zhang
2024-07-03 10:00 → order (reminder) to chen
                 → order (also) to tom
2024-07-04 10:00 → order (reminder) to chen, tom
2024-07-05 10:00 → order (reminder) to chen, tom
2024-07-05 18:00 chen replies to order:
  订单号：JD-1
  预计到货：2024-07-10
                 → ordered to li
                 → echo to chen
= PUR-2024-0001 is in ordered
2024-07-08 09:00 li writes: 【采购】屏风
  金额：5,001 元
  需要日期：2024-07-15
  用途：会议室
                 → decision to wang, zhang
                 → opened to li
2024-07-08 09:10 li replies to opened: 撤回
                 → withdrawn to wang, zhang
                 → echo to li

# What is given away costs nothing, and is decided all the same.
2024-07-08 09:30 li writes: 【采购】样品
  金额：0
  需要日期：2024-07-15
  用途：试用
                 → decision to zhang
                 → opened to li
2024-07-08 10:00 zhang replies to decision: 驳回 意见：没地方放
                 → refused to li
                 → echo to zhang
