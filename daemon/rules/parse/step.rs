//! Steps: what is done. The same verbs on entry, in a reaction, on a rung, in a say and in a timer.

use super::Reader;
use crate::document::{Entry, Kind, Table, Value};
use crate::rules::keys::Part;
use crate::rules::{Arm, Expression, Opening, Step, Target, Who};

impl Reader<'_> {
    /// Takes the keys of a step out of a table. `when` is left to the caller: in a rung it belongs to the rung.
    pub(super) fn step(&mut self, table: &mut Table) -> Step {
        Step {
            when: None,
            set: table.take("set").map(|entry| self.set(entry.value)).unwrap_or_default(),
            tell: table.take("tell").map(|entry| self.tell(entry.value)).unwrap_or_default(),
            moves: table.string_or_list("move", self.faults).into_iter().map(|meet| meet.value).collect(),
            over: table.string_or_list("over", self.faults).into_iter().map(|meet| meet.value).collect(),
            open: table.take("open").map(|entry| self.openings(entry.value)).unwrap_or_default(),
            archive: table
                .string_or_list("archive", self.faults)
                .into_iter()
                .map(|name| name.value)
                .collect(),
            attach: table.string_or_list("attach", self.faults).into_iter().map(|name| name.value).collect(),
            go: table.take("go").map(|entry| self.arms(entry.value)).unwrap_or_default(),
        }
    }

    /// The keys of a step with its condition.
    pub(super) fn step_when(&mut self, table: &mut Table) -> Step {
        let when = table.take("when").and_then(|entry| self.expression(entry.value));
        Step { when, ..self.step(table) }
    }

    /// A state's name, one step, or several of which the first match counts.
    pub(super) fn steps(&mut self, value: Value) -> Vec<Step> {
        match value.kind {
            Kind::String(_) => vec![Step { go: self.arms(value), ..Step::default() }],
            Kind::Table(_) | Kind::List(_) => {
                let mut steps = Vec::new();
                for table in value.table_or_list(self.faults) {
                    let mut table = table.allowing(Part::Step.names());
                    steps.push(self.step_when(&mut table));
                    table.finish(self.faults);
                }
                steps
            }
            _ => {
                self.faults.push(value.wrong("the name of a state, a step, or a list of steps"));
                Vec::new()
            }
        }
    }

    /// A step written into its table, or a list of them under `steps`.
    pub(super) fn own_steps(&mut self, table: &mut Table) -> Vec<Step> {
        match table.take("steps") {
            Some(entry) => self.steps(entry.value),
            None => vec![self.step_when(table)],
        }
    }

    /// `go`: a name, or a list of `{ when, go }`.
    pub(super) fn arms(&mut self, value: Value) -> Vec<Arm> {
        if matches!(value.kind, Kind::String(_)) {
            return value
                .string(self.faults)
                .map(|go| Arm { when: None, go: go.value })
                .into_iter()
                .collect();
        }
        let mut arms = Vec::new();
        for table in value.table_or_list(self.faults) {
            let mut table = table.allowing(Part::Arm.names());
            let when = table.take("when").and_then(|entry| self.expression(entry.value));
            if let Some(go) = table.expect_string("go", self.faults) {
                arms.push(Arm { when, go: go.value });
            }
            table.finish(self.faults);
        }
        arms
    }

    /// `set.FIELD = value`, `set.PROCESS.FIELD = value`.
    fn set(&mut self, value: Value) -> Vec<(Target, Expression)> {
        let mut all = Vec::new();
        for Entry { key, value } in value.table(self.faults).map(|mut t| t.take_rest()).unwrap_or_default() {
            let Kind::Table(table) = value.kind else {
                let expression = self.expression(value);
                all.extend(expression.map(|e| (Target { of: None, field: key.value }, e)));
                continue;
            };
            for (field, expression) in self.expressions(table) {
                all.push((Target { of: Some(key.value.clone()), field }, expression));
            }
        }
        all
    }

    fn tell(&mut self, value: Value) -> Vec<(String, Who)> {
        let mut all = Vec::new();
        for Entry { key, value } in value.table(self.faults).map(|mut t| t.take_rest()).unwrap_or_default() {
            all.push((key.value, self.who(value)));
        }
        all
    }

    /// `open = "PROCESS"`, `open.PROCESS = { each = …, with = { FIELD = … } }`.
    fn openings(&mut self, value: Value) -> Vec<Opening> {
        if matches!(value.kind, Kind::String(_)) {
            let process = value.string(self.faults);
            let opening = process.map(|p| Opening { process: p.value, each: None, with: Vec::new() });
            return opening.into_iter().collect();
        }
        let mut all = Vec::new();
        for Entry { key, value } in value.table(self.faults).map(|mut t| t.take_rest()).unwrap_or_default() {
            let Some(table) = value.table(self.faults) else { continue };
            let mut table = table.allowing(Part::Opening.names());
            let each = table.take("each").and_then(|entry| self.expression(entry.value));
            let with =
                table.optional_table("with", self.faults).map(|t| self.expressions(t)).unwrap_or_default();
            table.finish(self.faults);
            all.push(Opening { process: key.value, each, with });
        }
        all
    }
}
