//! Decisions over a tiny company and two tiny processes, as dated examples. The whole processes are played in
//! `tests/scenarios`; here stands what a story cannot show.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{TimeZone, Utc};

use super::draft::Draft;
use super::reach::Local;
use super::*;
use crate::fault::Source;
use crate::mail::{self, OwnMail};
use crate::rules::{self, Reads, Value};
use crate::workflow::memory::Changes;

mod stranding;

/// A case with a value in most of its members.
pub(super) fn case_of(id: &str) -> Case {
    let at = chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap();
    let text = serde_json::json!({
        "id": id, "process": "leave", "parent": null, "version": 3, "opened": at, "opener": "li",
        "title": "x", "state": "review", "entered": at, "ended": null, "rounds": { "review": 1 },
        "missed": {}, "held": null, "children": {}, "letters": ["2026-09-21", 0], "origin": null,
        "fields": { "days": { "int": 3 } }, "given": {}, "asks": {}, "meets": {}, "timers": { "a.b": at },
        "readers": ["li"],
    });
    serde_json::from_value(text).unwrap()
}

const COMPANY: &str = r#"
[company]
name     = "Example"
language = "en"
zone     = "Asia/Shanghai"

[people.li]
name      = "Li"
addresses = "li@example.test"
head      = "wang"

[people.wang]
name      = "Wang"
addresses = "wang@example.test"
head      = "zhao"
deputy    = "chen"
leave     = { from = 2024-07-22, to = 2024-07-31 }

[people.chen]
name      = "Chen"
addresses = "chen@example.test"

[people.zhao]
name      = "Zhao"
addresses = "zhao@example.test"

[roles]
desk = ["wang", "chen"]
"#;

const LEAVE: &str = r#"
process = "leave"
code    = "L"
title   = { en = "Leave" }

[open]
subject = { en = ["Leave"] }
by      = "anyone"
go      = "review"

[state.review.ask.verdict]
who     = "opener.head"
answers = ["approve", "reject"]
due     = "1 workday"
silence = [
  { at = "4 work hours",         remind = "who" },
  { at = "due",                  also = "who.deputy" },
  { at = "5 workdays after due", go = "lapsed" },
]
on.approve = "granted"
on.reject  = "refused"

[state.granted]
end          = true
tell.granted = "opener"

[state.refused]
end          = true
tell.refused = "opener"

[state.lapsed]
end         = true
tell.lapsed = "opener"
"#;

const ERRAND: &str = r#"
process = "errand"
code    = "ER"
title   = { en = "Errand" }

[open]
subject = { en = ["Errand"] }
by      = "anyone"
go      = "offered"

[state.offered.ask.take]
who     = "role.desk"
answers = ["confirm", "decline"]
due     = "24h"
silence = [
  { at = "12h", remind = "who" },
  { at = "due", answer = "confirm", tell.taken = "opener" },
]
bounce     = "dropped"
on.confirm = "done"
on.decline = "dropped"

[state.done.ask.report]
who     = "role.desk"
answers = ["confirm"]
due     = "5 workdays"
silence = [{ at = "due", go = "dropped" }]
on.confirm = "dropped"

[state.dropped]
end = true
"#;

const COURSE: &str = r#"
process = "course"
code    = "CO"
title   = { en = "Course" }

[open]
subject = { en = ["Course"] }
by      = "anyone"
form    = "list"
go      = "held"

[form.list]
pupils = { type = "people", label = { en = ["Pupils"] } }

[state.held.meet.lesson]
every  = "Wednesday 10:00"
length = "1h"
who    = "each pupils"

[state.held.say.confirm]
by         = "opener"
form       = "list"
set.pupils = "confirm.pupils"

[state.held.say.decline]
by = "opener"
go = "over"

[state.over]
end = true
"#;

const TRIP: &str = r#"
process = "trip"
code    = "TR"
title   = { en = "Trip" }

[open]
subject = { en = ["Trip"] }
by      = "anyone"
form    = "plan"
go      = "asking"

[form.plan]
back  = { type = "date", label = { en = ["Back"] } }
costs = { type = "rows", of = "cost", label = { en = ["Costs"] }, need = "no" }

[form.cost]
day    = { type = "date", label = { en = ["Day"] }, check = "day <= back" }
amount = { type = "number", label = { en = ["Amount"] }, check = "amount > 0" }

