//! What the company's guide implies for the quarter, reckoned from what people do in its story and who they are: which
//! letter to whom and when, row by row, with the guide's numbers written out once more.
//!
//! Never does: look at the rules, at the letters of the story, or at anything of the program.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// One letter to one person: its name and occasion, who, when.
pub(crate) type ToOne = (String, String, NaiveDateTime);

/// The letters that the guide implies, with the row that wants each.
#[derive(Default)]
pub(crate) struct Implied {
    pub(crate) must: BTreeMap<ToOne, Vec<&'static str>>,
}

// Who holds which office (`directory.toml`).
const CTO: &str = "wang";
const OPERATIONS: &str = "chen";
const SUPPORT: &str = "sun";
/// Whom an outage of the website is told.
const INFORMED: [&str; 2] = ["lin", "wang"];
const CHIEF_OF_ALL: &str = "lin";
/// Who prepares for a newcomer.
const PREPARE: [&str; 2] = ["chen", "qian"];
/// The departments that report: head, note-taker, members.
const PRODUCT: (&str, &str, [&str; 5]) = ("zhang", "li", ["li", "liu", "wu", "zheng", "feng"]);
const SERVICE: (&str, &str, [&str; 3]) = ("sun", "gao", ["gao", "luo", "liang"]);
const NAMES: [(&str, &str); 5] =
    [("黄磊", "huang"), ("孙丽", "sun"), ("李娜", "li"), ("吴迪", "wu"), ("陈晨", "chen")];

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

pub(crate) fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// The working days of the quarter, counted by hand and not by the program.
pub(crate) fn is_workday(date: NaiveDate) -> bool {
    let off = [day(4, 4), day(4, 5), day(5, 1), day(5, 2), day(5, 3), day(6, 10)];
    let made_up = [day(4, 7), day(4, 28), day(5, 11)];
    made_up.contains(&date)
        || (!off.contains(&date) && !matches!(date.weekday(), Weekday::Sat | Weekday::Sun))
}

/// The nth working day after one.
pub(crate) fn workdays_after(mut date: NaiveDate, mut n: u32) -> NaiveDate {
    while n > 0 {
        date += TimeDelta::days(1);
        n -= u32::from(is_workday(date));
    }
    date
}

fn workdays_before(mut date: NaiveDate, mut n: u32) -> NaiveDate {
    while n > 0 {
        date -= TimeDelta::days(1);
        n -= u32::from(is_workday(date));
    }
    date
}

/// That day or the first working day behind it.
fn on_workday(date: NaiveDate) -> NaiveDate {
    workdays_after(date - TimeDelta::days(1), 1)
}

/// That day, or the working day before it in its week; none in a week off.
fn rolled_back(date: NaiveDate) -> Option<NaiveDate> {
    let week = date.iso_week();
    date.iter_days().rev().take_while(|d| d.iso_week() == week).find(|d| is_workday(*d))
}

/// That day, or the working day behind it in its week; none where the rest of the week is off.
fn rolled_forward(date: NaiveDate) -> Option<NaiveDate> {
    let week = date.iso_week();
    date.iter_days().take_while(|d| d.iso_week() == week).find(|d| is_workday(*d))
}

/// A reminder keeps to working hours: else it is for nine in the morning of the next working day.
fn in_hours(at: NaiveDateTime) -> NaiveDateTime {
    let from = time(9, 0);
    match at.time() {
        _ if !is_workday(at.date()) => on_workday(at.date()).and_time(from),
        t if t < from => at.date().and_time(from),
        t if t > time(18, 0) => workdays_after(at.date(), 1).and_time(from),
        _ => at,
    }
}

/// What somebody does in the story.
struct Act<'a> {
    at: NaiveDateTime,
    who: &'a str,
    /// The subject; or what is answered, with its case.
    what: &'a str,
    answer: bool,
    text: Vec<&'a str>,
}

