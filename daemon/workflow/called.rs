//! What is said where nobody asks, or asks no longer: a tag without a case (`【会议纪要】` from somebody who is asked for
//! minutes in one case only means that case), and a form that comes after its question was closed.

use super::draft::Draft;
use super::intake::Speech;
use super::memory;
use super::offers::Offer;
use super::reach::listens;
use super::{CaseId, OTHERS_MAX};
use crate::rules::reading::Spoken;
use crate::rules::{Ask, Labels, Value, Wants};

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
        if self.filled(&[form], speech, None, "").labelled == 0 {
            return false;
        }
        self.why(Some(id), format!("'{}' is closed, and may be said all the same", ask.name));
        let spoken = Spoken {
            name: ask.name.clone(),
            reference: None,
            comment: None,
            text: speech.words.own.clone(),
            line: String::new(),
            spaced: false,
        };
        self.say_word(id, offers, &spoken, speech);
        true
    }
}

/// The text is one of the words, in any case and width, with nothing beside it.
pub(super) fn is_word(labels: &Labels, text: &str) -> bool {
    let text = crate::mail::fold(text).to_lowercase();
    !text.is_empty() && labels.values().flatten().any(|w| crate::mail::fold(w).to_lowercase() == text)
}
