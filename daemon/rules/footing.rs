//! What the people of a question hang on: the names behind `each` and `about`, and whatever is derived from them, in
//! any process.
//!
//! Whoever keeps open questions with their people looks at them again only when one of these names has changed. That
//! is a saving and never a difference: where a text leaves doubt, the people hang on anything.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Ask, Base, Kind, Process, Reads, Rules};

/// The names that decide who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Footing {
    /// The directory, the moment, a case above, a case in whole: whatever changes may matter.
    Anything,
    /// Names of fields, asks and says, and of what every case has (`state`, `ended` …), of this case or another.
    Names(BTreeSet<String>),
}

impl Footing {
    /// Whether one of the changed names may have changed who is asked.
    pub fn moves_with(&self, changed: &BTreeSet<&str>) -> bool {
        match self {
            Self::Anything => !changed.is_empty(),
            Self::Names(names) => changed.iter().any(|name| names.contains(*name)),
        }
    }

    /// It looks at the cases below.
    pub fn looks_below(&self) -> bool {
        match self {
            Self::Anything => true,
            Self::Names(names) => names.contains("children"),
        }
    }

    /// Of all questions of a process whose people are followed: those put to each of several, or to whom a name says.
    fn of(process: &Process, rules: &Rules) -> Self {
        let scopes = process.states.values().chain([&process.always]);
        let asks = scopes.flat_map(|state| {
            state.asks.values().chain(state.meets.values().flat_map(|meet| meet.asks.values()))
        });
        let mut walk = Walk { rules, names: BTreeSet::new(), derived: BTreeSet::new() };
        let follows = |ask: &&Ask| {
            let named = |base: &Base| matches!(base, Base::Path(_));
            ask.who.0.iter().any(|seat| seat.each) || ask.who.0.iter().all(|seat| named(&seat.base))
        };
        let certain = asks.filter(follows).all(|ask| walk.ask(ask, process));
        if certain { Self::Names(walk.names) } else { Self::Anything }
    }
}

impl Rules {
    /// Of the questions of a process, which is one of this set.
    pub fn footing(&self, process: &Process) -> &Footing {
        static ANYTHING: Footing = Footing::Anything;
        let all = || {
            let of = |(name, process): (&String, &Arc<Process>)| (name.clone(), Footing::of(process, self));
            Arc::new(self.processes.iter().map(of).collect())
        };
        self.footings.get_or_init(all).get(&process.name).unwrap_or(&ANYTHING)
    }
}

struct Walk<'r> {
    rules: &'r Rules,
    names: BTreeSet<String>,
    /// Derivations that were looked into: process and name.
    derived: BTreeSet<(String, String)>,
}

/// Every one of these functions is false where anything may matter.
impl<'r> Walk<'r> {
    fn ask(&mut self, ask: &Ask, process: &'r Process) -> bool {
        let seats = ask.who.0.iter().all(|seat| match &seat.base {
            Base::Path(path) => {
                let mut reads = Reads::default();
                reads.add(path, true);
                self.case(&reads, process)
            }
            Base::Seat | Base::Last => true,
            _ => false,
        });
        let about = ask.about_any.as_ref().or(ask.about.as_ref());
        seats && about.is_none_or(|about| self.case(about.reads(), process))
    }

    /// What is read of a case of that process.
    fn case(&mut self, reads: &Reads, process: &'r Process) -> bool {
        const MOMENT: [&str; 9] =
            ["now", "last", "by", "missed", "meeting", "answers", "role", "group", "directory"];
        !reads.is_whole()
            && reads.named().all(|(name, of)| {
                self.names.insert(name.to_owned());
                match name {
                    _ if MOMENT.contains(&name) => false,
                    "cases" => false,
                    "children" => {
                        !of.is_whole()
                            && of.named().all(|(other, of)| {
                                let hyphened = other.replace('_', "-");
                                let found = self.rules.processes.get(other);
                                let found = found.or_else(|| self.rules.processes.get(&hyphened));
                                found.is_some_and(|other| self.case(of, other))
                            })
                    }
                    "case" => self.case(of, process),
                    _ => self.own(name, of, process),
                }
            })
    }

