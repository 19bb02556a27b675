//! Proves a set of process files sound: what each file says alone is read by `parse`, what only the whole set shows
//! is found here.
//!
//! Every rule is one small function of [`RULES`]; it looks at the whole set and pushes what it finds, each fault at
//! the line it is about. A rule finds only what is certainly wrong: no alarm is better than a false one.
//! Nothing here opens a file or decides a case.

mod answers;
mod expressions;
mod flow;
mod given;
mod idle;
mod ladders;
mod letters;
mod links;
mod names;
mod people;
mod place;
mod reach;
mod shape;
mod states;
mod typing;
mod walk;

use std::collections::BTreeSet;

use super::{Choices, Kind, Process, Rules, parse};
use crate::directory::{Directory, Lang};
use crate::fault::{Fault, Faults, Source};
use place::{Place, Places};
use reach::case_fields;
use walk::Walk;

/// Whether a letter of a process exists in a language: process, letter, language.
pub type Letters<'a> = dyn Fn(&str, &str, &Lang) -> bool + 'a;

type Rule = fn(&Set<'_>, &mut Faults);

/// What a rule goes by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// What is written: it holds whatever else is missing.
    What,
    /// What is not there, too: where something could not be read, it would speak of what is only not read.
    Lack,
}

/// Everything that is looked for, in this order.
const RULES: &[(Rule, By)] = &[
    (links::codes_are_unique, By::What),
    (links::about_is_a_chain, By::Lack),
    (links::subjects_are_unique, By::What),
    (links::commands_are_unique, By::What),
    (links::forms_exist, By::Lack),
    (links::forms_are_used, By::Lack),
    (links::lent_fields_are_set, By::Lack),
    (links::sets_are_lent, By::Lack),
    (links::children_may_be_opened, By::Lack),
    (links::children_get_what_they_need, By::Lack),
    (links::reactions_to_others_can_happen, By::Lack),
    (names::names_are_free, By::What),
    (idle::names_can_be_written, By::What),
    (idle::labels_and_choices_differ, By::What),
    (idle::times_lie_ahead, By::What),
    (idle::conditions_can_differ, By::What),
    (idle::seats_suffice, By::What),
    (idle::holidays_touch_a_series, By::Lack),
    (states::targets_exist, By::What),
    (states::a_case_starts_somewhere, By::Lack),
    (states::states_are_reached, By::Lack),
    (states::an_end_is_reached, By::Lack),
    (states::states_wait_for_something, By::Lack),
    (flow::nothing_runs_in_circles, By::Lack),
    (flow::states_have_a_deadline, By::Lack),
    (flow::times_are_known, By::Lack),
    (flow::conditions_know_what_they_reckon_with, By::Lack),
    (given::openings_have_what_they_reckon_with, By::Lack),
    (given::what_is_needed_later_is_asked_for, By::Lack),
    (given::what_opens_itself_needs_nobody, By::Lack),
    (given::openers_are_known, By::What),
    (given::questions_have_something_to_ask, By::Lack),
    (letters::titles_are_texts, By::Lack),
    (flow::rounds_have_a_fallback, By::Lack),
    (flow::every_choice_is_reached, By::Lack),
    (flow::steps_do_something, By::Lack),
    (flow::values_do_not_need_themselves, By::Lack),
    (flow::bounds_leave_something, By::What),
    (states::nothing_waits_in_an_end, By::What),
    (states::meets_have_a_length, By::Lack),
    (answers::answers_exist, By::What),
    (answers::answers_are_wanted, By::Lack),
    (answers::answers_are_among_those_asked_for, By::Lack),
    (answers::answers_have_an_effect, By::Lack),
    (answers::outcomes_are_covered, By::Lack),
    (answers::words_of_forms_are_spelt_right, By::Lack),
    (answers::words_differ, By::What),
    (answers::words_of_a_state_differ, By::What),
    (answers::words_are_not_taken, By::What),
    (answers::approvals_stay_with_people, By::What),
    (answers::what_binds_has_a_receipt, By::What),
    (answers::what_comes_later_moves_nothing, By::What),
    (answers::calendars_lead_to_meets, By::Lack),
    (answers::proposals_lead_to_meets, By::Lack),
    (answers::outcomes_exclude_one_another, By::What),
    (answers::what_is_collected_is_heard, By::Lack),
    (ladders::silence_has_a_meaning, By::Lack),
    (ladders::ladders_end, By::Lack),
    (ladders::timers_end, By::What),
    (ladders::rungs_are_in_order, By::What),
    (ladders::nothing_comes_after_the_end, By::What),
    (ladders::nothing_leads_on, By::Lack),
    (ladders::rungs_have_their_time, By::What),
    (people::people_exist, By::Lack),
    (expressions::expressions_resolve, By::Lack),
    (expressions::expressions_cost_little, By::What),
    (expressions::one_per_stays_the_same, By::Lack),
    (expressions::phrases_resolve, By::Lack),
    (letters::letters_exist, By::Lack),
    (letters::notices_are_no_questions, By::Lack),
    (letters::words_exist_in_each_language, By::Lack),
    (letters::languages_are_known, By::Lack),
    (answers::counts_may_be_missed, By::Lack),
];

