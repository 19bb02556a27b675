//! A message: whose it is. Which case it belongs to is `belongs`, what it opens is `opening`, what it says `saying` and
//! `answering`, what is answered `replies`.
//!
//! Whatever cannot be understood is asked back once; automatic mail is never answered.

use super::belongs::Belongs;
use super::cases::Beginning;
use super::draft::{Draft, system_letter};
use super::memory::{self, TokenRow};
use super::meta::{CORRECT, WITHDRAW};
use super::reach::Local;
use super::{CaseId, Evidence, Fate, Incoming, Occasion, token};
use crate::address::Address;
use crate::calendar;
use crate::directory::PersonId;
use crate::mail::{self, Attachment, Authenticated, AutoReason, Kind, Mailbox, Message, Table, Words};
use crate::rules::{Ask, Proof, Stake, Value, Values};
use crate::time::Instant;

/// What one person says, wherever it came from.
#[derive(Clone)]
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
    /// Nobody else got the mail, as far as it tells: it is no talk among people.
    pub(super) alone: bool,
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
        if message.words.lines.is_empty() && message.attachments.iter().any(Attachment::is_winmail) {
            return self.ignore("a winmail.dat without words: only Outlook can read what is in it");
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
        let parts = message.calendars.iter().map(|part| (part.text.as_str(), part.method.as_deref()));
        let (responses, mut reasons) = calendar::read_parts(parts);
        let mut acted = false;
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
        if acted {
            return true;
        }
        let parts = message.calendars.iter().map(|part| (part.text.as_str(), part.method.as_deref()));
        if calendar::leaves_open(parts) && self.spoken(message, person, received) {
            return true;
        }
        // An invitation forwarded with words of one's own is a message like any other; what a program wrote is not.
        let mut parts = message.calendars.iter();
        if message.words.lines.is_empty()
            || !matches!(message.kind, Kind::Person)
            || parts.any(|part| calendar::is_answer(&part.text, part.method.as_deref()))
        {
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
        // Beside an object it is the program that writes.
        let own = !words.trim().is_empty() && message.calendars.is_empty();
        let comment = own.then(|| words.trim().to_owned());
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
    pub(super) fn shortfall(
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
        let found = self.find_case(message, &person, token.as_ref(), strange);
        let speech = Speech {
            person: person.clone(),
            evidence,
            words: &message.words,
            tables: &message.tables,
            attachments: &message.attachments,
            tag: message.subject.tag.as_deref(),
            subject: &message.subject.rest,
            reply: message.subject.is_reply(),
            alone: self.is_to_us_alone(message, &person),
            token,
            reply_to,
            received,
        };
        let fold = self.answered_fold(message, speech.token.as_ref()).filter(|fold| fold.person == person);
        // In the reply to a folded letter, what is taken back or corrected is one of its cases: which, is asked.
        let of_one = |word: &str| word == CORRECT || word == WITHDRAW;
        if let Some((meta, rest)) = self.meta_word(&speech).filter(|(w, _)| fold.is_none() || !of_one(w)) {
            return match found {
                Belongs::Several(cases) if of_one(&meta) => self.ask_which_of(&cases, &speech),
                Belongs::To(id, _) => self.meta(&meta, &rest, &speech, Some(id)),
                _ => self.meta(&meta, &rest, &speech, None),
            };
        }
        if let Some(fold) = fold {
            let proven = speech.token.is_some();
            return self.several(&fold, &speech, proven);
        }
        let opening = speech.tag.and_then(|tag| self.opened_by_tag(tag));
        let mentions = self.only_mentions(message, &found, opening.as_deref(), &speech);
        let found = if mentions { Belongs::Nowhere } else { found };
        if let Belongs::Several(cases) = &found {
            return self.ask_which_of(cases, &speech);
        }
        if let Belongs::To(id, how) = found {
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

    /// To and Cc name us, perhaps the sender, and nobody else.
    fn is_to_us_alone(&self, message: &Message, sender: &PersonId) -> bool {
        let identity = self.world.identity;
        let ours = |address: &Address| {
            let address = address.without_detail();
            [&identity.address]
                .into_iter()
                .chain(&identity.aliases)
                .any(|own| own.without_detail() == address)
        };
        let known = |to: &Mailbox| {
            ours(&to.address) || self.world.directory.owner(&to.address).is_some_and(|p| p.id == *sender)
        };
        let mut to = message.to.iter().chain(&message.cc).peekable();
        to.peek().is_some() && to.all(known)
    }
}

pub(super) fn shortfall_word(why: &str) -> &'static str {
    match why {
        "no-domain" => "this needs a mail whose domain our own server vouches for",
        _ => "this needs the personal letter's own reply address or code",
    }
}
