//! Folding: what one person is asked at one moment goes in one mail.
//!
//! Reminders to one person are folded whatever they remind of (spec row 41); questions for the first time, and to
//! somebody added in working hours, where they are the same question of several cases (row 6: one digest, not N mails);
//! and what one reply is told to have been understood as. What carries an invitation stays alone, for a mail shows one. Each question keeps its own token, so that its link answers it alone; a reply to the whole
//! is read section by section, each begun by the id it is about.

use serde::{Deserialize, Serialize};

use super::asks::ask_of;
use super::draft::Draft;
use super::intake::Speech;
use super::memory::{self, TokenRow};
use super::{AskLetter, CaseId, FOLD_MAX, LetterPlan, Occasion, token};
use crate::directory::PersonId;
use crate::mail::Words;
use crate::rules::{Clock, Value};

/// Name of the letter that holds several questions, in `templates/system/`.
const SEVERAL: &str = "several";
/// Names of the letters that say how an answer was understood: one answer, and several that came with one reply.
const ECHO: &str = "echo";
const ECHOES: &str = "echoes";

/// What a folded letter holds: a row for each question, and the letter it would have been.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct FoldRow {
    pub(super) person: PersonId,
    pub(super) parts: Vec<(String, TokenRow)>,
}

/// A part of a reply, the case it is about, and the question where the letter holds it.
struct Part {
    case: CaseId,
    question: Option<TokenRow>,
    lines: Vec<String>,
}

/// What the beginning of a line names.
enum Named {
    Nothing,
    /// A question, and what stands for the reference when it is one of the case's own items.
    Question(TokenRow, Option<String>),
    /// Another case, by its whole id.
    Elsewhere(CaseId, Option<String>),
    /// Questions of several cases: whichever is being answered just now.
    Several(Vec<(TokenRow, Option<String>)>),
}

