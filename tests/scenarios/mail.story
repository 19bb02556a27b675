# What people write besides: unknown tags, help, status, forms with gaps, talk, strangers, automatic mail
zone: Asia/Shanghai

2024-07-01 09:00 li writes: 【请假】明天
                 → not-understood to li
2024-07-01 09:01 li writes: 【请假】还是明天
= ignored: answered today already
2024-07-01 09:05 li writes: 帮助
  帮助
                 → help to li
2024-07-01 09:10 somebody@elsewhere.example writes: 【请假】
= ignored: not in the directory
2024-07-01 10:00 liu writes: 【新项目】官网
  启动会：后天吧
                 → roster to liu, zhang
                 → gaps to liu
2024-07-01 10:05 tom writes: [Kickoff] Search
  Sponsor: Anna Schmidt
  Manager: Tom Becker
  R&D lead: 王强
  Design lead: 李娜
  Market: 孙丽
  Goal: find things
  Wanted by: 2024-09-30
  Kickoff: 2024-07-03 14:00-15:00 online
                 → roster to anna, li, sun, tom, wang
                 → spec to anna, li, sun, tom, wang
                 → kickoff (invite) to anna, li, sun, tom, wang
                 → wishes to tom
2024-07-01 10:20 tom writes: status
  status
                 → status to tom
2024-07-01 10:25 wang writes: Re: [P-2024-0002] Search
  Sounds good to me, see you there.
= ignored: talk in the thread
2024-07-01 10:30 zhao writes: [P-2024-0002] hello
  让我看看
                 → no-access to zhao
