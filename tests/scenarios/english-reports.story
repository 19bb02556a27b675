# An English-speaking department reports: set up, a week, a month, its meeting, and the end of it   [S1-S5, row 42]
zone: Europe/Berlin

2024-06-24 09:00 anna writes: [Reporting] Platform
  Members: Tom Becker
  Readers: Wang Qiang
                 → begins to anna, tom
                 → weekly (invite) to anna, tom
= tom reads in begins: you are asked on Thursday at 16:00
= tom reads in weekly: Department meeting

# Tom does not work on Fridays: he has until the end of his own Thursday.
2024-06-25 10:00 → account to tom
2024-06-27 10:00 → entry to tom
2024-06-27 10:01 time passes
= tom reads in entry: Thu 27 Jun 2024, 17:00 CEST
= tom reads in entry: Anna Schmidt has reviewed it
2024-06-27 12:00 tom replies to entry:
  Done: moved the index to the new cluster
  Next week: measure it under load
  Risks: the old cluster is switched off on 12 July
  Decision wanted: may we keep both clusters for two more weeks?
                 → echo to tom
2024-06-27 12:10 tom replies to account:
  Done: search on the new cluster
  Figures: answers within 80 ms
                 → echo to tom
                 → summary to anna
2024-06-28 12:00 → review to anna
2024-06-28 14:00 anna replies to review: add
  Remark: yes, both clusters stay until 26 July
                 → review to anna
= anna reads in review: Remark: yes, both clusters stay until 26 July
2024-06-28 14:10 anna replies to review: send it
                 → digest to anna, tom, wang
= tom reads in digest: It has been reviewed by Anna Schmidt
= tom reads in digest: To be decided | may we keep both clusters for two more weeks?
2024-06-28 14:20 anna replies to summary:
  Goals: both reached
  Figures: answers within 80 ms
  Decisions: both clusters stay until 26 July
  Problems: none
  Next month’s focus: tests under load
                 → digest to anna, tom, wang
= tom reads in digest: Decisions | both clusters stay until 26 July
2024-07-01 09:00 → minutes to anna
2024-07-01 09:30 anna replies to minutes: Minutes: the tests begin on Tuesday; Tom writes the plan.
                 → echo to anna

# The week after nobody writes anything, and nobody looks at it.
2024-07-04 10:00 → entry to tom
2024-07-04 15:00 → entry (reminder) to tom
2024-07-05 12:00 → review to anna
2024-07-08 09:00 → minutes to anna
                 → review (reminder) to anna
2024-07-08 10:00 → digest to anna, tom, wang
2024-07-08 10:01 time passes
= tom reads in digest: It has not been reviewed by Anna Schmidt
= tom reads in digest: No report from Tom Becker
2024-07-08 10:30 → minutes (reminder) to anna
2024-07-08 11:00 → minutes (reminder) to anna
                 → minutes-late to wang
2024-07-08 11:10 anna replies to begins: cancel
                 → closed to anna, tom
                 → weekly (invite) to anna, tom
= tom reads in closed: has ended the weekly and monthly reports
2024-07-08 11:20 time passes
