# A customer's request in English, from the first mail to the call after it is closed; not satisfied at first   [C1-C4, C6-C7, row 42]
zone: Europe/Berlin

2024-07-01 09:00 tom writes: [Customer] Export of reports
  Customer: Hillside Ltd
  Wanted by: 2024-07-12
  Urgency: urgent
                 → claim to sun
                 → gaps to tom
= tom reads in gaps: Please add what is still missing
2024-07-01 09:10 tom replies to gaps: Contact: Jane Hill
  Type: custom
2024-07-01 09:20 sun replies to claim: Owner: Anna Schmidt
                 → assessment to anna
                 → echo to sun
                 → owned to tom
= anna reads in assessment: Hillside Ltd
= tom reads in owned: somebody is working on it
2024-07-01 10:00 anna replies to assessment: Feasible: partly
  Effort: two days
  Risks: none
                 → reply to anna
= anna reads in reply: A part of it can be done
2024-07-01 10:10 anna replies to reply: answered
2024-07-11 18:00 → closing (reminder) to anna
2024-07-11 18:10 time passes
= anna reads in closing: Please close once the customer has confirmed
2024-07-11 18:20 anna replies to closing: Confirmed by: Jane Hill
  Confirmed on: 2024-07-11
  Confirmed how: by mail
                 → closed to tom
                 → echo to anna
= tom reads in closed: Anna Schmidt will call the customer in five working days
2024-07-18 18:30 time passes
2024-07-19 03:00 → callback to anna
2024-07-19 08:00 anna replies to callback: Satisfied: no
  What was said: the file lacks the last column
                 → echo to anna
                 → unhappy to sun, tom
= tom reads in unhappy: the file lacks the last column
2024-07-19 08:10 time passes
