//! The words people may say: `answers.toml`, and what a process file brings of its own.

use std::collections::BTreeMap;

use super::labels;
use crate::document::{Entry, Table, Text};
use crate::fault::Faults;
use crate::rules::keys::Part;
use crate::rules::{Answer, Rules, Stake};

/// Words that mean something else where an answer's name may stand (`on.closed`, `on.each.ready`).
const RESERVED: [&str; 10] =
    ["each", "any", "all", "given", "filled", "closed", "silent", "later", "ended", "set"];

/// What is understood everywhere: the core does it, so there are no others.
const META: [&str; 6] = ["help", "status", "withdraw", "correct", "calendar", "new-calendar"];

pub(super) fn read(root: Table, rules: &mut Rules, faults: &mut Faults) {
    let mut root = root.allowing(Part::Vocabulary.names());
    if let Some(table) = root.optional_table("answer", faults) {
        rules.answers = words(table, true, faults);
        rules.answers.values_mut().for_each(|answer| answer.common = true);
    }
    if let Some(table) = root.optional_table("meta", faults) {
        for key in table.entries().map(|entry| &entry.key) {
            key.clone().choice(&META.map(|name| (name, ())), faults);
        }
        rules.meta = words(table, false, faults);
    }
    root.finish(faults);
}

/// `[answer.NAME]` of a process file. A word that another file has already must be the same there.
pub(super) fn own(table: Table, rules: &mut Rules, faults: &mut Faults) {
    let keys: BTreeMap<String, Text> =
        table.entries().map(|entry| (entry.key.value.clone(), entry.key.clone())).collect();
    for (name, answer) in words(table, true, faults) {
        match rules.answers.get(&name) {
            Some(known) if (Answer { common: known.common, ..answer.clone() }) != *known => {
                let found = format!("there is another answer '{name}' already");
                let remedy = "name it otherwise, or take it out and use the one there is";
                if let Some(key) = keys.get(&name) {
                    faults.push(key.fault(found, remedy));
                }
            }
            _ => {
                rules.answers.insert(name, answer);
            }
        }
    }
}

/// What is understood everywhere has words only; an answer says what is at stake.
fn words(mut table: Table, staked: bool, faults: &mut Faults) -> BTreeMap<String, Answer> {
    let mut answers = BTreeMap::new();
    for Entry { key, value } in table.take_rest() {
        if staked && RESERVED.contains(&key.as_str()) {
            let found = format!("'{}' means something else behind 'on.'", key.as_str());
            faults.push(key.fault(found, "give the answer another name"));
        }
        let Some(table) = value.table(faults) else { continue };
        let mut table = table.allowing(if staked { Part::Answer } else { Part::Meta }.names());
        let words = table.expect("words", "its spellings by language", faults);
        let words = words.map(|words| labels(words, faults)).unwrap_or_default();
        let mut answer = Answer {
            name: key.value,
            words,
            weak: BTreeMap::new(),
            comment: BTreeMap::new(),
            stake: Stake::Fact,
            entire: false,
            common: false,
        };
        if staked {
            answer.weak = table.take("weak").map(|e| labels(e.value, faults)).unwrap_or_default();
            answer.comment = table.take("comment").map(|e| labels(e.value, faults)).unwrap_or_default();
            let stakes = [("fact", Stake::Fact), ("consent", Stake::Consent), ("approval", Stake::Approval)];
            let stake = table.expect_string("stake", faults).and_then(|stake| stake.choice(&stakes, faults));
            // A stake that cannot be read is a fault; until it is mended the strictest holds.
            answer.stake = stake.unwrap_or(Stake::Approval);
            answer.entire = table.optional_boolean("entire", faults).is_some_and(|entire| entire.value);
        }
        table.finish(faults);
        answers.insert(answer.name.clone(), answer);
    }
    answers
}
