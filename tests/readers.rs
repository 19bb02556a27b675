//! Every calendar object that leaves in any story, as three other programs understand it.
//!
//! The stories of `tests/scenarios/`, of `rules/examples/`, of the demo and of the quarter are played, and the calendar part of every
//! letter is taken out of its bytes as a mail program does. Beside each lies what was meant by it: not read from the
//! object, but from the plan that it was written from. Series in zones with odd clocks are added. `readers/readers.py`
//! then has each understood by icalendar, libical and vobject, and compares instants, attendees, every occurrence,
//! METHOD, UID and SEQUENCE. What holds between the objects of one meeting is looked at here.
//!
//! `tests/install.sh` installs the readers; where one is missing, the test fails and names its package.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use beadle::calendar::{
    Apart, Attendee, Ends, Invite, Method, Moved, PartStat, Party, Role, Series, When, write,
};
use beadle::compose::Composer;
use beadle::directory::{Directory, Person};
use beadle::fault::Source;
use beadle::scenario::{Letter, Played, play, read};
use beadle::time::Zone;
use beadle::turn::Setting;
use beadle::workflow::{InvitePlan, memory};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use mail_parser::{MessageParser, MimeHeaders};
use serde_json::{Value, json};

/// Debian's own Python, whose packages the readers are.
const PYTHON: &str = "/usr/bin/python3";

/// Each module the readers need, with its Debian package.
const MODULES: [(&str, &str); 5] = [
    ("icalendar", "python3-icalendar"),
    ("recurring_ical_events", "python3-recurring-ical-events"),
    ("vobject", "python3-vobject"),
    ("gi", "python3-gi"),
    ("gi.repository.ICalGLib", "gir1.2-ical-3.0"),
];

/// Ends the test with the names of the packages that are not here.
fn readers_are_here() {
    assert!(Path::new(PYTHON).exists(), "this test needs the package python3; tests/install.sh installs it");
    let is_here = |module: &str| {
        let import = format!("import importlib; importlib.import_module('{module}')");
        Command::new(PYTHON).args(["-c", &import]).output().unwrap().status.success()
    };
    let missing: Vec<&str> =
        MODULES.iter().filter(|(m, _)| !is_here(m)).map(|(_, package)| *package).collect();
    assert!(missing.is_empty(), "this test needs {missing:?}; tests/install.sh installs them");
}

/// A story as it was played.
struct Story {
    path: String,
    setting: Arc<Setting>,
    played: Played,
}

/// Every story, played once.
fn stories() -> &'static [Story] {
    static STORIES: OnceLock<Vec<Story>> = OnceLock::new();
    STORIES.get_or_init(|| {
        let one = |(story, setting): (Source, Arc<Setting>)| {
            let scenario = read(&story).unwrap_or_else(|faults| panic!("{faults}"));
            Story { path: story.path().to_owned(), played: play(&scenario, &setting), setting }
        };
        // The quarter takes as long as all others together.
        let mut all = sources();
        let quarter = all.pop().unwrap();
        std::thread::scope(|scope| {
            let quarter = scope.spawn(|| one(quarter));
            let mut played: Vec<Story> = all.into_iter().map(one).collect();
            played.push(quarter.join().unwrap());
            played
        })
    })
}

/// All stories with the setting that each is played in.
fn sources() -> Vec<(Source, Arc<Setting>)> {
    let shipped = Arc::new(setting::setting());
    let mut all: Vec<_> = setting::sources("tests/scenarios", &["story"])
        .into_iter()
        .chain(setting::sources("tests/demo", &["story"]))
        .map(|story| (story, shipped.clone()))
        .collect();
    for example in setting::examples() {
        let setting = Arc::new(example.setting());
        all.extend(example.stories.iter().map(|story| (story.clone(), setting.clone())));
    }
    all.push(quarter());
    all
}

