//! Which case a mail belongs to.
//!
//! In this order: the personal token (Reply-To, fence line); In-Reply-To and References, then the ids that relays kept; the
//! id in the subject, or in a fence whose code is lost; somebody else's token; last, in `unnamed`, the sender's only open
//! question. The Message-ID locates a case and proves nothing: a reply to all shows it to others.
//!
//! Promises: where the letter that a mail answers and the subject name different cases, or one of the two names several,
//! none is taken: the sender is asked, with a list of those he has part in. Of cases that lie one below the other the
//! lower one is meant; a new mail that opens a case of its own only mentions others. Never does: tell anybody of a case he has no part in.

use std::sync::Arc;

use super::asks::ask_of;
use super::draft::Draft;
use super::intake::Speech;
use super::memory::{self, TokenRow};
use super::offers::Offer;
use super::{Case, CaseId};
use crate::directory::PersonId;
use crate::mail::Message;
use crate::rules::reading::Reading;
use crate::rules::{Form, Process, Value, Wants};

/// How a case was found: by the id that a mail names.
const NAMED: &str = "the case id it names";

/// The case of a mail.
pub(super) enum Belongs {
    /// This one, and how that is known.
    To(CaseId, &'static str),
    /// One of these, and nothing tells which.
    Several(Vec<CaseId>),
    /// Nothing in it names one.
    Nowhere,
}

impl Draft<'_> {
    /// The case a message belongs to. `strange` is that of somebody else's token.
    pub(super) fn find_case(
        &self,
        message: &Message,
        person: &PersonId,
        token: Option<&TokenRow>,
        strange: Option<CaseId>,
    ) -> Belongs {
        if let Some(token) = token {
            return Belongs::To(token.case.clone(), "its personal token");
        }
        let (answered, how) = self.answered_cases(message);
        let mut named = self.named_cases(message);
        if named.is_empty() && answered.is_empty() {
            named.extend(message.words.fence_case.clone().map(CaseId).filter(|id| self.glance(id).is_some()));
        }
        let mut candidates: Vec<CaseId> = answered
            .iter()
            .filter(|id| named.iter().any(|n| n == *id || self.is_below(id, n)))
            .cloned()
            .collect();
        candidates.extend(named.iter().filter(|n| answered.iter().any(|id| self.is_below(n, id))).cloned());
        if candidates.is_empty() {
            candidates = answered.iter().chain(&named).cloned().collect();
        }
        let lowest: Vec<&CaseId> =
            candidates.iter().filter(|id| !candidates.iter().any(|other| self.is_below(other, id))).collect();
        let to = |id: &CaseId| Belongs::To(id.clone(), if answered.contains(id) { how } else { NAMED });
        match (lowest.as_slice(), strange) {
            ([], None) => Belongs::Nowhere,
            ([], Some(case)) => Belongs::To(case, "somebody else's token"),
            ([one], _) => to(one),
            ([first, ..], _) => {
                let own: Vec<CaseId> =
                    lowest.iter().filter(|id| self.has_part(id, person)).map(|id| (*id).clone()).collect();
                match own.as_slice() {
                    [] => to(first),
                    [one] => to(one),
                    _ => Belongs::Several(own),
                }
            }
        }
    }

    /// The cases of the letters or mails that a message answers, and how they are known. Only In-Reply-To may name several
    /// that count; of the others the first that is known does.
    fn answered_cases(&self, message: &Message) -> (Vec<CaseId>, &'static str) {
        let (mut cases, mut how) = (Vec::new(), "");
        for (n, id) in message.answered_ids().enumerate() {
            if n >= message.in_reply_to.len() && !cases.is_empty() {
                break;
            }
            let letter =
                self.own_message(id).map(|(_, case)| case).filter(|case| self.glance(case).is_some());
            let found = letter.map(|case| (case, "the letter it answers")).or_else(|| {
                let row = self.row(&memory::key(["m", &memory::hash(&[id.as_bytes()])]))?;
                Some((CaseId(String::from_utf8_lossy(&row).into_owned()), "the message it answers"))
            });
            if let Some((case, known)) = found
                && !cases.contains(&case)
            {
                how = if cases.is_empty() { known } else { how };
                cases.push(case);
            }
        }
        (cases, how)
    }

