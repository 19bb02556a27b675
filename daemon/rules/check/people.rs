//! Whoever is meant exists.

use super::Set;
use super::reach::{Reach, offer_or_add};
use super::walk::Whom;
use crate::fault::{Faults, offer};
use crate::rules::Base;

/// Roles, groups and departments are in the directory, fields hold people, and `who` has a seat to mean.
pub(super) fn people_exist(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.people) {
        let (who, whom) = site.what;
        for (i, seat) in who.0.iter().enumerate() {
            let wrong = match &seat.base {
                Base::Role(name) => unlisted(name, "role", set.directory.roles.keys()),
                Base::Group(name) => unlisted(name, "group", set.directory.groups.keys()),
                // The directory itself sees to it that roles and groups have somebody.
                Base::Department(name) => unlisted(name, "department", set.directory.departments.keys())
                    .or_else(|| {
                        set.directory.members_of(name).is_empty().then(|| {
                            let remedy =
                                "name the department's head, or let somebody work there in the directory";
                            (format!("nobody works in the department '{name}'"), remedy.to_owned())
                        })
                    }),
                Base::Process(name) if whom == Whom::Openers => match set.process(name) {
                    Some(_) => None,
                    None => {
                        let remedy =
                            offer(name, set.rules.processes.keys().map(String::as_str).collect::<Vec<_>>());
                        Some((format!("there is no process '{name}'"), remedy))
                    }
                },
                Base::Process(_) => Some((
                    format!("'{seat}' is a process, not a person"),
                    "only 'open.by' names processes".into(),
                )),
                Base::Anyone if whom == Whom::Readers => {
                    Some(("'anyone' would be everybody in the directory".into(), "name a group".into()))
                }
                Base::Anyone => None,
                Base::Seat | Base::Last if !site.scope.seat => Some((
                    format!("'{seat}' means nothing here: only an ask and a say mean a person"),
                    "name a field".into(),
                )),
                Base::Asked if site.scope.entry && site.scope.state.is_some_and(|state| state.end) => Some((
                    "nobody is asked any more when a case is over".into(),
                    "tell them in the step that goes here".into(),
                )),
                Base::Seat | Base::Last | Base::Asked => None,
                Base::Path(path) => match Reach::new(set, site.scope).path(path.iter().map(String::as_str)) {
                    Ok(shape) if shape.may_be_people() => None,
                    Ok(shape) => Some((
                        format!("'{}' is {}, not people", path.join("."), shape.word()),
                        "name a field of type person or people".into(),
                    )),
                    Err(slip) => Some(slip),
                },
            };
            if let Some((found, remedy)) = wrong {
                faults.push(set.fault(&site.place.index(i), found, remedy));
            }
        }
    }
}

fn unlisted<'a>(name: &str, what: &str, known: impl Iterator<Item = &'a String>) -> Option<(String, String)> {
    let known: Vec<&str> = known.map(String::as_str).collect();
    (!known.contains(&name)).then(|| {
        let remedy = offer_or_add(name, &format!("{what}s"), known.iter().copied());
        (format!("the directory has no {what} '{name}'"), remedy)
    })
}
