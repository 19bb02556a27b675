//! What holds between the parts of a set: processes that are about one another, open one another and set one
//! another's fields; forms and lists that are named.

use std::collections::BTreeMap;

use super::Set;
use super::place::Place;
use super::reach::case_fields;
use crate::fault::{Faults, near, offer};
use crate::rules::{Base, Choices, Kind, Need, Process, Rows, Trigger, Wants};

/// Case ids of two processes do not look alike.
pub(super) fn codes_are_unique(set: &Set<'_>, faults: &mut Faults) {
    let mut codes: BTreeMap<&str, &str> = BTreeMap::new();
    for walk in &set.walks {
        let process = walk.process;
        if let Some(other) = codes.insert(&process.code, &process.name) {
            let found = format!("'{}' is the code of '{other}' already", process.code);
            faults.push(set.fault(&walk.place.key("code"), found, "case ids begin with it: choose another"));
        }
    }
}

/// `about` names a process, and following it ends.
pub(super) fn about_is_a_chain(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let Some(about) = &walk.process.about else { continue };
        let place = walk.place.key("about");
        let Some(mut above) = set.process(about) else {
            faults.push(no_process(set, &place, about));
            continue;
        };
        for _ in 0..set.rules.processes.len() {
            if above.name == walk.process.name {
                let found = format!("'{}' would be about itself", walk.process.name);
                faults.push(set.fault(&place, found, "let the chain end somewhere"));
                break;
            }
            match above.about.as_deref().and_then(|name| set.process(name)) {
                Some(next) => above = next,
                None => break,
            }
        }
    }
}

/// A subject opens one process, and is no word that is understood everywhere.
pub(super) fn subjects_are_unique(set: &Set<'_>, faults: &mut Faults) {
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    for meta in set.rules.meta.values() {
        for word in meta.words.values().flatten() {
            words.insert(word.to_lowercase(), format!("understood everywhere as '{}'", meta.name));
        }
    }
    for walk in &set.walks {
        for (language, subjects) in &walk.process.open.subject {
            for (i, subject) in subjects.iter().enumerate() {
                let ours = format!("a subject of '{}'", walk.process.name);
                match words.get(&subject.to_lowercase()) {
                    // One word may be the same in two languages.
                    Some(other) if *other == ours => {}
                    Some(other) => {
                        let place = walk.place.key("open").key("subject").key(language.as_str()).index(i);
                        faults.push(set.fault(
                            &place,
                            format!("'{subject}' is {other} already"),
                            "choose another word",
                        ));
                    }
                    None => {
                        words.insert(subject.to_lowercase(), ours);
                    }
                }
            }
        }
    }
}

/// A command opens one process in the thread of a case.
pub(super) fn commands_are_unique(set: &Set<'_>, faults: &mut Faults) {
    let mut commands: BTreeMap<(Option<&str>, &str), &str> = BTreeMap::new();
    for walk in &set.walks {
        let process = walk.process;
        let Some(command) = &process.open.command else { continue };
        let place = walk.place.key("open").key("command");
        if process.about.is_none() {
            faults.push(set.fault(
                &place,
                "a command opens from a case it is about, and there is none",
                "add 'about'",
            ));
        }
        if let Some(other) = commands.insert((process.about.as_deref(), command), &process.name) {
            faults.push(set.fault(
                &place,
                format!("'{command}' opens '{other}' already"),
                "choose another word",
            ));
        }
    }
}

/// Every form and list that is named is there, and so is what goes to the archive.
pub(super) fn forms_exist(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = walk.process;
        let mut look = |form: &str, place: Place| {
            if !process.forms.contains_key(form) {
                let remedy = offer(form, process.forms.keys().map(String::as_str).collect::<Vec<_>>());
                faults.push(set.fault(&place, format!("there is no form '{form}'"), remedy));
            }
        };
        for (i, form) in process.open.forms.iter().enumerate() {
            look(form, walk.place.key("open").key("form").index(i));
        }
        for site in &walk.asks {
            match &site.what.wants {
                Wants::Form(form) => look(form, site.place.key("form")),
                Wants::Fill(forms) => {
                    for (i, form) in forms.iter().enumerate() {
                        look(form, site.place.key("fill").index(i));
                    }
                }
                Wants::Answers(_) => {}
            }
        }
        for site in &walk.says {
            if let Some(form) = &site.what.form {
                look(form, site.place.key("form"));
            }
            for (i, form) in site.what.fill.iter().enumerate() {
                look(form, site.place.key("fill").index(i));
            }
        }
        fills_are_of_the_case(set, walk.process, faults);
        documents_have_content(set, faults, walk.process);
        for form in process.forms.values() {
            let place = walk.form_place(&form.name, &set.places);
            for field in &form.fields {
                let place = place.key(&field.name).key("of");
                if let Some((found, remedy)) = unknown_source(set, &field.kind) {
                    faults.push(set.fault(&place, found, remedy));
                }
            }
        }
    }
}

