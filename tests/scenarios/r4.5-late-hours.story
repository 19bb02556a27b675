# 晚上也在上班的人: whoever works longer than 18:00 still meets within the third working day till 18:00   [R4.5]
zone: Asia/Shanghai

# Both sit in Berlin: they are at work until midnight in Shanghai.
2024-07-01 15:30 tom writes: [Kickoff] Search
  Sponsor: Anna Schmidt
  Manager: Tom Becker
  R&D lead: Tom Becker
  Design lead: Anna Schmidt
  Market: Tom Becker
  Background: slow
  Goal: find things
  Features: index
  Users: all
  Results: a page
  Wanted by: 2024-08-30
  Kickoff: 2024-07-01 09:40-10:00 online
                 → kickoff (invite) to anna, tom
                 → roster to anna, tom
                 → spec to anna, tom
2024-07-01 16:00 → minutes to tom
2024-07-01 16:10 tom replies to minutes: Minutes: we start with the index.
                 → tasks to tom
2024-07-01 16:20 tom replies to tasks:
  Index | Tom Becker | 2024-07-30 | low
                 → confirm to tom
                 → standup (invite) to anna, tom
                 → task-list to anna, tom
2024-07-01 16:25 tom replies to confirm: confirm
                 → echo to tom
# Another project of theirs begins with a day and a half together, until half past five on Thursday.
2024-07-01 16:30 anna writes: [Kickoff] Archive
  Sponsor: Anna Schmidt
  Manager: Tom Becker
  R&D lead: Tom Becker
  Design lead: Anna Schmidt
  Market: Tom Becker
  Background: full
  Goal: room
  Features: tapes
  Users: all
  Results: a vault
  Wanted by: 2024-08-30
  Kickoff: 2024-07-03 08:00 - 2024-07-04 11:30 vault
                 → kickoff (invite) to anna, tom
                 → roster to anna, tom
                 → spec to anna, tom
# Half past six is too late. There is no hour left: it is in their hours all the same, on Wednesday at nine in Berlin, not at eight.
2024-07-01 16:40 tom writes: [P-2024-0001] [Live]
= anna reads in retro: Wed 3 Jul 2024, 09:00
                 → live to anna, tom
                 → retro (invite) to anna, tom
                 → standup (cancel) to anna, tom
2024-07-01 16:45 time passes
