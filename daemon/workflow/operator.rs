//! What an operator does to a case. Each act is journaled with who did it.

use super::draft::Draft;
use super::{Act, CaseId, Evidence, Fate};

impl Draft<'_> {
    pub(super) fn operator(&mut self, who: &str, act: &Act) {
        match act {
            Act::Answer { case, person, text } => {
                let Some(found) = self.case(case) else { return self.unknown(case) };
                if self.world.directory.person(person).is_none() {
                    self.fate = Fate::Ignored(format!("nobody is called '{person}'"));
                    return;
                }
                self.why(Some(case), format!("operator {who} answers for {}", self.label(person)));
                let lines =
                    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
                let words = crate::mail::Words { own: text.clone(), lines, ..Default::default() };
                let speech = super::intake::Speech {
                    person: person.clone(),
                    evidence: Evidence::Operator(who.to_owned()),
                    words: &words,
                    tables: &[],
                    attachments: &[],
                    tag: None,
                    subject: "",
                    reply: false,
                    token: None,
                    reply_to: None,
                    received: self.now,
                };
                self.speak_in(&found.id, &speech);
            }
            Act::Cancel { case, reason } => {
                let Some(found) = self.case(case) else { return self.unknown(case) };
                if found.ended.is_some() {
                    self.fate = Fate::Ignored(format!("{case} is over already"));
                    return;
                }
                self.call_off(case, &format!("cancelled by operator {who}: {reason}"));
            }
            // What concerns the outbox changes no case: see `turn::outbox`.
            Act::Hold | Act::Resume | Act::Retry { .. } => {}
            Act::Release { case } => {
                let Some(found) = self.case(case) else { return self.unknown(case) };
                let Some(reason) = &found.held else {
                    self.fate = Fate::Ignored(format!("{case} is not held"));
                    return;
                };
                self.why(Some(case), format!("released by operator {who}; it was held: {reason}"));
                self.change(case, |case| case.held = None);
                if found.state.is_empty() {
                    self.start(case);
                }
            }
        }
    }

    fn unknown(&mut self, case: &CaseId) {
        self.fate = Fate::Ignored(format!("there is no case {case}"));
    }
}
