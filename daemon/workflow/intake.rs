//! A message: whose it is, which case it belongs to, what it says there, and what is answered.
//!
//! Order of finding the case: personal token (Reply-To, fence line), In-Reply-To and References, the ids that relays
//! kept, case id in the subject, the person's only open question. The Message-ID locates a case and proves nothing: a reply to all shows
//! it to others. Whatever cannot be understood is asked back once; automatic mail is never answered.

use std::sync::Arc;

use super::asks::{ask_of, first_letter};
use super::begun::Begun;
use super::called::is_word;
use super::cases::{self, Beginning, Opened, state_of};
use super::draft::{Draft, system_letter};
use super::forms::NOT_ALLOWED;
use super::memory::{self, TokenRow};
use super::offers::Offer;
use super::reach::Local;
use super::{
    AskLetter, Case, CaseId, Evidence, Fate, Given, Incoming, LetterPlan, Occasion, Subscribe, token,
};
use crate::address::Address;
use crate::calendar;
use crate::directory::PersonId;
use crate::mail::{self, Attachment, Authenticated, AutoReason, Kind, Message, Table, Words};
use crate::rules::filling::{Filled, Reader, Sheet, Wrong, fill};
use crate::rules::reading::{EVERY, Reading, Spoken, is_courtesy, names, read};
use crate::rules::{Ask, Base, Form, Need, Process, Proof, Stake, Value, Values, Wants};
use crate::time::Instant;

/// The word of `[meta]` that replaces one's own answer, and the say that corrects a case.
pub(super) const CORRECT: &str = "correct";
const WITHDRAW: &str = "withdraw";
/// Cases listed in an answer to "status", at most.
pub(super) const STATUS_MAX: usize = 20;

/// What one person says, wherever it came from.
pub(super) struct Speech<'a> {
    pub(super) person: PersonId,
    pub(super) evidence: Evidence,
    pub(super) words: &'a Words,
    pub(super) tables: &'a [Table],
    pub(super) attachments: &'a [Attachment],
    /// The tag of the subject.
    pub(super) tag: Option<&'a str>,
    /// The subject behind the tag.
    pub(super) subject: &'a str,
    /// The subject is another mail's: a reply or a forward.
    pub(super) reply: bool,
    /// The question whose token came with it.
    pub(super) token: Option<TokenRow>,
    /// Message-ID and subject, to answer in the same thread.
    pub(super) reply_to: Option<(String, String)>,
    pub(super) received: Instant,
}

