//! The queries and acts of an operator: `status`, `cases`, `case`, `deadlines`, `outbox`, `quarantine`, `journal`, and
//! `answer`, `cancel`, `retry`, `hold`, `resume`, `release`, `reload`. Each value becomes a line or a few for people,
//! or is printed as it is with `--json`.

use std::path::Path;

use serde_json::{Value, json};

use super::exit::{Done, Exit};
use super::page::{Page, indented};
use super::reach::Place;
use super::show;
use crate::config::Trial;
use crate::directory::PersonId;
use crate::rules::Values;
use crate::service::desk::Query;
use crate::time::{Instant, Zone};
use crate::turn::Entry;
use crate::turn::outbox::{Delivery, SetAside};
use crate::workflow::{Act, Case, Fate, Subscribe, address, link};

/// Asks and prints.
pub(super) fn ask(config: &Path, query: Query, as_json: bool) -> Done {
    let place = Place::of(config)?;
    let zone = zone(&place);
    let mut page = Page::new();
    let mut count = 0_u64;
    let nothing = nothing_to_tell(&query);
    let form = query.clone();
    place.ask(query, |value| {
        count += 1;
        match as_json {
            true => page.json(&value),
            false => page.line(text(&form, &zone, &place.config.trial, &value)?),
        }
    })?;
    if count == 0 && !as_json {
        page.line(nothing)?;
    }
    page.end()
}

/// Acts and prints what it came to.
pub(super) fn act(config: &Path, act: Act, as_json: bool) -> Done {
    let came_to = match &act {
        Act::Hold => Some("nothing is sent until `beadle resume`"),
        Act::Resume => Some("no longer held; `beadle status` says whether [trial] still stands in the way"),
        Act::Retry { .. } => Some("due at once; `beadle outbox` shows what still waits"),
        _ => None,
    };
    let told = Place::of(config)?.act(act)?;
    let mut page = Page::new();
    if as_json {
        page.json(&told)?;
        return page.end();
    }
    for why in told["why"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        page.line(why)?;
    }
    for alarm in told["alarms"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        page.line(format!("attention: {alarm}"))?;
    }
    let (cases, letters) = (&told["cases"], &told["letters"]);
    page.line(match &came_to {
        Some(what) => (*what).to_owned(),
        None => format!("done; {cases} cases changed, {letters} letters leave"),
    })?;
    page.end()
}

/// Makes, changes or takes back the link to somebody's dates, and prints what it is now.
pub(super) fn calendar(config: &Path, person: PersonId, how: Subscribe, as_json: bool) -> Done {
    let place = Place::of(config)?;
    let Some(calendar) = &place.config.calendar else {
        let message = "no calendars are served; set `url` in [calendar] of the configuration";
        return Err(Exit::new(78, message));
    };
    place.act(Act::Calendar { person: person.clone(), how })?;
    let link = place.memory(|rows| link(rows, &person))?;
    let address = link.and_then(|link| link.secret).map(|secret| address(&calendar.url, &secret));
    let mut page = Page::new();
    match as_json {
        true => page.json(&json!({ "person": person, "link": address }))?,
        false => {
            page.line(address.unwrap_or_else(|| format!("the dates of {person} can be read by no link")))?
        }
    }
    page.end()
}

/// Tells the daemon to read its configuration again.
pub(super) fn reload(config: &Path, as_json: bool) -> Done {
    let told = Place::of(config)?.reload()?;
    let mut page = Page::new();
    match as_json {
        true => page.json(&told)?,
        false => {
            page.line(format!("read again; {} processes", told["processes"]))?;
            for (said, list) in [
                ("in force now: ", &told["changed"]),
                ("takes effect at the next start: ", &told["at_next_start"]),
            ] {
                let names: Vec<&str> =
                    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                if !names.is_empty() {
                    page.line(format!("{said}{}", names.join(", ")))?;
                }
            }
        }
    }
    page.end()
}

/// Times are shown in the company's zone; in UTC where the directory cannot be read.
fn zone(place: &Place) -> Zone {
    let read = crate::door::host::read_source(&place.config.paths.directory).ok();
    let directory = read.and_then(|source| crate::directory::Directory::read(&source).ok());
    directory.map_or_else(Zone::utc, |directory| directory.company.zone)
}