impl<'a> Act<'a> {
    fn field(&self, label: &str) -> Option<&'a str> {
        self.text.iter().find_map(|line| line.strip_prefix(label)?.strip_prefix('：'))
    }

    /// The person in a field, by name or address.
    fn person(&self, label: &str) -> &'a str {
        person(self.field(label).unwrap_or_else(|| panic!("no {label} at {}", self.at)))
    }

    fn date(&self, label: &str) -> NaiveDate {
        self.field(label).and_then(|d| d.parse().ok()).unwrap_or_else(|| panic!("no {label} at {}", self.at))
    }

    /// The case it is about: in the subject, or behind what is answered.
    fn case(&self) -> &'a str {
        let in_brackets = self.what.strip_prefix('[').and_then(|rest| rest.split(']').next());
        in_brackets.or_else(|| self.what.split(" of ").nth(1)).unwrap_or("")
    }

    fn answers(&self, letter: &str) -> bool {
        self.answer && self.what.split(' ').next() == Some(letter)
    }

    fn opens(&self, tag: &str) -> bool {
        !self.answer && self.what.starts_with(tag)
    }
}

fn person(text: &str) -> &str {
    let named = NAMES.iter().find(|(name, _)| *name == text.trim());
    named.map_or_else(|| text.trim().split('@').next().unwrap(), |(_, key)| key)
}

/// What people do, in order.
fn acts(story: &str) -> Vec<Act<'_>> {
    let mut acts: Vec<Act<'_>> = Vec::new();
    for line in story.lines() {
        let text = line.strip_prefix("  ").map(str::trim);
        if let Some(text) = text.filter(|t| !t.starts_with('→')) {
            acts.last_mut().unwrap().text.push(text);
            continue;
        }
        let Some((date, rest)) = line.split_once(' ') else { continue };
        let Some((hour, rest)) = rest.split_once(' ') else { continue };
        let Ok(at) = NaiveDateTime::parse_from_str(&format!("{date} {hour}"), "%Y-%m-%d %H:%M") else {
            continue;
        };
        if let Some((who, what)) = rest.split_once(" writes: ") {
            acts.push(Act { at, who, what, answer: false, text: Vec::new() });
        } else if let Some((who, what)) = rest.split_once(" replies to ") {
            let (what, text) = what.split_once(':').unwrap();
            acts.push(Act { at, who, what, answer: true, text: vec![text.trim()] });
        }
    }
    acts
}

impl Implied {
    pub(crate) fn of(story: &str) -> Self {
        let acts = acts(story);
        let end = day(6, 28).and_time(time(19, 0));
        let mut implied = Self::default();
        implied.projects(&acts);
        implied.departments(&acts, end);
        implied.outages(&acts);
        implied.newcomer(&acts);
        implied.customers(&acts);
        implied.must.retain(|(_, _, at), _| *at <= end);
        implied.fold();
        implied.receipts(&acts);
        implied
    }

