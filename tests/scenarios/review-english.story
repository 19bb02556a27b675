# An incident among people who read English: reported, solved, reviewed, its measures followed   [E1.1-E4.6, row 42]
zone: Europe/Berlin

2024-07-01 09:00 tom writes: [Incident] The build servers are down
  Class: other
  Since: 2024-07-01 08:45
  Scope: all builds
  Measures: none yet
                 → alarm to chen, sun, wang
                 → assign to chen
                 → opened to tom
2024-07-01 09:05 → assign (also) to anna
                 → assign (reminder) to chen
2024-07-01 09:06 anna replies to assign:
  Tom Becker — look at the logs
                 → crew to lin, tom
                 → echo to anna
                 → ready to tom
= tom reads in crew: Tom Becker
2024-07-01 09:08 tom replies to ready: ready
                 → in-place to anna
2024-07-01 09:20 anna writes: [E-2024-0001] update
  Now: the disk is full
  Next: clean it up
                 → echo to anna
                 → news to lin
2024-07-01 09:45 → status (reminder) to anna
2024-07-01 09:45 anna writes: [E-2024-0001] resolved
  Cause: disk full
  Fix: cleaned up
  Review: 2024-07-02 14:00
                 → call (cancel) to tom
                 → cause to chen
                 → customer-letter to sun
                 → resolved to lin, tom
                 → review (invite) to anna, chen, sun, tom
= tom reads in resolved: to be found
= E-2024-0001-REV01 is in arranged
= tom reads in review: not about people
2024-07-01 10:00 sun replies to customer-letter: 驳回 意见：与用户无关
                 → echo to sun
2024-07-01 11:00 wang writes: [E-2024-0001-REV01] 更正
  根本原因：没有清理
                 → no-such-item to wang
2024-07-02 05:45 → cause (reminder) to chen
2024-07-02 09:45 → cause (also) to wang
2024-07-02 15:00 → report to anna
2024-07-02 15:10 anna replies to report:
  Summary: builds stood still for an hour
  Figures: 40 builds
  Went well: somebody was there at once
  Went badly: no alarm
  Luck: it was early
  Plans updated by: Tom Becker
  Measures:
  Alarm at 80 % | Tom Becker | 2024-07-10 | a test alarm comes
                 → confirm to tom
                 → plans to tom
                 → published to anna, chen, lin, sun, tom
= tom reads in confirm: a test alarm comes
= tom reads in published: it was early
= lin reads in published: 改进措施
2024-07-02 15:20 tom replies to confirm: confirm
                 → echo to tom
2024-07-02 15:30 tom replies to plans:
  Emergency plan: nothing to change, it was followed
  Procedures: cleaning is in the run book
  Monitoring: done with the measure
                 → echo to tom
= E-2024-0001-REV01 is in finishing
2024-07-08 03:00 → open-list to anna
2024-07-08 12:00 time passes
= anna reads in open-list: Alarm at 80 %
2024-07-09 10:00 tom writes: [E-2024-0001-REV01-A01] done
  Result: the alarm is set
  Verified: a test alarm came
                 → deadline (cancel) to tom
= E-2024-0001-REV01 is in watching
2024-07-31 04:00 → relapse to anna
2024-07-31 12:00 time passes
2024-07-31 12:30 anna replies to relapse: came back
  Note: once, on 20 July
                 → recurred to chen, lin, wang
= E-2024-0001-REV01 is in recurred
= wang reads in recurred: once, on 20 July
