//! What an operator does to a case. Each act is journaled with who did it.

use std::sync::Arc;

use super::draft::Draft;
use super::intake::Speech;
use super::{Act, CaseId, Evidence, Fate};
use crate::directory::PersonId;
use crate::mail::Words;
use crate::rules::Process;
use crate::time::Instant;

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
                let words = in_words(text);
                let speech = spoken(who, person, &words, "", self.now);
                self.speak_in(&found.id, &speech);
                if let Fate::Ignored(why) = &self.fate {
                    self.fate =
                        Fate::Ignored(format!("nothing that {case} asks {person} is answered by it: {why}"));
                }
            }
            Act::Open { process, about, person, text } => {
                if self.world.directory.person(person).is_none() {
                    self.fate = Fate::Ignored(format!("nobody is called '{person}'"));
                    return;
                }
                let (process, parent) = match self.to_open(process, about.as_ref()) {
                    Ok(found) => found,
                    Err(why) => return self.fate = Fate::Ignored(why),
                };
                self.why(None, format!("operator {who} opens '{}' for {}", process.name, self.label(person)));
                let (subject, below) = text.split_once('\n').unwrap_or((text, ""));
                // A first line that is a field is no subject.
                let labelled = subject.contains([':', '：']);
                let words = in_words(if labelled { text } else { below });
                let subject = if labelled { "" } else { subject.trim() };
                let speech = spoken(who, person, &words, subject, self.now);
                self.open_by_speech(&process, parent, &speech);
            }
            Act::Cancel { case, reason } => {
                let Some(found) = self.case(case) else { return self.unknown(case) };
                if found.ended.is_some() {
                    self.fate = Fate::Ignored(format!("{case} is over already"));
                    return;
                }
                self.call_off(case, &format!("cancelled by operator {who}: {reason}"));
            }
            Act::Calendar { person, how } => {
                if self.world.directory.person(person).is_none() {
                    self.fate = Fate::Ignored(format!("nobody is called '{person}'"));
                    return;
                }
                self.why(
                    None,
                    format!("operator {who} looks after the link to the dates of {}", self.label(person)),
                );
                self.subscribe(person, *how);
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
                self.resume(case);
            }
        }
    }

    /// The process to open and the case it is about, or why that cannot be.
    fn to_open(
        &self,
        process: &str,
        about: Option<&CaseId>,
    ) -> Result<(Arc<Process>, Option<CaseId>), String> {
        let found = self.world.rules.processes.get(process).cloned();
        let process = found.ok_or_else(|| format!("there is no process '{process}'"))?;
        let parent = match (&process.about, about) {
            (None, _) => None,
            (Some(about), None) => return Err(format!("say which '{about}' it is about")),
            (Some(about), Some(id)) => {
                let case = self.case(id).ok_or_else(|| format!("there is no case {id}"))?;
                let found = if case.process == *about { Some(id.clone()) } else { self.above(&case, about) };
                Some(found.ok_or_else(|| format!("{id} is no '{about}' and about none"))?)
            }
        };
        Ok((process, parent))
    }

    fn unknown(&mut self, case: &CaseId) {
        self.fate = Fate::Ignored(format!("there is no case {case}"));
    }
}

/// What an operator types for somebody, as that person's own words.
pub(super) fn in_words(text: &str) -> Words {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    Words { own: text.to_owned(), lines, ..Default::default() }
}

fn spoken<'a>(who: &str, person: &PersonId, words: &'a Words, subject: &'a str, now: Instant) -> Speech<'a> {
    Speech {
        person: person.clone(),
        evidence: Evidence::Operator(who.to_owned()),
        words,
        tables: &[],
        attachments: &[],
        tag: None,
        subject,
        reply: false,
        alone: true,
        token: None,
        reply_to: None,
        received: now,
    }
}
