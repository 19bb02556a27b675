//! States, and what lives in them: asks, says, meets and timers.

use std::collections::BTreeMap;

use super::{Reader, known};
use crate::document::{Entry, Kind, Table, Text, Value};
use crate::rules::keys::Part;
use crate::rules::{
    Ask, CalendarAnswers, Expression, Level, Meet, Proof, Reaction, Rung, Say, State, Step, Timer, Trigger,
    Wants, Who,
};
use crate::time::{Base, Phrase, Policy};

/// `like` may lead to an ask with a `like` of its own, so often.
const LIKE_DEPTH_MAX: usize = 8;

/// An ask's own keys and, behind them, those it takes over with `like`.
struct Layers {
    tables: Vec<Table>,
    /// What it takes over was not found: what is missing may have been there.
    torn: bool,
}

impl Layers {
    /// The key of the first layer that has it.
    fn take(&mut self, key: &str) -> Option<Entry> {
        let mut first = None;
        for layer in &mut self.tables {
            let found = layer.take(key);
            first = first.or(found);
        }
        first
    }

    /// The key of every layer that has it, the own one first.
    fn take_all(&mut self, key: &str) -> Vec<Entry> {
        self.tables.iter_mut().filter_map(|layer| layer.take(key)).collect()
    }
}

impl Reader<'_> {
    pub(super) fn state(&mut self, name: String, table: Table) -> State {
        let mut table = table.allowing(Part::State.names());
        let end = table.optional_boolean("end", self.faults).is_some_and(|end| end.value);
        let entry = self.step_when(&mut table);
        State { end, entry, ..self.scope(name, table) }
    }

    /// As a state; its step is run once, when the case opens.
    pub(super) fn always(&mut self, table: Table) -> State {
        let mut table = table.allowing(Part::Scope.names());
        let entry = self.step_when(&mut table);
        State { entry, ..self.scope("always".to_owned(), table) }
    }

    /// What lives while a state does.
    fn scope(&mut self, name: String, mut table: Table) -> State {
        let asks = table.optional_table("ask", self.faults).map(|t| self.asks(t)).unwrap_or_default();
        let says = table.optional_table("say", self.faults).map(|t| self.says(t)).unwrap_or_default();
        let meets = table.optional_table("meet", self.faults).map(|t| self.meets(t)).unwrap_or_default();
        let timers =
            table.optional_table("at", self.faults).map(|t| self.timers(t, true)).unwrap_or_default();
        let on = table.optional_table("on", self.faults).map(|t| self.state_reactions(t)).unwrap_or_default();
        table.finish(self.faults);
        State { name, end: false, entry: Step::default(), asks, says, meets, timers, on }
    }

    pub(super) fn asks(&mut self, mut table: Table) -> BTreeMap<String, Ask> {
        let mut asks = BTreeMap::new();
        for Entry { key, value } in table.take_rest() {
            let Some(table) = value.table(self.faults) else { continue };
            if let Some(ask) = self.ask(&key, table) {
                asks.insert(key.value, ask);
            }
        }
        asks
    }

    fn ask(&mut self, name: &Text, table: Table) -> Option<Ask> {
        let mut keys = self.layers(table);
        let who = self.needed(&mut keys, "who", "who is asked").map(|value| self.who(value));
        let wants = self.wants(name, &mut keys);
        let due = self.needed(&mut keys, "due", "by when, such as \"24h\"").map(|value| self.phrases(value));
        let silence = keys.take("silence").map(|entry| self.rungs(entry.value)).unwrap_or_default();
        let in_turn = self.flag(&mut keys, "in-turn");
        let every = keys.take("every").and_then(|entry| self.phrase(entry.value));
        let quiet = self.flag(&mut keys, "quiet");
        let proofs = [("address", Proof::Address), ("token", Proof::Token), ("domain", Proof::Domain)];
        let proof = keys.take("proof").and_then(|entry| entry.value.string(self.faults));
        let proof = proof.and_then(|text| text.choice(&proofs, self.faults));
        let calendar = keys.take("calendar").and_then(|entry| self.calendar(entry.value));
        let proposed = keys.take("proposed").and_then(|entry| entry.value.string(self.faults));
        let about = keys.take("about").and_then(|entry| self.expression(entry.value));
        let attach =
            keys.take("attach").map(|entry| entry.value.string_or_list(self.faults)).unwrap_or_default();
        let bounce = keys.take("bounce").map(|entry| self.steps(entry.value)).unwrap_or_default();
        let mut on: Vec<Reaction> = Vec::new();
        for entry in keys.take_all("on") {
            let Some(table) = entry.value.table(self.faults) else { continue };
            // What stands beside `like` about an answer wins over all that is taken over about it.
            let taken = self.ask_reactions(table).into_iter().filter(|reaction| {
                !on.iter().any(|mine| mine.on == reaction.on || is_about_one_answer(&mine.on, &reaction.on))
            });
            let taken: Vec<Reaction> = taken.collect();
            on.extend(taken);
        }
        if self.flag(&mut keys, "archive") {
            archive_what_is_given(&mut on, name.as_str());
        }
        for layer in keys.tables {
            layer.finish(self.faults);
        }
        Some(Ask {
            name: name.value.clone(),
            who: who?,
            wants: wants?,
            due: due?,
            silence,
            on,
            in_turn,
            every,
            quiet,
            calendar,
            proposed: proposed.map(|meet| meet.value),
            about_any: about.as_ref().and_then(Expression::any),
            about,
            attach: attach.into_iter().map(|name| name.value).collect(),
            bounce,
            proof,
        })
    }

    /// The table, and what it is `like`.
    fn layers(&mut self, table: Table) -> Layers {
        let mut layers = vec![table.allowing(Part::Ask.names())];
        let mut torn = true;
        let mut file = self.file;
        for depth in 0.. {
            let Some(entry) = layers[depth].take("like") else {
                torn = false;
                break;
            };
            let Some(path) = entry.value.string(self.faults) else { break };
            match self.files.like(file, path.as_str()) {
                Some((found, table)) if depth < LIKE_DEPTH_MAX => {
                    layers.push(table.clone().allowing(Part::Ask.names()));
                    file = found;
                }
                Some(_) => {
                    self.faults.push(path.fault("this takes over itself", "write out one of the asks"));
                    break;
                }
                None => {
                    let first = path.as_str().split('.').next().unwrap_or_default();
                    let files = self.files.shared.keys().chain(self.files.processes.keys());
                    let remedy = match self.files.tree(first) {
                        None if !["state", "always"].contains(&first) => known(first, files),
                        _ => "write the path of an ask, such as \"state.NAME.ask.NAME\"".to_owned(),
                    };
                    self.faults.push(path.fault(format!("there is no ask '{}'", path.as_str()), remedy));
                    break;
                }
            }
        }
        if let [own, others @ ..] = layers.as_slice() {
            for entry in own.entries() {
                let taken = others.iter().find_map(|layer| layer.get(entry.key.as_str()));
                self.look_for_echoes(entry, taken);
            }
        }
        Layers { tables: layers, torn }
    }

    /// What is written beside `like` and is the same there says nothing, and hides what is changed there later.
    fn look_for_echoes(&mut self, own: &Entry, taken: Option<&Value>) {
        let Some(taken) = taken else { return };
        if let (Kind::Table(own), Kind::Table(taken), "on") = (&own.value.kind, &taken.kind, own.key.as_str())
        {
            for entry in own.entries() {
                self.look_for_echoes(entry, taken.get(entry.key.as_str()));
            }
            return;
        }
        if own.value.says_the_same(taken) {
            let found = format!("'{}' says what 'like' takes over anyway", own.key.as_str());
            self.faults.push(own.key.fault(found, "take it out"));
        }
    }

    fn needed(&mut self, keys: &mut Layers, key: &str, wanted: &str) -> Option<Value> {
        let entry = keys.take(key);
        if entry.is_none() && !keys.torn && !keys.tables[0].is_misspelt(key) {
            self.faults.push(keys.tables[0].missing(key, wanted));
        }
        entry.map(|entry| entry.value)
    }

    fn flag(&mut self, keys: &mut Layers, key: &str) -> bool {
        keys.take(key).and_then(|entry| entry.value.boolean(self.faults)).is_some_and(|yes| yes.value)
    }

    /// `answers`, `form` or `fill`; the nearest layer decides which.
    fn wants(&mut self, name: &Text, keys: &mut Layers) -> Option<Wants> {
        const WAYS: [&str; 3] = ["answers", "form", "fill"];
        let layer = keys.tables.iter().position(|layer| WAYS.iter().any(|way| layer.has(way)));
        let Some(layer) = layer else {
            WAYS.iter().for_each(|way| drop(keys.take(way)));
            if !keys.torn && !WAYS.iter().any(|way| keys.tables[0].is_misspelt(way)) {
                self.faults.push(keys.tables[0].missing("answers", "or 'form' or 'fill': what is wanted"));
            }
            return None;
        };
        let ways: Vec<&str> = WAYS.into_iter().filter(|way| keys.tables[layer].has(way)).collect();
        if let [first, second, ..] = ways.as_slice() {
            let fault = keys.tables[layer].get(second).map(|value| {
                value.fault(format!("'{first}' and '{second}' at once"), "an ask wants one of them")
            });
            self.faults.0.extend(fault);
        }
        let taken = keys.tables[layer].take(ways[0]);
        for way in WAYS {
            keys.take(way);
        }
        let value = taken?.value;
        match ways[0] {
            "form" => self.form_or_name(name, value).map(Wants::Form),
            way => {
                let empty = matches!(&value.kind, Kind::List(entries) if entries.is_empty());
                if empty {
                    self.faults
                        .push(value.fault(format!("'{}' is empty", value.path()), "name at least one"));
                }
                let names: Vec<String> =
                    value.string_or_list(self.faults).into_iter().map(|name| name.value).collect();
                (!names.is_empty())
                    .then(|| if way == "fill" { Wants::Fill(names) } else { Wants::Answers(names) })
            }
        }
    }

    fn phrases(&mut self, value: Value) -> Vec<Phrase> {
        match value.kind {
            Kind::List(entries) => entries.into_iter().filter_map(|entry| self.phrase(entry)).collect(),
            _ => self.phrase(value).into_iter().collect(),
        }
    }

    fn rungs(&mut self, value: Value) -> Vec<Rung> {
        let mut rungs = Vec::new();
        for table in value.table_or_list(self.faults) {
            let mut table = table.allowing(Part::Rung.names());
            let at = table.expect("at", "when, such as \"12h\" or \"due\"", self.faults);
            let at = at.and_then(|at| self.phrase(at));
            let when = table.take("when").and_then(|entry| self.expression(entry.value));
            let every = table.take("every").and_then(|entry| self.phrase(entry.value));
            let remind = table.optional_string("remind", self.faults);
            let remind = remind.and_then(|word| word.choice(&[("who", true)], self.faults)).unwrap_or(false);
            let also = table.string_or_list("also", self.faults);
            let also = also.iter().filter_map(|text| self.seat(text)).map(|seat| Who(vec![seat])).collect();
            let answer = table.optional_string("answer", self.faults).map(|answer| answer.value);
            let nothing = table.optional_boolean("nothing", self.faults).is_some_and(|yes| yes.value);
            let step = self.step(&mut table);
            table.finish(self.faults);
            if let Some(at) = at {
                rungs.push(Rung { at, when, every, remind, also, answer, nothing, step });
            }
        }
        rungs
    }

    fn calendar(&mut self, value: Value) -> Option<CalendarAnswers> {
        let mut table = value.table(self.faults)?.allowing(Part::Calendar.names());
        let to = table.expect_string("to", self.faults);
        let accepted = table.optional_string("accepted", self.faults).map(|word| word.value);
        let declined = table.optional_string("declined", self.faults).map(|word| word.value);
        table.finish(self.faults);
        Some(CalendarAnswers { to: to?.value, accepted, declined })
    }

    fn says(&mut self, mut table: Table) -> BTreeMap<String, Say> {
        let mut says = BTreeMap::new();
        for Entry { key, value } in table.take_rest() {
            let Some(table) = value.table(self.faults) else { continue };
            let mut table = table.allowing(Part::Say.names());
            let by =
                table.expect("by", "who may say it", self.faults).map(|by| self.who(by)).unwrap_or_default();
            let form = table.take("form").and_then(|entry| self.form_or_name(&key, entry.value));
            if let (Some(_), Some(fill)) = (&form, table.get("fill")) {
                let fault =
                    fill.fault("'form' and 'fill' at once", "a say is given a form or corrects the case");
                self.faults.push(fault);
            }
            let fill = table.string_or_list("fill", self.faults).into_iter().map(|form| form.value).collect();
            let until = table.take("until").and_then(|entry| self.phrase(entry.value));
            let receipt = table.take("receipt").and_then(|entry| self.expression(entry.value));
            let steps = self.own_steps(&mut table);
            table.finish(self.faults);
            says.insert(key.value.clone(), Say { name: key.value, by, form, fill, until, receipt, steps });
        }
        says
    }

    fn meets(&mut self, mut table: Table) -> BTreeMap<String, Meet> {
        let mut meets = BTreeMap::new();
        for Entry { key, value } in table.take_rest() {
            if let Some(table) = value.table(self.faults) {
                meets.insert(key.value.clone(), self.meet(key, table));
            }
        }
        meets
    }

    fn meet(&mut self, name: Text, table: Table) -> Meet {
        let mut table = table.allowing(Part::Meet.names());
        // `at` is the start of a single meeting, or the timers of a series: `at.NAME`.
        let (mut at, mut timers) = (None, BTreeMap::new());
        match table.take("at").map(|entry| entry.value) {
            Some(value) if matches!(value.kind, Kind::Table(_)) => {
                timers = value.table(self.faults).map(|t| self.timers(t, false)).unwrap_or_default();
            }
            Some(value) => at = self.phrase(value),
            None if table.has("every") || table.is_misspelt("at") || table.is_misspelt("every") => {}
            None => self.faults.push(table.missing("at", "the start, or 'every' for a series")),
        }
        let every = table.take("every").and_then(|entry| match at {
            Some(_) => {
                self.faults
                    .push(entry.key.fault("'at' and 'every' at once", "a meeting is single or a series"));
                None
            }
            None => self.phrase(entry.value),
        });
        let until = table.take("until").and_then(|entry| self.phrase(entry.value));
        let free = table.take("free").and_then(|entry| self.phrase(entry.value));
        let unless = table.take("unless").and_then(|entry| self.phrase(entry.value));
        let length_minutes = table.take("length").and_then(|entry| self.minutes(entry.value));
        let who =
            table.expect("who", "who is invited", self.faults).map(|who| self.who(who)).unwrap_or_default();
        let holiday = table.optional_string("holiday", self.faults);
        let holiday = holiday.and_then(|word| self.holiday(&word)).unwrap_or(Policy::Keep);
        let notice = table.take("notice").and_then(|entry| self.notice(entry.value));
        let busy = table.optional_boolean("busy", self.faults).is_none_or(|busy| busy.value);
        let alarms = table.take("alarms").and_then(|entry| self.alarms(entry.value));
        let on = table.optional_table("on", self.faults).map(|t| self.meet_reactions(t)).unwrap_or_default();
        let asks = table.optional_table("ask", self.faults).map(|t| self.asks(t)).unwrap_or_default();
        table.finish(self.faults);
        Meet {
            name: name.value,
            at,
            every,
            until,
            free,
            unless,
            length_minutes,
            who,
            holiday,
            notice,
            busy,
            alarms,
            on,
            asks,
            timers,
        }
    }

    pub(super) fn holiday(&mut self, word: &Text) -> Option<Policy> {
        match Policy::parse(word.as_str()) {
            Ok(policy) => Some(policy),
            Err(why) => {
                self.faults.push(word.fault("this is no rule for holidays", why));
                None
            }
        }
    }

    /// One weekday with a time.
    fn notice(&mut self, value: Value) -> Option<Phrase> {
        let text = value.string(self.faults)?;
        let phrase = self.phrase_of(&text)?;
        if matches!(&phrase, Phrase::Weekly(days, _) if days.single().is_some()) {
            return Some(phrase);
        }
        let found = format!("'{phrase}' is no day of the week with a time");
        self.faults.push(text.fault(found, "write for example \"Monday 09:00\""));
        None
    }

    /// A list of lengths of time, or an expression for one.
    fn alarms(&mut self, value: Value) -> Option<Expression> {
        let Kind::List(entries) = value.kind else { return self.expression(value) };
        let minutes: Vec<i64> = entries.into_iter().filter_map(|entry| self.minutes(entry)).collect();
        let all: Vec<String> = minutes.iter().map(|minutes| format!("'{minutes}m'")).collect();
        Expression::compile(&format!("[{}]", all.join(", "))).ok()
    }

    /// `may_tick`: they may come again and again; under a meet each instance has its own.
    fn timers(&mut self, mut table: Table, may_tick: bool) -> BTreeMap<String, Timer> {
        let mut timers = BTreeMap::new();
        for Entry { key, value } in table.take_rest() {
            let Some(table) = value.table(self.faults) else { continue };
            let mut table = table.allowing(Part::Timer.names());
            let every = if may_tick { table.take("every") } else { None };
            let again = every.is_some();
            let at = match every {
                Some(every) => self.ticking(every.value),
                None => table.expect("at", "when", self.faults).and_then(|at| self.phrase(at)),
            };
            let until = if may_tick { table.take("until") } else { None };
            let until = until.and_then(|entry| {
                if !again {
                    self.faults.push(
                        entry.key.fault("only what comes again has an end", "take it out, or write 'every'"),
                    );
                }
                self.phrase(entry.value)
            });
            let steps = self.own_steps(&mut table);
            table.finish(self.faults);
            if let Some(at) = at {
                timers.insert(key.value.clone(), Timer { name: key.value, at, again, until, steps });
            }
        }
        timers
    }

    /// A time that comes again: a tick of the clock, or an interval.
    fn ticking(&mut self, value: Value) -> Option<Phrase> {
        let text = value.string(self.faults)?;
        let phrase = self.phrase_of(&text)?;
        let interval =
            matches!(
                &phrase,
                Phrase::Point { before: false, base: Base::Start, clock: None, amount: Some(_) }
            ) || matches!(&phrase, Phrase::Point { base: Base::Field(_), amount: None, clock: None, .. });
        if phrase.is_calendar() || interval {
            return Some(phrase);
        }
        let found = format!("'{phrase}' comes once");
        self.faults
            .push(text.fault(found, "write for example \"workday 17:00\" or \"30m\", or 'at' for once"));
        None
    }

    /// `on.ANSWER`, `on.each.ANSWER`, `on.given` … of an ask.
    fn ask_reactions(&mut self, mut table: Table) -> Vec<Reaction> {
        let mut all = Vec::new();
        for Entry { key, value } in table.take_rest() {
            let on = match key.as_str() {
                "given" => Trigger::Given,
                "filled" => Trigger::Filled,
                "closed" => Trigger::Closed,
                "silent" => Trigger::Silent,
                "later" => Trigger::Later,
                word => match level(word) {
                    Some(level) => {
                        for Entry { key, value } in
                            value.table(self.faults).map(|mut t| t.take_rest()).unwrap_or_default()
                        {
                            let steps = self.steps(value);
                            all.push(Reaction { on: Trigger::Answer(level, key.value), steps });
                        }
                        continue;
                    }
                    None => Trigger::Answer(Level::Each, word.to_owned()),
                },
            };
            all.push(Reaction { on, steps: self.steps(value) });
        }
        all
    }

    /// `on.ended`, `on.moved`, `on.skipped` of a meet.
    fn meet_reactions(&mut self, table: Table) -> Vec<Reaction> {
        let mut table = table.allowing(Part::Meeting.names());
        let found = [
            (Trigger::Ended, table.take("ended")),
            (Trigger::Moved, table.take("moved")),
            (Trigger::Skipped, table.take("skipped")),
            (Trigger::Accepted, table.take("accepted")),
            (Trigger::Declined, table.take("declined")),
            (Trigger::AllAccepted, table.take("all-accepted")),
            (Trigger::Answered, table.take("answered")),
        ];
        table.finish(self.faults);
        let of =
            |(on, entry): (Trigger, Option<Entry>)| Some(Reaction { on, steps: self.steps(entry?.value) });
        found.into_iter().filter_map(of).collect()
    }

    /// `on.set.FIELD`, `on.PROCESS.LEVEL.STATE` of a state.
    fn state_reactions(&mut self, mut table: Table) -> Vec<Reaction> {
        let mut all = Vec::new();
        for Entry { key, value } in table.take_rest() {
            for inner in value.table(self.faults).map(|mut t| t.take_rest()).unwrap_or_default() {
                if key.as_str() == "set" {
                    let steps = self.steps(inner.value);
                    all.push(Reaction { on: Trigger::Set(inner.key.value), steps });
                    continue;
                }
                let levels = [("each", Level::Each), ("any", Level::Any), ("all", Level::All)];
                let counted = level(inner.key.as_str());
                let Some(level) = counted.or_else(|| inner.key.choice(&levels, self.faults)) else {
                    continue;
                };
                for state in inner.value.table(self.faults).map(|mut t| t.take_rest()).unwrap_or_default() {
                    let on = Trigger::Children(key.value.clone(), level, state.key.value);
                    all.push(Reaction { on, steps: self.steps(state.value) });
                }
            }
        }
        all
    }
}

fn level(word: &str) -> Option<Level> {
    match word {
        "each" => Some(Level::Each),
        "any" => Some(Level::Any),
        "all" => Some(Level::All),
        // `on.2.approve`; an answer's name does not begin with a digit.
        _ => word.parse().ok().filter(|count| *count > 0).map(Level::Count),
    }
}

/// Both say what the same answer does.
fn is_about_one_answer(one: &Trigger, other: &Trigger) -> bool {
    matches!((one, other), (Trigger::Answer(_, ours), Trigger::Answer(_, theirs)) if ours == theirs)
}

/// `archive = true` of an ask: whatever else is done when it is given, its document goes to the archive.
fn archive_what_is_given(on: &mut Vec<Reaction>, ask: &str) {
    let given = on.iter_mut().find(|reaction| reaction.on == Trigger::Given);
    match given {
        Some(reaction) => {
            for step in &mut reaction.steps {
                step.archive.push(ask.to_owned());
            }
        }
        None => on.push(Reaction {
            on: Trigger::Given,
            steps: vec![Step { archive: vec![ask.to_owned()], ..Step::default() }],
        }),
    }
}