/// Every form is asked for, said, opened with or a row of something.
pub(super) fn forms_are_used(set: &Set<'_>, faults: &mut Faults) {
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for form in set.walks.iter().flat_map(|walk| walk.process.forms.values()) {
        rows.extend(form.fields.iter().filter_map(|field| match &field.kind {
            Kind::Rows(Rows::Form(process, form)) => Some((process.as_str(), form.as_str())),
            _ => None,
        }));
    }
    for walk in &set.walks {
        let process = walk.process;
        let asked = walk.asks.iter().flat_map(|site| match &site.what.wants {
            Wants::Form(form) => vec![form.as_str()],
            Wants::Fill(forms) => forms.iter().map(String::as_str).collect(),
            Wants::Answers(_) => Vec::new(),
        });
        let said = walk.says.iter().filter_map(|site| site.what.form.as_deref());
        let opened = process.open.forms.iter().map(String::as_str);
        let rows = rows.iter().filter(|(of, _)| *of == process.name).map(|(_, form)| *form);
        let used: Vec<&str> = asked.chain(said).chain(opened).chain(rows).collect();
        // One that is misspelt where it is used has been shown there.
        if used.iter().any(|form| !process.forms.contains_key(*form)) {
            continue;
        }
        for form in process.forms.keys().filter(|form| !used.contains(&form.as_str())) {
            let place = walk.form_place(form, &set.places);
            let found = format!("nobody is asked for the form '{form}'");
            let remedy = "name it in 'open', in an ask or in a say, or take it out";
            faults.push(set.places.fault_at_key(&place, found, remedy));
        }
    }
}

/// Gaps are filled in the forms a case was opened with; those of asks and says are whole when they are taken.
fn fills_are_of_the_case(set: &Set<'_>, process: &Process, faults: &mut Faults) {
    let Some(walk) = set.walks.iter().find(|walk| walk.process.name == process.name) else { return };
    let asks = walk.asks.iter().filter_map(|site| match &site.what.wants {
        Wants::Fill(forms) => Some((&site.place, forms)),
        Wants::Answers(_) | Wants::Form(_) => None,
    });
    for (place, forms) in asks.chain(walk.says.iter().map(|site| (&site.place, &site.what.fill))) {
        for (i, form) in forms.iter().enumerate() {
            if process.forms.contains_key(form) && !process.open.forms.contains(form) && !set.is_torn(process)
            {
                let found = format!("no case is opened with the form '{form}', so there is nothing to fill");
                faults.push(set.fault(&place.key("fill").index(i), found, "name a form of 'open'"));
            }
        }
    }
}

/// What is archived or attached is given at some time, and what is attached has a letter to go with.
fn documents_have_content(set: &Set<'_>, faults: &mut Faults, process: &Process) {
    let Some(walk) = set.walks.iter().find(|walk| walk.process.name == process.name) else { return };
    if set.is_torn(process) {
        return;
    }
    let asks = walk.asks.iter().map(|site| site.what.name.as_str());
    let says = walk.says.iter().map(|site| site.what.name.as_str());
    let known: Vec<&str> = asks.chain(says).chain(process.open.forms.iter().map(String::as_str)).collect();
    let mut look = |place: Place, names: &[String], done: &str| {
        for (i, name) in names.iter().enumerate().filter(|(_, name)| !known.contains(&name.as_str())) {
            let remedy = match process.forms.contains_key(name) {
                true => "name the ask or the say that is given this form".to_owned(),
                false => offer(name, known.clone()),
            };
            let found = format!("'{name}' is nothing that could be {done}");
            faults.push(set.fault(&place.index(i), found, remedy));
        }
    };
    for site in &walk.steps {
        look(site.place.key("archive"), &site.what.archive, "archived");
        look(site.place.key("attach"), &site.what.attach, "attached");
    }
    for site in &walk.asks {
        look(site.place.key("attach"), &site.what.attach, "attached");
    }
    for site in walk.steps.iter().filter(|site| !site.what.attach.is_empty() && site.what.tell.is_empty()) {
        let found = "nobody is told anything here, so there is no letter to attach to".to_owned();
        faults.push(set.fault(&site.place.key("attach"), found, "add 'tell', or take 'attach' out"));
    }
}