    /// The cases that there are of those in the subject.
    fn named_cases(&self, message: &Message) -> Vec<CaseId> {
        let ids = message.subject.case_refs.iter().cloned().map(CaseId);
        ids.filter(|id| self.glance(id).is_some()).collect()
    }

    /// One case lies on the chain of parents of the other.
    fn is_below(&self, id: &CaseId, top: &CaseId) -> bool {
        let mut parent = self.glance(id).and_then(|case| case.parent.clone());
        while let Some(id) = parent {
            if id == *top {
                return true;
            }
            parent = self.glance(&id).and_then(|case| case.parent.clone());
        }
        false
    }

    fn has_part(&self, id: &CaseId, person: &PersonId) -> bool {
        let Some(case) = self.case(id) else { return false };
        self.is_reader(&case, person) || !self.offers(&case, person).is_empty()
    }

    /// Asks which of several cases is meant, if what is said would mean something in any of them; talk stays talk.
    pub(super) fn ask_which_of(&mut self, cases: &[CaseId], speech: &Speech<'_>) {
        let names: Vec<&str> = cases.iter().map(|id| id.0.as_str()).collect();
        self.why(None, format!("may belong to {}: it names each of them", names.join(", ")));
        let opens = speech.tag.is_some_and(|tag| self.opened_by_tag(tag).is_some());
        let mut heard = cases.iter().filter_map(|id| self.case(id));
        if !opens && self.meta_word(speech).is_none() && !heard.any(|case| self.is_heard(&case, speech)) {
            return self.ignore("kept in the log: it names several cases and asks nothing of them");
        }
        let line = speech.tag.or_else(|| speech.words.lines.first().map(String::as_str)).unwrap_or_default();
        let said = [("line", Value::Text(line.to_owned())), ("named", Value::Bool(true))];
        self.ask_which(speech, None, "which-case", said, cases);
    }
    /// A new mail with the tag of a process that is about no case only mentions the cases in its subject; unless one of
    /// them is of that process, or has such a word of its own.
    pub(super) fn only_mentions(
        &self,
        message: &Message,
        found: &Belongs,
        opening: Option<&Process>,
        speech: &Speech<'_>,
    ) -> bool {
        let cases = match found {
            Belongs::To(id, how) if *how == NAMED => std::slice::from_ref(id),
            Belongs::Several(cases) => cases.as_slice(),
            _ => return false,
        };
        let Some(opening) = opening.filter(|process| process.about.is_none()) else { return false };
        let own = |case: &Arc<Case>| {
            let offers = self.offers(case, &speech.person);
            case.process == opening.name || offers.iter().any(|(name, _)| self.is_tagged(name, speech))
        };
        let new = !speech.reply && message.answered_ids().next().is_none();
        new && !cases.iter().filter_map(|id| self.case(id)).any(|case| own(&case))
    }

    fn is_tagged(&self, name: &str, speech: &Speech<'_>) -> bool {
        speech.tag.is_some_and(|tag| self.is_called(name, tag))
    }

    /// What is said would be taken for more than talk in that case.
    fn is_heard(&self, case: &Case, speech: &Speech<'_>) -> bool {
        let (offers, reading) = self.heard(case, speech);
        if !matches!(reading, Reading::Nothing) || offers.iter().any(|(name, _)| self.is_tagged(name, speech))
        {
            return true;
        }
        let Some(process) = self.process_of(case) else { return false };
        let asked = offers.iter().filter_map(|(_, offer)| {
            let Offer::Form(key) = offer else { return None };
            let open = case.asks.get(key)?;
            ask_of(process, &open.scope, &open.name)
        });
        let wanted = asked.flat_map(|ask| match &ask.wants {
            Wants::Form(form) => std::slice::from_ref(form),
            Wants::Fill(forms) => forms,
            Wants::Answers(_) => &[],
        });
        let forms: Vec<&Form> = wanted.filter_map(|form| process.forms.get(form)).collect();
        !forms.is_empty() && !self.filled(&forms, speech, None, "").labelled.is_empty()
    }
}