[state.asking.ask.decision]
who     = ["opener.head", "role.desk.second"]
answers = ["approve", "reject"]
due     = "3 workdays"
silence = [{ at = "due", go = "over" }]
on.all.approve = "away"
on.any.reject  = "over"

[state.asking.ask.cover]
who     = "role.desk.second"
answers = ["confirm"]
due     = "2 workdays"
silence = [{ at = "due", go = "over" }]
on.all.confirm.tell.covered = "opener"

[state.away.at.soon]
at        = "1 workday before back, 10:00"
tell.soon = "opener"

[state.away.at.home]
at = "1 workday after back, 10:00"
go = "over"

[state.away.say.confirm]
by   = "opener"
fill = "plan"

[state.over]
end = true
"#;

const JOURNEY: &str = r#"
process = "journey"
code    = "JO"
title   = { en = "Journey" }

[open]
subject = { en = ["Journey"] }
by      = "anyone"
form    = "plan"
go      = "planned"

[form.plan]
leaves = { type = "date", label = { en = ["Leaves"] } }

[derive]
last_hour = "leaves - duration('1h')"

[lend]
leaves = ["shift"]

[state.planned]
open = "bag"

[state.planned.at.eve]
at       = "1 workday before leaves, 17:00"
tell.eve = "opener"

[state.planned.say.decline]
by = "opener"
go = "over"

[state.over]
end = true
"#;

const BAG: &str = r#"
process = "bag"
code    = "BG"
about   = "journey"
title   = { en = "Bag" }

[open]
by = "process.journey"
go = "open"

[state.open.ask.packed]
who        = "journey.opener"
answers    = ["confirm"]
due        = "1 workday before journey.leaves, 12:00"
silence    = [{ at = "due", go = "packed" }]
on.confirm = "packed"

[state.packed]
end = true
"#;

const SHIFT: &str = r#"
process = "shift"
code    = "SH"
title   = { en = "Shift" }

[open]
subject = { en = ["Shift"] }
by      = "anyone"
form    = "wish"
go      = "asked"

[form.wish]
which = { type = "case", of = "journey", label = { en = ["Which"] } }
later = { type = "date", label = { en = ["Later"] } }

[state.asked.ask.agreed]
who        = "role.desk"
answers    = ["confirm"]
due        = "5 workdays"
silence    = [{ at = "due", go = "over" }]
on.confirm = { set.which.leaves = "later", go = "over" }

[state.over]
end = true
"#;

const ANSWERS: &str = r#"
[answer.approve]
words = { en = ["approve"] }
stake = "approval"

[answer.reject]
words   = { en = ["reject"] }
stake   = "approval"
comment = { en = ["Comment"] }

[answer.confirm]
words = { en = ["confirm"] }
weak  = { en = ["OK"] }
stake = "consent"

[answer.decline]
words   = { en = ["decline"] }
stake   = "consent"
comment = { en = ["Reason"] }

[meta.status]
words = { en = ["status"] }

[meta.withdraw]
words = { en = ["withdraw"] }

[meta.help]
words = { en = ["help"] }
"#;

struct House {
    rules: rules::Rules,
    directory: Directory,
    holidays: Arc<Holidays>,
    identity: Identity,
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    count: u32,
}

impl House {
    fn new() -> Self {
        let sources = [
            ("leave.toml", LEAVE),
            ("errand.toml", ERRAND),
            ("course.toml", COURSE),
            ("trip.toml", TRIP),
            ("journey.toml", JOURNEY),
            ("bag.toml", BAG),
            ("shift.toml", SHIFT),
            ("answers.toml", ANSWERS),
        ];
        let sources: Vec<Source> = sources.iter().map(|(path, text)| Source::new(path, text)).collect();
        Self {
            rules: rules::parse(&sources).unwrap_or_else(|f| panic!("{f}")),
            directory: Directory::read(&Source::new("directory.toml", COMPANY))
                .unwrap_or_else(|f| panic!("{f}")),
            holidays: Arc::new(Holidays::none()),
            identity: Identity {
                address: "beadle@example.test".parse().unwrap(),
                aliases: Vec::new(),
                host: "example.test".into(),
                names: [].into(),
                plus: true,
                keys: vec![b"key".to_vec()],
                refusals_per_day: 5,
                authserv_id: None,
                attachments_max: 10 * 1024 * 1024,
                archive: None,
                calendar: None,
            },
            rows: BTreeMap::new(),
            count: 0,
        }
    }