impl Draft<'_> {
    /// Folds the letters of this decision, in the order in which they were written.
    pub(super) fn fold(&mut self) {
        let letters = std::mem::take(self.letters());
        let mut groups: Vec<(Option<String>, Vec<LetterPlan>)> = Vec::new();
        for letter in letters {
            let kind = self.kind_of(&letter).filter(|_| !self.is_withdrawn(&letter.id));
            let group =
                groups.iter_mut().find(|(k, group)| kind.is_some() && *k == kind && group.len() < FOLD_MAX);
            match group {
                Some((_, group)) => group.push(letter),
                None => groups.push((kind, vec![letter])),
            }
        }
        for (_, mut group) in groups {
            if group.len() > 1 {
                let folded = if group[0].name == ECHO { self.echoes(group) } else { self.folded(group) };
                self.letters().push(folded);
            } else {
                self.letters().append(&mut group);
            }
        }
    }

    /// What one reply was understood as, section by section. Whoever says which of them was not meant names it.
    fn echoes(&mut self, parts: Vec<LetterPlan>) -> LetterPlan {
        let ids: Vec<&[u8]> = parts.iter().map(|part| part.id.as_bytes()).collect();
        let id = memory::hash(&ids)[..20].to_owned();
        let person = parts[0].to[0].clone();
        let row = |part: &LetterPlan| {
            let row = TokenRow {
                case: part.case.clone()?,
                key: String::new(),
                round: 0,
                person: person.clone(),
                answers: Vec::new(),
                expires: self.now,
            };
            Some((part.id.clone(), row))
        };
        let fold = FoldRow { person: person.clone(), parts: parts.iter().filter_map(row).collect() };
        self.put_json(memory::key(["g", &id]), &fold);
        self.why(None, format!("{} answers of {person} are acknowledged in one letter", parts.len()));
        let noted = parts.iter().map(|part| {
            let case = part.case.as_ref().map_or(Value::Null, |case| Value::Text(case.0.clone()));
            let fact = |name: &str| part.facts.get(name).cloned().unwrap_or(Value::Null);
            let row = [("id", case), ("title", fact("title")), ("answer", fact("answer"))];
            Value::Row(row.map(|(name, value)| (name.to_owned(), value)).into())
        });
        LetterPlan {
            id,
            case: None,
            name: ECHOES.to_owned(),
            facts: [("noted".to_owned(), Value::List(noted.collect()))].into(),
            parts: Vec::new(),
            ..parts[0].clone()
        }
    }

    fn folded(&mut self, parts: Vec<LetterPlan>) -> LetterPlan {
        let person = parts[0].to[0].clone();
        let ids: Vec<&[u8]> = parts.iter().map(|part| part.id.as_bytes()).collect();
        let id = memory::hash(&ids)[..20].to_owned();
        // Its token leads to the questions and grants no answer itself; each question's own token does.
        let expires = parts.iter().filter_map(|part| Some(part.ask.as_ref()?.expires)).max();
        let own = TokenRow {
            case: CaseId(id.clone()),
            key: String::new(),
            round: 0,
            person: person.clone(),
            answers: Vec::new(),
            expires: expires.unwrap_or(self.now),
        };
        let bound = token::Bound {
            case: &own.case,
            key: &own.key,
            round: own.round,
            person: &person,
            answers: &own.answers,
            expires: own.expires,
        };
        let (token, code) = token::mint(self.world.identity, bound);
        for text in [&token, &code] {
            self.put_json(memory::key(["t", &token::normal(text)]), &own);
        }
        let questions = parts.iter().filter_map(|part| {
            let (case, ask) = (part.case.clone()?, part.ask.as_ref()?);
            let round = self.case(&case)?.asks.get(&ask.key)?.round;
            let row = TokenRow {
                case,
                key: ask.key.clone(),
                round,
                person: person.clone(),
                answers: ask.grants.clone(),
                expires: ask.expires,
            };
            Some((part.id.clone(), row))
        });
        let row = FoldRow { person: person.clone(), parts: questions.collect() };
        self.put_json(memory::key(["g", &id]), &row);
        self.why(None, format!("{} letters to {person} are folded into one", parts.len()));
        let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
        LetterPlan {
            id,
            case: None,
            process: None,
            name: SEVERAL.to_owned(),
            occasion: parts[0].occasion,
            to: vec![person],
            ask: Some(AskLetter {
                key: String::new(),
                token,
                code,
                answers: Vec::new(),
                grants: Vec::new(),
                expires: own.expires,
                forms: Vec::new(),
                missing: Vec::new(),
                came: Vec::new(),
                first: None,
                due: None,
                silence: Vec::new(),
            }),
            facts: [("count".to_owned(), Value::Int(count))].into(),
            in_reply_to: None,
            titles: [].into(),
            invite: None,
            enclosed: Vec::new(),
            parts,
        }
    }

    /// What a letter holds, if it is a folded one.
    pub(super) fn fold_row(&self, letter: &str) -> Option<FoldRow> {
        serde_json::from_slice(&self.row(&memory::key(["g", letter]))?).ok()
    }

    /// A reply to a folded letter. `proven`: it came with that letter's own token.
    pub(super) fn several(&mut self, fold: &FoldRow, speech: &Speech<'_>, proven: bool) {
        let mut parts: Vec<Part> = Vec::new();
        let (mut ambiguous, mut before) = (None, None);
        for line in &speech.words.lines {
            let mut named = self.named(fold, line);
            if let Named::Several(found) = &named {
                let here =
                    found.iter().find(|(row, _)| parts.last().is_some_and(|part| part.case == row.case));
                match here {
                    Some((row, rest)) => named = Named::Question(row.clone(), rest.clone()),
                    None => ambiguous = ambiguous.or_else(|| Some(line.clone())),
                }
            }
            match (named, parts.last_mut()) {
                // Several items of one case are one answer.
                (Named::Question(question, rest), Some(part))
                    if part.case == question.case && self.collects(&question) =>
                {
                    part.lines.extend(rest);
                }
                (Named::Question(question, rest), _) => parts.push(Part {
                    case: question.case.clone(),
                    question: Some(question),
                    lines: rest.into_iter().collect(),
                }),
                (Named::Elsewhere(case, rest), _) => {
                    parts.push(Part { case, question: None, lines: rest.into_iter().collect() });
                }
                (Named::Nothing, Some(part)) => part.lines.push(line.clone()),
                (Named::Nothing, None) => before = before.or_else(|| Some(line.clone())),
                (Named::Several(_), _) => {}
            }
        }
        // A word that takes back or corrects is about what was answered, not about what is still open.
        let about_given = self.meta_word(speech).is_some();
        if parts.is_empty()
            && about_given
            && fold.parts.iter().all(|(_, row)| row.case == fold.parts[0].1.case)
        {
            let lines = speech.words.lines.clone();
            parts.extend(fold.parts.first().map(|(_, row)| Part {
                case: row.case.clone(),
                question: None,
                lines,
            }));
        } else if parts.is_empty() && ambiguous.is_none() && !about_given {
            let open: Vec<&TokenRow> =
                fold.parts.iter().map(|(_, row)| row).filter(|row| self.waits(row)).collect();
            if let [only] = open.as_slice() {
                let lines = speech.words.lines.clone();
                parts.push(Part { case: only.case.clone(), question: Some((*only).clone()), lines });
            }
        }
        let alone = parts.len() == 1;
        let none = parts.is_empty();
        for part in parts {
            let words = Words { own: part.lines.join("\n"), lines: part.lines, ..Words::default() };
            let id = part.case;
            self.why(Some(&id), format!("belongs to {id} by a folded letter"));
            let speech = Speech {
                person: speech.person.clone(),
                evidence: speech.evidence.clone(),
                words: &words,
                tables: if alone { speech.tables } else { &[] },
                attachments: if alone { speech.attachments } else { &[] },
                tag: None,
                subject: "",
                reply: true,
                alone: speech.alone,
                token: part.question.filter(|_| proven),
                reply_to: speech.reply_to.clone(),
                received: speech.received,
            };
            match self.meta_word(&speech) {
                Some((word, rest)) => self.meta(&word, &rest, &speech, Some(id)),
                None => self.speak_in(&id, &speech),
            }
        }
        // A greeting above the first section is none of the questions' business.
        if let Some(line) = ambiguous.or(before.filter(|_| none)) {
            let candidates = fold.parts.iter().map(|(_, row)| &row.case);
            self.ask_which(speech, None, "which-item", [("line", Value::Text(line))], candidates);
        }
    }

    fn waits(&self, row: &TokenRow) -> bool {
        let Some(open) = self.case(&row.case).and_then(|c| c.asks.get(&row.key).cloned()) else {
            return false;
        };
        let mine = |s: &super::OpenSeat| s.answer.is_none() && s.people.contains(&row.person);
        open.closed.is_none() && open.round == row.round && open.seats.iter().any(mine)
    }

    /// The question that a line names at its beginning: `P-2026-0012-T03 …`, `T03 …`, `[P-2026-0012] …`. An item of a
    /// case that is asked about several keeps its short reference: `T03 …`.
    fn named(&self, fold: &FoldRow, line: &str) -> Named {
        let line = crate::mail::fold(line);
        let text = line.trim_start().trim_start_matches(['[', '(', '【', '-', '*', ' ']);
        let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(text.len());
        let (head, rest) = text.split_at(end);
        let head = head.trim_end_matches('-').to_uppercase();
        if !head.chars().any(|c| c.is_ascii_digit()) || !head.starts_with(|c: char| c.is_ascii_uppercase()) {
            return Named::Nothing;
        }
        let rest = rest.trim_start_matches([']', ')', '】', ':', '：', ' ', '\t']).to_owned();
        let mut found: Vec<(TokenRow, Option<String>)> = Vec::new();
        for (_, row) in &fold.parts {
            let id = &row.case.0;
            let short = !head.contains('-');
            let own = *id == head || (short && id.ends_with(&format!("-{head}")));
            let item = if short { head.as_str() } else { head.strip_prefix(&format!("{id}-")).unwrap_or("") };
            let child = CaseId(format!("{id}-{item}"));
            if own {
                found.push((row.clone(), Some(rest.clone()).filter(|r| !r.is_empty())));
            } else if !item.is_empty() && self.collects(row) && self.case(&child).is_some() {
                found.push((row.clone(), Some(format!("{item} {rest}"))));
            }
        }
        if found.iter().any(|(row, _)| row.case != found[0].0.case) {
            return Named::Several(found);
        }
        match found.into_iter().next() {
            Some((row, rest)) => Named::Question(row, rest),
            None if head.contains('-') && self.case(&CaseId(head.clone())).is_some() => {
                Named::Elsewhere(CaseId(head), Some(rest).filter(|r| !r.is_empty()))
            }
            None => Named::Nothing,
        }
    }

    /// The question is about items of its case, a line for each.
    fn collects(&self, row: &TokenRow) -> bool {
        let Some(case) = self.case(&row.case) else { return false };
        let Some(process) = self.process_of(&case) else { return false };
        let open = case.asks.get(&row.key);
        open.and_then(|open| ask_of(process, &open.scope, &open.name)).is_some_and(|ask| ask.about.is_some())
    }

    /// What it may be folded with: a reader and a kind.
    fn kind_of(&self, letter: &LetterPlan) -> Option<String> {
        let [reader] = letter.to.as_slice() else { return None };
        let answered = letter.in_reply_to.as_ref().map_or("", |(id, _)| id.as_str());
        if letter.occasion == Occasion::Reply && letter.process.is_none() && letter.name == ECHO {
            return Some(format!("{reader} {ECHO} {answered}"));
        }
        if letter.ask.is_none() || letter.invite.is_some() || letter.case.is_none() {
            return None;
        }
        let process = letter.process.as_deref().unwrap_or("");
        // Whoever is called at night is called for each case.
        let literal = self.world.rules.processes.get(process).is_some_and(|p| p.clock == Clock::Always);
        match letter.occasion {
            Occasion::Reminder => Some(format!("{reader}")),
            Occasion::Also if literal => None,
            Occasion::Ask | Occasion::Also => {
                Some(format!("{reader} {process}/{} {:?}", letter.name, letter.occasion))
            }
            _ => None,
        }
    }
}
