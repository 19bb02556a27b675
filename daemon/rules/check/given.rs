//! What is reckoned when a case opens has been given: `fare + 100` needs a fare.
//!
//! Where something fails to be worked out at run time the case is held. So whatever every opening works out (`refuse`,
//! `one-per`, the title, `keep`, and the conditions of `go`, each with the `derive`s that it reads) may reckon only
//! with fields that come with every opening, or must ask first whether they are there.

use std::collections::BTreeSet;

use super::Set;
use super::place::Place;
use super::reach::case_fields;
use crate::fault::Faults;
use crate::rules::{Expression, Field, Kind, Need, Process};

/// Every opening can work out what it has to.
pub(super) fn openings_have_what_they_reckon_with(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = walk.process;
        let open = walk.place.key("open");
        let mut all: Vec<(Place, &Expression)> = Vec::new();
        all.extend(process.open.title.iter().map(|(lang, value)| (open.key("title").key(lang), value)));
        all.extend(process.open.one_per.iter().map(|value| (open.key("one-per"), value)));
        all.extend(process.open.refuse.iter().map(|(name, value)| (open.key("refuse").key(name), value)));
        all.extend(process.keep.iter().map(|(name, value)| (walk.place.key("keep").key(name), value)));
        let arms = walk.arms.iter().filter(|site| site.scope.state.is_none());
        all.extend(arms.filter_map(|site| Some((site.place.key("when"), site.what.when.as_ref()?))));
        for (place, value) in all {
            let mut seen = BTreeSet::new();
            if let Some((field, by)) = lacks(process, value, &mut seen) {
                let through = by.map(|name| format!(" for '{name}'")).unwrap_or_default();
                let found = format!("'{}' need not be given, and is reckoned with{through}", field.name);
                let remedy = format!("give '{0}' a default, or ask first: {0} == null ? … : …", field.name);
                faults.push(set.fault(&place, found, remedy));
            }
        }
    }
}

/// A field that may be missing and is needed, and the `derive` that needs it.
fn lacks<'a>(
    process: &'a Process,
    value: &'a Expression,
    seen: &mut BTreeSet<&'a str>,
) -> Option<(&'a Field, Option<&'a str>)> {
    let may_lack = |field: &&Field| {
        matches!(field.need, Need::No | Need::Wish)
            && field.default.is_none()
            && !matches!(field.kind, Kind::People | Kind::Rows(_))
    };
    let needed = value.needs();
    if let Some(field) = case_fields(process).filter(may_lack).find(|f| needed.contains(f.name.as_str())) {
        return Some((field, None));
    }
    for (name, derived) in &process.derive {
        if value.names().any(|read| read == name)
            && seen.insert(name)
            && let Some((field, by)) = lacks(process, derived, seen)
        {
            return Some((field, by.or(Some(name))));
        }
    }
    None
}
