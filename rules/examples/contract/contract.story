# 合同评审: sent back by two, then agreed by two and signed in order; one without agreement; an amendment
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【合同评审】云帆科技
  金额：50万
  签署期限：2024-07-20
  评审人：王强、陈晨、孙丽
  [file 合同.docx]
                 → opinion to chen, sun, wang
                 → opened to li
2024-07-01 10:00 wang replies to opinion: 需修改 修改意见：违约金过高
                 → echo to wang
2024-07-01 11:00 chen replies to opinion: 需修改 修改意见：缺少服务等级
                 → changes to li
                 → version to li
                 → echo to chen
2024-07-02 09:00 li replies to version: 见附件
  [file 合同v2.docx]
                 → opinion to chen, sun, wang
                 → echo to li
2024-07-02 10:00 wang replies to opinion: 批准
                 → echo to wang
2024-07-02 11:00 sun replies to opinion: 批准
                 → signature to zhang
                 → echo to sun
2024-07-03 11:00 → signature (reminder) to zhang
                 → progress to li

# In order: the head first, then the CTO; the opener hears of it each working day.
2024-07-03 14:00 zhang replies to signature: 签署
                 → signature to wang
                 → echo to zhang
2024-07-04 10:00 wang replies to signature: 签署
                 → signed to chen, li, sun, wang
                 → echo to wang
= CTR-2024-0001 is in signed
= CTR-2024-0001 has draft 合同v2.docx

# One agrees, one wants changes, one says nothing: the head decides.
2024-07-05 09:00 li writes: 【合同评审】云帆科技补充协议
  金额：2万
  签署期限：2024-07-30
  评审人：王强、陈晨、孙丽
  补充：CTR-2024-0001
  [file 补充协议.docx]
                 → opinion to chen, sun, wang
                 → opened to li
2024-07-05 10:00 wang replies to opinion: 批准
                 → echo to wang
2024-07-05 11:00 chen replies to opinion: 需修改 修改意见：看不懂
                 → echo to chen
2024-07-08 09:00 → opinion (reminder) to sun
2024-07-09 09:00 → opinion (reminder) to sun
                 → slow to li
2024-07-11 09:00 → ruling to zhang
2024-07-11 15:00 zhang replies to ruling: 驳回 意见：先不签
                 → dropped to chen, li, sun, wang
                 → echo to zhang
= CTR-2024-0002 is in dropped
= CTR-2024-0002 has amends CTR-2024-0001
= wang reads in opinion: 云帆科技（CTR-2024-0001）

# Nobody knows that contract, and two reviewers are too few.
2024-07-12 10:00 li writes: 【合同评审】别的公司
  金额：1万
  签署期限：2024-07-30
  评审人：王强、陈晨
  补充：CTR-2024-0009
  [file 合同.docx]
                 → incomplete to li
= li reads in incomplete: CTR-2024-0009