/// A list of the directory or a form of another process that is not there.
fn unknown_source(set: &Set<'_>, kind: &Kind) -> Option<(String, String)> {
    match kind {
        Kind::Choice(Choices::Listed(list)) if !set.directory.lists.contains_key(list) => {
            let known: Vec<&str> = set.directory.lists.keys().map(String::as_str).collect();
            Some((format!("the directory has no list '{list}'"), offer(list, known)))
        }
        Kind::Case(process) if set.process(process).is_none() => {
            let known: Vec<&str> = set.rules.processes.keys().map(String::as_str).collect();
            Some((format!("there is no process '{process}'"), offer(process, known)))
        }
        Kind::Rows(Rows::Form(process, form)) => match set.process(process) {
            None => {
                let known: Vec<&str> = set.rules.processes.keys().map(String::as_str).collect();
                Some((format!("there is no process '{process}'"), offer(process, known)))
            }
            Some(process) if !process.forms.contains_key(form) => {
                let known: Vec<&str> = process.forms.keys().map(String::as_str).collect();
                Some((format!("'{}' has no form '{form}'", process.name), offer(form, known)))
            }
            Some(_) => None,
        },
        _ => None,
    }
}

/// What is lent is a field, and whoever it is lent to sets it.
pub(super) fn lent_fields_are_set(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = walk.process;
        for (field, borrowers) in &process.lend {
            let place = walk.place.key("lend").key(field);
            if !is_settable(process, field) {
                faults.push(set.places.fault_at_key(
                    &place,
                    not_settable(process, field),
                    settable(process, field),
                ));
                continue;
            }
            for (i, name) in borrowers.iter().enumerate() {
                let Some(borrower) = set.walks.iter().find(|walk| walk.process.name == *name) else {
                    faults.push(no_process(set, &place.index(i), name));
                    continue;
                };
                let sets = borrower.steps.iter().flat_map(|site| &site.what.set);
                let sets = sets.map(|(target, _)| target);
                let mut sets = sets.filter(|target| {
                    let of = target.of.as_deref().unwrap_or_default();
                    let owner = set.owner(borrower.process, of);
                    of == process.name || owner.is_some_and(|owner| owner.name == process.name)
                });
                if !sets.any(|target| target.field == *field) {
                    let found = format!("'{field}' is lent to '{name}', which never sets it");
                    faults.push(set.fault(&place.index(i), found, "take it out"));
                }
            }
        }
    }
}

/// What is set is a field or keep of this process, or is lent by a process above.
pub(super) fn sets_are_lent(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let above = set.above(walk.process);
        for site in &walk.steps {
            for (target, _) in &site.what.set {
                let place = site.place.key("set");
                let Some(of) = target.of.as_deref().filter(|of| *of != walk.process.name) else {
                    let place = target.of.iter().fold(place, |place, of| place.key(of)).key(&target.field);
                    if !is_settable(walk.process, &target.field) {
                        let found = not_settable(walk.process, &target.field);
                        faults.push(set.places.fault_at_key(
                            &place,
                            found,
                            settable(walk.process, &target.field),
                        ));
                    }
                    continue;
                };
                let Some(owner) = set.owner(walk.process, of) else {
                    if set.is_torn(walk.process) {
                        continue;
                    }
                    let known: Vec<&str> = above.iter().map(|above| above.name.as_str()).collect();
                    let found = format!("'{of}' is no process that '{}' is about", walk.process.name);
                    faults.push(set.places.fault_at_key(&place.key(of), found, offer(of, known)));
                    continue;
                };
                let place = place.key(of).key(&target.field);
                if !is_settable(owner, &target.field) {
                    let found = not_settable(owner, &target.field);
                    faults.push(set.places.fault_at_key(&place, found, settable(owner, &target.field)));
                } else if !owner.lend.get(&target.field).is_some_and(|to| to.contains(&walk.process.name)) {
                    let (lender, borrower) = (&owner.name, &walk.process.name);
                    let found = format!("'{lender}' does not lend '{}' to '{borrower}'", target.field);
                    let remedy = format!("add {} = [\"{borrower}\"] to [lend] of '{lender}'", target.field);
                    faults.push(set.places.fault_at_key(&place, found, remedy));
                }
            }
        }
    }
}

/// A process that is opened exists, says so in `open.by`, and is about the one that opens it.
pub(super) fn children_may_be_opened(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.steps {
            for opening in &site.what.open {
                let place = site.place.key("open").key(&opening.process);
                let Some(child) = set.process(&opening.process) else {
                    faults.push(no_process(set, &place, &opening.process));
                    continue;
                };
                let ours = Base::Process(walk.process.name.clone());
                if !child.open.by.0.iter().any(|seat| seat.base == ours) {
                    let found = format!("'{}' does not let '{}' open it", child.name, walk.process.name);
                    let remedy = format!(
                        "add \"process.{}\" to 'by' in [open] of '{}'",
                        walk.process.name, child.name
                    );
                    faults.push(set.places.fault_at_key(&place, found, remedy));
                }
                if let Some(about) = child.about.as_deref().filter(|about| *about != walk.process.name) {
                    let found =
                        format!("'{}' is about '{about}', not about '{}'", child.name, walk.process.name);
                    faults.push(set.places.fault_at_key(&place, found, format!("open it from '{about}'")));
                }
            }
        }
    }
    for walk in &set.walks {
        for (i, seat) in walk.process.open.by.0.iter().enumerate() {
            let Base::Process(opener) = &seat.base else { continue };
            let Some(opener) = set.walks.iter().find(|walk| walk.process.name == *opener) else { continue };
            let mut openings = opener.steps.iter().flat_map(|site| &site.what.open);
            if !openings.any(|opening| opening.process == walk.process.name) {
                let found = format!("'{}' never opens '{}'", opener.process.name, walk.process.name);
                faults.push(set.fault(&walk.place.key("open").key("by").index(i), found, "take it out"));
            }
        }
    }
}