    fn apply(&mut self, rows: &Changes) {
        for (key, value) in rows {
            match value {
                Some(value) => self.rows.insert(key.clone(), value.clone()),
                None => self.rows.remove(key),
            };
        }
    }

    fn world(&self) -> World<'_> {
        World {
            rules: &self.rules,
            directory: &self.directory,
            holidays: &self.holidays,
            identity: &self.identity,
            printed: &crate::workflow::ALL_PRINTED,
            rows: &self.rows,
        }
    }

    fn decide(&mut self, event: &Event, now: Instant) -> Decision {
        let world = self.world();
        let decision = decide(&world, event, now);
        let again = super::decide(&world, event, now);
        assert_eq!(decision.rows, again.rows, "the same input gives the same decision");
        self.apply(&decision.rows);
        self.check_deadlines();
        assert_eq!(
            super::stranded(&self.rules, &self.directory, &self.rows),
            [""; 0],
            "its own rules strand nothing"
        );
        decision
    }

    /// The deadlines in the store are those that the cases hold (promise 5).
    fn check_deadlines(&self) {
        let mut stored = Vec::new();
        let mut held = Vec::new();
        Rows::scan(&self.rows, &memory::prefix(["d"]), &mut |key, _| {
            stored.extend(memory::read_deadline(key));
            true
        });
        for case in self.cases() {
            held.extend(case.deadlines().into_iter().map(|(at, key)| (at, case.id.clone(), key)));
        }
        stored.sort();
        held.sort();
        assert_eq!(stored, held);
    }

    fn cases(&self) -> Vec<Case> {
        let mut ids = std::collections::BTreeSet::new();
        Rows::scan(&self.rows, &memory::prefix(["c"]), &mut |key, _| {
            ids.insert(CaseId(memory::parts(key)[1].to_owned()));
            true
        });
        ids.iter().filter_map(|id| memory::load(&self.rows, id).unwrap()).collect()
    }

    fn case(&self, id: &str) -> Case {
        memory::load(&self.rows, &CaseId(id.into())).unwrap().unwrap()
    }

    fn mail(
        &mut self,
        from: &str,
        to: &str,
        subject: &str,
        text: &str,
        headers: &str,
        now: Instant,
    ) -> Decision {
        self.count += 1;
        let raw = format!(
            "From: {from}@example.test\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{}@mail.test>\r\n{headers}\r\n{text}\r\n",
            self.count
        );
        let own =
            OwnMail { addresses: vec![self.identity.address.clone()], host: self.identity.host.clone() };
        let incoming = Incoming {
            key: self.count.to_string(),
            received: now,
            message: mail::parse(raw.as_bytes(), &own).map_err(|q| q.reason),
            truncated: false,
            size: raw.len() as u64,
            spooled: None,
        };
        self.decide(&Event::Message(Box::new(incoming)), now)
    }

    fn write(&mut self, from: &str, subject: &str, now: Instant) -> Decision {
        self.mail(from, "beadle@example.test", subject, "please", "", now)
    }

    /// A reply to a letter, to its personal address.
    fn reply(&mut self, from: &str, letter: &LetterPlan, text: &str, now: Instant) -> Decision {
        let token = letter.ask.as_ref().map(|a| format!("+{}", a.token)).unwrap_or_default();
        let case = letter.case.clone().unwrap();
        let headers = format!("In-Reply-To: <{}.{case}@example.test>\r\n", letter.id);
        self.mail(from, &format!("beadle{token}@example.test"), "Re: your question", text, &headers, now)
    }

    fn accept(&mut self, letter: &LetterPlan, now: Instant) -> Decision {
        let to = self.directory.person(&letter.to[0]).unwrap().address().clone();
        self.decide(&Event::Delivery { letter: letter.id.clone(), to, outcome: Outcome::Accepted }, now)
    }

    fn refuse(&mut self, letter: &LetterPlan, now: Instant) -> Decision {
        let to = self.directory.person(&letter.to[0]).unwrap().address().clone();
        let outcome = Outcome::Refused("550 no such user".into());
        self.decide(&Event::Delivery { letter: letter.id.clone(), to, outcome }, now)
    }

    /// The next deadline, at its time or later.
    fn next(&mut self, at_least: Option<Instant>) -> (Instant, Decision) {
        let mut first = None;
        Rows::scan(&self.rows, &memory::prefix(["d"]), &mut |key, _| {
            first = memory::read_deadline(key);
            false
        });
        let (due, case, key) = first.expect("a deadline is held");
        let now = at_least.map_or(due, |at| at.max(due));
        (now, self.decide(&Event::Deadline { case, key, due }, now))
    }
}