/// The quarter of a company of thirty (`tests/quarter/`), with its people.
fn quarter() -> (Source, Arc<Setting>) {
    let files = setting::sources("tests/quarter", &["toml", "story"]);
    let file = |name: &str| files.iter().find(|file| file.path().ends_with(name)).unwrap();
    let mut setting = setting::setting();
    setting.directory = Directory::read(file("directory.toml")).unwrap_or_else(|faults| panic!("{faults}"));
    let templates = setting::template_sources();
    setting.composer = Composer::new(&templates, &setting.rules, &setting.directory).unwrap();
    (file("quarter.story").clone(), Arc::new(setting))
}

/// The one calendar object of a mail, which stands in it as an alternative and again as a file.
fn object(letter: &Letter) -> Option<String> {
    let mail = MessageParser::default().parse(&letter.bytes).unwrap();
    let mut found = Vec::new();
    for part in &mail.parts {
        let Some(kind) = part.content_type() else { continue };
        let (main, sub) = (kind.ctype(), kind.subtype().unwrap_or_default());
        if main.eq_ignore_ascii_case("text") && sub.eq_ignore_ascii_case("calendar") {
            let text = String::from_utf8(part.contents().to_vec()).unwrap();
            // RFC 6047, section 2.4: the method stands in the header and in the object.
            let method = kind.attribute("method").unwrap();
            assert!(text.contains(&format!("\r\nMETHOD:{method}\r\n")), "{}: {method}\n{text}", letter.name);
            assert_eq!(kind.attribute("charset").map(str::to_ascii_lowercase).as_deref(), Some("utf-8"));
            found.push(text);
        } else if sub.eq_ignore_ascii_case("ics") {
            found.push(String::from_utf8(part.contents().to_vec()).unwrap());
        }
    }
    if found.is_empty() {
        return None;
    }
    assert!(found.windows(2).all(|two| two[0] == two[1]), "{}: two objects differ", letter.name);
    // RFC 6047, section 2.3: answers go to the organizer, and clients believe no other sender.
    let from = mail.from().and_then(|from| from.first()?.address()).unwrap();
    let organizer = &letter.invite.as_ref().expect("an object has a plan").invite.organizer.address;
    assert_eq!(from, organizer, "{}", letter.name);
    found.pop()
}

/// What was meant, for `readers.py`.
fn meant(plan: &InvitePlan, summary: &str, location: &str) -> Value {
    let invite = &plan.invite;
    let coming = plan.instance.map_or_else(|| invite.attendees.clone(), |original| invite.coming(original));
    let attendees: Vec<Value> = match &plan.only {
        // Others are not told of (RFC 5546, section 3.2.5).
        Some(only) => only.iter().map(|address| asked(plan, &coming, address)).collect(),
        None => coming.iter().map(|a| asked(plan, &coming, &a.address)).collect(),
    };
    if plan.refuses {
        // It says which proposal is refused, and nothing of the meeting.
        return json!({
            "where": location,
            "method": "DECLINECOUNTER",
            "status": "",
            "uid": invite.uid,
            "sequence": null,
            "stamp": invite.stamp.timestamp(),
            "busy": true,
            "summary": "",
            "organizer": invite.organizer.address,
            "attendees": [],
            "apart": {},
            "alarms": [],
            "occurrences": [],
        });
    }
    let occurrences: Vec<Value> = match &invite.when {
        When::Once { start, end, .. } => vec![json!([start.timestamp(), end.timestamp()])],
        When::AllDay { date } => vec![json!([date.to_string(), date.succ_opt().unwrap().to_string()])],
        When::Series(series) => {
            // What is called off as a whole is named by its rule alone.
            let moved = if plan.cancel { Vec::new() } else { series.moved.clone() };
            let mut all = Series { moved, ..series.clone() }.occurrences().unwrap();
            all.retain(|one| plan.instance.is_none_or(|original| one.original == original));
            all.iter().map(|one| json!([one.start.timestamp(), one.end.timestamp()])).collect()
        }
    };
    json!({
        "where": location,
        "method": if plan.cancel { "CANCEL" } else { "REQUEST" },
        // A CANCEL to somebody who is not asked any more leaves the meeting as it is.
        "status": match (plan.cancel, &plan.only) { (false, _) => "CONFIRMED", (true, None) => "CANCELLED", _ => "" },
        "uid": invite.uid,
        "sequence": invite.sequence,
        "stamp": invite.stamp.timestamp(),
        "busy": invite.busy,
        "summary": summary,
        "organizer": invite.organizer.address,
        "attendees": attendees,
        "apart": apart(plan),
        "alarms": if plan.cancel { Vec::new() } else { invite.alarms.clone() },
        "occurrences": occurrences,
    })
}

