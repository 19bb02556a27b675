# 合同评审: nobody writes another version, nobody rules, nobody signs in time
zone: Asia/Shanghai

# Two reviewers are too few.
2024-07-01 08:50 wu writes: 【合同评审】海天物流
  金额：8万
  签署期限：2024-07-26
  评审人：王强、陈晨
  [file 合同.docx]
                 → incomplete to wu

# Sent back, and no other version comes.
2024-07-01 09:00 wu writes: 【合同评审】海天物流
  金额：8万
  签署期限：2024-07-26
  评审人：王强、陈晨、孙丽
  [file 合同.docx]
                 → opinion to chen, sun, wang
                 → opened to wu
2024-07-01 10:00 wang replies to opinion: 需修改 修改意见：太贵
                 → echo to wang
2024-07-01 11:00 chen replies to opinion: 需修改 修改意见：太贵
                 → changes to wu
                 → version to wu
                 → echo to chen
2024-07-08 11:00 → version (reminder) to wu
2024-07-15 11:00 → dropped to chen, sun, wang, wu
= CTR-2024-0001 is in dropped

# Of three one answers, the head rules late, and then nobody signs: whoever is above is asked as well, and the opener hears of it until the date is there.
2024-07-16 09:00 wu writes: 【合同评审】海天物流
  金额：6万
  签署期限：2024-08-01
  评审人：王强、陈晨、孙丽
  [file 合同.docx]
                 → opinion to chen, sun, wang
                 → opened to wu
2024-07-16 10:00 wang replies to opinion: 批准
                 → echo to wang
2024-07-17 09:00 → opinion (reminder) to chen, sun
2024-07-18 09:00 → opinion (reminder) to chen, sun
                 → slow to wu
2024-07-22 09:00 → ruling to zhang
2024-07-23 09:00 → ruling (reminder) to zhang
                 → ruling (also) to lin
2024-07-24 09:00 → ruling (reminder) to lin, zhang
2024-07-25 09:00 → ruling (reminder) to lin, zhang
2024-07-25 10:00 zhang replies to ruling: 批准
                 → signature to zhang
                 → echo to zhang
2024-07-26 10:00 → signature (reminder) to zhang
                 → progress to wu
2024-07-29 10:00 → signature (also) to lin
                 → progress to wu
2024-07-30 10:00 → signature (reminder) to lin
                 → progress to wu
2024-07-31 10:00 → signature (reminder) to lin
                 → progress to wu
2024-08-01 10:00 → signature (reminder) to lin
                 → progress to wu
2024-08-02 10:00 → signature (reminder) to lin
2024-08-02 18:00 time passes
= CTR-2024-0002 is in signing
