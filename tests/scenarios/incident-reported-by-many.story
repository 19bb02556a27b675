# 许多人同时报同一件事: the question lists three of those being worked on, and says how many more there are
zone: Asia/Shanghai

2024-07-06 22:00 sun writes: 【紧急】官网无法访问 第 1 次
  类别：website
  影响范围：全国
  发现方式：用户
  发生时间：2024-07-06 21:50
  已采取的临时措施：无
                 → alarm to chen, sun, wang
                 → assign to chen

2024-07-06 22:01 sun writes: 【紧急】官网无法访问 第 2 次
  类别：website
  影响范围：全国
  发现方式：用户
  发生时间：2024-07-06 21:50
  已采取的临时措施：无
                 → merge to chen
                 → opened to sun

2024-07-06 22:02 sun writes: 【紧急】官网无法访问 第 3 次
  类别：website
  影响范围：全国
  发现方式：用户
  发生时间：2024-07-06 21:50
  已采取的临时措施：无
                 → merge to chen
                 → opened to sun

2024-07-06 22:03 sun writes: 【紧急】官网无法访问 第 4 次
  类别：website
  影响范围：全国
  发现方式：用户
  发生时间：2024-07-06 21:50
  已采取的临时措施：无
                 → merge to chen
                 → opened to sun
= chen reads in merge: E-2024-0003

2024-07-06 22:04 sun writes: 【紧急】官网无法访问 第 5 次
  类别：website
  影响范围：全国
  发现方式：用户
  发生时间：2024-07-06 21:50
  已采取的临时措施：无
                 → merge to chen
                 → opened to sun
= chen reads in merge: E-2024-0003
= chen reads in merge: 此外还有 1 起
