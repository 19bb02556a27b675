//! Letters to the one who wrote: a question back, a receipt, a choice between cases. Each goes once for one mail, and
//! no correspondent gets more of them than the budget allows.

use super::asks::{ask_of, first_letter};
use super::draft::{Draft, system_letter};
use super::intake::Speech;
use super::memory;
use super::meta::case_row;
use super::offers::Offer;
use super::reach::Local;
use super::{AskLetter, CaseId, Evidence, LetterPlan, token};
use crate::directory::PersonId;
use crate::mail::Message;
use crate::rules::{Value, Values, Wants};

impl Draft<'_> {
    /// A question put again because its answer could not be taken, with why.
    pub(super) fn ask_back(
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
    pub(super) fn ask_again(
        &mut self,
        id: &CaseId,
        key: &str,
        name: &str,
        facts: Values,
        speech: &Speech<'_>,
    ) {
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
        let ask = ask_of(process, &open.scope, &open.name)?;
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

    pub(super) fn reply_once(
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
    pub(super) fn writes_to(&mut self, person: &PersonId) -> bool {
        self.letters().iter().any(|l: &LetterPlan| l.to.contains(person))
    }
}

fn digest(facts: &Values) -> String {
    // What a refusal is about, without the times that differ each time.
    let about = ["why", "reason", "line", "answer", "form", "process", "ask", "candidates"];
    let part: Vec<_> = about.iter().filter_map(|n| facts.get(*n)).collect();
    memory::hash(&[&serde_json::to_vec(&part).unwrap_or_default()])
}