/// Monday 2024-07-01, Shanghai time.
fn monday(hour: u32, minute: u32) -> Instant {
    day(1, hour, minute)
}

/// A day of July 2024, Shanghai time.
fn day(day: u32, hour: u32, minute: u32) -> Instant {
    Utc.with_ymd_and_hms(2024, 7, day, hour, minute, 0).unwrap() - chrono::Duration::hours(8)
}

fn letters(decision: &Decision) -> Vec<String> {
    let readers = |l: &LetterPlan| l.to.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
    decision.letters.iter().map(|l| format!("{} → {}", l.name, readers(l))).collect()
}

#[test]
fn an_approval_needs_the_token_and_the_persons_own_address() {
    let mut house = House::new();
    let opened = house.write("li", "[Leave] three days", monday(9, 0));
    assert_eq!(letters(&opened), ["verdict → wang", "opened → li"]);
    let verdict = opened.letters[0].clone();
    house.accept(&verdict, monday(9, 0));

    // From somebody else, with the token: it locates the case and proves nothing.
    let forged = house.reply("chen", &verdict, "approve", monday(9, 5));
    assert_eq!(house.case("L-2024-0001").state, "review", "{:?}", forged.why);

    // From the right address, without the token: asked back, once.
    let bare = LetterPlan { ask: None, ..verdict.clone() };
    let asked = house.reply("wang", &bare, "approve", monday(9, 10));
    assert_eq!(letters(&asked), ["unclear → wang"]);
    assert_eq!(letters(&house.reply("wang", &bare, "approve", monday(9, 11))), [""; 0]);

    let granted = house.reply("wang", &verdict, "approve", monday(9, 20));
    assert_eq!(letters(&granted), ["granted → li", "echo → wang"]);
    assert_eq!(house.case("L-2024-0001").state, "granted");

    // A used token answers what was decided.
    assert_eq!(
        letters(&house.reply("wang", &verdict, "reject Comment: no", monday(9, 30))),
        ["too-late → wang"]
    );
}

#[test]
fn nobody_decides_on_their_own_request() {
    let mut house = House::new();
    // Zhao has no head: nobody to ask; Wang's head is Zhao.
    let opened = house.write("wang", "[Leave] a day", monday(9, 0));
    assert_eq!(letters(&opened), ["verdict → zhao", "opened → wang"]);
    let own = house.write("zhao", "[Leave] a day", monday(9, 0));
    assert_eq!(
        house.case("L-2024-0002").held.as_deref().map(|h| h.contains("nobody to ask")),
        Some(true),
        "{:?}",
        own.why
    );
    assert_eq!(own.alarms.len(), 1);
}

#[test]
fn silence_reminds_then_asks_the_deputy_and_never_approves() {
    let mut house = House::new();
    let opened = house.write("li", "[Leave] a week", monday(15, 0));
    house.accept(&opened.letters[0], monday(15, 0));
    let (at, reminded) = house.next(None);
    assert_eq!((at, letters(&reminded)), (day(2, 10, 0), vec!["verdict → wang".to_owned()]), "4 work hours");
    assert_eq!(reminded.letters[0].occasion, Occasion::Reminder);
    let (at, extended) = house.next(None);
    assert_eq!((at, letters(&extended)), (day(2, 15, 0), vec!["verdict → chen".to_owned()]));
    assert_eq!(extended.letters[0].occasion, Occasion::Also);
    let (at, lapsed) = house.next(None);
    assert_eq!((at, letters(&lapsed)), (day(9, 15, 0), vec!["lapsed → li".to_owned()]));
    assert_eq!(house.case("L-2024-0001").state, "lapsed");
    assert!(house.case("L-2024-0001").deadlines().is_empty());
}