/// The occurrences of which a series says something of its own, by their planned starts: who is down with what answer. Of
/// what is over only what has moved is still told.
fn apart(plan: &InvitePlan) -> Value {
    let invite = &plan.invite;
    let When::Series(series) = &invite.when else { return json!({}) };
    if plan.cancel || plan.instance.is_some() {
        return json!({});
    }
    let zone = Zone::parse(&series.zone).unwrap();
    let mut all = serde_json::Map::new();
    for one in series.occurrences().unwrap() {
        let moved = series.moved.iter().any(|moved| moved.original == one.original);
        let said = invite.apart.iter().any(|said| !said.onward && said.original == one.original);
        let ahead = one.end > invite.stamp;
        if !(moved || said && ahead) {
            continue;
        }
        let coming = invite.coming(one.original);
        let who: Vec<&String> = match &plan.only {
            Some(only) => only.iter().collect(),
            None => coming.iter().map(|attendee| &attendee.address).collect(),
        };
        let who: Vec<Value> = who.into_iter().map(|address| asked(plan, &coming, address)).collect();
        all.insert(zone.instant(one.original).timestamp().to_string(), Value::from(who));
    }
    Value::Object(all)
}

/// `[address, PARTSTAT, ROLE, whether an answer is asked for]`.
fn asked(plan: &InvitePlan, coming: &[Attendee], address: &str) -> Value {
    let attendee = coming.iter().find(|a| a.address == address).unwrap();
    let role = match attendee.role {
        Role::Required => "REQ-PARTICIPANT",
        Role::Optional => "OPT-PARTICIPANT",
    };
    json!([
        attendee.address,
        attendee.partstat.to_string().to_uppercase(),
        role,
        attendee.rsvp && !plan.cancel
    ])
}

/// A folder of objects, each with what was meant beside it.
struct Shelf {
    folder: PathBuf,
    count: usize,
}

impl Shelf {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, count: 0 }
    }

    fn put(&mut self, text: &str, meant: &Value) {
        self.count += 1;
        let name = format!("{:05}", self.count);
        std::fs::write(self.folder.join(format!("{name}.ics")), text).unwrap();
        std::fs::write(self.folder.join(format!("{name}.json")), meant.to_string()).unwrap();
    }

    /// What the readers say of it; the last line counts.
    fn read(&self) -> (bool, String) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/readers.py");
        let ran = Command::new(PYTHON).arg(script).arg(&self.folder).output().unwrap();
        let said = String::from_utf8_lossy(&ran.stdout).into_owned();
        (ran.status.success(), format!("{said}{}", String::from_utf8_lossy(&ran.stderr)))
    }
}

#[test]
fn three_other_programs_understand_every_object_as_it_was_meant() {
    readers_are_here();
    let mut shelf = Shelf::new("readers");
    for Story { path, played, .. } in stories() {
        let mut seen = BTreeSet::new();
        for letter in &played.letters {
            let Some(text) = object(letter) else { continue };
            // One object goes to many readers.
            if !seen.insert(text.clone()) {
                continue;
            }
            let plan = letter.invite.as_ref().unwrap();
            let place = format!("{} {} {} to {}", path, letter.at, letter.name, letter.to);
            shelf.put(&text, &meant(plan, &summary_of(&text), &place));
        }
    }
    let of_stories = shelf.count;
    assert!(of_stories > 150, "only {of_stories} objects left in the stories");
    for zone in ODD_ZONES {
        for invite in series_in(zone) {
            for method in [Method::Request, Method::Cancel] {
                let text = write(&invite, method, None, None).unwrap();
                let plan = InvitePlan { cancel: method == Method::Cancel, ..InvitePlan::new(invite.clone()) };
                shelf.put(&text, &meant(&plan, &invite.summary, zone));
            }
        }
    }
    let (good, said) = shelf.read();
    println!("{of_stories} objects of stories; {}", said.lines().last().unwrap_or_default());
    assert!(good, "{said}");
}