    fn to<'a>(
        &mut self,
        row: &'static str,
        letter: &str,
        at: NaiveDateTime,
        who: impl IntoIterator<Item = &'a str>,
    ) {
        for who in who.into_iter().collect::<BTreeSet<_>>() {
            self.must.entry((letter.to_owned(), who.to_owned(), at)).or_default().push(row);
        }
    }

    /// Reminders of one person at one time go out in one letter, and a day's lines are asked for in one.
    fn fold(&mut self) {
        self.must
            .iter_mut()
            .filter(|((name, ..), _)| name == "progress")
            .for_each(|(_, rows)| rows.truncate(1));
        self.must
            .iter_mut()
            .filter(|((name, ..), _)| name.ends_with(" (reminder)"))
            .for_each(|(_, rows)| rows.truncate(1));
        let mut same: BTreeMap<(String, NaiveDateTime), Vec<ToOne>> = BTreeMap::new();
        for letter in self.must.keys().filter(|(name, ..)| name.ends_with(" (reminder)")) {
            same.entry((letter.1.clone(), letter.2)).or_default().push(letter.clone());
        }
        for ((who, at), letters) in same.into_iter().filter(|(_, letters)| letters.len() > 1) {
            letters.iter().for_each(|letter| drop(self.must.remove(letter)));
            self.to("row 6", "several (reminder)", at, [who.as_str()]);
        }
    }

    /// What was given is confirmed to the writer, in one letter for each mail. None for a line of progress, which the
    /// summary of that day shows, none for a fact said in a word (到位, 完成, 已答复, 没有复发), and none where something
    /// else tells the writer what came of it; but an approval is confirmed in so many words, whatever follows.
    fn receipts(&mut self, acts: &[Act<'_>]) {
        let told: BTreeSet<(String, NaiveDateTime)> =
            self.must.keys().map(|(_, who, at)| (who.clone(), *at)).collect();
        for act in acts.iter().filter(|act| !act.what.ends_with("进度")) {
            let fact = ["ready", "several", "reply", "relapse"].iter().any(|letter| act.answers(letter));
            let silent = fact || told.contains(&(act.who.to_owned(), act.at));
            if !silent || act.answers("customer-letter") {
                self.to("section 1", "echo", act.at, [act.who]);
            }
        }
    }

    // (一) R1.1 to R4.6
    fn projects(&mut self, acts: &[Act<'_>]) {
        for (n, begin) in acts.iter().filter(|act| act.opens("【新项目】")).enumerate() {
            let id = format!("P-2024-{:04}", n + 1);
            let about: Vec<&Act<'_>> = acts.iter().filter(|act| act.case().starts_with(&id)).collect();
            let roles = ["发起人", "项目经理", "研发负责人", "设计负责人", "市场对接人"];
            let mut members: BTreeSet<&str> = roles.iter().map(|role| begin.person(role)).collect();
            members.insert(begin.who);
            let (sponsor, manager) = (begin.person("发起人"), begin.person("项目经理"));
            for (row, letter) in [("R1.1", "roster"), ("R1.2", "spec"), ("R1.3", "kickoff (invite)")] {
                self.to(row, letter, begin.at, members.iter().copied());
            }
            let kickoff_over = begin.at.date().and_time(time(15, 0));
            self.to("R1.4", "minutes", kickoff_over, [begin.who]);
            let minutes = about.iter().find(|act| act.answers("minutes")).unwrap();
            self.to("R2.1", "tasks", minutes.at, [manager]);
            let list = about.iter().find(|act| act.answers("tasks")).unwrap();
            self.to("R2.3", "task-list", list.at, members.iter().copied());
            self.to("R3.3", "standup (invite)", list.at, members.iter().copied());
            let live = about.iter().find(|act| act.what.ends_with("【已上线】")).unwrap();
            let wanted = begin.date("期望完成时间");

            // Owner, and from when to when it is in hand.
            let mut tasks: Vec<(&str, NaiveDateTime, NaiveDateTime)> = Vec::new();
            for (n, row) in list.text.iter().filter(|row| row.contains('|')).enumerate() {
                let id = format!("{id}-T{:02}", n + 1);
                let cells: Vec<&str> = row.split('|').map(str::trim).collect();
                let (owner, due) = (person(cells[1]), cells[2].parse::<NaiveDate>().unwrap());
                self.to("R2.3", "confirm", list.at, [owner]);
                let own: Vec<&&Act<'_>> = about.iter().filter(|act| act.case() == id).collect();
                if !own.iter().any(|act| act.answers("confirm")) {
                    for hours in [12, 22] {
                        self.to(
                            "R2.4",
                            "confirm (reminder)",
                            in_hours(list.at + TimeDelta::hours(hours)),
                            [owner],
                        );
                    }
                    self.to("R2.4", "taken-as-accepted", list.at + TimeDelta::hours(24), [owner, manager]);
                }
                let delivery = own.iter().find(|act| act.what.ends_with("【成果交付】")).unwrap();
                let reminder = workdays_before(due, 1).and_time(time(18, 0));
                if delivery.at > reminder {
                    self.to("row 26", "delivery (reminder)", reminder, [owner]);
                }
                self.to("R4.1", "delivered", delivery.at, [manager]);
                self.to("R4.2", "acceptance", delivery.at, [sponsor]);
                let verdict = own.iter().find(|act| act.answers("acceptance")).unwrap();
                self.to("R4.3", "accepted", verdict.at, [owner, manager]);
                self.to("R2.3", "deadline (cancel)", verdict.at, [owner]);
                tasks.push((owner, list.at, delivery.at));
            }

            for date in
                list.at.date().iter_days().take_while(|d| *d <= live.at.date()).filter(|d| is_workday(*d))
            {
                for (letter, at) in [("progress", time(16, 30)), ("progress-digest", time(17, 0))] {
                    let at = date.and_time(at);
                    let owners: BTreeSet<&str> = tasks
                        .iter()
                        .filter(|(_, from, to)| (*from..*to).contains(&at))
                        .map(|t| t.0)
                        .collect();
                    let readers = if letter == "progress" { BTreeSet::new() } else { members.clone() };
                    if !owners.is_empty() && at < live.at {
                        self.to("R3.1", letter, at, owners.union(&readers).copied());
                    }
                }
            }
            let weeks = list.at.date().iter_days().filter(|d| d.weekday() == Weekday::Wed);
            for wednesday in weeks.take_while(|d| *d <= wanted) {
                let on = rolled_forward(wednesday);
                if on.is_some_and(|on| on.and_time(time(10, 0)) > live.at) {
                    self.to("R4.5", "standup (invite)", live.at, members.iter().copied());
                    break;
                }
                if let Some(on) = on.filter(|on| on.and_time(time(9, 0)) > list.at) {
                    self.to("R3.3", "agenda", on.and_time(time(9, 0)), members.iter().copied());
                    self.to("R3.4", "minutes", on.and_time(time(10, 15)), [manager]);
                }
                if on.is_none() {
                    let monday = (wednesday - TimeDelta::days(2)).and_time(time(9, 0));
                    self.to("row 7", "standup-skipped", monday, members.iter().copied());
                }
            }
            self.to("R4.5", "live", live.at, members.iter().copied());
            self.to("R4.5", "retro (invite)", live.at, members.iter().copied());
            self.to("R4.6", "retro", workdays_after(live.at.date(), 2).and_time(time(15, 0)), [manager]);
            let report = about.iter().find(|act| act.answers("retro")).unwrap();
            self.to("R4.6", "closed", report.at, members.iter().copied());
        }
    }

    // S1 to S5
    fn departments(&mut self, acts: &[Act<'_>], end: NaiveDateTime) {
        let all = [(PRODUCT.0, PRODUCT.1, &PRODUCT.2[..]), (SERVICE.0, SERVICE.1, &SERVICE.2[..])];
        for (chief, notes_by, members) in all {
            let begin = acts.iter().find(|act| act.opens("【例行汇报】") && act.who == chief).unwrap();
            let everybody: Vec<&str> = members.iter().copied().chain([chief]).collect();
            self.to("S4", "begins", begin.at, everybody.iter().copied());
            self.to("S4", "weekly (invite)", begin.at, everybody.iter().copied());
            let wrote = |tag: &str, who: &str, from: NaiveDateTime, to: NaiveDateTime| {
                acts.iter()
                    .find(|act| act.opens(tag) && act.who == who && (from..=to).contains(&act.at))
                    .map(|act| act.at)
            };
            let readers = || everybody.iter().copied().chain([CHIEF_OF_ALL]);
            for monday in day(4, 1).iter_days().step_by(7).take_while(|d| *d <= end.date()) {
                if let Some(on) = rolled_forward(monday) {
                    self.to("S4", "minutes", on.and_time(time(15, 0)), [notes_by]);
                }
                let Some(asked) = rolled_back(monday + TimeDelta::days(3)) else { continue };
                let Some(due) = rolled_back(monday + TimeDelta::days(4)) else { continue };
                let (asked, nudge) = (asked.and_time(time(16, 0)), due.and_time(time(15, 0)));
                self.to("S1", "entry", asked, members.iter().copied());
                let silent = members
                    .iter()
                    .filter(|who| nudge > asked && wrote("【周报】", who, asked, nudge).is_none());
                self.to("S1", "entry (reminder)", nudge, silent.copied());
                let built = due.and_time(time(18, 0));
                self.to("S2", "review", built, [chief]);
                let released =
                    acts.iter().find(|act| act.answers("review") && act.who == chief && act.at >= built);
                self.to("S2", "digest", released.unwrap().at, readers());
            }
            for month in 4..=6 {
                let asked = rolled_back(day(month, 25)).unwrap().and_time(time(16, 0));
                let last = [day(4, 30), day(5, 31), day(6, 28)][month as usize - 4];
                let (nudge, due) = (last.and_time(time(15, 0)), last.and_time(time(17, 0)));
                self.to("S3", "account", asked, members.iter().copied());
                let given: Vec<_> =
                    members.iter().map(|who| (*who, wrote("【月报】", who, asked, due))).collect();
                let silent =
                    given.iter().filter(|(_, at)| at.is_none_or(|at| at > nudge)).map(|(who, _)| *who);
                self.to("S3", "account (reminder)", nudge, silent);
                let whole = given.iter().map(|(_, at)| *at).collect::<Option<Vec<_>>>();
                let summed = whole.and_then(|all| all.into_iter().max()).unwrap_or(due);
                self.to("S3", "summary", summed, [chief]);
                let summary =
                    acts.iter().find(|act| act.answers("summary") && act.who == chief && act.at >= summed);
                if let Some(summary) = summary {
                    self.to("S3", "digest", summary.at, readers());
                }
            }
        }
    }

    // (二) E1.1 to E4.6
    fn outages(&mut self, acts: &[Act<'_>]) {
        for (n, begin) in acts.iter().filter(|act| act.opens("【紧急】")).enumerate() {
            let id = format!("E-2024-{:04}", n + 1);
            let about: Vec<&Act<'_>> = acts.iter().filter(|act| act.case().starts_with(&id)).collect();
            let answer = |letter: &str| *about.iter().find(|act| act.answers(letter)).unwrap();
            self.to("E1.1", "alarm", begin.at, [OPERATIONS, CTO, SUPPORT]);
            self.to("E1.1", "opened", begin.at, [begin.who]);
            self.to("E2.1", "assign", begin.at, [OPERATIONS]);
            let assign = answer("assign");
            let lead = assign.who;
            let crew: Vec<&str> =
                assign.text.iter().filter_map(|line| Some(person(line.split_once('—')?.0))).collect();
            let told = || crew.iter().copied().chain(INFORMED).chain([begin.who]);
            self.to("E2.1", "crew", assign.at, told());
            self.to("E2.2", "ready", assign.at, crew.iter().copied());
            for ready in about.iter().filter(|act| act.answers("ready")) {
                self.to("E2.2", "in-place", ready.at, [lead]);
            }
            let solved = about.iter().find(|act| act.what.ends_with("已解决")).unwrap();
            let mut since = assign.at;
            let news = about.iter().filter(|act| act.answers("status"));
            for at in news.map(|act| act.at).chain([solved.at]) {
                let nudge = since + TimeDelta::minutes(25);
                if nudge < at {
                    self.to("E2.3", "status (reminder)", nudge, [lead]);
                }
                if at < solved.at {
                    self.to("E2.3", "news", at, INFORMED);
                }
                since = at;
            }
            self.to("E3.1", "resolved", solved.at, told());
            self.to("E2.2", "call (cancel)", solved.at, crew.iter().copied());
            self.to("E3.3", "customer-letter", solved.at, [SUPPORT]);
            self.to("E3.3", "customer-letter-final", answer("customer-letter").at, [SUPPORT]);
            let team: BTreeSet<&str> =
                crew.iter().copied().chain([lead, begin.who, SUPPORT, OPERATIONS]).collect();
            self.to("E4.1", "cause", solved.at, [OPERATIONS]);
            let cause = answer("cause");
            let reminder = in_hours(solved.at + TimeDelta::hours(20));
            if cause.at > reminder {
                self.to("E4.1", "cause (reminder)", reminder, [OPERATIONS]);
            }
            self.to("E4.1", "cause-found", cause.at, [lead, CTO]);
            self.to("E4.2", "review (invite)", solved.at, team.iter().copied());
            self.to("E4.3", "report", workdays_after(solved.at.date(), 2).and_time(time(15, 0)), [lead]);
            let report = answer("report");
            self.to("E4.3", "published", report.at, team.iter().copied().chain(INFORMED));
            self.to("E4.5", "plans", report.at, [lead]);
            let measure: Vec<&str> =
                report.text.iter().find(|row| row.contains('|')).unwrap().split('|').map(str::trim).collect();
            let (owner, due) = (person(measure[1]), measure[2].parse::<NaiveDate>().unwrap());
            self.to("E4.4", "confirm", report.at, [owner]);
            let done = about.iter().find(|act| act.what.ends_with("完成")).unwrap();
            let reminder = workdays_before(due, 1).and_time(time(18, 0));
            if done.at > reminder {
                self.to("E4.4", "done (reminder)", reminder, [owner]);
            }
            self.to("E4.4", "deadline (cancel)", done.at, [owner]);
            let open = report.at.max(answer("plans").at).min(done.at)..done.at;
            for monday in day(4, 1).iter_days().step_by(7) {
                let Some(on) = rolled_forward(monday).map(|on| on.and_time(time(9, 0))) else { continue };
                if on >= open.end {
                    break;
                }
                if on > report.at {
                    self.to("E4.5", "open-list", on, [lead]);
                }
            }
            let month_on = on_workday(solved.at.date() + TimeDelta::days(30));
            self.to("E4.6", "relapse", month_on.and_time(time(10, 0)), [lead]);
        }
    }

    // O1 to O6
    fn newcomer(&mut self, acts: &[Act<'_>]) {
        let begin = acts.iter().find(|act| act.opens("【入职】")).unwrap();
        let (hr, chief, newcomer) = (begin.who, PRODUCT.0, begin.person("公司邮箱"));
        let starts = begin.date("入职日期");
        self.to("O1", "opened", begin.at, [hr]);
        self.to("O2", "buddy", begin.at, [chief]);
        self.to("O3", "several", begin.at, PREPARE);
        let buddy = acts.iter().find(|act| act.answers("buddy")).unwrap();
        let mentor = buddy.text[0].strip_prefix("导师：").map(person).unwrap();
        self.to("O2", "named", buddy.at, [hr, mentor, buddy.person("对接人")]);
        self.to("O3", "eve", workdays_before(starts, 1).and_time(time(17, 0)), [hr, chief, mentor]);
        let first = starts.and_time(time(9, 0));
        self.to("O4", "welcome", first, [newcomer]);
        self.to("O4", "first-day", first, [mentor]);
        self.to("O4", "day5 (invite)", first, [newcomer, mentor]);
        for talk in ["intro (invite)", "day30 (invite)", "day60 (invite)", "day90 (invite)"] {
            self.to("O4", talk, first, [newcomer, mentor, chief]);
        }
        let counted = |n: i64| on_workday(starts + TimeDelta::days(n - 1));
        for on in [workdays_after(starts, 4), counted(30), counted(60), counted(90)] {
            let over = on.and_time(time(15, 30));
            self.to("O5", "feedback", over, [newcomer, mentor]);
            let given: Vec<_> = [newcomer, mentor]
                .iter()
                .filter_map(|who| {
                    acts.iter().find(|act| act.answers("feedback") && act.who == *who && act.at > over)
                })
                .collect();
            if let [.., last] = given.as_slice() {
                self.to("O5", "talk", last.at, [hr]);
            }
        }
        let ends = begin.date("试用期截止");
        self.to("O6", "summary", workdays_before(ends, 10).and_time(time(10, 0)), [chief, hr]);
    }

    // C1 to C7
    fn customers(&mut self, acts: &[Act<'_>]) {
        for (n, begin) in acts.iter().filter(|act| act.opens("【客户需求】")).enumerate() {
            let id = format!("C-2024-{:04}", n + 1);
            let about: Vec<&Act<'_>> = acts.iter().filter(|act| act.case() == id).collect();
            let answer = |letter: &str| *about.iter().find(|act| act.answers(letter)).unwrap();
            self.to("C1", "opened", begin.at, [begin.who]);
            self.to("C2", "claim", begin.at, [SUPPORT]);
            let claim = answer("claim");
            let owner = claim.text[0].strip_prefix("负责人：").map(person).unwrap();
            self.to("C2", "owned", claim.at, [begin.who]);
            self.to("C3", "assessment", claim.at, [owner]);
            let assessment = answer("assessment");
            let reminders = match begin.field("紧急程度").unwrap() {
                "紧急" => [12, 22].map(|hours| in_hours(claim.at + TimeDelta::hours(hours))).to_vec(),
                "普通" => vec![workdays_after(claim.at.date(), 2).and_time(claim.at.time())],
                _ => vec![workdays_after(claim.at.date(), 4).and_time(claim.at.time())],
            };
            for at in reminders.into_iter().filter(|at| *at < assessment.at) {
                self.to("C3", "assessment (reminder)", at, [owner]);
            }
            self.to("C4", "reply", assessment.at, [owner]);
            let closing = about.iter().find(|act| act.what.ends_with("【结案】")).unwrap();
            self.to("C6", "closed", closing.at, [begin.who].into_iter().filter(|who| *who != owner));
            self.to(
                "C7",
                "callback",
                workdays_after(closing.at.date(), 5).and_time(closing.at.time()),
                [owner],
            );
        }
    }
}
