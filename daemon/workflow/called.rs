//! What is said where nobody asks, or asks no longer: a tag without a case (`【会议纪要】` from somebody who is asked for
//! minutes in one case only means that case), a form or a gap that comes after its question was closed, and a word whose
//! time is over.

use super::asks::ask_of;
use super::draft::Draft;
use super::intake::Speech;
use super::memory;
use super::meta::CORRECT;
use super::offers::Offer;
use super::reach::{Local, listens};
use super::{Case, CaseId, OTHERS_MAX};
use crate::rules::reading::{Reading, Spoken, read};
use crate::rules::{Ask, Form, Labels, State, Value, Wants};

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
            let Some(ask) = ask_of(&process, &open.scope, &open.name).filter(|_| own) else { continue };
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
        let tagged = speech.tag.and_then(|tag| over.iter().find(|name| self.is_called(name, tag)));
        let said = tagged.map(|name| (*name).to_owned()).or_else(|| {
            match read(speech.words, &self.names_of(&speech.person), &over, self.world.rules) {
                Reading::Said(said) if !over.is_empty() => said.into_iter().next().map(|spoken| spoken.name),
                _ => None,
            }
        });
        let Some(name) = said else { return false };
        self.why(Some(&case.id), format!("'{name}' may be said no longer"));
        let mut facts = self.facts(case, &Local::of(&speech.person), None, "run-out");
        facts.insert("answer".into(), Value::Text(name));
        self.answer_once(speech, Some(&case.id), "run-out", facts);
        true
    }
}

/// The text is one of the words, in any case and width, with nothing beside it.
pub(super) fn is_word(labels: &Labels, text: &str) -> bool {
    let text = crate::mail::fold(text).to_lowercase();
    !text.is_empty() && labels.values().flatten().any(|w| crate::mail::fold(w).to_lowercase() == text)
}