/// Reads and proves a set: every fault of every file, in the order of the files and of their lines. Where a file
/// could not be read whole, only that is said of it (and of files that have to do with it) which holds all the same.
pub fn prove(sources: &[Source], directory: &Directory, letters: &Letters<'_>) -> Result<Rules, Faults> {
    let parse::Parsed { rules, mut faults, torn } = parse::read(sources);
    let set = Set::new(&rules, sources, directory, letters);
    let names_one_of =
        |source: &Source, names: &BTreeSet<String>| names.iter().any(|name| has_word(source.text(), name));
    let near: BTreeSet<&str> = sources
        .iter()
        .filter(|source| {
            let own = BTreeSet::from([parse::stem(source).to_owned()]);
            let torn_files = sources.iter().filter(|other| torn.contains(parse::stem(other)));
            torn.contains(parse::stem(source))
                || names_one_of(source, &torn)
                || torn_files.into_iter().any(|other| names_one_of(other, &own))
        })
        .map(Source::path)
        .collect();
    // Without the words of answers nothing can be said of answers.
    let speechless = torn.contains(parse::ANSWERS.trim_end_matches(".toml"));
    for &(rule, by) in RULES {
        let mut found = Faults::default();
        rule(&set, &mut found);
        found.0.retain(|fault| {
            let read = by == By::What || !near.contains(fault.source().path());
            read && !(speechless && (fault.found().contains("words") || near.contains(fault.source().path())))
        });
        faults.extend(found);
    }
    parse::tidy(&mut faults, sources);
    faults.or(rules)
}

/// Questions that nobody could answer where no receiving server of one's own vouches for a domain.
pub fn unvouched(rules: &Rules, sources: &[Source], directory: &Directory) -> Faults {
    let set = Set::new(rules, sources, directory, &|_, _, _| true);
    let mut faults = Faults::default();
    answers::domains_are_vouched_for(&set, &mut faults);
    faults
}

/// Whether a text has a word that stands alone.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part))
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
        // In the order of the files: of two that claim one thing, the fault is in the one that was added.
        let place = |walk: &Walk<'_>| sources.iter().position(|source| source.path() == walk.process.path);
        let mut walks: Vec<Walk<'_>> =
            rules.processes.values().map(|process| Walk::new(process, &places)).collect();
        walks.sort_by_key(place);
        Self { rules, directory, letters, places, walks }
    }

    fn process(&self, name: &str) -> Option<&'a Process> {
        self.rules.processes.get(name).map(AsRef::as_ref)
    }

    /// A process by the name an expression gives it, where a hyphen is written `_`.
    fn process_in_expression(&self, name: &str) -> Option<&'a Process> {
        self.process(name).or_else(|| self.process(&name.replace('_', "-")))
    }

    /// Whose field `set.OF.FIELD` sets: that of a process above, or of the case that a field of `open` names.
    fn owner(&self, process: &'a Process, of: &str) -> Option<&'a Process> {
        let named = || {
            case_fields(process).find_map(|field| match &field.kind {
                Kind::Case(name) if field.name == of => self.process(name),
                _ => None,
            })
        };
        self.above(process).into_iter().find(|above| above.name == of).or_else(named)
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

    /// The words of a choice, where they are known.
    fn choices(&self, choices: &Choices) -> Option<Vec<String>> {
        match choices {
            Choices::Named(named) => Some(named.keys().cloned().collect()),
            Choices::Listed(list) => self.directory.lists.get(list).cloned(),
        }
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
