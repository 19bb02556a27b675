//! What becomes of letters: accepted by the far server, refused, bounced, answered by an absent person's program.
//!
//! The clock of a question starts when the far server accepted its letter (spec row 3): an acceptance later than the
//! grace moves it and the reader is told. A letter that does not arrive stops the clock (row 22); when silence had
//! already been taken for an answer, that is undone (row 45).

use super::asks::ask_of;
use super::draft::{Draft, system_letter};
use super::memory::{self, LetterRow};
use super::reach::Local;
use super::{CaseId, Evidence, Fate, GRACE_MINUTES, Occasion, OpenSeat, Outcome};
use crate::address::Address;
use crate::directory::PersonId;
use crate::mail::Bounce;
use crate::rules::Value;

impl Draft<'_> {
    pub(super) fn delivery(&mut self, letter: &str, to: &Address, outcome: &Outcome) {
        if let Outcome::Later(_) = outcome {
            return;
        }
        if let Some(fold) = self.fold_row(letter) {
            for (part, _) in &fold.parts {
                self.delivery(part, to, outcome);
            }
            return;
        }
        let Some(row) = self.letter_row(letter) else {
            self.fate = Fate::Ignored(format!("letter {letter} asks nothing"));
            return;
        };
        let person = self.world.directory.owner(to).map(|p| p.id.clone()).or(row.person.clone());
        match (outcome, person) {
            (Outcome::Accepted, Some(person)) => self.accepted(&row, &person, letter),
            (Outcome::Refused(reason) | Outcome::Bounced(reason), Some(person)) => {
                self.undeliverable(&row, &person, reason);
            }
            (Outcome::Later(_), _) => {}
            (_, None) => self.fate = Fate::Ignored(format!("{to} belongs to nobody")),
        }
    }

    pub(super) fn letter_row(&self, letter: &str) -> Option<LetterRow> {
        serde_json::from_slice(&self.row(&memory::key(["l", letter]))?).ok()
    }

    fn accepted(&mut self, row: &LetterRow, person: &PersonId, letter: &str) {
        // A notice starts no clock.
        if row.key.is_empty() {
            return;
        }
        let Some(case) = self.case(&row.case) else { return };
        let Some(open) = case.asks.get(&row.key).filter(|a| a.round == row.round) else { return };
        let has = |seat: &OpenSeat| seat.letters.get(person).is_some_and(|l| l.letter == letter);
        // One letter for several seats starts the clock of each.
        let seats: Vec<usize> = (0..open.seats.len()).filter(|i| has(&open.seats[*i])).collect();
        for index in seats {
            self.accepted_for(row, person, index);
        }
    }

    fn accepted_for(&mut self, row: &LetterRow, person: &PersonId, index: usize) {
        let Some(case) = self.case(&row.case) else { return };
        let Some(open) = case.asks.get(&row.key) else { return };
        let seat = open.seats[index].clone();
        let Some(asked) = seat.letters.get(person) else { return };
        if asked.accepted.is_some() {
            return;
        }
        let now = self.now;
        let delay = now - asked.composed;
        self.note_seat(&row.case, &row.key, index, |seat| {
            if let Some(asked) = seat.letters.get_mut(person) {
                asked.accepted = Some(now);
            }
        });
        let first =
            seat.people.first() == Some(person) && seat.letters.values().all(|l| l.accepted.is_none());
        if !first || delay <= chrono::Duration::minutes(GRACE_MINUTES) || !seat.is_open() {
            return;
        }
        let Some(process) = self.process_of(&case) else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
        let id = &row.case;
        self.with_seat(id, &row.key, index, |seat| {
            seat.start = now;
            if seat.postponed.is_some_and(|(_, at)| at > now) {
                seat.postponed = None;
            }
        });
        let Some(case) = self.case(id) else { return };
        let local = self.seat_local(open, &row.key, &seat, None);
        match self.due(&case, &local, ask, now) {
            Ok(due) if due != seat.due => {
                let (late, told) = (delay.num_minutes(), self.told(due));
                self.why(Some(id), format!("'{}': accepted {late} minutes late, now due {told}", row.key));
                self.with_seat(id, &row.key, index, |seat| seat.due = due);
                self.ask_seat(id, &row.key, index, Occasion::Correction, Some(std::slice::from_ref(person)));
            }
            Ok(_) => {}
            Err(error) => return self.hold(id, error),
        }
        self.reschedule(id, &row.key, index);
    }

    fn undeliverable(&mut self, row: &LetterRow, person: &PersonId, reason: &str) {
        let id = &row.case;
        let label = self.label(person);
        let reason: String = reason.chars().take(200).collect();
        self.why(Some(id), format!("the letter to {label} did not arrive: {reason}"));
        self.alarm(format!("{id}: a letter to {label} did not arrive: {reason}"));
        let Some(case) = self.case(id) else { return };
        let Some(open) = case.asks.get(&row.key).filter(|a| a.round == row.round) else { return };
        // Whoever is in several seats is missing in each.
        for index in (0..open.seats.len()).filter(|i| open.seats[*i].people.contains(person)) {
            self.undeliverable_for(row, person, index, &reason);
        }
    }

    fn undeliverable_for(&mut self, row: &LetterRow, person: &PersonId, index: usize, reason: &str) {
        let id = &row.case;
        let Some(case) = self.case(id) else { return };
        let Some(open) = case.asks.get(&row.key).filter(|a| a.round == row.round).cloned() else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
        let Some(seat) = open.seats.get(index) else { return };
        let by_silence = seat.answer.as_ref().is_some_and(|a| a.evidence == Evidence::Silence);
        if seat.answer.is_some() && !by_silence {
            return;
        }
        if case.ended.is_some() || (open.closed.is_some() && !by_silence) {
            return;
        }
        if by_silence {
            self.why(
                Some(id),
                format!("'{}': silence had been taken for an answer; that is undone", row.key),
            );
            self.with_seat(id, &row.key, index, |seat| seat.answer = None);
        }
        self.with_seat(id, &row.key, index, |seat| {
            if let Some(asked) = seat.letters.get_mut(person) {
                asked.returned = true;
            }
        });
        // Somebody else of the seat may still answer.
        let reached = |p: &PersonId| p != person && seat.letters.get(p).is_some_and(|l| !l.returned);
        if seat.people.iter().any(reached) && !by_silence {
            return;
        }
        self.with_seat(id, &row.key, index, |seat| seat.undeliverable = true);
        if !ask.bounce.is_empty() {
            let local =
                self.seat_local(&open, &row.key, seat, None).with("bounced", Value::Text(reason.to_owned()));
            self.run(id, &ask.bounce, &local);
            return;
        }
        self.cannot_be_reached(id, &row.key, index, person, reason.to_owned());
    }

    /// Without a rule for it: a stand-in is asked, with a clock of their own; where the question may end without an
    /// answer, it does; else the superior is asked. Whoever opened the case and the superior hear of it. Only where
    /// nobody is left the case is held for an operator.
    fn cannot_be_reached(&mut self, id: &CaseId, key: &str, index: usize, person: &PersonId, reason: String) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
        let seat = &open.seats[index];
        let directory = self.world.directory;
        let superior = directory.superior_of(person).or_else(|| directory.superior_of(seat.people.first()?));
        let superior = superior.cloned();
        let own = self.requesters(&case, ask);
        let above = superior.clone().filter(|s| !seat.people.contains(s) && !own.contains(s));
        let may_end = ask.every.is_some() || ask.silence.iter().any(|rung| rung.nothing);
        let stand_in = self.stand_in(&case, key, seat, person).or(above.filter(|_| !may_end));
        let mut facts = self.facts(&case, &Local::of(person), None, "not-delivered");
        facts.insert("ask".into(), Value::Text(key.to_owned()));
        facts.insert("bounced".into(), Value::Text(reason));
        facts.insert("instead".into(), stand_in.clone().map_or(Value::Null, Value::Person));
        let mut told: Vec<PersonId> = Vec::new();
        for reader in case.opener.iter().chain(superior.as_ref()) {
            if reader != person && Some(reader) != stand_in.as_ref() && !told.contains(reader) {
                told.push(reader.clone());
            }
        }
        match stand_in {
            Some(other) => self.replace_in(id, key, index, other),
            None if may_end => {
                self.with_seat(id, key, index, |seat| (seat.undeliverable, seat.silent) = (false, true));
                self.settle_round(id, key, ask);
            }
            None => {
                self.hold(id, format!("'{key}' cannot reach {}, and nobody stands in", self.label(person)))
            }
        }
        for reader in told {
            let mut letter = system_letter(self, Some(id), "not-delivered", reader, facts.clone(), None);
            letter.occasion = Occasion::Notice;
            self.letter(letter);
        }
    }

    /// Somebody fills the seat instead, and its clock starts for them.
    fn replace_in(&mut self, id: &CaseId, key: &str, index: usize, other: PersonId) {
        let now = self.now;
        self.with_seat(id, key, index, |seat| {
            (seat.start, seat.fired, seat.postponed) = (now, 0, None);
            seat.repeats.clear();
        });
        self.extend_to(id, key, index, other);
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
        let local = self.seat_local(open, key, &open.seats[index], None);
        match self.due(&case, &local, ask, now) {
            Ok(due) => self.with_seat(id, key, index, |seat| seat.due = due),
            Err(error) => return self.hold(id, error),
        }
        self.skip_past(id, key, index);
        self.reschedule(id, key, index);
    }

    /// A delivery status notification: each recipient that failed.
    pub(super) fn bounced(&mut self, bounce: &Bounce) {
        let ours = bounce.original_message_id.as_deref().and_then(|id| self.own_message(id));
        let Some((letter, _)) = ours else {
            self.fate = Fate::Ignored("a bounce of no letter of ours".into());
            return;
        };
        if !bounce.permanent {
            self.fate = Fate::Ignored("a letter is delayed; its server is still trying".into());
            return;
        }
        let fold = self.fold_row(&letter).map(|fold| fold.parts.into_iter().map(|(part, _)| part).collect());
        let letters: Vec<String> = fold.unwrap_or_else(|| vec![letter]);
        for letter in letters {
            self.bounced_letter(bounce, &letter);
        }
    }

    fn bounced_letter(&mut self, bounce: &Bounce, letter: &str) {
        let Some(row) = self.letter_row(letter) else {
            self.fate = Fate::Ignored(format!("letter {letter} asks nothing"));
            return;
        };
        for failed in bounce.recipients.iter().filter(|r| r.action == crate::mail::Action::Failed) {
            let owner =
                failed.address.as_ref().and_then(|a| self.world.directory.owner(a)).map(|p| p.id.clone());
            if let Some(person) = owner.or(row.person.clone()) {
                self.undeliverable(&row, &person, &failed.diagnostic);
            }
        }
        if bounce.recipients.is_empty()
            && let Some(person) = row.person.clone()
        {
            self.undeliverable(&row, &person, "returned to the sender");
        }
    }

    /// A Message-ID of ours: letter and case. `<letter.case@host>`.
    pub(super) fn own_message(&self, id: &str) -> Option<(String, CaseId)> {
        let (left, host) = id.rsplit_once('@')?;
        if !host.eq_ignore_ascii_case(&self.world.identity.host) {
            return None;
        }
        let (letter, case) = left.split_once('.')?;
        Some((letter.to_owned(), CaseId(case.to_ascii_uppercase())))
    }

    /// An out-of-office for a question: the deputy may answer from now on (spec row 16).
    pub(super) fn away(&mut self, person: &PersonId, row: &LetterRow) {
        let Some(case) = self.case(&row.case) else { return };
        let Some(open) = case.asks.get(&row.key).filter(|a| a.round == row.round && a.closed.is_none())
        else {
            self.fate = Fate::Ignored("an out-of-office for a question that is closed".into());
            return;
        };
        let Some(index) = open.seats.iter().position(|s| s.is_open() && s.people.contains(person)) else {
            self.fate = Fate::Ignored("an out-of-office for a question that is answered".into());
            return;
        };
        let label = self.label(person);
        self.why(Some(&row.case), format!("{label} is out of office; that is no answer"));
        let own =
            self.process_of(&case).and_then(|p| Some(self.is_approval(ask_of(p, &open.scope, &open.name)?)));
        let deputy = self.world.directory.deputy_of(person).cloned();
        match deputy.filter(|d| own != Some(true) || Some(d) != case.opener.as_ref()) {
            Some(deputy) => self.extend_to(&row.case, &row.key, index, deputy),
            None => {
                self.why(Some(&row.case), format!("{label} has no deputy: the ladder goes on as it stands"))
            }
        }
    }
}