/// The readers can fail: whatever is changed in an object on its way is found, by two of them at least.
#[test]
fn what_is_changed_on_the_way_is_found() {
    readers_are_here();
    let mut meeting = series_in("Europe/Berlin").swap_remove(0);
    meeting.set_apart(Apart {
        original: "2026-05-06T10:00:00".parse().unwrap(),
        onward: false,
        address: "ma@qiming.example".into(),
        partstat: PartStat::Declined,
        stand_in: None,
    });
    let meeting = &meeting;
    let good = write(meeting, Method::Request, None, None).unwrap().replace("\r\n ", "");
    let meaning = meant(&InvitePlan::new(meeting.clone()), &meeting.summary, "changed");
    let changes = [
        ("METHOD:REQUEST", "METHOD:PUBLISH"),
        ("UID:series@", "UID:another@"),
        ("SEQUENCE:3", "SEQUENCE:2"),
        ("DTSTAMP:20251201T010203Z", "DTSTAMP:20251201T020203Z"),
        ("DTSTART;TZID=Europe/Berlin:20260107T10", "DTSTART;TZID=Europe/Berlin:20260107T09"),
        ("DTEND;TZID=Europe/Berlin:20260107T104500", "DTEND;TZID=Europe/Berlin:20260107T110000"),
        ("COUNT=52", "COUNT=51"),
        ("BYDAY=WE", "BYDAY=TH"),
        ("20260402T153000", "20260402T163000"),
        ("EXDATE;TZID=Europe/Berlin:20261028T100000\r\n", ""),
        ("BYMONTH=3;BYDAY=-1SU", "BYMONTH=5;BYDAY=-1SU"),
        ("mailto:ma@", "mailto:mo@"),
        ("TENTATIVE", "ACCEPTED"),
        ("OPT-PARTICIPANT", "REQ-PARTICIPANT"),
        ("PARTSTAT=DECLINED", "PARTSTAT=ACCEPTED"),
        ("TRIGGER:-PT10M", "TRIGGER:PT10M"),
        ("TRANSP:OPAQUE", "TRANSP:TRANSPARENT"),
    ];
    let mut blind = Vec::new();
    for (from, to) in changes {
        let bad = good.replace(from, to);
        assert_ne!(bad, good, "{from} is not in\n{good}");
        let mut shelf = Shelf::new("readers-changed");
        shelf.put(&bad, &meaning);
        let (passed, said) = shelf.read();
        let found = ["icalendar:", "libical:", "vobject:"].iter().filter(|name| said.contains(*name)).count();
        if passed || found < 2 {
            blind.push(format!("{from} → {to}: {said}"));
        }
    }
    assert!(blind.is_empty(), "{}", blind.join("\n"));
}