impl Draft<'_> {
    pub(super) fn message(&mut self, incoming: &Incoming) {
        let message = match &incoming.message {
            Ok(message) => message,
            Err(reason) => return self.fate = Fate::Quarantined(reason.clone()),
        };
        let id = message.message_id.as_deref().unwrap_or("");
        let seen = memory::key(["k", &memory::hash(&[id.as_bytes(), message.hash.as_bytes()])]);
        if self.row(&seen).is_some() {
            return self.ignore("seen before: the same Message-ID with the same content");
        }
        self.put(seen, memory::stamp(self.now).into_bytes());
        match &message.kind {
            Kind::Own => return self.ignore("our own letter"),
            Kind::Bounce(bounce) => return self.bounced(bounce),
            Kind::Receipt => return self.ignore("a read receipt"),
            _ => {}
        }
        let Some(from) = message.sole_from() else {
            return self.fate = Fate::Quarantined("it has no sender, or several".into());
        };
        if let Authenticated::Fail(how) = self.authenticated(message) {
            return self.fate = Fate::Quarantined(format!("its sender's domain denies it: {how}"));
        }
        let person = self.world.directory.by_address(from).map(|p| p.id.clone());
        if !message.calendars.is_empty()
            && self.calendar_message(message, from, person.as_ref(), incoming.received)
        {
            return;
        }
        if self.spoken(message, person.as_ref(), incoming.received) {
            return;
        }
        match &message.kind {
            Kind::Auto(AutoReason::OutOfOffice | AutoReason::Reply) => {
                return self.automatic_reply(message, person.as_ref());
            }
            Kind::Auto(_) => return self.ignore(&format!("automatic mail ({})", message.because)),
            _ => {}
        }
        let Some(person) = person else { return self.stranger(message, from) };
        if incoming.truncated {
            self.reply_once(&person, None, "too-large", Values::new(), message);
            return self.fate =
                Fate::Quarantined("larger than the limit; only its header was fetched".into());
        }
        self.known_person(message, person, incoming.received);
    }

    /// What our own server says of the sender's domain.
    fn authenticated(&self, message: &Message) -> Authenticated {
        let Some(from) = message.sole_from() else { return Authenticated::Neutral("no sender".to_owned()) };
        mail::authenticated(&message.auth_results, self.world.identity.authserv_id.as_deref(), from)
    }

    pub(super) fn ignore(&mut self, reason: &str) {
        self.fate = Fate::Ignored(reason.to_owned());
    }

    /// True when the calendar parts were dealt with, so that the words are not looked at.
    fn calendar_message(
        &mut self,
        message: &Message,
        from: &Address,
        person: Option<&PersonId>,
        received: Instant,
    ) -> bool {
        let mut reasons = Vec::new();
        let mut acted = false;
        for part in &message.calendars {
            let responses = match calendar::read(&part.text, part.method.as_deref()) {
                Ok(responses) => responses,
                Err(reason) => {
                    reasons.push(reason);
                    continue;
                }
            };
            for response in responses {
                let result = match person {
                    Some(person) => self.calendar_answer(person, &from.to_string(), received, &response),
                    None => Err(format!("{from} is not in the directory")),
                };
                match result {
                    Ok(()) => acted = true,
                    Err(reason) => reasons.push(reason),
                }
            }
        }
        if acted {
            return true;
        }
        // An invitation forwarded with words of one's own is a message like any other.
        if message.words.lines.is_empty() || !matches!(message.kind, Kind::Person) {
            self.ignore(&format!("calendar: {}", reasons.join("; ")));
            return true;
        }
        false
    }

    /// True for an answer to an invitation that stands in the subject alone (`attendance`).
    fn spoken(&mut self, message: &Message, person: Option<&PersonId>, received: Instant) -> bool {
        let Some((person, status)) = person.zip(calendar::spoken(&message.subject.raw)) else { return false };
        let rows = message.answered_ids().filter_map(|id| self.letter_row(&self.own_message(id)?.0));
        let Some(invited) = rows.filter_map(|row| row.invited).next() else { return false };
        let from = message.sole_from().map(ToString::to_string).unwrap_or_default();
        let words = message.words.lines.join("\n");
        let comment = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        if let Err(reason) = self.spoken_answer((person, &from), received, status, &invited, comment) {
            self.ignore(&format!("calendar: {reason}"));
        }
        true
    }

    fn automatic_reply(&mut self, message: &Message, person: Option<&PersonId>) {
        let token = self.presented(message, person);
        if let (Some(fold), Some(person)) = (self.answered_fold(message, token.as_ref()), person) {
            for (letter, _) in &fold.parts {
                if let Some(row) = self.letter_row(letter) {
                    self.away(person, &row);
                }
            }
            return;
        }
        let row = message.answered_ids().find_map(|id| self.letter_row(&self.own_message(id)?.0));
        let row = row.or_else(|| {
            let token = self.presented(message, person)?;
            Some(memory::LetterRow {
                case: token.case,
                key: token.key,
                round: token.round,
                person: Some(token.person),
                invited: None,
            })
        });
        match (row, person) {
            (Some(row), Some(person)) => self.away(person, &row),
            _ => self.ignore(&format!("automatic reply ({})", message.because)),
        }
    }

    /// The question whose token a message carries; of several the sender's own.
    fn presented(&self, message: &Message, sender: Option<&PersonId>) -> Option<TokenRow> {
        let identity = self.world.identity;
        let found = token::carried(message, identity).filter_map(|text| {
            let row = self.row(&memory::key(["t", &token::normal(&text)]))?;
            token::check(identity, &row, &text, self.now).ok()
        });
        let mut all: Vec<TokenRow> = found.collect();
        let own = all.iter().position(|row| Some(&row.person) == sender).unwrap_or(0);
        (own < all.len()).then(|| all.swap_remove(own))
    }

    /// A token of somebody's from an address that is nobody's: told to its owner, at the address we know.
    fn answered_elsewhere(&mut self, message: &Message, from: &Address, token: &TokenRow) {
        self.why(
            Some(&token.case),
            format!("the token is {}'s, and {from} is not in the directory", self.label(&token.person)),
        );
        if !self.may_answer(token.person.as_str(), &format!("strange-address {from}")) {
            return self.ignore("'strange-address' was told today already");
        }
        let mut facts = Values::new();
        facts.insert("sender".into(), Value::Text(from.to_string()));
        facts.insert("subject".into(), Value::Text(message.subject.raw.clone()));
        let mut letter = system_letter(self, None, "strange-address", token.person.clone(), facts, None);
        letter.occasion = Occasion::Notice;
        self.letter(letter);
    }

    /// What an ask demands of whoever answers it, against what came: why it is not enough.
    fn shortfall(
        &self,
        id: &CaseId,
        key: &str,
        ask: &Ask,
        answer: Option<&crate::rules::Answer>,
        speech: &Speech<'_>,
    ) -> Option<&'static str> {
        let approval = answer.is_some_and(|a| a.stake == Stake::Approval);
        let proof = ask.proof.unwrap_or(if approval { Proof::Token } else { Proof::Address });
        if proof == Proof::Address || matches!(speech.evidence, Evidence::Operator(_)) {
            return None;
        }
        let round = self.case(id).and_then(|case| case.asks.get(key).map(|open| open.round));
        let own = speech.token.as_ref().is_some_and(|t| {
            t.case == *id
                && t.key == key
                && Some(t.round) == round
                && answer.is_none_or(|a| t.answers.contains(&a.name))
        });
        if !own || speech.evidence < Evidence::Token {
            return Some("no-token");
        }
        (proof == Proof::Domain && speech.evidence != Evidence::Domain).then_some("no-domain")
    }

    /// The case a message belongs to, and how that is known.
    fn find_case(&self, message: &Message, token: Option<&TokenRow>) -> Option<(CaseId, &'static str)> {
        if let Some(token) = token {
            return Some((token.case.clone(), "its personal token"));
        }
        for id in message.answered_ids() {
            if let Some((_, case)) = self.own_message(id)
                && self.case(&case).is_some()
            {
                return Some((case, "the letter it answers"));
            }
            if let Some(row) = self.row(&memory::key(["m", &memory::hash(&[id.as_bytes()])])) {
                return Some((CaseId(String::from_utf8_lossy(&row).into_owned()), "the message it answers"));
            }
        }
        let named = message.subject.case_ref.as_ref().or(message.words.fence_case.as_ref())?;
        let id = CaseId(named.clone());
        self.case(&id).map(|_| (id, "the case id it names"))
    }

    /// Somebody who is not in the directory: silence, unless the process shows such messages to somebody.
    fn stranger(&mut self, message: &Message, from: &Address) {
        if let Some(token) = self.presented(message, None) {
            return self.answered_elsewhere(message, from, &token);
        }
        let opening = message.subject.tag.as_deref().and_then(|tag| self.opened_by_tag(tag));
        let shown =
            opening.as_ref().and_then(|p| p.open.unverified.as_ref().map(|who| (p.clone(), who.clone())));
        let Some((process, who)) = shown else {
            return self.ignore(&format!("{from} is not in the directory"));
        };
        let beginning = Beginning {
            process: process.clone(),
            parent: None,
            opener: None,
            title: String::new(),
            fields: Values::new(),
            origin: None,
        };
        let case = self.tentative(&beginning);
        let readers = self.people(&case, &Local::default(), &who).unwrap_or_default();
        let mut facts = Values::new();
        facts.insert("sender".into(), Value::Text(from.to_string()));
        facts.insert("subject".into(), Value::Text(message.subject.raw.clone()));
        facts.insert("text".into(), Value::Text(message.words.own.clone()));
        facts.insert("process".into(), Value::Text(process.name.clone()));
        self.why(None, format!("{from} is not in the directory: shown as unverified"));
        for reader in readers {
            if self.may_answer(&from.to_string(), "unverified") {
                let mut letter = system_letter(self, None, "unverified", reader, facts.clone(), None);
                letter.occasion = Occasion::Notice;
                self.letter(letter);
            }
        }
    }

    fn known_person(&mut self, message: &Message, person: PersonId, received: Instant) {
        let mut evidence = Evidence::Address;
        let (mut token, mut strange) = (None, None);
        if let Some(row) = self.presented(message, Some(&person)) {
            if row.person == person {
                let vouched = matches!(self.authenticated(message), Authenticated::Pass(_));
                evidence = if vouched { Evidence::Domain } else { Evidence::Token };
                token = Some(row);
            } else {
                let owner = self.label(&row.person);
                self.why(
                    Some(&row.case),
                    format!("the token is {owner}'s, the sender is {}", self.label(&person)),
                );
                strange = Some(row.case);
            }
        }
        let reply_to = message.message_id.clone().map(|id| (id, message.subject.raw.clone()));
        // Somebody else's token locates the case and proves nothing.
        let found = self
            .find_case(message, token.as_ref())
            .or_else(|| strange.map(|case| (case, "somebody else's token")));
        let speech = Speech {
            person: person.clone(),
            evidence,
            words: &message.words,
            tables: &message.tables,
            attachments: &message.attachments,
            tag: message.subject.tag.as_deref(),
            subject: &message.subject.rest,
            reply: message.subject.is_reply(),
            token,
            reply_to,
            received,
        };
        let fold = self.answered_fold(message, speech.token.as_ref()).filter(|fold| fold.person == person);
        // In the reply to a folded letter, what is taken back or corrected is one of its cases: which, is asked.
        let of_one = |word: &str| word == CORRECT || word == WITHDRAW;
        if let Some((meta, rest)) = self.meta_word(&speech).filter(|(w, _)| fold.is_none() || !of_one(w)) {
            return self.meta(&meta, &rest, &speech, found.map(|(id, _)| id));
        }
        if let Some(fold) = fold {
            let proven = speech.token.is_some();
            return self.several(&fold, &speech, proven);
        }
        let opening = speech.tag.and_then(|tag| self.opened_by_tag(tag));
        if let Some((id, how)) = found {
            self.why(Some(&id), format!("belongs to {id} by {how}"));
            if let Some(message) = &message.message_id {
                self.put(memory::key(["m", &memory::hash(&[message.as_bytes()])]), id.0.clone().into_bytes());
            }
            let above = opening.as_ref().filter(|p| self.opens_on(p, &id).is_some());
            return match above.cloned() {
                Some(process) => {
                    let parent = self.opens_on(&process, &id);
                    self.open_by_speech(&process, parent, &speech);
                }
                None => self.speak_in(&id, &speech),
            };
        }
        if let Some(process) = opening {
            return match process.about.clone() {
                None => self.open_by_speech(&process, None, &speech),
                Some(about) => self.open_on_found(&process, &about, &speech),
            };
        }
        if !self.called_by_tag(&speech) {
            self.without_case(message, &speech);
        }
    }

    /// The folded letter that a message answers, by its token or else by the letter it names.
    fn answered_fold(&self, message: &Message, token: Option<&TokenRow>) -> Option<super::fold::FoldRow> {
        match token {
            Some(row) => {
                Some(row).filter(|row| row.key.is_empty()).and_then(|row| self.fold_row(&row.case.0))
            }
            None => message.answered_ids().find_map(|id| self.fold_row(&self.own_message(id)?.0)),
        }
    }

    /// The case, or one above it, that a process is about.
    pub(super) fn opens_on(&self, process: &Process, id: &CaseId) -> Option<CaseId> {
        let about = process.about.as_ref()?;
        let case = self.glance(id)?;
        if case.process == *about { Some(id.clone()) } else { self.above(&case, about) }
    }

    /// No case is named: the only one on which this person may open it, else the list of candidates.
    fn open_on_found(&mut self, process: &Arc<Process>, about: &str, speech: &Speech<'_>) {
        let candidates: Vec<CaseId> = self
            .index(&memory::prefix(["o", about]), super::OTHERS_MAX)
            .into_iter()
            .filter(|id| self.may_open(process, Some(id), &speech.person))
            .collect();
        // The subject or the words may name one of them in full.
        let said = format!("{}\n{}", speech.subject, speech.words.own).to_lowercase();
        let named: Vec<&CaseId> = candidates
            .iter()
            .filter(|id| {
                let title = self.case(id).map(|c| c.title.to_lowercase()).unwrap_or_default();
                said.contains(&id.0.to_lowercase()) || (!title.is_empty() && said.contains(&title))
            })
            .collect();
        match (candidates.as_slice(), named.as_slice()) {
            (_, [one]) => self.open_by_speech(process, Some((*one).clone()), speech),
            ([one], []) => self.open_by_speech(process, Some(one.clone()), speech),
            _ => {
                let said = [
                    ("process", Value::Text(process.name.clone())),
                    ("about", Value::Text(about.to_owned())),
                    ("line", Value::Null),
                ];
                self.ask_which(speech, None, "which-case", said, &candidates);
            }
        }
    }

    pub(super) fn may_open(
        &self,
        process: &Arc<Process>,
        parent: Option<&CaseId>,
        person: &PersonId,
    ) -> bool {
        self.known.may_open(&process.name, parent, person, || {
            let case = self.tentative(&Beginning {
                process: process.clone(),
                parent: parent.cloned(),
                opener: Some(person.clone()),
                title: String::new(),
                fields: Values::new(),
                origin: None,
            });
            self.is_one_of(&case, &Local::default(), &process.open.by, person).unwrap_or(false)
        })
    }

    /// What stands behind the tag of a subject is what the case is called, where nothing else says it.
    fn subject_title(&self, process: &Process, speech: &Speech<'_>) -> String {
        let forms = process.open.forms.iter().filter_map(|form| process.forms.get(form));
        let read = forms.flat_map(|form| &form.fields).any(|field| field.from == crate::rules::From::Subject);
        let says = read || !process.open.title.is_empty() || process.about.is_some() || speech.tag.is_none();
        if says { String::new() } else { cases::first_line(speech.subject) }
    }

    /// Opens a case from what somebody wrote.
    pub(super) fn open_by_speech(
        &mut self,
        process: &Arc<Process>,
        parent: Option<CaseId>,
        speech: &Speech<'_>,
    ) {
        let by_operator = matches!(speech.evidence, Evidence::Operator(_));
        let closed = process.open.by.0.iter().all(|s| matches!(s.base, Base::Process(_)));
        if !by_operator && (closed || !self.may_open(process, parent.as_ref(), &speech.person)) {
            let mut facts = Values::new();
            facts.insert("process".into(), Value::Text(process.name.clone()));
            facts.insert("by".into(), Value::Text(process.open.by.to_string()));
            self.why(None, format!("{} may not open '{}'", self.label(&speech.person), process.name));
            return self.answer_once(speech, None, "may-not-open", facts);
        }
        let forms: Vec<&Form> = process.open.forms.iter().filter_map(|f| process.forms.get(f)).collect();
        let above = parent.clone();
        let begun = Begun { case: above.as_ref(), process: &process.name, say: None };
        let mut filled = self.filled(&forms, speech, None, speech.subject);
        self.complete(begun, speech, &mut filled);
        let mut beginning = Beginning {
            process: process.clone(),
            parent,
            opener: Some(speech.person.clone()),
            title: self.subject_title(process, speech),
            fields: filled.values.clone(),
            origin: speech.reply_to.as_ref().map(|(id, _)| id.clone()),
        };
        let tentative = self.tentative(&beginning);
        self.forbid(&tentative, &Local::of(&speech.person), &forms, &tentative.fields, &mut filled);
        self.why(None, format!("'{}' by its tag; read {}", process.name, list_of(&filled.values)));
        let missing: Vec<String> = forms
            .iter()
            .flat_map(|f| &f.fields)
            .filter(|f| f.need == Need::Now && tentative.fields.get(&f.name).is_none_or(Value::is_null))
            .map(|f| f.name.clone())
            .collect();
        // What is needed later is asked back later: a wrong value of it holds nothing up, and is not kept. What need
        // not be given at all comes back only where it could be read and is not allowed.
        let need = |name: &str| forms.iter().flat_map(|f| &f.fields).find(|f| f.name == name).map(|f| f.need);
        let holds_up = |wrong: &Wrong| match need(&wrong.field) {
            Some(Need::Now) => true,
            Some(Need::No) => wrong.why == NOT_ALLOWED,
            _ => false,
        };
        for wrong in filled.wrong.iter().filter(|wrong| wrong.why == NOT_ALLOWED) {
            beginning.fields.remove(&wrong.field);
        }
        if !missing.is_empty() || filled.wrong.iter().any(holds_up) {
            let facts = self.form_facts(process, &process.open.forms, &tentative.fields, &filled, &missing);
            self.why(None, sent_back(&missing, &filled.wrong));
            self.keep_begun(begun, speech, &filled);
            return self.answer_once(speech, beginning.parent.as_ref(), "incomplete", facts);
        }
        match self.open(beginning) {
            Opened::Case(id) => {
                self.forget_begun(begun, speech);
                if speech.reply_to.is_some() && !self.writes_to(&speech.person) {
                    self.echo(&id, "opened", speech, Values::new());
                }
            }
            Opened::Refused(reason) => {
                self.keep_begun(begun, speech, &filled);
                self.refuse(process, &tentative, &reason, speech);
            }
        }
    }

    /// One letter to whoever wanted it, with the process's own sentence where it has one.
    pub(super) fn refuse(&mut self, process: &Process, tentative: &Case, reason: &str, speech: &Speech<'_>) {
        self.why(None, format!("'{}' is refused: {reason}", process.name));
        let own = process.open.refuse.iter().any(|(name, _)| name == reason);
        let letter = if own { reason } else { "refused" };
        let folder = own.then(|| process.name.clone());
        let mut facts = self.facts(tentative, &Local::default(), folder.as_deref(), letter);
        facts.insert("process".into(), Value::Text(process.name.clone()));
        facts.insert("reason".into(), Value::Text(reason.to_owned()));
        self.answer_from(speech, tentative.parent.as_ref(), folder, letter, facts);
    }

    /// The fields of forms as rows, for a prefilled form in a letter.
    pub(super) fn form_facts(
        &self,
        process: &Process,
        forms: &[String],
        values: &Values,
        filled: &Filled,
        missing: &[String],
    ) -> Values {
        let mut rows = Vec::new();
        for name in forms {
            for field in process.forms.get(name).into_iter().flat_map(|f| &f.fields) {
                let wrong = filled.wrong.iter().find(|w| w.field == field.name);
                let text = |t: Option<String>| t.map_or(Value::Null, Value::Text);
                rows.push(Value::Row(
                    [
                        ("process".to_owned(), Value::Text(process.name.clone())),
                        ("form".to_owned(), Value::Text(name.clone())),
                        ("field".to_owned(), Value::Text(field.name.clone())),
                        ("value".to_owned(), values.get(&field.name).cloned().unwrap_or(Value::Null)),
                        ("needed".to_owned(), Value::Bool(field.need == Need::Now)),
                        ("missing".to_owned(), Value::Bool(missing.contains(&field.name))),
                        ("found".to_owned(), text(wrong.map(|w| w.found.clone()))),
                        ("problem".to_owned(), text(wrong.map(|w| w.why.clone()))),
                    ]
                    .into(),
                ));
            }
        }
        [("process".to_owned(), Value::Text(process.name.clone())), ("form".to_owned(), Value::List(rows))]
            .into()
    }

    pub(super) fn filled(
        &self,
        forms: &[&Form],
        speech: &Speech<'_>,
        text: Option<&str>,
        subject: &str,
    ) -> Filled {
        let directory = self.world.directory;
        let zone = directory.person(&speech.person).map_or(&directory.company.zone, |p| &p.zone);
        let sheet = Sheet {
            words: speech.words,
            tables: speech.tables,
            attachments: speech.attachments,
            subject,
            text,
        };
        let reader = Reader { rules: self.world.rules, directory, now: speech.received, zone };
        let mut filled = fill(forms, &sheet, &reader);
        self.find_cases(forms, &speech.person, &mut filled);
        filled
    }

    /// A process whose tag this is.
    fn opened_by_tag(&self, tag: &str) -> Option<Arc<Process>> {
        let processes = self.world.rules.processes.values();
        processes.into_iter().find(|p| is_word(&p.open.subject, tag)).cloned()
    }

    /// Whatever somebody says within a case.
    pub(super) fn speak_in(&mut self, id: &CaseId, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return self.ignore("the case is unknown") };
        let (offers, reading) = self.heard(&case, speech);
        if offers.is_empty() && !self.is_reader(&case, &speech.person) {
            self.why(Some(id), format!("{} has no part in {id}", self.label(&speech.person)));
            return self.answer_once(speech, None, "no-access", Values::new());
        }
        let names: Vec<&str> = offers.iter().map(|(name, _)| name.as_str()).collect();
        // A tag such as 【任务清单】 calls what bears that name; the whole text belongs to it.
        let called = |tag: &str| names.iter().copied().find(|name| self.is_called(name, tag));
        // A bare subject that is such a word counts where the text says none itself, and where it is the sender's own.
        let silent = matches!(reading, Reading::Nothing) && !speech.reply;
        let tagged = speech.tag.and_then(called).or_else(|| called(speech.subject).filter(|_| silent));
        if let Some(name) = tagged {
            let spoken = Spoken::new(name, &speech.words.own, speech.tag.unwrap_or_default());
            self.why(Some(id), format!("'{name}' by its tag"));
            return self.say_word(id, &offers, &spoken, speech);
        }
        let token_ask =
            speech.token.as_ref().filter(|t| t.case == *id).and_then(|t| self.asked_by_token(&case, t));
        // A late answer is told so; but whoever answers an old letter with something that may be said now, says it.
        if let Some((key, ask, false)) = &token_ask
            && !matches!(&reading, Reading::Said(_))
        {
            if !self.say_instead(id, ask, &offers, speech)
                && !self.take_later(id, key, ask, speech)
                && !self.correct_later(id, ask, &offers, speech)
            {
                self.too_late(&case, key, speech);
            }
            return;
        }
        match reading {
            Reading::Said(all) => {
                let mut done = false;
                for spoken in all {
                    done = true;
                    self.say_word(id, &offers, &spoken, speech);
                }
                if !done {
                    self.ignore("nothing was said");
                }
            }
            Reading::Unsure(unsure) => {
                self.why(Some(id), format!("unsure: {} ({})", unsure.why, unsure.line));
                let waits = offers.iter().any(|(_, o)| matches!(o, Offer::Answer(_)));
                if waits || token_ask.is_some() {
                    self.ask_back(id, token_ask.map(|(key, ..)| key), &unsure.why, speech, &offers);
                } else {
                    self.ignore(&format!("kept in the log: {}", unsure.why));
                }
            }
            Reading::Nothing => self.plain_words(id, &case, token_ask, &offers, speech),
        }
    }

    /// No word of the vocabulary: a form to a question that wants one, else talk.
    fn plain_words(
        &mut self,
        id: &CaseId,
        case: &Case,
        token_ask: Option<(String, Ask, bool)>,
        offers: &[(String, Offer)],
        speech: &Speech<'_>,
    ) {
        if let Some((key, ask, _)) = token_ask {
            if speech.words.lines.is_empty() && speech.attachments.is_empty() {
                self.why(Some(id), "the new text is empty");
                return self.ask_back(id, Some(key), "empty", speech, offers);
            }
            return match ask.wants {
                Wants::Form(_) | Wants::Fill(_) => self.give_form(id, &key, &ask, None, speech),
                Wants::Answers(_) => self.ask_back(id, Some(key), "unclear", speech, offers),
            };
        }
        if self.take_missing(id, speech) {
            return;
        }
        // Without a token: one open form of this person whose fields are all there.
        let forms: Vec<&String> = offers
            .iter()
            .filter_map(|(_, o)| if let Offer::Form(key) = o { Some(key) } else { None })
            .collect();
        if let [key] = forms.as_slice()
            && let Some(process) = self.process_of(case)
            && let Some(open) = case.asks.get(*key)
            && let Some(ask) = ask_of(&process, &open.scope, &open.name)
        {
            let names = match &ask.wants {
                Wants::Form(form) => vec![form.clone()],
                Wants::Fill(forms) => forms.clone(),
                Wants::Answers(_) => Vec::new(),
            };
            let forms: Vec<&Form> = names.iter().filter_map(|f| process.forms.get(f)).collect();
            let filled = self.filled(&forms, speech, None, "");
            // Nobody else would say such words to this question: an operator names case and person.
            let meant = matches!(speech.evidence, Evidence::Operator(_)) && filled.wrong.is_empty();
            if filled.labelled > 0 || meant && filled.values.values().any(|value| !value.is_null()) {
                let (key, ask) = ((*key).clone(), ask.clone());
                return self.give_form(id, &key, &ask, None, speech);
            }
        }
        if !self.fill_later(case, speech) && !self.run_out(case, offers, speech) {
            self.ignore("kept in the log: talk in the thread");
        }
    }

    /// The ask of a token: its key and definition, and whether it is still open to this person.
    fn asked_by_token(&self, case: &Case, token: &TokenRow) -> Option<(String, Ask, bool)> {
        let process = self.process_of(case)?;
        let open = case.asks.get(&token.key)?;
        let ask = ask_of(&process, &open.scope, &open.name)?.clone();
        let lives = open.closed.is_none()
            && open.round == token.round
            && open.seats.iter().any(|s| s.answer.is_none() && s.people.contains(&token.person));
        Some((token.key.clone(), ask, lives))
    }

    /// One word, said in a case.
    pub(super) fn say_word(
        &mut self,
        id: &CaseId,
        offers: &[(String, Offer)],
        spoken: &Spoken,
        speech: &Speech<'_>,
    ) {
        let waits_here = offers.iter().any(|(n, o)| *n == spoken.name && matches!(o, Offer::Answer(_)));
        if let Some(reference) = &spoken.reference
            && !(reference == EVERY && waits_here)
        {
            return self.say_to_children(id, Some(reference), spoken, speech);
        }
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        // The question of the token wins where the same word answers several.
        let token = speech.token.as_ref().filter(|t| t.case == *id).map(|t| t.key.clone());
        let mut fit: Vec<&Offer> = offers.iter().filter(|(n, _)| *n == spoken.name).map(|(_, o)| o).collect();
        if let Some(key) = &token {
            let own: Vec<&Offer> = fit
                .iter()
                .copied()
                .filter(|o| matches!(o, Offer::Answer(k) | Offer::Form(k) if k == key))
                .collect();
            if !own.is_empty() {
                fit = own;
            }
        }
        match fit.as_slice() {
            [] => self.ignore("nobody waits for that word"),
            [Offer::Open(process), ..] if process.is_empty() => {
                self.say_to_children(id, None, spoken, speech)
            }
            [Offer::Open(name), ..] => {
                let Some(process) = self.world.rules.processes.get(name).cloned() else { return };
                let parent = self.opens_on(&process, id);
                self.open_by_speech(&process, parent, speech);
            }
            [Offer::Say(scope, name), ..] => self.say(id, scope, name, &process, spoken, speech),
            [Offer::Form(key), ..] => {
                let Some(open) = case.asks.get(key) else { return };
                let Some(ask) = ask_of(&process, &open.scope, &open.name).cloned() else { return };
                self.give_form(id, key, &ask, Some(&spoken.text), speech);
            }
            [Offer::Answer(_), ..] => {
                let keys: Vec<String> = fit
                    .iter()
                    .filter_map(|o| if let Offer::Answer(key) = o { Some(key.clone()) } else { None })
                    .collect();
                for key in keys {
                    self.answer(id, &key, spoken, speech);
                }
            }
        }
    }

    /// `T03 确认`, or one word for the only child that waits for it; `全部…` never approves.
    fn say_to_children(
        &mut self,
        id: &CaseId,
        reference: Option<&str>,
        spoken: &Spoken,
        speech: &Speech<'_>,
    ) {
        let Some(case) = self.case(id) else { return };
        let root = case.parent.clone().filter(|_| reference.is_some()).unwrap_or_else(|| id.clone());
        let mut fit = Vec::new();
        for owner in [id.clone(), root] {
            let Some(owner) = self.case(&owner) else { continue };
            for process in owner.children.keys() {
                for child in self.children_of(&owner.id, process) {
                    let named = reference.is_none_or(|r| r == EVERY || names(r, &child.0));
                    let Some(found) = self.case(&child).filter(|c| named && c.ended.is_none()) else {
                        continue;
                    };
                    let offers = self.offers(&found, &speech.person);
                    if offers.iter().any(|(n, _)| *n == spoken.name) && !fit.contains(&child) {
                        fit.push(child);
                    }
                }
            }
        }
        match fit.as_slice() {
            all if !all.is_empty() && (all.len() == 1 || reference == Some(EVERY)) => {
                for child in all {
                    let Some(found) = self.case(child) else { continue };
                    let offers = self.offers(&found, &speech.person);
                    let spoken = Spoken { reference: None, ..spoken.clone() };
                    self.say_word(child, &offers, &spoken, speech);
                }
                self.credit_digest(id, &spoken.name, speech);
            }
            [] => {
                self.why(Some(id), format!("nothing under {id} waits for '{}'", spoken.line));
                let mut facts = Values::new();
                facts.insert("line".into(), Value::Text(spoken.line.clone()));
                self.answer_once(speech, Some(id), "no-such-item", facts);
            }
            several => {
                let said = [("line", Value::Text(spoken.line.clone()))];
                self.ask_which(speech, Some(id), "which-item", said, several);
            }
        }
    }

    /// A collecting question (`answers = ["progress"]` with `about`) is answered by what was said to its items.
    fn credit_digest(&mut self, id: &CaseId, name: &str, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        for (key, open) in &case.asks {
            let Some(ask) = ask_of(&process, &open.scope, &open.name).filter(|_| open.closed.is_none())
            else {
                continue;
            };
            let collects =
                ask.about.is_some() && matches!(&ask.wants, Wants::Answers(a) if a.iter().any(|a| a == name));
            let seats = own_seats(open, &speech.person);
            if collects && !seats.is_empty() {
                let given = Given {
                    answer: name.to_owned(),
                    by: Some(speech.person.clone()),
                    at: speech.received,
                    comment: None,
                    evidence: speech.evidence.clone(),
                };
                self.give(id, key, &seats, given, Values::new());
            }
        }
    }

    /// An answer to an open question, if its evidence and its comment are enough.
    fn answer(&mut self, id: &CaseId, key: &str, spoken: &Spoken, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name) else { return };
        if ask.about.is_some() {
            return self.say_to_children(id, None, spoken, speech);
        }
        let Some(word) = self.world.rules.answers.get(&spoken.name) else { return };
        if let Some(why) = self.shortfall(id, key, ask, Some(word), speech) {
            self.why(Some(id), shortfall_word(why));
            return self.ask_back(id, Some(key.to_owned()), why, speech, &[]);
        }
        if word.stake == Stake::Approval && self.requesters(&case, ask).contains(&speech.person) {
            self.why(Some(id), "nobody approves their own request");
            return self.ignore("nobody approves their own request");
        }
        let said = |text: &String| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let mut comment = spoken.comment.as_ref().and_then(said);
        if !word.comment.is_empty() && comment.is_none() {
            self.why(Some(id), format!("'{}' needs a comment", spoken.name));
            let mut facts = self.facts(&case, &Local::of(&speech.person), None, "comment-missing");
            facts.insert("answer".into(), Value::Text(spoken.name.clone()));
            return self.ask_again(id, key, "comment-missing", facts, speech);
        }
        // What stands behind the word belongs to it: `到位 已准备回滚方案`.
        comment = comment.or_else(|| said(&spoken.text));
        let seats = own_seats(open, &speech.person);
        if seats.len() > 1 {
            self.why(
                Some(id),
                format!("{} holds {} seats: counted for each", self.label(&speech.person), seats.len()),
            );
        }
        let given = Given {
            answer: spoken.name.clone(),
            by: Some(speech.person.clone()),
            at: speech.received,
            comment,
            evidence: speech.evidence.clone(),
        };
        let stake = word.stake;
        let before = self.letters().len();
        self.give(id, key, &seats, given, Values::new());
        let told = self.letters()[before..].iter().any(|l| l.to.contains(&speech.person));
        if stake == Stake::Approval || (stake == Stake::Consent && !told) {
            let mut facts = Values::new();
            facts.insert("answer".into(), Value::Text(spoken.name.clone()));
            facts.insert("ask".into(), Value::Text(key.to_owned()));
            self.echo(id, "echo", speech, facts);
        }
    }

    /// A form given to a question.
    fn give_form(&mut self, id: &CaseId, key: &str, ask: &Ask, text: Option<&str>, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let names = match &ask.wants {
            Wants::Form(form) => vec![form.clone()],
            Wants::Fill(forms) => forms.clone(),
            Wants::Answers(_) => return,
        };
        if let Some(why) = self.shortfall(id, key, ask, None, speech) {
            self.why(Some(id), shortfall_word(why));
            return self.ask_back(id, Some(key.to_owned()), why, speech, &[]);
        }
        let forms: Vec<&Form> = names.iter().filter_map(|f| process.forms.get(f)).collect();
        let mut filled = self.filled(&forms, speech, text, "");
        let given = Given {
            answer: ask.name.clone(),
            by: Some(speech.person.clone()),
            at: speech.received,
            comment: None,
            evidence: speech.evidence.clone(),
        };
        let seats = own_seats(open, &speech.person);
        self.why(
            Some(id),
            format!("'{key}' by {}: read {}", self.label(&speech.person), list_of(&filled.values)),
        );
        if matches!(ask.wants, Wants::Fill(_)) {
            if filled.wrong.is_empty() && filled.values.values().all(Value::is_null) {
                return self.ask_back(id, Some(key.to_owned()), "unclear", speech, &[]);
            }
            let known: Values = case.fields.clone().into_iter().chain(filled.values.clone()).collect();
            self.forbid(&case, &Local::of(&speech.person), &forms, &known, &mut filled);
            for wrong in &filled.wrong {
                filled.values.remove(&wrong.field);
            }
            let wrong = !filled.wrong.is_empty();
            let facts = self.form_facts(&process, &names, &filled.values.clone(), &filled, &[]);
            self.fill(id, key, &seats, std::mem::take(&mut filled.values), given);
            if wrong {
                self.ask_again(id, key, "incomplete", facts, speech);
            }
            return;
        }
        // What came before need not come again.
        let before = seats.first().map(|i| open.seats[*i].partial.clone()).unwrap_or_default();
        let own: Values = before.into_iter().chain(filled.values.clone()).collect();
        let values = self.with_defaults(&case, &forms, own.clone());
        self.forbid(&case, &Local::of(&speech.person), &forms, &values, &mut filled);
        let missing = missing_now(&forms, &values);
        if !missing.is_empty() || !filled.wrong.is_empty() {
            self.why(Some(id), sent_back(&missing, &filled.wrong));
            let facts = self.form_facts(&process, &names, &values, &filled, &missing);
            let kept = own.into_iter().filter(|(name, _)| filled.wrong.iter().all(|w| w.field != *name));
            self.note_partial(id, key, &seats, &kept.collect());
            return self.ask_again(id, key, "incomplete", facts, speech);
        }
        let before = self.letters().len();
        self.give(id, key, &seats, given, values);
        if !self.letters()[before..].iter().any(|l| l.to.contains(&speech.person)) {
            let facts = [
                ("answer".to_owned(), Value::Text(ask.name.clone())),
                ("ask".to_owned(), Value::Text(key.to_owned())),
            ];
            self.echo(id, "echo", speech, facts.into());
        }
    }

    /// What a message gives of the fields that a case still lacks.
    pub(super) fn still_missing(&self, case: &Case, forms: &[String], speech: &Speech<'_>) -> Values {
        let Some(process) = self.process_of(case) else { return Values::new() };
        let forms: Vec<&Form> = forms.iter().filter_map(|f| process.forms.get(f)).collect();
        let mut values = self.filled(&forms, speech, None, "").values;
        values.retain(|name, value| !value.is_null() && case.fields.get(name).is_none_or(Value::is_null));
        values
    }

    /// The reason somebody gives for an answer: behind its label, behind the word itself, or all they say.
    pub(super) fn reason(&self, answer: &str, speech: &Speech<'_>) -> Option<String> {
        let rules = self.world.rules;
        if let Reading::Said(said) = read(speech.words, &[answer], rules)
            && let Some(comment) = said.into_iter().find_map(|s| s.comment)
        {
            return Some(comment);
        }
        let own = speech.words.own.trim();
        let label = own
            .find([':', '：'])
            .filter(|at| rules.answers.get(answer).is_some_and(|a| is_word(&a.comment, own[..*at].trim())));
        let text = label.map_or(own, |at| own[at..].trim_start_matches([':', '：'])).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn with_defaults(&self, case: &Case, forms: &[&Form], mut values: Values) -> Values {
        for field in forms.iter().flat_map(|f| &f.fields) {
            let given = values.get(&field.name).is_some_and(|v| !v.is_null());
            if !given
                && let Some(default) = &field.default
                && let Ok(value) = self.value(case, &Local::default(), default)
            {
                values.insert(field.name.clone(), value);
            }
            values.entry(field.name.clone()).or_insert(Value::Null);
        }
        values
    }

    /// More depends on the word than a fact.
    fn binds(&self, name: &str) -> bool {
        self.world.rules.answers.get(name).is_some_and(|a| a.stake != Stake::Fact)
    }

    /// Something said unasked.
    fn say(
        &mut self,
        id: &CaseId,
        scope: &str,
        name: &str,
        process: &Process,
        spoken: &Spoken,
        speech: &Speech<'_>,
    ) {
        let Some(case) = self.case(id) else { return };
        let Some(say) = state_of(process, scope).and_then(|s| s.says.get(name)) else { return };
        if !say.fill.is_empty() {
            return self.refill(id, process, say, spoken, speech);
        }
        let mut values = Values::new();
        if let Some(form) = say.form.as_ref().and_then(|f| process.forms.get(f)) {
            let begun = Begun { case: Some(id), process: &process.name, say: Some((scope, name)) };
            let mut filled = self.filled(&[form], speech, Some(&spoken.text), "");
            self.why(
                Some(id),
                format!("'{name}' by {}: read {}", self.label(&speech.person), list_of(&filled.values)),
            );
            self.complete(begun, speech, &mut filled);
            values = self.with_defaults(&case, &[form], filled.values.clone());
            self.forbid(&case, &Local::of(&speech.person), &[form], &values, &mut filled);
            let missing = missing_now(&[form], &values);
            if !missing.is_empty() || !filled.wrong.is_empty() {
                self.why(Some(id), sent_back(&missing, &filled.wrong));
                let facts =
                    self.form_facts(process, std::slice::from_ref(&form.name), &values, &filled, &missing);
                self.keep_begun(begun, speech, &filled);
                return self.answer_once(speech, Some(id), "incomplete", facts);
            }
            self.forget_begun(begun, speech);
        } else if spoken.spaced
            && spoken.comment.is_none()
            && self.binds(name)
            && !is_courtesy(first_line(&spoken.text), self.world.rules)
        {
            // `取消 周五的评审` may call off something else: a word that binds and tells nothing stands by itself.
            self.why(Some(id), format!("unsure: what follows '{name}' may be what it is about"));
            return self.ask_back(id, None, "unclear", speech, &[]);
        } else {
            self.why(Some(id), format!("'{name}' by {}", self.label(&speech.person)));
        }
        values.insert("by".into(), Value::Person(speech.person.clone()));
        values.insert(
            "at".into(),
            values.get("at").filter(|v| !v.is_null()).cloned().unwrap_or(Value::At(speech.received)),
        );
        values.insert("text".into(), Value::Text(spoken.text.clone()));
        values.insert("comment".into(), spoken.comment.clone().map_or(Value::Null, Value::Text));
        let before = self.change(id, |case| case.given.insert(name.to_owned(), values)).flatten();
        let local = Local { by: Some(speech.person.clone()), ..Local::of(&speech.person) };
        if let Some((other, tentative, reason)) = self.refused_within(id, &say.steps, &local) {
            // What was said does not count: nothing of it is done, and nobody else hears of it.
            self.change(id, |case| match before {
                Some(before) => case.given.insert(name.to_owned(), before),
                None => case.given.remove(name),
            });
            return self.refuse(&other, &tentative, &reason, speech);
        }
        let before = self.letters().len();
        self.run(id, &say.steps, &local);
        if !self.letters()[before..].iter().any(|l| l.to.contains(&speech.person)) {
            self.echo(id, "echo", speech, [("answer".to_owned(), Value::Text(name.to_owned()))].into());
        }
    }

    /// The answer comes after the question was closed: said so, with what was decided.
    fn too_late(&mut self, case: &Case, key: &str, speech: &Speech<'_>) {
        let open = case.asks.get(key);
        let own = open.and_then(|o| o.seats.iter().find(|s| s.people.contains(&speech.person)));
        let answer = own.and_then(|s| s.answer.clone());
        // One's own answer can be taken back while the question is open.
        let mut facts = self.facts(case, &Local::of(&speech.person), None, "too-late");
        facts.insert("ask".into(), Value::Text(key.to_owned()));
        facts.insert("answer".into(), answer.as_ref().map_or(Value::Null, |a| Value::Text(a.answer.clone())));
        facts.insert("answered_at".into(), answer.as_ref().map_or(Value::Null, |a| Value::At(a.at)));
        let by = answer.and_then(|a| a.by);
        facts.insert("again".into(), Value::Bool(by.as_ref() == Some(&speech.person)));
        facts.insert("answered_by".into(), by.map_or(Value::Null, Value::Person));
        self.why(Some(&case.id), format!("'{key}' is closed or answered already"));
        self.answer_once(speech, Some(&case.id), "too-late", facts);
    }

    // ── words that mean the same everywhere ──────────────────────────────────────────────────────────────────

    /// `帮助`, `状态`, `撤回`, `更正` as the first line or the tag, or as the bare subject of a mail without words; and
    /// what stands behind it.
    pub(super) fn meta_word(&self, speech: &Speech<'_>) -> Option<(String, String)> {
        let meta = &self.world.rules.meta;
        let line = speech.words.lines.first().map(String::as_str).unwrap_or("");
        let own = |text: &str| meta.values().find(|a| is_word(&a.words, text)).map(|a| a.name.clone());
        let all = || speech.words.own.clone();
        let below = || all().split_once(line).map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        if let Some(name) = own(line.trim_end_matches(['.', '。', '!', '！', ':', '：'])) {
            return Some((name, below()));
        }
        if let Some(name) = speech.tag.and_then(own) {
            return Some((name, all()));
        }
        if speech.words.lines.is_empty() && !speech.reply {
            return own(speech.subject).map(|name| (name, String::new()));
        }
        // What is corrected may stand on the line of the word itself.
        let word = meta.get(CORRECT)?;
        let behind = word.words.values().flatten().find_map(|w| behind_word(line, w))?;
        Some((word.name.clone(), format!("{behind}{}", below())))
    }

    pub(super) fn meta(&mut self, name: &str, rest: &str, speech: &Speech<'_>, case: Option<CaseId>) {
        match name {
            CORRECT => match case {
                Some(id) => self.correct(&id, name, rest, speech),
                None => self.answer_once(speech, None, "correctable", Values::new()),
            },
            WITHDRAW => match case {
                Some(id) => self.take_back(&id, speech),
                None => self.answer_once(speech, None, "nothing-to-withdraw", Values::new()),
            },
            "status" => self.status(speech, case),
            "calendar" => self.tell_dates(speech, Subscribe::Show),
            "new-calendar" => self.tell_dates(speech, Subscribe::Renew),
            _ => self.help(speech, case),
        }
    }

    /// Takes back one's own answer while its question is open, else calls the case's own `withdraw`.
    fn take_back(&mut self, id: &CaseId, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        if let Some((key, seats)) = self.own_answers(&case, speech).into_iter().next() {
            self.why(Some(id), format!("'{key}': {} takes the answer back", self.label(&speech.person)));
            for index in seats {
                self.with_seat(id, &key, index, |seat| seat.answer = None);
                self.reschedule(id, &key, index);
            }
            return self.ask_back(id, Some(key), "withdrawn", speech, &[]);
        }
        let offers = self.offers(&case, &speech.person);
        let says = offers.iter().any(|(name, offer)| name == "withdraw" && matches!(offer, Offer::Say(..)));
        if says {
            let spoken = Spoken::new(
                "withdraw",
                &speech.words.own,
                speech.words.lines.first().map_or("", String::as_str),
            );
            return self.say_word(id, &offers, &spoken, speech);
        }
        self.answer_once(speech, Some(id), "nothing-to-withdraw", Values::new());
    }

    /// What waits for this person, and where the case stands.
    fn status(&mut self, speech: &Speech<'_>, case: Option<CaseId>) {
        let mut rows = Vec::new();
        self.world.rows.scan(&memory::prefix(["q", speech.person.as_str()]), &mut |key, value| {
            if let ["q", _, case, ask] = memory::parts(key).as_slice() {
                let due = std::str::from_utf8(value).ok().and_then(|v| v.parse().ok());
                let due = due.and_then(chrono::DateTime::from_timestamp_millis);
                rows.push(((*case).to_owned(), (*ask).to_owned(), due));
            }
            rows.len() < STATUS_MAX
        });
        let waiting = rows
            .into_iter()
            .filter_map(|(case, ask, due)| {
                let case = self.case(&CaseId(case))?;
                let Value::Row(mut row) = case_row(&case) else { return None };
                row.insert("ask".into(), Value::Text(ask));
                row.insert("due".into(), due.map_or(Value::Null, Value::At));
                Some(Value::Row(row))
            })
            .collect();
        let mut facts = Values::new();
        let named = case.and_then(|id| self.case(&id)).filter(|case| self.may_read(case, &speech.person));
        if let Some(case) = &named {
            facts = self.facts(case, &Local::default(), None, "status");
            let open = case.asks.iter().filter(|(_, a)| a.closed.is_none()).flat_map(|(key, a)| {
                a.seats.iter().filter(|s| s.is_open()).map(move |s| {
                    Value::Row(
                        [
                            ("ask".to_owned(), Value::Text(key.clone())),
                            (
                                "who".to_owned(),
                                Value::List(s.people.iter().cloned().map(Value::Person).collect()),
                            ),
                            ("due".to_owned(), Value::At(s.due)),
                        ]
                        .into(),
                    )
                })
            });
            facts.insert("open".into(), Value::List(open.collect()));
        }
        facts.insert("waiting".into(), Value::List(waiting));
        self.answer_from(speech, named.map(|c| c.id.clone()).as_ref(), None, "status", facts);
    }

    /// What is understood: tags, and within a case the words that person may say.
    fn help(&mut self, speech: &Speech<'_>, case: Option<CaseId>) {
        let facts = self.understood(&speech.person, case.as_ref());
        self.answer_from(speech, case.as_ref(), None, "help", facts);
    }

    pub(super) fn understood(&self, person: &PersonId, case: Option<&CaseId>) -> Values {
        let mut facts = Values::new();
        let rules = self.world.rules;
        let opens = rules.processes.values().filter(|p| !p.open.subject.is_empty());
        let tags = opens.map(|p| Value::Row([("process".to_owned(), Value::Text(p.name.clone()))].into()));
        facts.insert("tags".into(), Value::List(tags.collect()));
        let case = case.and_then(|id| self.case(id));
        let words = case.iter().flat_map(|case| self.offers(case, person)).map(|(name, _)| Value::Text(name));
        facts.insert("words".into(), Value::List(words.collect()));
        facts.insert("calendar".into(), Value::Bool(self.world.identity.calendar.is_some()));
        facts
    }

    // ── answers ──────────────────────────────────────────────────────────────────────────────────────────────

    /// A question put again because its answer could not be taken, with why.
    fn ask_back(
        &mut self,
        id: &CaseId,
        key: Option<String>,
        why: &str,
        speech: &Speech<'_>,
        offers: &[(String, Offer)],
    ) {
        let Some(case) = self.case(id) else { return };
        let key = key.or_else(|| {
            offers.iter().find_map(|(_, o)| if let Offer::Answer(key) = o { Some(key.clone()) } else { None })
        });
        let mut facts = self.facts(&case, &Local::of(&speech.person), None, "unclear");
        facts.insert("why".into(), Value::Text(why.to_owned()));
        match key {
            Some(key) => self.ask_again(id, &key, "unclear", facts, speech),
            None => self.answer_once(speech, Some(id), "unclear", facts),
        }
    }

    /// A letter of the core that carries the question's token again, so that it can simply be answered.
    fn ask_again(&mut self, id: &CaseId, key: &str, name: &str, facts: Values, speech: &Speech<'_>) {
        if !self.may_answer(speech.person.as_str(), &format!("{name} {id} {key} {}", digest(&facts))) {
            return self.ignore(&format!("'{name}' was answered today already"));
        }
        let ask = self.ask_letter(id, key, &speech.person);
        let mut letter = system_letter(self, Some(id), name, speech.person.clone(), facts, ask);
        letter.in_reply_to.clone_from(&speech.reply_to);
        self.letter(letter);
    }

    pub(super) fn ask_letter(&self, id: &CaseId, key: &str, person: &PersonId) -> Option<AskLetter> {
        let case = self.case(id)?;
        let process = self.process_of(&case)?;
        let open = case.asks.get(key)?;
        let ask = ask_of(&process, &open.scope, &open.name)?;
        let seat = open.seats.iter().find(|s| s.people.contains(person))?;
        let (answers, forms) = match &ask.wants {
            Wants::Answers(answers) => (answers.clone(), Vec::new()),
            Wants::Form(form) => (Vec::new(), vec![form.clone()]),
            Wants::Fill(forms) => (Vec::new(), forms.clone()),
        };
        let expires = token::expiry(self.now, seat.due);
        let round = open.round;
        let bound = token::Bound { case: id, key, round, person, answers: &answers, expires };
        let (token, code) = token::mint(self.world.identity, bound);
        let (came, missing) = self.progress_of(&case, ask, seat);
        Some(AskLetter {
            key: key.to_owned(),
            token,
            code,
            grants: answers.clone(),
            expires,
            answers,
            missing,
            came,
            first: first_letter(seat, person),
            forms,
            due: Some(seat.due),
            silence: Vec::new(),
        })
    }

    /// An accepted answer, echoed to the one who gave it.
    pub(super) fn echo(&mut self, id: &CaseId, name: &str, speech: &Speech<'_>, extra: Values) {
        // What an operator opened is his own doing; an answer is somebody's, who hears of it.
        if matches!(speech.evidence, Evidence::Operator(_)) && name != "echo" {
            return;
        }
        let Some(case) = self.case(id) else { return };
        let mut facts = self.facts(&case, &Local::of(&speech.person), None, name);
        facts.extend(extra);
        let mut letter = system_letter(self, Some(id), name, speech.person.clone(), facts, None);
        letter.in_reply_to.clone_from(&speech.reply_to);
        self.letter(letter);
    }

    /// A refusal or a question back: once per person, reason and day.
    /// Asks which of these cases is meant, beside what was said: `which-case`, or `which-item` of a case or a letter.
    pub(super) fn ask_which<'c, const N: usize>(
        &mut self,
        speech: &Speech<'_>,
        case: Option<&CaseId>,
        letter: &str,
        said: [(&str, Value); N],
        candidates: impl IntoIterator<Item = &'c CaseId>,
    ) {
        let cases = candidates.into_iter().filter_map(|id| self.case(id));
        let rows = cases.map(|case| case_row(&case)).collect();
        let said = said.map(|(name, value)| (name.to_owned(), value));
        let mut facts = Values::from(said);
        facts.insert("candidates".into(), Value::List(rows));
        self.answer_once(speech, case, letter, facts);
    }

    pub(super) fn answer_once(
        &mut self,
        speech: &Speech<'_>,
        case: Option<&CaseId>,
        name: &str,
        facts: Values,
    ) {
        let what = format!("{name} {} {}", case.map_or("", |c| &c.0), digest(&facts));
        if !self.may_answer(speech.person.as_str(), &what) {
            return self.ignore(&format!("'{name}' was answered today already"));
        }
        self.answer_from(speech, case, None, name, facts);
    }

    /// An answer to a message. `folder` is the process whose own sentence it is.
    pub(super) fn answer_from(
        &mut self,
        speech: &Speech<'_>,
        case: Option<&CaseId>,
        folder: Option<String>,
        name: &str,
        facts: Values,
    ) {
        if matches!(speech.evidence, Evidence::Operator(_)) {
            return self.ignore(&format!(
                "nothing is done; in a mail it would be answered with the letter '{name}'"
            ));
        }
        let mut letter = system_letter(self, case, name, speech.person.clone(), facts, None);
        letter.process = folder;
        letter.in_reply_to.clone_from(&speech.reply_to);
        self.letter(letter);
    }

    fn reply_once(
        &mut self,
        person: &PersonId,
        case: Option<&CaseId>,
        name: &str,
        facts: Values,
        message: &Message,
    ) {
        if self.may_answer(person.as_str(), name) {
            let mut letter = system_letter(self, case, name, person.clone(), facts, None);
            letter.in_reply_to = message.message_id.clone().map(|id| (id, message.subject.raw.clone()));
            self.letter(letter);
        }
    }

    /// Counts an answer to a correspondent: the same thing once a day, and no more than the day's budget.
    pub(super) fn may_answer(&mut self, to: &str, what: &str) -> bool {
        let day = self.now.format("%Y%m%d").to_string();
        let once = memory::key(["r", &day, to, &memory::hash(&[what.as_bytes()])]);
        let all = memory::key(["r", &day, to]);
        let count: u32 = self.row(&all).and_then(|v| String::from_utf8(v).ok()?.parse().ok()).unwrap_or(0);
        if self.row(&once).is_some() || count >= self.world.identity.refusals_per_day {
            return false;
        }
        self.put(once, Vec::new());
        self.put(all, (count + 1).to_string().into_bytes());
        true
    }

    /// Some letter of this decision goes to that person.
    fn writes_to(&mut self, person: &PersonId) -> bool {
        self.letters().iter().any(|l: &LetterPlan| l.to.contains(person))
    }
}