    /// A field, an ask, a say, what is derived, or a case above.
    fn own(&mut self, name: &str, of: &Reads, process: &'r Process) -> bool {
        let mut fields = process.forms.values().flat_map(|form| &form.fields);
        let other = fields.find_map(|field| match &field.kind {
            Kind::Case(other) if field.name == name => Some(other.as_str()),
            _ => None,
        });
        // Nobody looks here when another case changes, but for those below.
        if self.rules.processes.contains_key(other.unwrap_or(name)) {
            return false;
        }
        self.names.extend(of.named().map(|(member, _)| member.to_owned()));
        let Some((_, expression)) = process.derive.iter().find(|(derived, _)| derived == name) else {
            return true;
        };
        !self.derived.insert((process.name.clone(), name.to_owned()))
            || self.case(expression.reads(), process)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Source;
    use crate::rules::parse::read;

    fn footing(who: &str, more: &str) -> String {
        let order = format!(
            "process = \"order\"\ncode = \"O\"\ntitle = {{ zh = \"单\", en = \"Order\" }}\n\
             [open]\nsubject = {{ zh = [\"单\"], en = [\"Order\"] }}\nby = \"anyone\"\ngo = \"open\"\n{more}\n\
             [state.open.ask.news]\nwho = {who}\nanswers = [\"yes\"]\nevery = \"workday 16:00\"\ndue = \"17:00\"\n\
             silence = [{{ at = \"due\", nothing = true }}]\n"
        );
        let part = "process = \"part\"\ncode = \"T\"\nabout = \"order\"\ntitle = { zh = \"件\", en = \"Part\" }\n\
             [open]\nby = \"process.order\"\ngo = \"open\"\n[derive]\nmembers = \"group.staff\"\nat_it = \"state == 'open'\"\n\
             [state.open]\nfinal = true\n";
        let sources = [("order", order.as_str()), ("part", part)]
            .map(|(n, text)| Source::new(format!("{n}.toml"), text));
        let rules = read(&sources).rules;
        match rules.footing(&rules.processes["order"]) {
            Footing::Anything => "anything".to_owned(),
            Footing::Names(names) => names.iter().cloned().collect::<Vec<_>>().join(" "),
        }
    }

    #[test]
    fn names_lead_to_what_is_derived_from_them_in_the_same_process_only() {
        assert_eq!(footing("\"each crew\"", "[keep]\ncrew = \"[]\""), "crew");
        assert_eq!(
            footing(
                "\"each crew\"\nabout = \"children.part.filter(p, p.owner == who)\"",
                "[keep]\ncrew = \"[]\""
            ),
            "children crew owner who"
        );
        assert_eq!(
            footing(
                "\"each owners\"",
                "[derive]\nowners = \"children.part.filter(p, p.at_it).map(p, p.owner)\""
            ),
            "at_it children owner owners state"
        );
        // Another process has a derivation of this name that looks into the directory.
        assert_eq!(footing("\"each members\"", "[derive]\nmembers = \"[opener]\""), "members opener");
    }

    #[test]
    fn the_directory_the_moment_and_whole_cases_are_anything() {
        assert_eq!(footing("\"each group.staff\"", ""), "anything");
        assert_eq!(
            footing(
                "\"each late\"",
                "[derive]\nlate = \"children.part.filter(p, p.due < now).map(p, p.owner)\""
            ),
            "anything"
        );
        assert_eq!(footing("\"each some\"", "[derive]\nsome = \"children.part\""), "anything");
    }

    #[test]
    fn a_question_to_one_hangs_on_the_name() {
        assert_eq!(footing("\"opener\"", ""), "opener");
        assert_eq!(footing("\"role.pm\"", ""), "");
    }
}