/// What lies between the objects of one meeting (RFC 5546, section 2.1.4), and what everybody's calendar shows in the end.
#[test]
fn everybodys_calendar_ends_as_the_case_has_it() {
    let (mut followed, mut checked) = (0, 0);
    for Story { path, setting, played } in stories() {
        // The last word that each person has of each meeting; none: called off.
        let mut calendars: BTreeMap<(String, String), (u32, Option<Invite>)> = BTreeMap::new();
        let mut names: BTreeMap<String, (String, Option<String>)> = BTreeMap::new();
        for letter in &played.letters {
            let Some(plan) = &letter.invite else { continue };
            if plan.refuses {
                // It changes nothing in a calendar.
                continue;
            }
            let (invite, place) = (&plan.invite, format!("{} {} {}", path, letter.at, letter.name));
            let about = (letter.name.clone(), invite_case(letter));
            followed += 1;
            // A question may carry the invitation, so only the case is the same for life.
            let first = names.entry(invite.uid.clone()).or_insert_with(|| about.clone());
            assert_eq!(first.1, about.1, "{place}: one UID for two cases");
            let listed = match &plan.only {
                Some(only) => only.contains(&letter.address.to_string()),
                None => {
                    let coming = plan.instance.map(|original| invite.coming(original));
                    let coming = coming.as_ref().unwrap_or(&invite.attendees);
                    coming.iter().any(|a| a.address == letter.address.to_string())
                }
            };
            assert!(listed, "{place}: {} is sent what is not his", letter.to);
            let key = (invite.uid.clone(), letter.to.to_string());
            if let Some((before, shown)) = calendars.get(&key) {
                let again = shown.as_ref().is_some_and(|shown| same_time(shown, invite));
                assert!(
                    invite.sequence > *before || (again && invite.sequence == *before && !plan.cancel),
                    "{place} to {}: SEQUENCE {} after {before}",
                    letter.to,
                    invite.sequence
                );
            } else {
                assert!(!plan.cancel, "{place} to {}: called off what was never sent", letter.to);
            }
            let gone = plan.cancel && plan.instance.is_none();
            calendars.insert(key, (invite.sequence, (!gone).then(|| invite.clone())));
        }
        for case in played.cases() {
            for (name, open) in &case.meets {
                for attendee in &open.invite.attendees {
                    let address = attendee.address.parse().unwrap();
                    let person = setting.directory.by_address(&address).unwrap().id.to_string();
                    let place = format!("{}: {} {name} of {person}", path, case.id);
                    let shown = calendars.remove(&(open.invite.uid.clone(), person));
                    let (sequence, shown) = shown.unwrap_or_else(|| panic!("{place} is not in the calendar"));
                    let shown = shown.unwrap_or_else(|| panic!("{place} was called off"));
                    // Who else comes or stays away now was not told to those whom it does not concern.
                    assert!(same_time(&shown, &open.invite), "{place}: {shown:?} for {:?}", open.invite);
                    let asked = open.asked.values().copied().chain(open.since).max().unwrap_or(0);
                    assert!((asked..=open.invite.sequence).contains(&sequence), "{place}: {sequence}");
                    checked += 1;
                }
            }
        }
        // What no case holds any more was called off, ended, or is over.
        let end = played.timeline.last().map(|happened| happened.at).unwrap();
        for ((uid, person), (_, shown)) in calendars {
            let Some(invite) = shown else { continue };
            let last = match &invite.when {
                When::Once { end, .. } => *end,
                When::AllDay { date } => date.and_hms_opt(0, 0, 0).unwrap().and_utc(),
                When::Series(series) => series.occurrences().unwrap().iter().map(|o| o.end).max().unwrap(),
            };
            let place = format!("{}: {uid} ({}) of {person}", path, names[&uid].0);
            // A standup of a quarter of an hour that is running when its series ends stands.
            assert!(last <= end + TimeDelta::hours(1), "{place} stays until {last}, and no case holds it");
        }
    }
    println!("{followed} objects followed, {checked} entries of open cases compared");
    assert!(followed > 300 && checked > 50, "{followed} objects followed, {checked} entries compared");
}

/// The calendar that each person can subscribe to has all meetings and questions of theirs that are open, and no other.
#[test]
fn a_subscribed_calendar_has_what_is_open_and_nothing_else() {
    readers_are_here();
    let mut shelf = Shelf::new("readers-subscribed");
    let (mut calendars, mut entries) = (0, 0);
    for Story { path, setting, played } in stories() {
        let end = played.timeline.last().map(|happened| happened.at).unwrap();
        for person in setting.directory.people.values() {
            let text = setting.composer.agenda(&setting.world(&played.rows), &person.id, end).unwrap();
            let expected = dates_of(played, setting, person, &text, path);
            assert!(!text.contains("ATTENDEE"), "{path}: {} could answer", person.id);
            entries += expected.len();
            // Most people have nothing to do with most stories.
            if !expected.is_empty() || shelf.count == 0 {
                calendars += 1;
                shelf.put(&text, &Value::from(expected));
            } else {
                assert!(!text.contains("BEGIN:VEVENT"), "{path}: {} sees what is over: {text}", person.id);
            }
        }
    }
    let (good, said) = shelf.read();
    println!("{calendars} calendars with {entries} entries; {}", said.lines().last().unwrap_or_default());
    assert!(good, "{said}");
    assert!(calendars > 100 && entries > 300, "{calendars} calendars, {entries} entries");
}

