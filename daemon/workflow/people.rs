//! Who is meant: `who`, `by` and the readers of letters, as people of the directory.

use super::asks::ask_of;
use super::draft::Draft;
use super::reach::Local;
use super::{Case, SEATS_MAX};
use crate::directory::PersonId;
use crate::rules::reading::Names;
use crate::rules::{Attribute, Base, Seat, Value, Who};

impl Draft<'_> {
    /// By which names a person is known.
    pub(super) fn names_of(&self, person: &PersonId) -> Names {
        self.world.directory.person(person).map_or_else(Names::default, |person| {
            let names = std::iter::once(&person.name).chain(person.names.values()).chain(&person.nicknames);
            Names::new(names.map(String::as_str))
        })
    }

    /// The seats of a `who`: each a list of people whose first answer speaks. Seats without anybody are left out.
    pub(super) fn seats(&self, case: &Case, local: &Local, who: &Who) -> Result<Vec<Vec<PersonId>>, String> {
        let mut out: Vec<Vec<PersonId>> = Vec::new();
        for seat in &who.0 {
            let people = self.members(case, local, seat)?;
            if seat.each {
                for person in people {
                    if !out.contains(&vec![person.clone()]) {
                        out.push(vec![person]);
                    }
                }
            } else if !people.is_empty() {
                out.push(people);
            }
            if out.len() > SEATS_MAX {
                return Err(format!("'{who}' has more than {SEATS_MAX} seats"));
            }
        }
        Ok(out)
    }

    /// All people of a `who`, each once, in order.
    pub(super) fn people(&self, case: &Case, local: &Local, who: &Who) -> Result<Vec<PersonId>, String> {
        let mut out = Vec::new();
        for seat in &who.0 {
            for person in self.members(case, local, seat)? {
                if !out.contains(&person) {
                    out.push(person);
                }
            }
        }
        Ok(out)
    }

    /// That person is among them.
    pub(super) fn is_one_of(
        &self,
        case: &Case,
        local: &Local,
        who: &Who,
        person: &PersonId,
    ) -> Result<bool, String> {
        if who.0.iter().any(|seat| matches!(seat.base, Base::Anyone)) {
            return Ok(self.world.directory.person(person).is_some_and(|p| p.active));
        }
        // Seat by seat: a costly one is looked at only if no cheaper one before it has that person.
        for seat in &who.0 {
            if self.members(case, local, seat)?.contains(person) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn members(&self, case: &Case, local: &Local, seat: &Seat) -> Result<Vec<PersonId>, String> {
        let directory = self.world.directory;
        let mut people = match &seat.base {
            Base::Anyone => directory.active().map(|p| p.id.clone()).collect(),
            Base::Role(role) => directory.in_charge(role, self.now).cloned().into_iter().collect::<Vec<_>>(),
            Base::Group(name) => directory.groups.get(name).cloned().unwrap_or_default(),
            Base::Department(name) => directory.members_of(name).into_iter().cloned().collect(),
            Base::Process(_) => Vec::new(),
            Base::Seat => local.who.clone().into_iter().collect(),
            Base::Last => local.last.clone().or_else(|| local.who.clone()).into_iter().collect(),
            Base::Asked => self.asked(case),
            Base::Path(path) => {
                let value = self.path(case, local, path)?;
                let people = value.people();
                match &value {
                    _ if !people.is_empty() => people,
                    Value::Null => Vec::new(),
                    Value::List(items) if items.iter().all(Value::is_null) => Vec::new(),
                    _ => return Err(format!("'{seat}' is nobody: {value:?}")),
                }
            }
        };
        for attribute in &seat.attributes {
            let next = |person: &PersonId| {
                let role =
                    (*attribute == Attribute::Second).then(|| self.role_of(case, local, &seat.base, person));
                self.follow(*attribute, person, role.flatten().as_deref())
            };
            people = people.iter().filter_map(next).collect();
        }
        let mut seen = Vec::new();
        for person in people {
            if directory.person(&person).is_some_and(|p| p.active) && !seen.contains(&person) {
                seen.push(person);
            }
        }
        Ok(seen)
    }

    /// The role in which somebody is meant: the one that is named, or the one for which the question asks.
    fn role_of(&self, case: &Case, local: &Local, base: &Base, person: &PersonId) -> Option<String> {
        let holds = |role: &str| self.world.directory.roles.get(role).is_some_and(|all| all.contains(person));
        match base {
            Base::Role(role) => Some(role.clone()),
            Base::Seat | Base::Last => {
                let open = case.asks.get(local.ask.as_ref()?)?;
                let process = self.process_of(case)?;
                let ask = ask_of(process, &open.scope, &open.name)?;
                ask.who.0.iter().find_map(|seat| match &seat.base {
                    Base::Role(role) if seat.attributes.is_empty() && holds(role) => Some(role.clone()),
                    _ => None,
                })
            }
            _ => None,
        }
    }

    fn follow(&self, attribute: Attribute, person: &PersonId, role: Option<&str>) -> Option<PersonId> {
        let directory = self.world.directory;
        match attribute {
            Attribute::Head => directory.head_of(person).cloned(),
            Attribute::Superior => directory.superior_of(person).cloned(),
            Attribute::Deputy => directory.deputy_of(person).cloned(),
            // The next holder of the role that is meant, else of the first role of this person that somebody comes after.
            Attribute::Second if role.is_some() => {
                role.and_then(|role| directory.second_in_role(role, person)).cloned()
            }
            Attribute::Second => {
                let held = directory.roles.iter().filter(|(_, holders)| holders.contains(person));
                held.map(|(role, _)| role).find_map(|role| directory.second_in_role(role, person)).cloned()
            }
        }
    }

    /// Everybody whose answer is still open in this case.
    fn asked(&self, case: &Case) -> Vec<PersonId> {
        let open = case.asks.values().filter(|ask| ask.closed.is_none());
        let begun = open.flat_map(|ask| ask.seats.iter().filter(|seat| !seat.waiting));
        begun.flat_map(|seat| seat.people.iter().cloned()).collect()
    }

    /// A label for a person in a reason.
    pub(super) fn label(&self, person: &PersonId) -> String {
        match self.world.directory.person(person) {
            Some(known) => format!("{} ({person})", known.name),
            None => person.to_string(),
        }
    }
}
