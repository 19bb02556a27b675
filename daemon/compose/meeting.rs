//! What a letter says of its invitation: when and where, what is moved, and what an update changes.
//!
//! Times are marks, which each reader's section writes in its own zone. It never reads the calendar object that goes
//! along: both are made of the same plan.

use chrono::NaiveDateTime;
use tera::Value;

use super::facts::{self, absent};
use super::mark;
use crate::calendar;
use crate::time::{Instant, Zone};
use crate::workflow::{InvitePlan, LetterPlan};

/// `letter.…` of an invitation.
pub(super) fn meeting(plan: &LetterPlan) -> Vec<(String, Value)> {
    let invite = plan.invite.as_ref();
    let text = |text: Option<&String>| text.map_or_else(absent, |t| Value::from(mark::clean(t)));
    vec![
        ("cancelled".into(), Value::from(invite.is_some_and(|i| i.cancel))),
        ("dismissed".into(), Value::from(invite.is_some_and(|i| i.cancel && i.only.is_some()))),
        ("ended".into(), Value::from(invite.is_some_and(|i| i.ended))),
        (
            "updated".into(),
            Value::from(invite.is_some_and(|i| !i.cancel && !i.ended && !i.first && i.invite.sequence > 0)),
        ),
        ("place".into(), text(invite.and_then(|i| i.invite.location.as_ref()))),
        ("busy".into(), Value::from(invite.is_none_or(|i| i.invite.busy))),
        ("time".into(), invite.map_or_else(absent, |i| Value::from(time_of(&i.invite, i.instance)))),
        (
            "series".into(),
            Value::from(
                invite.is_some_and(|i| {
                    i.instance.is_none() && matches!(i.invite.when, calendar::When::Series(_))
                }),
            ),
        ),
        ("moved".into(), Value::from(invite.map(moved).unwrap_or_default())),
        (
            "dropped".into(),
            invite.and_then(dropped).map_or_else(absent, |at| Value::from(facts::at_mark(at))),
        ),
        ("was".into(), was(plan)),
        ("unseen".into(), Value::from(invite.map(unseen).unwrap_or_default())),
        (
            "attendees".into(),
            Value::from(
                invite
                    .into_iter()
                    .flat_map(|i| &i.invite.attendees)
                    .map(|a| Value::from(mark::clean(&a.name)))
                    .collect::<Vec<_>>(),
            ),
        ),
    ]
}

/// Names of those whose own calendars were not known when the time was chosen.
fn unseen(plan: &InvitePlan) -> Vec<Value> {
    let them = plan.invite.attendees.iter().filter(|a| plan.unseen.contains(&a.address));
    them.map(|a| Value::from(mark::clean(&a.name))).collect()
}

/// What an update changes: `time` and `place` as they were, `placed` where there was no place, and the names of who
/// `joined` and who `left`. What is as it was is nothing.
fn was(plan: &LetterPlan) -> Value {
    let invite = plan.invite.as_ref();
    let both = invite.and_then(|plan| Some((plan.before.as_deref()?, &plan.invite)));
    let text = |text: Option<&String>| text.map_or_else(absent, |t| Value::from(mark::clean(t)));
    let time = both.filter(|(old, new)| time_of(old, None) != time_of(new, None));
    let place = both.filter(|(old, new)| old.location != new.location);
    let who = |here: &calendar::Invite, there: &calendar::Invite| {
        let gone = here.attendees.iter().filter(|a| !there.attendees.iter().any(|b| b.address == a.address));
        Value::from(gone.map(|a| Value::from(mark::clean(&a.name))).collect::<Vec<_>>())
    };
    facts::map([
        ("time".to_owned(), time.map_or_else(absent, |(old, _)| Value::from(time_of(old, None)))),
        ("place".to_owned(), text(place.and_then(|(old, _)| old.location.as_ref()))),
        ("placed".to_owned(), Value::from(place.is_some_and(|(old, _)| old.location.is_none()))),
        ("joined".to_owned(), both.map_or_else(absent, |(old, new)| who(new, old))),
        ("left".to_owned(), both.map_or_else(absent, |(old, new)| who(old, new))),
    ])
}

/// What is still to come of a series and takes place at another time: `planned`, `start`.
fn moved(plan: &InvitePlan) -> Vec<Value> {
    let invite = &plan.invite;
    let calendar::When::Series(series) = &invite.when else { return Vec::new() };
    let Ok(zone) = Zone::parse(&series.zone) else { return Vec::new() };
    let about = |moved: &&calendar::Moved| plan.instance.is_none_or(|one| one == moved.original);
    let times = series
        .moved
        .iter()
        .filter(about)
        .map(|moved| (zone.instant(moved.original), zone.instant(moved.start)));
    let ahead = times.filter(|(planned, start)| *planned.max(start) > invite.stamp);
    ahead
        .map(|(planned, start)| {
            facts::map([
                ("planned".to_owned(), Value::from(facts::at_mark(planned))),
                ("start".to_owned(), Value::from(facts::at_mark(start))),
            ])
        })
        .collect()
}

/// The one occurrence of a series that is called off for everybody.
pub(super) fn dropped(plan: &InvitePlan) -> Option<Instant> {
    let calendar::When::Series(series) = &plan.invite.when else { return None };
    let original = plan.instance.filter(|_| plan.cancel && plan.only.is_none())?;
    Some(Zone::parse(&series.zone).ok()?.instant(original))
}

/// When it takes place, as a mark; of a series, the occurrence that it is about or the first time; of what takes
/// nobody's time, the moment alone.
fn time_of(invite: &calendar::Invite, instance: Option<NaiveDateTime>) -> String {
    let span = |start: Instant, end: Instant| {
        let (start, end) = (start.timestamp_millis().to_string(), end.timestamp_millis().to_string());
        mark::mark(mark::kind::SPAN, &[&start, &end, ""])
    };
    match &invite.when {
        calendar::When::Once { start, .. } if !invite.busy => facts::at_mark(*start),
        calendar::When::Once { start, end, .. } => span(*start, *end),
        calendar::When::AllDay { date } => mark::mark(mark::kind::DAY, &[&date.to_string()]),
        calendar::When::Series(series) => match Zone::parse(&series.zone) {
            Ok(zone) => {
                let moved = series.moved.iter().find(|moved| Some(moved.original) == instance);
                let local = moved.map(|moved| moved.start).or(instance).unwrap_or(series.start_local);
                let start = zone.instant(local);
                span(start, start + chrono::Duration::minutes(i64::from(series.length_minutes)))
            }
            Err(_) => String::new(),
        },
    }
}