#[test]
fn a_deputy_answers_with_a_token_of_their_own() {
    let mut house = House::new();
    let opened = house.write("li", "[Leave] a week", monday(9, 0));
    house.accept(&opened.letters[0], monday(9, 0));
    house.next(None);
    let (_, extended) = house.next(None);
    let own = extended.letters[0].clone();
    assert_eq!(
        letters(&house.reply("chen", &own, "approve", day(2, 10, 0))),
        ["granted → li", "echo → chen"]
    );
}

#[test]
fn the_default_waits_for_working_hours() {
    let mut house = House::new();
    // Friday 15:00: 24 hours later is Saturday; the effect waits for Monday 10:00, the reminder for Monday 9:00.
    let opened = house.write("li", "[Errand] parcels", day(5, 15, 0));
    house.accept(&opened.letters[0], day(5, 15, 0));
    let (at, reminded) = house.next(None);
    assert_eq!((at, letters(&reminded)), (day(8, 9, 0), vec!["take → wang".to_owned()]));
    let (at, taken) = house.next(None);
    assert_eq!(
        (at, letters(&taken)),
        (day(8, 10, 0), vec!["taken → li".to_owned(), "report → wang".to_owned()])
    );
}

#[test]
fn silence_counts_only_if_the_letter_was_accepted() {
    let mut house = House::new();
    let opened = house.write("li", "[Errand] parcels", monday(9, 0));
    let letter = opened.letters[0].clone();
    let (_, _reminder) = house.next(None);
    let (_, early) = house.next(None);
    assert_eq!(house.case("ER-2024-0001").state, "offered", "{:?}", early.why);
    // It is accepted two days late: the clock starts then, and the reader is told.
    let late = house.accept(&letter, day(3, 9, 30));
    assert_eq!(late.letters[0].occasion, Occasion::Correction, "{:?}", late.why);
    assert_eq!(house.case("ER-2024-0001").asks["offered.take"].seats[0].due, day(4, 9, 30));
}

#[test]
fn a_refused_letter_stops_the_clock() {
    let mut house = House::new();
    let opened = house.write("li", "[Errand] parcels", monday(9, 0));
    let gone = house.refuse(&opened.letters[0], monday(9, 1));
    assert_eq!(house.case("ER-2024-0001").state, "dropped", "{:?}", gone.why);
}

#[test]
fn a_bounce_after_the_default_undoes_it() {
    let mut house = House::new();
    let opened = house.write("li", "[Errand] parcels", monday(9, 0));
    let letter = opened.letters[0].clone();
    house.accept(&letter, monday(9, 0));
    house.next(None);
    house.next(None);
    assert_eq!(house.case("ER-2024-0001").state, "done");
    let to: Address = "wang@example.test".parse().unwrap();
    let outcome = Outcome::Bounced("5.1.1 unknown".into());
    let undone = house.decide(&Event::Delivery { letter: letter.id, to, outcome }, day(2, 11, 0));
    assert_eq!(house.case("ER-2024-0001").state, "dropped", "{:?}", undone.why);
}

#[test]
fn an_outage_folds_reminders_and_leaves_a_fresh_window() {
    let mut house = House::new();
    let opened = house.write("li", "[Errand] parcels", monday(9, 0));
    house.accept(&opened.letters[0], monday(9, 0));
    // Down until Thursday 11:00.
    let (_, back) = house.next(Some(day(4, 11, 0)));
    assert_eq!(letters(&back), ["take → wang"], "one reminder, nothing applied yet");
    assert_eq!(house.case("ER-2024-0001").state, "offered");
    let (at, _) = house.next(None);
    assert_eq!(at, day(4, 13, 0), "two working hours later");
    assert_eq!(house.case("ER-2024-0001").state, "done");
}

#[test]
fn an_out_of_office_is_no_answer_and_brings_the_deputy_in() {
    let mut house = House::new();
    let opened = house.write("li", "[Leave] a week", monday(9, 0));
    let letter = opened.letters[0].clone();
    house.accept(&letter, monday(9, 0));
    let headers =
        format!("Auto-Submitted: auto-replied\r\nIn-Reply-To: <{}.L-2024-0001@example.test>\r\n", letter.id);
    let away = house.mail(
        "wang",
        "beadle@example.test",
        "Automatic reply",
        "approve everything",
        &headers,
        monday(9, 1),
    );
    assert_eq!(letters(&away), ["verdict → chen"]);
    assert_eq!(house.case("L-2024-0001").state, "review");
}

