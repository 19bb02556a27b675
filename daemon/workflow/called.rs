//! What is said where nobody asks, or asks no longer: a tag without a case (`【会议纪要】` from somebody who is asked for
//! minutes in one case only means that case), a form or a gap that comes after its question was closed, a word whose
//! time is over, and one that is another's to say.

use std::collections::BTreeSet;

use super::asks::ask_of;
use super::cases::state_of;
use super::draft::Draft;
use super::intake::Speech;
use super::memory;
use super::meta::CORRECT;
use super::offers::{Offer, asked_of};
use super::reach::{Local, listens};
use super::{Case, CaseId, OTHERS_MAX};
use crate::directory::PersonId;
use crate::mail::{fold, fold_common};
use crate::rules::reading::{Reading, Spoken, is_courtesy, read};
use crate::rules::{Ask, Form, Labels, State, Value, Values, Wants};

/// People whose word it is that are named to somebody else; more than that help nobody.
const WHOSE_MAX: usize = 3;

impl Draft<'_> {
    /// Takes a mail whose tag is a word that this person may say in some case. In one only: it is said there; in
    /// several: they are listed; in none: false, and nothing has happened.
    pub(super) fn called_by_tag(&mut self, speech: &Speech<'_>) -> bool {
        let Some(tag) = speech.tag else { return false };
        let rules = self.world.rules;
        let names: Vec<&str> = rules
            .answers
            .iter()
            .filter(|(_, a)| is_word(&a.words, tag))
            .map(|(name, _)| name.as_str())
            .collect();
        let mut candidates: Vec<CaseId> = Vec::new();
        for process in rules.processes.values().filter(|p| names.iter().any(|name| listens(p, name))) {
            for id in self.index(&memory::prefix(["o", &process.name]), OTHERS_MAX) {
                let Some(case) = self.case(&id) else { continue };
                let offers = self.offers(&case, &speech.person);
                let own = |name: &str| listens(process, name) && names.contains(&name);
                if offers.iter().any(|(name, _)| own(name)) {
                    candidates.push(id);
                }
            }
        }
        match candidates.as_slice() {
            [] => false,
            [one] => {
                self.why(Some(one), format!("belongs to {one}: nowhere else may '{tag}' be said"));
                self.speak_in(one, speech);
                true
            }
            several => {
                let said = [("line", Value::Text(tag.to_owned()))];
                self.ask_which(speech, None, "which-case", said, several);
                true
            }
        }
    }

    /// A form that comes when its question is closed, and that may be said unasked by the same name, is said. False
    /// when it is no such thing; then nothing has happened.
    pub(super) fn say_instead(
        &mut self,
        id: &CaseId,
        ask: &Ask,
        offers: &[(String, Offer)],
        speech: &Speech<'_>,
    ) -> bool {
        let Wants::Form(form) = &ask.wants else { return false };
        let may = |(name, offer): &&(String, Offer)| *name == ask.name && matches!(offer, Offer::Say(..));
        if !offers.iter().any(|offer| may(&offer)) {
            return false;
        }
        let Some(process) = self.case(id).and_then(|case| self.process_of(&case)) else { return false };
        let Some(form) = process.forms.get(form) else { return false };
        if self.filled(&[form], speech, None, "").labelled.is_empty() {
            return false;
        }
        self.why(Some(id), format!("'{}' is closed, and may be said all the same", ask.name));
        let spoken = Spoken::new(&ask.name, &speech.words.own, "");
        self.say_word(id, offers, &spoken, speech);
        true
    }

    /// What a question for gaps had waited for is told otherwise after its time: it corrects the case, where this person
    /// may.
    pub(super) fn correct_later(
        &mut self,
        id: &CaseId,
        ask: &Ask,
        offers: &[(String, Offer)],
        speech: &Speech<'_>,
    ) -> bool {
        let Wants::Fill(forms) = &ask.wants else { return false };
        let Some(process) = self.case(id).and_then(|case| self.process_of(&case)) else { return false };
        let forms: Vec<&Form> = forms.iter().filter_map(|form| process.forms.get(form)).collect();
        let may = |(name, offer): &&(String, Offer)| name == CORRECT && matches!(offer, Offer::Say(..));
        let filled = self.filled(&forms, speech, None, "");
        let case = self.case(id);
        let known = |name: &str| case.as_ref().and_then(|case| case.fields.get(name));
        let news = filled.values.iter().any(|(name, value)| !value.is_null() && known(name) != Some(value));
        if filled.labelled.is_empty() || !news || !offers.iter().any(|offer| may(&offer)) {
            return false;
        }
        self.why(Some(id), format!("'{}' is closed: what comes now corrects it", ask.name));
        let spoken = Spoken::new(CORRECT, &speech.words.own, "");
        self.say_word(id, offers, &spoken, speech);
        true
    }

    /// Lines that a question for gaps of this person had waited for, in a mail of their own.
    pub(super) fn fill_later(&mut self, case: &Case, speech: &Speech<'_>) -> bool {
        let Some(process) = self.process_of(case) else { return false };
        for (key, open) in case.asks.iter().filter(|(_, open)| open.closed.is_some()) {
            let own = open.seats.iter().any(|seat| seat.people.contains(&speech.person));
            let Some(ask) = ask_of(process, &open.scope, &open.name).filter(|_| own) else { continue };
            let Wants::Fill(forms) = &ask.wants else { continue };
            let forms: Vec<&Form> = forms.iter().filter_map(|form| process.forms.get(form)).collect();
            if !self.filled(&forms, speech, None, "").labelled.is_empty()
                && self.take_later(&case.id, key, ask, speech)
            {
                return true;
            }
        }
        false
    }

    /// A word that this person could have said here for some time, which is over: one letter says so.
    pub(super) fn run_out(&mut self, case: &Case, offers: &[(String, Offer)], speech: &Speech<'_>) -> bool {
        let Some(process) = self.process_of(case) else { return false };
        let been = |state: &&State| case.rounds.contains_key(&state.name);
        let says = process.states.values().filter(been).flat_map(|state| state.says.values());
        let over =
            says.filter(|say| say.until.is_some() && !offers.iter().any(|(name, _)| *name == say.name));
        let over: Vec<&str> = over
            .filter(|say| {
                self.is_one_of(case, &Local::of(&speech.person), &say.by, &speech.person) == Ok(true)
            })
            .map(|say| say.name.as_str())
            .collect();
        let Some(Spoken { name, .. }) = self.says_one_of(&over, speech) else { return false };
        self.why(Some(&case.id), format!("'{name}' may be said no longer"));
        let mut facts = self.facts(case, &Local::of(&speech.person), None, "run-out");
        facts.insert("answer".into(), Value::Text(name));
        self.answer_once(speech, Some(&case.id), "run-out", facts);
        true
    }

    /// A word that somebody may say in such a case, here or in those below, and that nothing waits for from this person
    /// now: one letter says so. Only in a mail of its own, or in a reply to nobody else: what people write to each other
    /// in a thread is talk, and so is thanks.
    pub(super) fn not_waited_for(&mut self, case: &Case, speech: &Speech<'_>) -> bool {
        let talk = speech.reply && (!speech.alone || is_courtesy(&speech.words.own, self.world.rules));
        let Some(process) = self.process_of(case).filter(|_| !talk) else { return false };
        let rules = self.world.rules;
        let below = case.children.keys().filter_map(|name| rules.processes.get(name));
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for state in [process].into_iter().chain(below).flat_map(|p| p.states.values().chain([&p.always])) {
            names.extend(state.says.keys().map(String::as_str));
            for ask in state.asks.values() {
                match &ask.wants {
                    Wants::Answers(answers) => names.extend(answers.iter().map(String::as_str)),
                    Wants::Form(_) | Wants::Fill(_) => drop(names.insert(&ask.name)),
                }
            }
        }
        let commands = rules.processes.values().filter(|other| self.opens_on(other, &case.id).is_some());
        names.extend(commands.filter_map(|other| other.open.command.as_deref()));
        let names: Vec<&str> = names.into_iter().collect();
        let Some(spoken) = self.says_one_of(&names, speech) else { return false };
        let name = spoken.name.as_str();
        self.why(Some(&case.id), format!("nothing waits for '{name}' from this person"));
        if self.whose(case, name).is_empty() {
            // It may be a word of what lies below: `T01 确认`, or of the only case there.
            self.say_to_children(&case.id, spoken.reference.as_deref(), &spoken, speech);
        } else {
            self.say_whose(case, (name, spoken.line.clone()), Some(case), speech);
        }
        true
    }

    /// Which of these answers a mail says, and how: by its tag, by a subject of its own that is nothing else, or in its
    /// words.
    fn says_one_of(&self, names: &[&str], speech: &Speech<'_>) -> Option<Spoken> {
        let bare = Some(speech.subject).filter(|_| !speech.reply || speech.words.lines.is_empty());
        let called = speech.tag.or(bare).and_then(|text| {
            let name = names.iter().find(|name| self.is_called(name, text))?;
            Some(Spoken::new(name, "", text))
        });
        called.or_else(|| {
            let known = self.names_of(&speech.person);
            let Reading::Said(said) = read(speech.words, &known, names, self.world.rules) else {
                return None;
            };
            said.into_iter().next()
        })
    }

    /// Nothing waits for this word, on this line: one letter says so, and whose it is in the case that is meant.
    pub(super) fn say_whose(
        &mut self,
        case: &Case,
        (word, line): (&str, String),
        meant: Option<&Case>,
        speech: &Speech<'_>,
    ) {
        let whose = meant.map(|meant| self.whose(meant, word)).filter(|whose| whose.len() <= WHOSE_MAX);
        let facts = Values::from([
            ("line".to_owned(), Value::Text(line)),
            ("whose".to_owned(), Value::List(whose.into_iter().flatten().map(Value::Person).collect())),
        ]);
        self.answer_once(speech, Some(&case.id), "no-such-item", facts);
    }

    /// From whom that word would be taken in this case now.
    fn whose(&self, case: &Case, word: &str) -> BTreeSet<PersonId> {
        let mut whose = BTreeSet::new();
        let Some(process) = self.process_of(case) else { return whose };
        for scope in [case.state.as_str(), "always"].into_iter().filter(|_| case.ended.is_none()) {
            let say = state_of(process, scope).and_then(|state| state.says.get(word));
            let by = say.and_then(|say| self.people(case, &Local::default(), &say.by).ok());
            whose.extend(by.unwrap_or_default());
        }
        let asked = case.asks.values().flat_map(|open| &open.seats).flat_map(|seat| &seat.people);
        let waited =
            |person: &&PersonId| asked_of(process, case, person).iter().any(|(name, _)| *name == word);
        whose.extend(asked.filter(waited).cloned());
        whose
    }
}

/// The text is one of the words, in any case and width, with nothing beside it.
pub(super) fn is_word(labels: &Labels, text: &str) -> bool {
    let text = fold(text).to_lowercase();
    !text.is_empty() && labels.values().flatten().any(|word| folds_to(word, &text))
}

/// The word is this text, when it is folded and in lower case. Nearly every word is another one, as its first character
/// tells.
fn folds_to(word: &str, text: &str) -> bool {
    if word.chars().all(|c| fold_common(c).is_some()) {
        word.chars().filter_map(fold_common).flat_map(char::to_lowercase).eq(text.chars())
    } else {
        fold(word).to_lowercase() == text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_in_any_case_and_width() {
        for (word, text) in
            [("OK", "ok"), ("ＯＫ", "ok"), ("请假！", "请假!"), ("Ätna", "ätna"), ("ΟΔΟΣ", "οδος")]
        {
            assert!(folds_to(word, text), "{word}");
            assert!(
                !folds_to(word, &format!("{text}x")) && !folds_to(word, "") && !folds_to(word, "另"),
                "{word}"
            );
        }
    }
}
