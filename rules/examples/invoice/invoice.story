# 发票核对: lines from a table and from a file, one disputed, one that nobody looks at
zone: Asia/Shanghai

# The lines stand in a table; each is asked of whoever ordered it.
2024-07-01 09:00 qian writes: 【发票】光明文具
  总额：150
  付款日：2024-07-15
  | 品名 | 金额 | 订购人 |
  | 打印纸 | 100 | 李娜 |
  | 签字笔 | 50 | 刘洋 |
                 → receipt to li, liu
                 → opened to qian
2024-07-01 10:00 li replies to receipt: 确认
                 → echo to li
2024-07-01 11:00 liu replies to receipt: 确认
                 → payment to qian
                 → echo to liu
2024-07-02 10:00 qian replies to payment: 已付款
                 → settled to qian
= INV-2024-0001 is in settled

# They stand in a file; one is disputed, one nobody looks at. The ruling is asked of the role, then of its next holder.
2024-07-03 09:00 qian writes: 【发票】天成设备
  总额：1,150.50
  付款日：2024-07-24
  [file 明细.csv]
    品名,金额,订购人
    显示器,1000.5,李娜
    支架,150,刘洋
                 → receipt to li, liu
                 → opened to qian
= INV-2024-0002-POS01 is in asked
2024-07-03 09:30 qian writes: 【发票】天成设备二
  总额：1,200
  付款日：2024-07-24
  [file 明细.csv]
    品名,金额,订购人
    显示器,1000.5,李娜
                 → sum-differs to qian
2024-07-03 10:00 liu replies to receipt: 拒绝
  原因：缺两颗螺丝
                 → disputed to qian
                 → echo to liu
= qian reads in disputed: 缺两颗螺丝
2024-07-04 09:00 → receipt (reminder) to li
2024-07-05 09:00 → receipt (also) to zhang
2024-07-09 09:00 → disputed to qian
                 → ruling to chen
2024-07-10 14:30 → ruling (reminder) to chen
2024-07-11 09:00 → ruling (also) to tom
2024-07-11 18:00 time passes

# Taken back, its lines are called off as well.
2024-07-11 18:00 qian writes: 【发票】光明文具
  总额：80
  付款日：2024-07-31
  | 品名 | 金额 | 订购人 |
  | 文件夹 | 80 | 李娜 |
                 → receipt to li
                 → opened to qian
2024-07-11 18:10 qian writes: [INV-2024-0003] 撤回
                 → called-off to li
                 → echo to qian
= INV-2024-0003-POS01 is in called-off
2024-07-11 19:00 time passes

# Confirmed only after the day it was to be paid: whoever pays has two hours of work, and is reminded behind them, every day.
2024-07-12 09:00 qian writes: 【发票】东海印刷
  总额：80
  付款日：2024-07-15
  | 品名 | 金额 | 订购人 |
  | 名片 | 80 | 李娜 |
                 → receipt to li
                 → hurry to li, qian
                 → opened to qian
                 → returned to qian
2024-07-15 09:00 → receipt (reminder) to li
2024-07-16 09:00 → receipt (also) to zhang
2024-07-17 10:00 li replies to receipt: 确认
                 → payment to qian
                 → echo to li
2024-07-17 12:00 → payment (reminder) to qian
                 → unpaid to lin
2024-07-18 12:00 → payment (reminder) to qian
2024-07-19 12:00 → payment (reminder) to qian
2024-07-19 19:00 qian replies to payment: 已付款
                 → settled to qian