/// What goes into calendars: to whom, how, and how many lessons it holds.
fn lessons(decision: &Decision) -> Vec<String> {
    let told = |letter: &LetterPlan| {
        let plan = letter.invite.as_ref()?;
        let how = if plan.cancel {
            "cancel"
        } else if plan.ended {
            "end"
        } else {
            "invite"
        };
        let crate::calendar::When::Series(series) = &plan.invite.when else { return None };
        let who: Vec<&str> = letter.to.iter().map(PersonId::as_str).collect();
        let n = series.occurrences().unwrap().len();
        Some(format!("{how} {} {} lessons, revision {}", who.join("+"), n, plan.invite.sequence))
    };
    decision.letters.iter().filter_map(told).collect()
}

#[test]
fn a_series_ends_with_what_was_held_and_is_called_off_only_before() {
    let mut house = House::new();
    let say = |house: &mut House, subject: &str, text: &str, at| {
        house.mail("li", "beadle@example.test", subject, text, "", at)
    };
    let opened = say(&mut house, "[Course] swimming", "Pupils: Wang, Chen", monday(9, 0));
    assert_eq!(lessons(&opened), ["invite wang+chen 53 lessons, revision 0"]);
    // Before the first lesson whoever leaves gets a plain CANCEL.
    let left = say(&mut house, "[CO-2024-0001]", "confirm\nPupils: Wang, Zhao", monday(9, 10));
    assert_eq!(lessons(&left), ["cancel chen 53 lessons, revision 1", "invite zhao 53 lessons, revision 1"]);
    // After two lessons the one who leaves keeps these, and the others go on.
    let left = say(&mut house, "[CO-2024-0001]", "confirm\nPupils: Wang", day(10, 12, 0));
    assert_eq!(lessons(&left), ["end zhao 2 lessons, revision 2"]);
    let over = say(&mut house, "[CO-2024-0001]", "decline\nReason: summer", day(10, 12, 30));
    assert_eq!(lessons(&over), ["end wang 2 lessons, revision 3"]);
    let letter = over.letters.iter().find(|l| l.invite.is_some()).unwrap();
    let invite = &letter.invite.as_ref().unwrap().invite;
    assert!(invite.attendees.iter().all(|a| !a.rsvp), "there is nothing to answer");
    let text = crate::calendar::write(
        &crate::calendar::Invite { summary: "Lesson".into(), ..invite.clone() },
        crate::calendar::Method::Request,
        None,
        None,
    );
    let text = text.unwrap();
    assert!(text.contains("RRULE:FREQ=WEEKLY;UNTIL=20240710T020000Z;BYDAY=WE"), "{text}");
    assert!(!text.contains("CANCELLED"), "{text}");
}

#[test]
fn whoever_is_on_leave_has_the_deputy_asked_at_once_and_leave_stops_no_decision() {
    let mut house = House::new();
    let opened = house.write("li", "[Leave] a week", day(22, 9, 0));
    assert_eq!(letters(&opened)[..2], ["verdict → wang", "verdict → chen"]);
    assert_eq!(opened.letters[1].occasion, Occasion::Also);
    let due = opened.letters[0].ask.as_ref().unwrap().due;
    assert_eq!(due, Some(day(23, 9, 0)), "the next working day, whoever is away");
    let granted = house.reply("chen", &opened.letters[1], "approve", day(22, 9, 30));
    assert_eq!(house.case("L-2024-0001").state, "granted", "{:?}", granted.why);
}

#[test]
fn a_letter_that_does_not_arrive_goes_to_the_deputy_then_to_the_superior_and_then_to_the_operator() {
    let mut house = House::new();
    let opened = house.write("li", "[Leave] a week", monday(9, 0));
    let refused = house.refuse(&opened.letters[0], monday(10, 0));
    assert_eq!(letters(&refused), ["verdict → chen", "not-delivered → li", "not-delivered → zhao"]);
    let seat = house.case("L-2024-0001").asks["review.verdict"].seats[0].clone();
    assert_eq!((seat.start, seat.due), (monday(10, 0), day(2, 10, 0)), "the clock starts for the deputy");
    let refused = house.refuse(&refused.letters[0], monday(10, 5));
    assert_eq!(letters(&refused), ["verdict → zhao", "not-delivered → li"]);
    let refused = house.refuse(&refused.letters[0], monday(10, 10));
    assert_eq!(letters(&refused), ["not-delivered → li"]);
    let held = house.case("L-2024-0001").held;
    assert!(held.is_some_and(|why| why.contains("nobody stands in")));
}

