//! What a case goes by has been given: `fare + 100` needs a fare, what is needed later is asked for, and a case that
//! the calendar opens has nobody to tell it anything.
//!
//! Where something fails to be worked out at run time the case is held. So whatever every opening works out (`refuse`,
//! `one-per`, the title, `keep`, and the conditions of `go`, each with the `derive`s that it reads) may reckon only
//! with fields that come with every opening, or must ask first whether they are there. What is looked for before it can
//! be there at all is a slip of the pen, and so is a question for what cannot be missing.

use std::collections::BTreeSet;

use super::Set;
use super::place::Place;
use super::reach::case_fields;
use super::walk::{Walk, Whom};
use crate::fault::{Fault, Faults};
use crate::rules::{Base, Expression, Field, Kind, Need, Process, Seat, Step, Trigger, Wants};

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
        let said: BTreeSet<String> = given_names(walk);
        for (place, value) in all {
            if let Some(name) = value.names().find(|name| said.contains(*name)) {
                let found = format!("nobody has answered or said '{name}' yet when a case opens");
                faults.push(set.fault(
                    &place,
                    found,
                    "begin with what the opening tells, and 'set' it later",
                ));
                continue;
            }
            if let Some((field, by)) = lacks(process, value, &|_| true, &mut BTreeSet::new()) {
                faults.push(not_given(set, &place, field, by));
            }
        }
    }
}

/// The fault of a field that [`lacks`] found.
pub(super) fn not_given(set: &Set<'_>, place: &Place, field: &Field, by: Option<&str>) -> Fault {
    let through = by.map(|name| format!(" for '{name}'")).unwrap_or_default();
    let found = format!("'{}' need not be given, and is reckoned with{through}", field.name);
    let remedy = format!("give '{0}' a default, or ask first: {0} == null ? … : …", field.name);
    set.fault(place, found, remedy)
}

/// Asks and says, as expressions write them.
fn given_names(walk: &Walk<'_>) -> BTreeSet<String> {
    let asks = walk.asks.iter().map(|site| &site.what.name);
    let all = asks.chain(walk.says.iter().map(|site| &site.what.name)).map(|name| name.replace('-', "_"));
    let own = |name: &String| {
        let kept = walk.process.keep.iter().chain(&walk.process.derive).any(|(kept, _)| kept == name);
        kept || case_fields(walk.process).any(|field| field.name == *name)
    };
    all.filter(|name| !own(name)).collect()
}

/// Whoever may open a case is known before there is one.
pub(super) fn openers_are_known(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in walk.people.iter().filter(|site| site.what.1 == Whom::Openers) {
            for (i, seat) in site.what.0.0.iter().enumerate() {
                let Base::Path(path) = &seat.base else { continue };
                let Some(root) = path.first() else { continue };
                let kept = walk.process.keep.iter().any(|(name, _)| name == root);
                if kept || case_fields(walk.process).any(|field| field.name == *root) {
                    let found = format!("'{root}' is not known before a case is open");
                    let remedy = "name a role, a group, \"anyone\", or a field of the case it is about";
                    faults.push(set.fault(&site.place.index(i), found, remedy));
                }
            }
        }
    }
}

/// What is asked for by `fill` can be missing; what an ask's own form wants comes with its answer.
pub(super) fn questions_have_something_to_ask(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = walk.process;
        for site in &walk.asks {
            match &site.what.wants {
                Wants::Fill(names) if names.iter().all(|name| process.open.forms.contains(name)) => {
                    let forms = names.iter().filter_map(|name| process.forms.get(name));
                    if forms.flat_map(|form| &form.fields).any(|field| may_be_missing(walk, field)) {
                        continue;
                    }
                    let found = format!(
                        "nothing of '{}' can be missing, so nobody is ever asked",
                        names.join("', '")
                    );
                    let remedy =
                        "let a field have need = \"later\"; or ask with a 'form' and 'set' what was given";
                    faults.push(set.fault(&site.place.key("fill"), found, remedy));
                }
                Wants::Form(name) => {
                    let Some(form) = process.forms.get(name) else { continue };
                    let leaves = site.what.on.iter().any(|reaction| {
                        matches!(reaction.on, Trigger::Given)
                            && reaction.steps.iter().any(|step| !step.go.is_empty())
                    });
                    for field in form.fields.iter().filter(|field| leaves && field.need == Need::Later) {
                        let found = format!(
                            "nobody waits for '{}': the state is left with the first answer",
                            field.name
                        );
                        let place = walk.form_place(name, &set.places).key(&field.name).key("need");
                        let remedy = "leave 'need' out, or write need = \"no\" where it may stay away";
                        faults.push(set.fault(&place, found, remedy));
                    }
                }
                _ => {}
            }
        }
    }
}

