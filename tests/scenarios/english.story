# An English-speaking team: letters in English, in Berlin's time, in the hours of each person   [row 42]
zone: Europe/Berlin

2024-07-01 09:00 tom writes: [Kickoff] Search
  Sponsor: Anna Schmidt
  Manager: Tom Becker
  R&D lead: Tom Becker
  Design lead: Anna Schmidt
  Market: Sun Li
  Goal: find things
  Wanted by: 2024-08-30
  Kickoff: 2024-07-01 10:00-10:30 online
                 → roster to anna, sun, tom
                 → spec to anna, sun, tom
                 → kickoff (invite) to anna, sun, tom
= anna reads in roster: Search
                 → wishes to tom
2024-07-01 10:30 → minutes to tom
2024-07-01 10:35 tom replies to minutes: Minutes: we start with the index.
                 → tasks to tom
2024-07-01 10:40 tom replies to tasks:
  Index | Tom Becker | 2024-07-15 | high
  Wording | Sun Li | 2024-07-12 | normal
                 → confirm to sun, tom
                 → task-list to anna, sun, tom
                 → standup (invite) to anna, sun, tom
2024-07-01 10:45 tom replies to confirm: accept
                 → echo to tom
2024-07-01 10:50 sun replies to confirm: 确认
                 → echo to sun
= sun reads in confirm: 确认
2024-07-01 11:00 tom writes: [Delay request] Index
  Until: 2024-07-19
  Reason: the crawler is late
  Plan: titles first
                 → verdict to anna
                 → opened to tom
                 → progress-digest to anna, sun, tom
2024-07-01 11:10 anna replies to verdict: OK
                 → unclear to anna
2024-07-01 11:15 anna replies to verdict: approve, but only until the 17th
                 → unclear to anna
2024-07-01 11:20 anna replies to verdict: approve
                 → task-list to anna, sun, tom
                 → granted to tom
                 → echo to anna
                 → deadline (invite) to tom
# The entry stands at the end of Tom's own day, as the letters say, not of the company's.
= tom reads in deadline: Fri 19 Jul 2024, 17:00 CEST
= DLY-2024-0001 is in granted
2024-07-01 11:30 tom writes: [Need help] No access to the old index
  From: Chen Chen
                 → help-wanted to anna, sun, tom
                 → assistance to chen
2024-07-01 11:40 chen replies to assistance: 已解决
                 → solved to chen, tom
= tom reads in solved: solved
# Everybody is asked at half past four of their own day; the summary goes by the company's clock, in Shanghai.
2024-07-01 16:30 → progress to tom
2024-07-02 10:30 → progress to sun
2024-07-02 11:00 → progress-digest to anna, sun, tom
2024-07-02 16:30 → progress to tom
2024-07-03 03:00 → agenda to anna, sun, tom
2024-07-03 04:15 → minutes to tom
2024-07-03 10:30 → progress to sun
2024-07-03 11:00 → progress-digest to anna, sun, tom
2024-07-03 16:30 → progress to tom
2024-07-04 10:30 → progress to sun
2024-07-04 11:00 → progress-digest to anna, sun, tom
2024-07-04 16:30 → progress to tom
# Friday is no working day of Tom's: he is not asked.
2024-07-05 10:30 → progress to sun
2024-07-05 11:00 → progress-digest to anna, sun, tom
2024-07-05 19:00 time passes
