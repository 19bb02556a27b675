//! Proves a set of process files sound: what each file says alone is read by `parse`, what only the whole set shows
//! is found here.
//!
//! Every rule is one small function of [`RULES`]; it looks at the whole set and pushes what it finds, each fault at
//! the line it is about. A rule finds only what is certainly wrong: no alarm is better than a false one.
//! Nothing here opens a file or decides a case.

mod answers;
mod expressions;
mod ladders;
mod letters;
mod links;
mod names;
mod people;
mod place;
mod reach;
mod states;
mod walk;

use super::{Process, Rules, parse};
use crate::directory::{Directory, Lang};
use crate::fault::{Fault, Faults, Source};
use place::{Place, Places};
use walk::Walk;

/// Whether a letter of a process exists in a language: process, letter, language.
pub type Letters<'a> = dyn Fn(&str, &str, &Lang) -> bool + 'a;

type Rule = fn(&Set<'_>, &mut Faults);

/// Everything that is looked for, in this order.
const RULES: &[Rule] = &[
    links::codes_are_unique,
    links::about_is_a_chain,
    links::subjects_are_unique,
    links::commands_are_unique,
    links::forms_exist,
    links::lent_fields_are_set,
    links::sets_are_lent,
    links::children_may_be_opened,
    links::children_get_what_they_need,
    links::reactions_to_others_can_happen,
    names::names_are_free,
    states::targets_exist,
    states::a_case_starts_somewhere,
    states::states_are_reached,
    states::an_end_is_reached,
    states::states_wait_for_something,
    states::entries_do_not_run_in_circles,
    states::nothing_waits_in_an_end,
    states::meets_have_a_length,
    answers::answers_exist,
    answers::answers_are_among_those_asked_for,
    answers::answers_have_an_effect,
    answers::outcomes_are_covered,
    answers::counts_may_be_missed,
    answers::words_differ,
    answers::words_of_a_state_differ,
    answers::words_are_not_taken,
    answers::approvals_stay_with_people,
    answers::what_comes_later_moves_nothing,
    answers::calendars_lead_to_meets,
    ladders::silence_has_a_meaning,
    ladders::ladders_end,
    ladders::rungs_are_in_order,
    ladders::nothing_comes_after_the_end,
    ladders::nothing_leads_on,
    people::people_exist,
    expressions::expressions_resolve,
    expressions::one_per_stays_the_same,
    expressions::phrases_resolve,
    letters::letters_exist,
    letters::notices_are_no_questions,
    letters::words_exist_in_each_language,
];

/// Every fault of a set of files that only the whole shows, in the order of the files and of their lines.
/// `sources` are the texts that `rules` were parsed from.
pub fn check(rules: &Rules, sources: &[Source], directory: &Directory, letters: &Letters<'_>) -> Faults {
    let set = Set::new(rules, sources, directory, letters);
    let mut faults = Faults::default();
    for rule in RULES {
        rule(&set, &mut faults);
    }
    parse::tidy(&mut faults, sources);
    faults
}

/// What the rules look at.
struct Set<'a> {
    rules: &'a Rules,
    directory: &'a Directory,
    letters: &'a Letters<'a>,
    places: Places,
    /// Each process laid out flat.
    walks: Vec<Walk<'a>>,
}

impl<'a> Set<'a> {
    fn new(rules: &'a Rules, sources: &[Source], directory: &'a Directory, letters: &'a Letters<'a>) -> Self {
        let places = Places::new(sources);
        let walks = rules.processes.values().map(|process| Walk::new(process, &places)).collect();
        Self { rules, directory, letters, places, walks }
    }

    fn process(&self, name: &str) -> Option<&'a Process> {
        self.rules.processes.get(name).map(AsRef::as_ref)
    }

    /// A process by the name an expression gives it, where a hyphen is written `_`.
    fn process_in_expression(&self, name: &str) -> Option<&'a Process> {
        self.process(name).or_else(|| self.process(&name.replace('_', "-")))
    }

    /// The processes this one is about, nearest first; ends where the chain breaks or runs in a circle.
    fn above(&self, process: &Process) -> Vec<&'a Process> {
        let mut chain: Vec<&Process> = Vec::new();
        let mut next = process.about.as_deref().and_then(|name| self.process(name));
        while let Some(above) = next {
            if above.name == process.name || chain.iter().any(|known| known.name == above.name) {
                break;
            }
            chain.push(above);
            next = above.about.as_deref().and_then(|name| self.process(name));
        }
        chain
    }

    /// What it is about or opened with is not there: which names are in reach cannot be told, and one fault is enough.
    fn is_torn(&self, process: &Process) -> bool {
        let last = self.above(process).last().copied().unwrap_or(process);
        last.about.is_some() || process.open.forms.iter().any(|form| !process.forms.contains_key(form))
    }

    fn fault(&self, place: &Place, found: impl Into<String>, remedy: impl Into<String>) -> Fault {
        self.places.fault(place, found, remedy)
    }
}
