# 权限申请: granted for 90 days, renewed once, then nobody asks for it any more and it is taken back
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【权限】生产数据库
  权限：只读
  用途：核对报表
                 → verdict to zhang
                 → opened to li

# A second request for the same system while one is open is refused.
2024-07-01 09:05 li writes: 【权限】生产数据库
  用途：再申请一次
                 → refused to li
2024-07-01 10:00 zhang replies to verdict: 批准
                 → setup to chen
                 → echo to zhang
2024-07-01 10:30 chen replies to setup: 已开通
                 → granted to li
2024-09-15 10:30 → renewal to li

# Two weeks before the 90 days are over.
2024-09-16 09:00 li replies to renewal: 续期
                 → verdict to zhang
                 → echo to li
2024-09-18 09:30 zhang replies to verdict: 批准
                 → granted to li
                 → echo to zhang
2024-12-03 09:30 → renewal to li
2024-12-10 09:30 → renewal (reminder) to li
2024-12-16 09:00 → renewal (reminder) to li
2024-12-17 09:30 → takedown to chen

# The second time nobody answers: at the end it is taken back.
2024-12-18 09:00 chen replies to takedown: 已收回
                 → over to li
= ACC-2024-0001 is in over

2024-12-18 10:00 tom writes: [Access] Build server
  Rights: write
  Reason: pipelines
                 → verdict to anna
                 → opened to tom
2024-12-18 16:30 anna replies to verdict: reject Comment: use the shared runner
                 → refused to tom
                 → echo to anna
= ACC-2024-0002 is in refused