#[test]
fn the_same_message_twice_is_one_message() {
    let mut house = House::new();
    house.write("li", "[Leave] a week", monday(9, 0));
    house.count -= 1;
    let again = house.write("li", "[Leave] a week", monday(9, 1));
    assert_eq!(again.fate, Fate::Ignored("seen before: the same Message-ID with the same content".into()));
    assert_eq!(house.cases().len(), 1);
}

#[test]
fn strangers_are_met_with_silence_and_colleagues_with_one_list() {
    let mut house = House::new();
    let stranger = house.write("mallory", "[Leave] a week", monday(9, 0));
    assert_eq!(stranger.fate, Fate::Ignored("mallory@example.test is not in the directory".into()));
    assert!(stranger.letters.is_empty());
    assert_eq!(letters(&house.write("li", "[Holiday] hm", monday(9, 0))), ["not-understood → li"]);
    assert_eq!(letters(&house.write("li", "[Holiday] hm again", monday(9, 0))), [""; 0], "once a day");
}

#[test]
fn an_operator_answers_cancels_and_is_named() {
    let mut house = House::new();
    house.write("li", "[Leave] a week", monday(9, 0));
    let case = CaseId("L-2024-0001".into());
    let act = Act::Answer { case: case.clone(), person: "wang".into(), text: "approve".into() };
    let answered = house.decide(&Event::Operator { who: "root".into(), act }, monday(9, 5));
    assert_eq!(letters(&answered), ["granted → li", "echo → wang"], "who was spoken for hears of it");
    assert!(answered.why.iter().any(|w| w.text.contains("operator root")));
    house.write("li", "[Leave] another", monday(9, 6));
    let act = Act::Cancel { case: CaseId("L-2024-0002".into()), reason: "a test".into() };
    let cancelled = house.decide(&Event::Operator { who: "root".into(), act }, monday(9, 7));
    assert_eq!(letters(&cancelled), ["called-off → wang"]);
    assert!(house.case("L-2024-0002").ended.is_some());
}

#[test]
fn an_answer_can_be_taken_back_while_the_question_is_open() {
    let mut house = House::new();
    let opened = house.write("li", "[Errand] parcels", monday(9, 0));
    let letter = opened.letters[0].clone();
    house.accept(&letter, monday(9, 0));
    let status = house.reply("wang", &letter, "status", monday(9, 1));
    assert_eq!(letters(&status), ["status → wang"]);
    let declined = house.reply("wang", &letter, "decline", monday(9, 2));
    assert_eq!(letters(&declined), ["comment-missing → wang"], "a refusal needs its reason");
}

#[test]
fn timers_follow_the_field_they_are_counted_from_and_come_again_for_a_later_day() {
    let mut house = House::new();
    let opened = house.mail("li", "beadle@example.test", "[Trip] Oslo", "Back: 2024-07-10", "", monday(9, 0));
    for letter in opened.letters.iter().filter(|l| l.name == "decision") {
        let person = letter.to[0].to_string();
        house.reply(&person, letter, "approve", monday(9, 30));
    }
    let timers = |house: &House| house.case("TR-2024-0001").timers;
    assert_eq!(
        timers(&house),
        [("away.home".into(), day(11, 10, 0)), ("away.soon".into(), day(9, 10, 0))].into()
    );
    house.mail("li", "beadle@example.test", "[TR-2024-0001] confirm", "Back: 2024-07-12", "", day(8, 9, 0));
    assert_eq!(
        timers(&house),
        [("away.home".into(), day(15, 10, 0)), ("away.soon".into(), day(11, 10, 0))].into()
    );
    let (at, told) = house.next(None);
    assert_eq!((at, letters(&told)), (day(11, 10, 0), vec!["soon → li".to_owned()]));
    // The reminder was about the old day: it comes again before the new one.
    house.mail("li", "beadle@example.test", "[TR-2024-0001] confirm", "Back: 2024-07-17", "", day(12, 9, 0));
    assert_eq!(
        timers(&house),
        [("away.home".into(), day(18, 10, 0)), ("away.soon".into(), day(16, 10, 0))].into()
    );
}

