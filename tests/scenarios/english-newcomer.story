# A newcomer in an English-speaking department: mentor, checklist, first day, talks, what was said of them   [O1-O6, row 42]
zone: Europe/Berlin

2024-07-01 09:00 he writes: [Onboarding] Lucy Gray
  First day: 2024-07-15
  Probation ends: 2024-08-30
  Position: Site reliability engineer
  Department: platform
                 → buddy to anna
                 → gaps to he
                 → several to chen, qian
= anna reads in buddy: Please name a mentor
2024-07-01 09:30 anna replies to buddy: Mentor: Tom Becker
  Duties: keep the search running
  How we work: the handbook, chapter 2
                 → echo to anna
                 → named to he, tom
= tom reads in named: Mentor: Tom Becker
2024-07-01 09:40 chen replies to several: S01 done
  S02 done
2024-07-01 09:45 qian replies to several: S03 done
  S04 decline
  Reason: no badges left
                 → echo to qian
                 → refused to he
                 → successor to lin
2024-07-01 10:00 lin replies to successor: Owner: He Min
                 → echo to lin
                 → readiness to he
2024-07-11 11:00 → readiness (reminder) to he
2024-07-12 11:00 → eve to anna, he, tom
                 → readiness (also) to lin
                 → readiness (reminder) to he
2024-07-12 12:00 time passes
= anna reads in eve: badge | He Min | not done yet
2024-07-12 12:05 he replies to readiness: done

# Nobody has told an address: the mentor passes the welcome on.
2024-07-15 03:00 → day30 (invite) to anna, tom
                 → day5 (invite) to tom
                 → day60 (invite) to anna, tom
                 → day90 (invite) to anna, tom
                 → first-day to tom
                 → intro (invite) to anna, tom
2024-07-15 09:00 time passes
= tom reads in first-day: please pass on what follows
= tom reads in day5: Fri 19 Jul 2024
2024-07-19 09:30 → feedback to tom
2024-07-19 12:00 time passes
2024-07-19 12:05 tom replies to feedback: Going well: knows the cluster already
  Difficult: no access to the old one
  Needed: a badge
                 → echo to tom
                 → talk to he
= he reads in talk: knows the cluster already
2024-08-13 09:30 → feedback to tom
2024-08-14 09:30 → feedback (reminder) to tom
2024-08-15 09:30 → talk to he
2024-08-16 04:00 → summary to anna, he
2024-08-16 12:00 time passes
= anna reads in summary: Please decide by then in the usual way
= anna reads in summary: knows the cluster already
