//! What a person says in a case: words that answer a question of theirs, words that may be said unasked, here or in
//! the cases below, and what is told to one who says them too late.

use super::answering::own_seats;
use super::asks::ask_of;
use super::begun::Begun;
use super::cases::state_of;
use super::draft::Draft;
use super::intake::Speech;
use super::memory::TokenRow;
use super::offers::Offer;
use super::opening::{list_of, missing_now, sent_back};
use super::operator::in_words;
use super::reach::Local;
use super::{Case, CaseId, Evidence, Given};
use crate::rules::reading::{EVERY, Reading, Spoken, is_courtesy, names};
use crate::rules::{Ask, Form, Process, Stake, Value, Values, Wants};

impl Draft<'_> {
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
        let tagged = speech.tag.and_then(called).or_else(|| silent.then(|| called(speech.subject)).flatten());
        if let Some(name) = tagged {
            // `【降频】2h 原因：…` with nothing below: what belongs to the tag stands behind it.
            let behind = speech.tag.is_some() && speech.words.lines.is_empty();
            let text = if behind { speech.subject } else { &speech.words.own };
            let spoken = Spoken::new(name, text, speech.tag.unwrap_or_default());
            self.why(Some(id), format!("'{name}' by its tag"));
            return self.say_word(id, &offers, &spoken, speech);
        }
        // `[CASE] 降频 2h 原因：…` with nothing below: all that is said stands in the subject.
        if !speech.reply && speech.words.lines.is_empty() && speech.attachments.is_empty() {
            // What stands before a colon was taken for a tag.
            let tag = speech.tag.map(|tag| format!("{tag}：")).unwrap_or_default();
            let words = in_words(&format!("{tag}{}", speech.subject));
            if !words.lines.is_empty() {
                return self
                    .speak_in(id, &Speech { words: &words, tag: None, subject: "", ..speech.clone() });
            }
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
                Wants::Answers(_) => {
                    let why = if self.says_by_file(speech) { "attached" } else { "unclear" };
                    self.ask_back(id, Some(key), why, speech, offers)
                }
            };
        }
        // Without the token too: an answer in the subject, in a picture or in a file alone must not go unheard.
        let waits = offers.iter().any(|(_, o)| matches!(o, Offer::Answer(_)));
        if waits && speech.reply && (speech.words.lines.is_empty() || self.says_by_file(speech)) {
            let why = if speech.attachments.is_empty() { "empty" } else { "attached" };
            self.why(Some(id), "there are no new words in it, and an answer is waited for");
            return self.ask_back(id, None, why, speech, offers);
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
            && let Some(ask) = ask_of(process, &open.scope, &open.name)
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
            if !filled.labelled.is_empty() || meant && filled.values.values().any(|value| !value.is_null()) {
                let (key, ask) = ((*key).clone(), ask.clone());
                return self.give_form(id, &key, &ask, None, speech);
            }
        }
        if !self.fill_later(case, speech)
            && !self.run_out(case, offers, speech)
            && !self.not_waited_for(case, speech)
        {
            self.ignore("kept in the log: talk in the thread");
        }
    }

    /// Nothing but courtesy, and a file or a picture: the answer may stand in it.
    fn says_by_file(&self, speech: &Speech<'_>) -> bool {
        !speech.attachments.is_empty() && is_courtesy(&speech.words.own, self.world.rules)
    }

    /// The ask of a token: its key and definition, and whether it is still open to this person.
    fn asked_by_token(&self, case: &Case, token: &TokenRow) -> Option<(String, Ask, bool)> {
        let process = self.process_of(case)?;
        let open = case.asks.get(&token.key)?;
        let ask = ask_of(process, &open.scope, &open.name)?.clone();
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
            && !((reference == EVERY || *reference == id.0) && waits_here)
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
            [Offer::Say(scope, name), ..] => self.say(id, scope, name, process, spoken, speech),
            [Offer::Form(key), ..] => {
                let Some(open) = case.asks.get(key) else { return };
                let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
                self.give_form(id, key, ask, Some(&spoken.text), speech);
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
    pub(super) fn say_to_children(
        &mut self,
        id: &CaseId,
        reference: Option<&str>,
        spoken: &Spoken,
        speech: &Speech<'_>,
    ) {
        let Some(case) = self.case(id) else { return };
        let root = case.parent.clone().filter(|_| reference.is_some());
        let (mut fit, mut meant) = (Vec::new(), Vec::new());
        for owner in std::iter::once(id.clone()).chain(root) {
            let Some(owner) = self.case(&owner) else { continue };
            for process in owner.children.keys() {
                for child in self.children_of(&owner.id, process) {
                    let named = reference.is_none_or(|r| r == EVERY || names(r, &child.0));
                    let lives = named && self.glance(&child).is_some_and(|c| c.ended.is_none());
                    if !lives {
                        continue;
                    }
                    let Some(found) = self.case(&child) else { continue };
                    let offers = self.offers_called(&spoken.name, &found, &speech.person);
                    if !offers.is_empty() && !fit.contains(&child) {
                        fit.push(child);
                    }
                    meant.push(found);
                }
            }
        }
        match fit.as_slice() {
            all if !all.is_empty() && (all.len() == 1 || reference == Some(EVERY)) => {
                for child in all {
                    let Some(found) = self.case(child) else { continue };
                    let offers = self.offers_called(&spoken.name, &found, &speech.person);
                    let spoken = Spoken { reference: None, ..spoken.clone() };
                    self.say_word(child, &offers, &spoken, speech);
                }
                self.credit_digest(id, &spoken.name, speech);
            }
            [] => {
                self.why(Some(id), format!("nothing under {id} waits for '{}'", spoken.line));
                let only = meant.first().filter(|only| meant.iter().all(|other| other.id == only.id));
                let said = (spoken.name.as_str(), spoken.line.clone());
                self.say_whose(&case, said, only.map(|only| &**only), speech);
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
            let Some(ask) = ask_of(process, &open.scope, &open.name).filter(|_| open.closed.is_none()) else {
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
        let before = self.change(id, |case| case.given.insert(name.to_owned(), values.into())).flatten();
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
        let told = self.letters()[before..].iter().any(|l| l.to.contains(&speech.person));
        let Some(case) = self.case(id) else { return };
        if !told && self.holds(&case, &local, say.receipt.as_ref()) {
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
        facts.insert("answer".into(), answer.as_ref().map_or(Value::Null, |a| self.in_a_word(&a.answer)));
        facts.insert("answered_at".into(), answer.as_ref().map_or(Value::Null, |a| Value::At(a.at)));
        let by = answer.and_then(|a| a.by);
        facts.insert("again".into(), Value::Bool(by.as_ref() == Some(&speech.person)));
        facts.insert("answered_by".into(), by.map_or(Value::Null, Value::Person));
        self.why(Some(&case.id), format!("'{key}' is closed or answered already"));
        self.answer_once(speech, Some(&case.id), "too-late", facts);
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