fn shortfall_word(why: &str) -> &'static str {
    match why {
        "no-domain" => "this needs a mail whose domain our own server vouches for",
        _ => "this needs the personal letter's own reply address or code",
    }
}

fn own_seats(open: &super::OpenAsk, person: &PersonId) -> Vec<usize> {
    (0..open.seats.len())
        .filter(|i| {
            let seat = &open.seats[*i];
            seat.answer.is_none() && !seat.waiting && seat.people.contains(person)
        })
        .collect()
}

fn missing_now(forms: &[&Form], values: &Values) -> Vec<String> {
    let fields = forms.iter().flat_map(|f| &f.fields).filter(|f| f.need == Need::Now);
    fields.filter(|f| values.get(&f.name).is_none_or(Value::is_null)).map(|f| f.name.clone()).collect()
}

/// What stands behind a word at the start of a line, in any case and width, where no longer word goes on.
fn behind_word<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let end = line.char_indices().nth(word.chars().count()).map(|(at, _)| at)?;
    let same = crate::mail::fold(&line[..end]).to_lowercase() == crate::mail::fold(word).to_lowercase();
    let over =
        line[end..].starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | '、'));
    (same && over).then(|| line[end..].trim_start_matches([' ', ':', '：', ',', '，', '、', '\t', '　']))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn case_row(case: &Case) -> Value {
    Value::Row(
        [
            ("id".to_owned(), Value::Text(case.id.0.clone())),
            ("title".to_owned(), Value::Text(case.title.clone())),
            ("state".to_owned(), Value::Text(case.state.clone())),
            ("process".to_owned(), Value::Text(case.process.clone())),
        ]
        .into(),
    )
}

pub(super) fn list_of(values: &Values) -> String {
    let given: Vec<&str> = values.iter().filter(|(_, v)| !v.is_null()).map(|(n, _)| n.as_str()).collect();
    if given.is_empty() { "no field".to_owned() } else { given.join(", ") }
}

/// Why a form comes back, for the log: what is missing, and what was read and is not what is wanted.
pub(super) fn sent_back(missing: &[String], wrong: &[Wrong]) -> String {
    let mut why: Vec<String> = missing.iter().map(|field| format!("'{field}' is missing")).collect();
    why.extend(wrong.iter().map(|wrong| format!("'{}' of '{}' is {}", wrong.found, wrong.field, wrong.why)));
    format!("sent back: {}", why.join("; "))
}

fn digest(facts: &Values) -> String {
    // What a refusal is about, without the times that differ each time.
    let about = ["why", "reason", "line", "answer", "form", "process", "ask"];
    let part: Vec<_> = about.iter().filter_map(|n| facts.get(*n)).collect();
    memory::hash(&[&serde_json::to_vec(&part).unwrap_or_default()])
}