/// What is given to a child is a field of it, and it gets all it needs at once: nobody can be asked back.
pub(super) fn children_get_what_they_need(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.steps {
            for opening in &site.what.open {
                let Some(child) = set.process(&opening.process) else { continue };
                let place = site.place.key("open").key(&opening.process);
                for (field, _) in &opening.with {
                    if !case_fields(child).any(|known| known.name == *field) {
                        let known: Vec<&str> = case_fields(child).map(|known| known.name.as_str()).collect();
                        let found = format!("'{}' has no field '{field}'", child.name);
                        faults.push(set.places.fault_at_key(
                            &place.key("with").key(field),
                            found,
                            offer(field, known),
                        ));
                    }
                }
                // With `each`, the rest comes from the rows.
                let given = |name: &str| {
                    opening.each.is_some() || opening.with.iter().any(|(field, _)| field == name)
                };
                let lacking = case_fields(child)
                    .filter(|field| field.need == Need::Now && field.default.is_none() && !given(&field.name))
                    .map(|field| field.name.as_str());
                let lacking: Vec<&str> = lacking.collect();
                if !lacking.is_empty() {
                    let found =
                        format!("'{}' is not given what it needs: {}", child.name, lacking.join(", "));
                    faults.push(set.places.fault_at_key(&place, found, "add it under 'with'"));
                }
            }
        }
    }
}

/// `on.set.FIELD` waits for a field that is lent, `on.PROCESS.LEVEL.STATE` for a state of a process about this one.
pub(super) fn reactions_to_others_can_happen(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = walk.process;
        for site in &walk.reactions {
            match &site.what.on {
                Trigger::Set(field) if !process.lend.contains_key(field) => {
                    let known: Vec<&str> = process.lend.keys().map(String::as_str).collect();
                    let remedy = match near(field, known.iter().copied()) {
                        Some(_) => offer(field, known),
                        None => "this is for fields that others set: add it to [lend]".to_owned(),
                    };
                    faults.push(set.places.fault_at_key(
                        &site.place,
                        format!("'{field}' is lent to nobody"),
                        remedy,
                    ));
                }
                Trigger::Children(name, _, state) => {
                    let Some(child) = set.process(name) else {
                        faults.push(no_process(set, &site.place, name));
                        continue;
                    };
                    if child.about.as_deref() != Some(&process.name) {
                        let found =
                            format!("'{name}' is not about '{}', so it has none as a child", process.name);
                        faults.push(set.places.fault_at_key(&site.place, found, "name a process that is"));
                    } else if state != "end" && !child.states.contains_key(state) {
                        let known: Vec<&str> =
                            child.states.keys().map(String::as_str).chain(["end"]).collect();
                        let found = format!("'{name}' has no state '{state}'");
                        faults.push(set.places.fault_at_key(&site.place, found, offer(state, known)));
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_settable(process: &Process, field: &str) -> bool {
    case_fields(process).any(|known| known.name == field)
        || process.keep.iter().any(|(name, _)| name == field)
}

fn not_settable(process: &Process, field: &str) -> String {
    match process.derive.iter().any(|(name, _)| name == field) {
        true => format!("'{field}' of '{}' is derived, so nothing sets it", process.name),
        false => format!("'{}' has no field '{field}'", process.name),
    }
}

fn settable(process: &Process, field: &str) -> String {
    let fields = case_fields(process).map(|known| known.name.as_str());
    let known: Vec<&str> = fields.chain(process.keep.iter().map(|(name, _)| name.as_str())).collect();
    match near(field, known.iter().copied()) {
        Some(_) => offer(field, known),
        None => format!("add '{field}' to [keep] or to a form of 'open'"),
    }
}

fn no_process(set: &Set<'_>, place: &Place, name: &str) -> crate::fault::Fault {
    let known: Vec<&str> = set.rules.processes.keys().map(String::as_str).collect();
    set.places.fault_at_key(place, format!("there is no process '{name}'"), offer(name, known))
}
