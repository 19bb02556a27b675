# What was said on the phone: an operator gives an answer that is a form, in the words of the person asked
zone: Asia/Shanghai

2024-07-06 22:00 sun writes: 【紧急】官网无法访问
  类别：website
  影响范围：全国
  发现方式：用户
  发生时间：2024-07-06 21:50
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen
# What nobody can read as that answer is not taken for it.
22:01 operator answers E-2024-0001 as chen: 收到
= E-2024-0001 is in alarm
22:02 operator answers E-2024-0001 as chen:
  王强 — 负责查日志
                 → crew to lin, sun, wang
                 → ready to wang
                 → echo to chen
= E-2024-0001 is in fighting