#[test]
fn a_case_that_was_held_before_goes_on_with_what_people_say() {
    let mut house = House::new();
    let opened = house.mail("li", "beadle@example.test", "[Trip] Oslo", "Back: 2024-07-10", "", monday(9, 0));
    let letter = |name: &str, to: &str| {
        let found = opened.letters.iter().find(|l| l.name == name && l.to[0].to_string() == to);
        found.cloned().unwrap()
    };
    house.refuse(&letter("cover", "chen"), monday(9, 10));
    assert!(house.case("TR-2024-0001").held.is_some_and(|why| why.contains("nobody stands in")));
    house.reply("wang", &letter("decision", "wang"), "approve", monday(9, 30));
    house.reply("chen", &letter("decision", "chen"), "approve", monday(9, 40));
    let case = house.case("TR-2024-0001");
    assert_eq!((case.state.as_str(), case.held.is_some()), ("away", true), "all have approved");
}

#[test]
fn each_row_of_a_table_keeps_the_conditions_of_its_columns() {
    let mut house = House::new();
    let mut file = |table: &str| {
        let text = format!("Back: 2024-07-10\r\nCosts:\r\n{table}");
        let decision = house.mail("li", "beadle@example.test", "[Trip] Oslo", &text, "", monday(9, 0));
        decision.letters.last().map(|l| l.name.clone()).unwrap_or_default()
    };
    assert_eq!(file("2024-07-08 | 10\r\n2024-07-12 | 20"), "incomplete", "the second day is after the trip");
    assert_eq!(file("2024-07-08 | 10\r\n2024-07-09 | -20"), "incomplete", "nothing costs less than nothing");
    assert_eq!(file("2024-07-08 | 10\r\n2024-07-09 | 20"), "opened");
}

#[test]
fn a_field_of_the_case_that_a_field_names_is_set_and_times_follow_it_there_and_below() {
    let mut house = House::new();
    let beadle = "beadle@example.test";
    house.mail("li", beadle, "[Journey] Berlin", "Leaves: 2024-07-12", "", monday(9, 0));
    let times = |house: &House| {
        let bag = house.case("JO-2024-0001-BG01");
        (house.case("JO-2024-0001").timers["planned.eve"], bag.asks["open.packed"].seats[0].due)
    };
    assert_eq!(times(&house), (day(11, 17, 0), day(11, 12, 0)));

    let wish = "Which: JO-2024-0001\r\nLater: 2024-07-19";
    let asked = house.mail("li", beadle, "[Shift] a week", wish, "", monday(9, 30));
    assert_eq!(times(&house), (day(11, 17, 0), day(11, 12, 0)), "{:?}", asked.why);
    let late = house.mail("li", beadle, "[Shift] two weeks", wish, "", monday(9, 40));
    house.reply("wang", &asked.letters[0], "confirm", monday(10, 0));
    assert_eq!(times(&house), (day(18, 17, 0), day(18, 12, 0)));

    // What is over stays as it is.
    house.mail("li", beadle, "[JO-2024-0001] Berlin", "decline", "", monday(11, 0));
    assert_eq!(house.case("JO-2024-0001").state, "over");
    let told = house.reply("wang", &late.letters[0], "confirm", monday(11, 30));
    assert!(told.why.iter().any(|why| why.text.contains("is over, so 'leaves' stays")), "{:?}", told.why);
    assert_eq!(house.case("SH-2024-0002").held, None);
}

#[test]
fn a_day_from_which_something_is_derived_ends_for_each_by_their_own_hours() {
    let mut house = House::new();
    house.mail("li", "beadle@example.test", "[Journey] Berlin", "Leaves: 2024-07-12", "", monday(9, 0));
    house.directory.people.get_mut("zhao").unwrap().zone = crate::time::Zone::parse("Europe/Berlin").unwrap();
    let world = house.world();
    let draft = Draft::new(&world, monday(10, 0));
    let case = draft.case(&CaseId("JO-2024-0001".into())).unwrap();
    let of = |local: &Local| draft.name(&case, local, "last_hour", Reads::all());
    // In whatever order one decision asks.
    for _ in 0..2 {
        assert_eq!(of(&Local::of(&"li".into())), Some(Value::At(day(12, 17, 0))));
        assert_eq!(of(&Local::of(&"zhao".into())), Some(Value::At(day(12, 23, 0))));
        assert_eq!(of(&Local::default()), Some(Value::At(day(12, 17, 0))));
    }
}