/// A field that a case may lack: it comes later, somebody takes it away, or a mail is not what opens the case.
fn may_be_missing(walk: &Walk<'_>, field: &Field) -> bool {
    let process = walk.process;
    let by_mail = !process.open.subject.is_empty() || process.open.command.is_some();
    let emptied = walk
        .steps
        .iter()
        .flat_map(|site| &site.what.set)
        .any(|(to, value)| to.of.is_none() && to.field == field.name && value.text().contains("null"));
    !by_mail
        || emptied
        || process.lend.contains_key(&field.name)
        || matches!(field.need, Need::Later | Need::Wish) && field.default.is_none()
}

/// What is needed later is asked for by somebody: an ask that fills the form, a say that corrects it, or a step or
/// another process that sets it.
pub(super) fn what_is_needed_later_is_asked_for(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = walk.process;
        let is_own = |form: &String| process.open.forms.contains(form);
        if walk
            .asks
            .iter()
            .any(|site| matches!(&site.what.wants, Wants::Fill(forms) if !forms.iter().all(is_own)))
        {
            continue;
        }
        let filled = |form: &str| {
            let asked = walk.asks.iter().any(|site| {
                matches!(&site.what.wants, Wants::Fill(forms) if forms.iter().any(|name| name == form))
            });
            asked || walk.says.iter().any(|site| site.what.fill.iter().any(|name| name == form))
        };
        let is_set = |field: &str| {
            let own = |step: &Step| step.set.iter().any(|(to, _)| to.of.is_none() && to.field == field);
            process.lend.contains_key(field) || walk.steps.iter().any(|site| own(site.what))
        };
        for form in process.open.forms.iter().filter_map(|name| process.forms.get(name)) {
            let later =
                form.fields.iter().filter(|field| field.need == Need::Later && field.default.is_none());
            for field in later.filter(|field| !filled(&form.name) && !is_set(&field.name)) {
                let found = format!("'{}' is needed later, and nobody is ever asked for it", field.name);
                let remedy = format!("add an ask with fill = \"{}\", or write need = \"no\"", form.name);
                let place = walk.form_place(&form.name, &set.places).key(&field.name).key("need");
                faults.push(set.fault(&place, found, remedy));
            }
        }
    }
}

/// A case that the calendar opens has defaults for what it must be told, and nobody who opened it.
pub(super) fn what_opens_itself_needs_nobody(set: &Set<'_>, faults: &mut Faults) {
    for walk in set.walks.iter().filter(|walk| walk.process.open.every.is_some()) {
        let process = walk.process;
        for form in process.open.forms.iter().filter_map(|name| process.forms.get(name)) {
            for field in form.fields.iter().filter(|field| field.need == Need::Now && field.default.is_none())
            {
                let found = format!("nobody tells '{}' when the calendar opens a case", field.name);
                let place = walk.form_place(&form.name, &set.places).key(&field.name);
                faults.push(set.fault(&place, found, "give it a 'default', or write need = \"no\""));
            }
        }
        if !process.open.by.0.is_empty() || !process.open.subject.is_empty() {
            continue;
        }
        for site in &walk.people {
            let (who, _) = site.what;
            let opener = |seat: &Seat| matches!(&seat.base, Base::Path(path) if path.first().is_some_and(|p| p == "opener"));
            if who.0.iter().any(opener) {
                let found = "the calendar opens this, so there is no 'opener'";
                faults.push(set.fault(&site.place, found, "name a role, a group or a field"));
            }
        }
    }
}

/// A field that may be missing, is `absent` for all that is known, and is needed, and the `derive` that needs it.
pub(super) fn lacks<'a>(
    process: &'a Process,
    value: &'a Expression,
    absent: &dyn Fn(&str) -> bool,
    seen: &mut BTreeSet<&'a str>,
) -> Option<(&'a Field, Option<&'a str>)> {
    let may_lack = |field: &&Field| {
        matches!(field.need, Need::No | Need::Wish)
            && field.default.is_none()
            && absent(&field.name)
            && !matches!(field.kind, Kind::People | Kind::Rows(_))
    };
    let needed = value.needs();
    if let Some(field) = case_fields(process).filter(may_lack).find(|f| needed.contains(f.name.as_str())) {
        return Some((field, None));
    }
    for (name, derived) in &process.derive {
        if value.names().any(|read| read == name)
            && seen.insert(name)
            && let Some((field, by)) = lacks(process, derived, absent, seen)
        {
            return Some((field, by.or(Some(name))));
        }
    }
    None
}
