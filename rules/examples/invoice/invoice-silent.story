# 发票核对: what is paid late, what is ruled on late, and what costs nothing
zone: Asia/Shanghai

# Four working days before it is to be paid whoever has not looked hears of it; then nobody pays until three days behind it.
2024-07-01 09:00 qian writes: 【发票】长江文具
  总额：80
  付款日：2024-07-10
  | 品名 | 金额 | 订购人 |
  | 文件夹 | 80 | 李娜 |
                 → receipt to li
                 → opened to qian
2024-07-02 09:00 → receipt (reminder) to li
2024-07-03 09:00 → receipt (also) to zhang
2024-07-04 10:00 → hurry to li, qian
2024-07-04 14:00 li replies to receipt: 确认
                 → payment to qian
                 → echo to li
2024-07-09 18:00 → payment (reminder) to qian
2024-07-10 18:00 → payment (reminder) to qian
                 → unpaid to lin
2024-07-11 18:00 → payment (reminder) to qian
2024-07-12 18:00 → payment (reminder) to qian
2024-07-15 09:30 qian replies to payment: 已付款
                 → settled to qian
= INV-2024-0001 is in settled

# Disputed shortly before: the ruling is due the working day before it is to be paid.
2024-07-16 09:00 qian writes: 【发票】黄河文具
  总额：80
  付款日：2024-07-18
  | 品名 | 金额 | 订购人 |
  | 文件夹 | 80 | 李娜 |
                 → receipt to li
                 → opened to qian
                 → hurry to li, qian
2024-07-16 10:00 li replies to receipt: 拒绝
  原因：没收到
                 → disputed to qian
                 → ruling to chen
                 → echo to li
2024-07-17 14:30 → ruling (reminder) to chen
2024-07-17 18:30 → ruling (also) to tom
2024-07-18 18:30 → returned to qian
2024-07-19 18:00 time passes

# A sample costs nothing.
2024-07-22 09:00 qian writes: 【发票】样品
  总额：0
  付款日：2024-07-31
  | 品名 | 金额 | 订购人 |
  | 样本 | 0 | 李娜 |
                 → receipt to li
                 → opened to qian
2024-07-22 10:00 li replies to receipt: 确认
                 → payment to qian
                 → echo to li
2024-07-22 11:00 qian replies to payment: 已付款
                 → settled to qian