/// What a person's calendar is to have, from the cases themselves.
fn dates_of(played: &Played, setting: &Setting, person: &Person, text: &str, path: &str) -> Vec<Value> {
    let unfolded = text.replace("\r\n ", "");
    // The words are looked at in other tests; here each reader is to find the same.
    let summary = |uid: &str| {
        let events = unfolded.split("BEGIN:VEVENT").skip(1);
        let own = events.into_iter().find(|event| event.contains(&format!("UID:{uid}\r\n")));
        summary_of(own.unwrap_or_else(|| panic!("{path}: {} lacks {uid}", person.id)))
    };
    let address = person.address().to_string();
    let mut expected = Vec::new();
    for case in played.cases() {
        for open in case.meets.values() {
            let own = open.invite.attendees.iter().find(|a| a.address == address);
            if own.is_none_or(|own| matches!(own.partstat, PartStat::Declined | PartStat::Delegated)) {
                continue;
            }
            let plan = InvitePlan::new(Invite { attendees: Vec::new(), ..open.invite.clone() });
            expected.push(published(meant(&plan, &summary(&open.invite.uid), path)));
        }
        for (key, ask) in &case.asks {
            let seat = ask.seats.iter().find(|seat| seat.is_open() && seat.letters.contains_key(&person.id));
            let Some(seat) = seat.filter(|_| ask.closed.is_none()) else { continue };
            let parts = [case.id.0.as_bytes(), key.as_bytes(), person.id.as_str().as_bytes()];
            let uid = format!("{}@{}", memory::hash(&parts), setting.identity.host);
            let summary = summary(&uid);
            assert!(summary.len() > 3, "{path}: {} of {key}", person.id);
            expected.push(json!({
                "where": format!("{path} {key}"), "method": "PUBLISH", "status": "CONFIRMED", "uid": uid,
                "sequence": ask.round, "stamp": seat.start.timestamp(), "busy": false, "summary": summary,
                "organizer": setting.identity.address.to_string(), "attendees": [], "apart": {}, "alarms": [],
                "occurrences": [[seat.due.timestamp(), seat.due.timestamp()]],
            }));
        }
    }
    expected
}

fn published(mut meant: Value) -> Value {
    meant["method"] = json!("PUBLISH");
    meant
}

/// A date that moves is at its new time in the calendar, and what is done is gone.
#[test]
fn a_subscribed_calendar_follows_every_move_and_forgets_what_is_done() {
    let setting = setting::setting();
    let story = setting::sources("tests/scenarios", &["story"]);
    let story = story.iter().find(|s| s.path().ends_with("/subscribe.story")).unwrap();
    let mut seen = Vec::new();
    for (at, _) in story.text().match_indices("\n# then") {
        let part = Source::new(story.path(), &story.text()[..at + 1]);
        let played = play(&read(&part).unwrap_or_else(|faults| panic!("{faults}")), &setting);
        let end = played.timeline.last().map(|happened| happened.at).unwrap();
        let text = setting.composer.agenda(&setting.world(&played.rows), &"li".into(), end).unwrap();
        let unfolded = text.replace("\r\n ", "");
        let mut entries = Vec::new();
        for event in unfolded.split("BEGIN:VEVENT").skip(1) {
            let start = event.lines().find(|line| line.starts_with("DTSTART")).unwrap();
            let (_, start) = start.rsplit_once(':').unwrap();
            entries.push(format!("{start} {}", summary_of(event)));
        }
        entries.sort();
        seen.push(entries.join("\n"));
    }
    let told = seen.join("\n\n");
    assert_eq!(told.trim_end(), include_str!("readers/subscribe.txt").trim_end(), "\n{told}");
}

