//! A message that names no case by anything: no token, no letter it answers, no id.
//!
//! Promises: it is taken for the answer to a question only where one case alone waits for such a word of its sender,
//! and then with the evidence of an address; several are listed and asked for. What answers somebody else's mail is
//! never taken for an answer to ours, nor what names a case that is not there. Never does: decide by a mere subject.

use super::CaseId;
use super::draft::Draft;
use super::intake::Speech;
use super::memory;
use super::meta::STATUS_MAX;
use super::offers::{Offer, asked_of};
use crate::mail::{Kind, Message};
use crate::rules::Value;
use crate::rules::reading::{Reading, read};

impl Draft<'_> {
    /// The sender's only open question, the list of those that fit, or one list of what is understood a day; if it was
    /// meant for us.
    pub(super) fn without_case(&mut self, message: &Message, speech: &Speech<'_>) {
        let ours = &self.world.identity.address;
        let to_us = message.to.iter().any(|m| m.address.without_detail() == *ours);
        if !to_us || matches!(message.kind, Kind::List) {
            return self.ignore("not addressed to us, and no case is named");
        }
        let untagged = message.subject.tag.is_none();
        if untagged && message.answered_ids().next().is_none() {
            let named = message.subject.case_refs.first().or(message.words.fence_case.as_ref());
            match self.waiting_for(speech).as_slice() {
                [] => {}
                // A slip in the number: what it was meant for is not to be guessed, even where one question alone is open.
                [..] if let Some(named) = named => {
                    self.why(None, format!("there is no {named}"));
                    let facts = [
                        ("line".to_owned(), Value::Text(named.clone())),
                        ("whose".to_owned(), Value::List(Vec::new())),
                    ];
                    return self.answer_once(speech, None, "no-such-item", facts.into());
                }
                [only] => {
                    self.why(Some(only), format!("belongs to {only} by the sender's only open question"));
                    return self.speak_in(only, speech);
                }
                several => {
                    let line = speech.words.lines.first().cloned().unwrap_or_default();
                    self.why(None, format!("'{line}' answers {} open questions", several.len()));
                    return self.ask_which(
                        speech,
                        None,
                        "which-case",
                        [("line", Value::Text(line))],
                        several,
                    );
                }
            }
        }
        if untagged && !message.in_reply_to.is_empty() {
            return self.ignore("a reply to something that is not ours");
        }
        let facts = self.understood(&speech.person, None);
        self.why(None, "no process has that tag, and no case is named");
        self.answer_once(speech, None, "not-understood", facts);
    }

    /// The cases with an open question of this person that these words may answer, in order.
    fn waiting_for(&self, speech: &Speech<'_>) -> Vec<CaseId> {
        let mut cases: Vec<CaseId> = Vec::new();
        self.world.rows.scan(&memory::prefix(["q", speech.person.as_str()]), &mut |key, _| {
            if let ["q", _, case, _] = memory::parts(key).as_slice()
                && cases.last().is_none_or(|last| last.0 != *case)
            {
                cases.push(CaseId((*case).to_owned()));
            }
            cases.len() < STATUS_MAX
        });
        let by = self.names_of(&speech.person);
        cases.retain(|id| {
            let Some(case) = self.case(id) else { return false };
            let Some(process) = self.process_of(&case) else { return false };
            let asked = asked_of(process, &case, &speech.person);
            let answers = asked.iter().filter(|(_, offer)| matches!(offer, Offer::Answer(_)));
            let words: Vec<&str> = answers.map(|(name, _)| *name).collect();
            !matches!(read(speech.words, &by, &words, self.world.rules), Reading::Nothing)
        });
        cases
    }
}
