# 客户需求登记: complete, with gaps, incomplete, twice corrected, from a stranger   [C1]
zone: Asia/Shanghai

# Everything there: the lead is asked who takes it.
2024-07-01 09:00 li writes: 【客户需求】导出报表
  客户：宏远贸易
  联系人：赵经理
  期望时间：2024-07-26
  紧急程度：普通
  类型：定制
                 → claim to sun
                 → opened to li
= C-2024-0001 is in claim
= sun reads in claim: 赵经理

# Contact and type are asked back; nothing is held up for them.
2024-07-01 09:30 liu writes: [Customer] Login fails
  Customer: Northwind
  Wanted by: 2024-07-05
  Urgency: urgent
                 → gaps to liu
                 → claim to sun
= C-2024-0002 is in claim
2024-07-01 09:35 sun replies to claim of C-2024-0001: 负责人：李娜
                 → assessment to li
                 → echo to sun
2024-07-01 09:36 sun replies to claim of C-2024-0002: 负责人：Anna Schmidt
                 → owned to liu
                 → assessment to anna
                 → echo to sun
2024-07-01 13:30 time passes
                 → gaps (reminder) to liu
2024-07-01 14:00 liu replies to gaps: 联系人：Ms Park
= C-2024-0002 has contact Ms Park
2024-07-01 21:36 → assessment (reminder) to anna
2024-07-02 15:00 → assessment (reminder) to anna
2024-07-02 16:00 → assessment (reminder) to anna
                 → assessment (also) to wang
                 → assessment-late to liu, sun

# Silent about the type for two working days: it stays open in the registration.
2024-07-03 09:30 time passes
                 → gaps-left to anna
= C-2024-0002 has kind nothing
= liu reads in gaps: 2024-07-01（周一）13:30
2024-07-03 09:35 → assessment (reminder) to li

# Without a customer, or wanted in the past, nothing is opened; a word that is no urgency neither.
2024-07-03 10:00 li writes: 【客户需求】接口文档
  期望时间：2024-07-26
                 → incomplete to li
= li reads in incomplete: 客户
2024-07-03 10:10 li writes: 【客户需求】接口文档
  客户：宏远贸易
  期望时间：2024-07-02
  紧急程度：非常急
                 → incomplete to li
= li reads in incomplete: 期望时间
= li reads in incomplete: 紧急程度

# The customer writes here: nothing is opened and nobody outside gets mail; the lead sees it.
2024-07-03 10:30 zhao.jl@hongyuan.example writes: 【客户需求】什么时候能好
  客户：宏远贸易
  期望时间：2024-07-20
                 → unverified to sun
= sun reads in unverified: zhao.jl@hongyuan.example

# Corrected: the owner hears of it.
2024-07-03 11:00 li writes: [C-2024-0001] 更正
  期望时间：2024-07-31
                 → corrected to li
= C-2024-0001 has wanted_by 2024-07-31
2024-07-03 11:30 li writes: [C-2024-0001] 取消
                 → cancelled to li
= C-2024-0001 is in cancelled
2024-07-03 11:35 time passes