/// The case a letter is about, as its id stands in the subject's brackets or else nowhere.
fn invite_case(letter: &Letter) -> Option<String> {
    let (_, rest) = letter.subject.split_once('[')?;
    Some(rest.split_once(']')?.0.to_owned())
}

/// The same for whoever looks into the calendar: answers aside.
fn same_time(one: &Invite, other: &Invite) -> bool {
    (&one.uid, &one.when, &one.organizer) == (&other.uid, &other.when, &other.organizer)
        && one.alarms == other.alarms
}

/// SUMMARY as a person would read it out of the text: the words are the letter's, and compared with other readers'.
fn summary_of(text: &str) -> String {
    let unfolded = text.replace("\r\n ", "");
    let Some(line) = unfolded.lines().find(|line| line.starts_with("SUMMARY")) else { return String::new() };
    let value = line.split_once(':').unwrap().1;
    value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
}

/// Zones whose clocks are odd: half an hour of summer time, a pause in Ramadan, the southern summer, a change at
/// midnight, a winter that counts as the exception, an offset of 45 minutes, changes set year by year.
const ODD_ZONES: [&str; 14] = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Santiago",
    "America/Havana",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Gaza",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "UTC",
];

/// A year of standups over both changes of the clocks, with two left out and two moved; early Sundays, a few hours after
/// the clocks are changed; late evenings. Not at an hour that is left out or happens twice: of those, each of the three
/// readers has an opinion of its own (RFC 5545, section 3.3.5 has ours), so that no series ought to lie there.
fn series_in(zone: &str) -> Vec<Invite> {
    let local = |text: &str| text.parse::<NaiveDateTime>().unwrap();
    let series = |start: NaiveDateTime, weekdays: Vec<Weekday>, ends| Series {
        start_local: start,
        length_minutes: 45,
        zone: zone.to_owned(),
        weekdays,
        ends,
        exdates: Vec::new(),
        moved: Vec::new(),
    };
    let mut year = series(local("2026-01-07T10:00:00"), vec![Weekday::Wed], Ends::Count(52));
    year.exdates = vec![local("2026-03-25T10:00:00"), local("2026-10-28T10:00:00")];
    year.moved = vec![
        Moved { original: local("2026-04-01T10:00:00"), start: local("2026-04-02T15:30:00") },
        Moved { original: local("2026-11-04T10:00:00"), start: local("2026-11-03T09:00:00") },
    ];
    let until = Zone::parse(zone).unwrap().instant(local("2027-11-20T04:30:00"));
    let sundays = series(local("2027-02-28T04:30:00"), vec![Weekday::Sun], Ends::Until(until));
    let days = vec![Weekday::Mon, Weekday::Thu, Weekday::Fri];
    let late = series(local("2028-03-02T22:15:00"), days, Ends::Count(110));
    [year, sundays, late].map(|series| invite(When::Series(series))).into()
}

fn invite(when: When) -> Invite {
    let start = NaiveDate::from_ymd_opt(2025, 12, 1).unwrap().and_hms_opt(1, 2, 3).unwrap().and_utc();
    Invite {
        uid: "series@qiming.example".into(),
        sequence: 3,
        summary: "例会; a, b \\ c".into(),
        description: "一\n二".into(),
        location: Some("线上, 会议室 1".into()),
        url: None,
        organizer: Party { name: "小吏".into(), address: "beadle@qiming.example".into() },
        attendees: vec![Attendee {
            name: "Ma, Ying \"Y.\"".into(),
            address: "ma@qiming.example".into(),
            partstat: PartStat::Tentative,
            role: Role::Optional,
            rsvp: true,
            delegated_to: None,
            delegated_from: None,
        }],
        when,
        busy: true,
        alarms: vec![10, 1440],
        stamp: start,
        language: Some("zh".into()),
        apart: Vec::new(),
    }
}