fn nothing_to_tell(query: &Query) -> &'static str {
    match query {
        Query::Cases { .. } => "no cases",
        Query::Deadlines => "no deadlines",
        Query::Outbox => "nothing waits",
        Query::Quarantine => "nothing was set aside",
        _ => "nothing",
    }
}

fn text(query: &Query, zone: &Zone, trial: &Trial, value: &Value) -> Result<String, Exit> {
    fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, Exit> {
        serde_json::from_value(value.clone())
            .map_err(|error| Exit::new(70, format!("an answer of another version: {error}")))
    }
    Ok(match query {
        Query::Status => status(zone, value),
        Query::Cases { .. } => case_line(zone, value),
        Query::Case { .. } => case(zone, &read::<Case>(value)?),
        Query::Deadlines => deadline(zone, value),
        Query::Outbox => waiting(zone, trial, &read::<Delivery>(value)?),
        Query::Quarantine => aside(zone, &read::<SetAside>(value)?),
        Query::Journal { .. } => entry(zone, &value["number"], &read::<Entry>(&value["entry"])?),
        _ => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    })
}

fn at(zone: &Zone, value: &Value) -> Option<String> {
    let at: Instant = value.as_str()?.parse().ok()?;
    Some(zone.told(at))
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn words(value: &Value) -> String {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
}

fn status(zone: &Zone, value: &Value) -> String {
    let mut out = String::new();
    let mut put = |head: &str, text: String| out.push_str(&format!("{head:<12}{text}\n"));
    let running = &value["running"];
    match at(zone, &running["since"]) {
        Some(since) => {
            put(
                "daemon",
                format!(
                    "runs since {since}, process {}, version {}",
                    running["pid"],
                    word(&value["version"])
                ),
            );
            put("mailboxes", words(&running["mailboxes"]));
            put("since then", format!("{} messages, {} letters", running["messages"], running["letters"]));
        }
        None => put("daemon", "does not run".to_owned()),
    }
    let sending = &value["sending"];
    if sending["restored"] == true {
        put("SENDING", "paused since a restore; `beadle resume` begins again".to_owned());
    } else if sending["held"] == true {
        put("SENDING", "held by an operator; `beadle resume` begins again".to_owned());
    } else if sending["trial"] == true {
        put("SENDING", "nothing is sent: hold = true in [trial]".to_owned());
    }
    let only_to = words(&sending["only_to"]);
    if !only_to.is_empty() {
        put("TRIAL", format!("letters go to {only_to} only"));
    }
    let open: Vec<String> = value["open"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(process, count)| format!("{count} {process}"))
        .collect();
    put("open cases", if open.is_empty() { "none".to_owned() } else { open.join(", ") });
    for held in value["held"].as_array().into_iter().flatten() {
        put("HELD", format!("{}: {}", word(&held["case"]), word(&held["reason"])));
    }
    put("letters", format!("{} wait, {} of them failed before", value["waiting"], value["failing"]));
    put("set aside", value["quarantine"].to_string());
    let next = at(zone, &value["next"]).unwrap_or_else(|| "none".to_owned());
    put("deadline", format!("next {next}; {} overdue", value["overdue"]));
    put("records", value["records"].to_string());
    out.trim_end().to_owned()
}

fn case_line(zone: &Zone, value: &Value) -> String {
    let next = at(zone, &value["next"]).map(|next| format!(", next {next}"));
    let ended = at(zone, &value["ended"]).map(|ended| format!(", over {ended}"));
    let waits =
        Some(words(&value["waits"])).filter(|waits| !waits.is_empty()).map(|w| format!(", waits for {w}"));
    let held = value["held"].as_str().map(|reason| format!(", HELD: {reason}"));
    format!(
        "{:<22} {:<14} {}{}{}{}{}",
        word(&value["id"]),
        word(&value["state"]),
        word(&value["title"]),
        ended.unwrap_or_default(),
        next.unwrap_or_default(),
        waits.unwrap_or_default(),
        held.unwrap_or_default(),
    )
}

fn deadline(zone: &Zone, value: &Value) -> String {
    let due = at(zone, &value["due"]).map(|due| format!(", answer due {due}"));
    let who = Some(words(&value["who"])).filter(|who| !who.is_empty()).map(|who| format!(", of {who}"));
    format!(
        "{}  {:<22} {}{}{}",
        at(zone, &value["at"]).unwrap_or_default(),
        word(&value["case"]),
        word(&value["what"]),
        due.unwrap_or_default(),
        who.unwrap_or_default(),
    )
}

fn waiting(zone: &Zone, trial: &Trial, delivery: &Delivery) -> String {
    let case = delivery.case.as_ref().map_or("-", |case| case.0.as_str());
    let mut out = format!(
        "{}  {}  {:<22} to {}: {}",
        delivery.letter,
        zone.told(delivery.composed),
        case,
        delivery.to,
        delivery.subject
    );
    if let Some(last) = &delivery.last {
        let next = zone.told(delivery.next);
        out.push_str(&format!("\n    tried {} times, again {next}: {last}", delivery.tries));
    }
    if trial.hold {
        out.push_str("\n    not sent: `hold` is set in [trial]");
    } else if !trial.only_to.is_empty() && !trial.only_to.contains(&delivery.to) {
        out.push_str("\n    not sent: `only_to` in [trial] does not list the address");
    }
    out
}

fn aside(zone: &Zone, row: &SetAside) -> String {
    let from = if row.from.is_empty() { "unknown sender" } else { &row.from };
    let kept = row.spooled.as_ref().map_or_else(String::new, |hash| format!(", kept as {hash}"));
    format!(
        "{}  {}  {from}: {} ({} bytes{kept})\n    {}",
        zone.told(row.at),
        row.key,
        row.subject,
        row.size,
        row.reason
    )
}

fn entry(zone: &Zone, number: &Value, entry: &Entry) -> String {
    use crate::turn::Happened;
    let event = match &entry.event {
        Happened::Message { from, subject, .. } => format!("mail from {from}: {subject}"),
        Happened::Event(event) => event_line(event),
    };
    let mut out = format!("{number:>6}  {}  {event}", zone.told(entry.at));
    match &entry.fate {
        Fate::Acted => {}
        // Most letters ask nothing, and that they arrived is all there is to tell.
        Fate::Ignored(_) if is_acceptance(&entry.event) => {}
        Fate::Ignored(reason) => out.push_str(&format!("\n        ignored: {reason}")),
        Fate::Quarantined(reason) => out.push_str(&format!("\n        set aside: {reason}")),
    }
    for why in &entry.why {
        let case = why.case.as_ref().map_or_else(String::new, |case| format!("{case}: "));
        out.push_str(&format!("\n        {case}{}", why.text));
    }
    for (_, to, subject) in &entry.letters {
        out.push_str(&format!("\n        → {}: {subject}", to.join(", ")));
    }
    for alarm in &entry.alarms {
        out.push_str(&format!("\n        attention: {alarm}"));
    }
    out
}

fn is_acceptance(event: &crate::turn::Happened) -> bool {
    use crate::workflow::{Event, Outcome};
    let crate::turn::Happened::Event(event) = event else { return false };
    matches!(event.as_ref(), Event::Delivery { outcome: Outcome::Accepted, .. })
}

fn event_line(event: &crate::workflow::Event) -> String {
    use crate::workflow::{Event, Outcome};
    match event {
        Event::Message(incoming) => format!("mail {}", incoming.key),
        Event::Deadline { case, key, .. } => format!("deadline {key} of {case}"),
        Event::Deadlines(all) => {
            let all: Vec<String> = all.iter().map(|(case, key, _)| format!("{key} of {case}")).collect();
            format!("deadlines {}", all.join(", "))
        }
        Event::Delivery { letter, to, outcome } => match outcome {
            Outcome::Accepted => format!("letter {letter} accepted for {to}"),
            Outcome::Refused(text) => format!("letter {letter} refused for {to}: {text}"),
            Outcome::Bounced(text) => format!("letter {letter} to {to} came back: {text}"),
            Outcome::Later(text) => format!("letter {letter} to {to} waits: {text}"),
        },
        Event::Planned => "the rules changed what opens by itself".to_owned(),
        Event::Busy { person, .. } => format!("when {person} is busy was looked up"),
        Event::Sweep { .. } => "sweep".to_owned(),
        Event::Operator { who, act } => format!("operator {who}: {}", act_line(act)),
    }
}

/// An act as one would type it.
fn act_line(act: &Act) -> String {
    let line = |text: &str| text.lines().collect::<Vec<_>>().join(" ⏎ ");
    match act {
        Act::Answer { case, person, text } => format!("answer {case} --as {person} {}", line(text)),
        Act::Open { process, about, person, text } => {
            let about = about.as_ref().map_or_else(String::new, |case| format!(" --about {case}"));
            format!("open {process}{about} --as {person} {}", line(text))
        }
        Act::Cancel { case, reason } => format!("cancel {case} --reason {}", line(reason)),
        Act::Release { case } => format!("release {case}"),
        Act::Calendar { person, how: Subscribe::Show } => format!("calendar {person}"),
        Act::Calendar { person, how: Subscribe::Renew } => format!("calendar {person} --renew"),
        Act::Calendar { person, how: Subscribe::Off } => format!("calendar {person} --off"),
        Act::Hold => "hold".to_owned(),
        Act::Resume => "resume".to_owned(),
        Act::Retry { letter: Some(letter) } => format!("retry {letter}"),
        Act::Retry { letter: None } => "retry".to_owned(),
    }
}

fn case(zone: &Zone, case: &Case) -> String {
    let mut out = String::new();
    let mut put = |head: &str, text: String| out.push_str(&format!("{head:<12}{text}\n"));
    put("case", format!("{} ({}) {}", case.id, case.process, case.title));
    if let Some(parent) = &case.parent {
        put("about", parent.to_string());
    }
    let opener = case.opener.as_ref().map_or_else(String::new, |opener| format!(" by {opener}"));
    put("opened", format!("{}{opener}", zone.told(case.opened)));
    put("state", format!("{} since {}", case.state, zone.told(case.entered)));
    if let Some(ended) = case.ended {
        put("over", zone.told(ended));
    }
    if let Some(held) = &case.held {
        put("HELD", format!("{held}; `beadle release {}` lets it go on", case.id));
    }
    let mut lines = |head: &str, body: String| {
        if !body.is_empty() {
            out.push_str(&format!("\n{head}\n{}\n", indented(&body, 4)));
        }
    };
    lines("fields", values(zone, &case.fields));
    for (key, given) in &case.given {
        lines(&format!("given to {key}"), values(zone, given));
    }
    for (key, ask) in &case.asks {
        let state = if ask.closed.is_some() { "closed" } else { "open" };
        let seats: Vec<String> = ask.seats.iter().map(|seat| seat_line(zone, seat)).collect();
        lines(&format!("asked {key}, round {}, {state}", ask.round), seats.join("\n"));
    }
    for (key, meet) in &case.meets {
        let next = meet.next.map_or_else(String::new, |(start, _)| format!("next {}\n", zone.told(start)));
        let who: Vec<String> = meet
            .invite
            .attendees
            .iter()
            .map(|who| format!("{} {}", who.address, crate::workflow::partstat_word(&who.partstat)))
            .collect();
        lines(&format!("meeting {key}"), format!("{next}{}", who.join("\n")));
    }
    let mut deadlines = case.deadlines();
    deadlines.sort();
    let deadlines: Vec<String> =
        deadlines.iter().map(|(at, key)| format!("{} {key}", zone.told(*at))).collect();
    lines("deadlines", deadlines.join("\n"));
    out.trim_end().to_owned()
}

fn values(zone: &Zone, values: &Values) -> String {
    let given = values.iter().filter(|(_, value)| !value.is_null());
    given.map(|(name, value)| format!("{name} = {}", show::value(zone, value))).collect::<Vec<_>>().join("\n")
}

fn seat_line(zone: &Zone, seat: &crate::workflow::OpenSeat) -> String {
    let people: Vec<&str> = seat.people.iter().map(|person| person.as_str()).collect();
    let who = people.join(" or ");
    match &seat.answer {
        Some(given) => {
            let by = given.by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
            let comment = given.comment.as_ref().map_or_else(String::new, |comment| format!(" ({comment})"));
            format!("{who}: {}{by} at {}{comment}", given.answer, zone.told(given.at))
        }
        None if seat.silent => format!("{who}: silent"),
        None if seat.waiting => format!("{who}: not their turn yet"),
        None if seat.undeliverable => format!("{who}: the letter cannot be delivered"),
        None => format!("{who}: due {}", zone.told(seat.due)),
    }
}
