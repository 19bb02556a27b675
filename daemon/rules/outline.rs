//! A process as a drawing: what stands in each state, and what leads from one to the next.
//!
//! One model for everybody who looks at the shape of a process: diagrams draw it, tests count which arrows were taken.
//! Pure text from the rules as they are; it promises every way a step can `go`, each with its cause, and never says
//! whether a condition can hold.

use std::fmt::Display;

use super::{
    Arm, Ask, Labels, Level, Meet, Process, Reaction, Rung, State, Step, Timer, Trigger, Wants, Who,
};

/// A process as boxes and arrows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its states in the order in which they are reached, `always` last, if anything is in it.
    pub boxes: Vec<Drawn>,
    /// What leads from one to another; one for each pair.
    pub arrows: Vec<Arrow>,
}

/// A state, or what is live in every state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Which.
    pub spot: Spot,
    /// The case is over here.
    pub end: bool,
    /// What happens there: depth (0 or more), text.
    pub lines: Vec<(usize, String)>,
}

/// An end of an arrow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Before there is a case.
    Start,
    /// A state.
    State(String),
    /// Any state that is not an end.
    Always,
}

/// One way from a state to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// From where.
    pub from: Spot,
    /// To which state.
    pub to: String,
    /// What leads there, one text for each cause.
    pub labels: Vec<String>,
}

impl Process {
    /// The process as a drawing.
    pub fn outline(&self) -> Outline {
        let mut arrows = Arrows::default();
        let by = opened_by(self);
        arrows.arms(&Spot::Start, &by, &self.open.go);
        for state in self.states.values() {
            arrows.leave(&Spot::State(state.name.clone()), state);
        }
        arrows.leave(&Spot::Always, &self.always);
        let arrows = arrows.0;
        let mut boxes: Vec<Drawn> = Vec::new();
        let put = |boxes: &mut Vec<Drawn>, state: &State| {
            let spot = Spot::State(state.name.clone());
            if !boxes.iter().any(|known| known.spot == spot) {
                boxes.push(Drawn { spot, end: state.end, lines: lines_of(state) });
            }
        };
        // First those that the start leads to, then what these lead to, and so on; then the rest.
        let mut from = vec![Spot::Start];
        while let Some(spot) = from.first().cloned() {
            from.remove(0);
            for arrow in arrows.iter().filter(|arrow| arrow.from == spot) {
                let known = boxes.iter().any(|b| b.spot == Spot::State(arrow.to.clone()));
                if let Some(state) = self.states.get(&arrow.to).filter(|_| !known) {
                    put(&mut boxes, state);
                    from.push(Spot::State(arrow.to.clone()));
                }
            }
        }
        self.states.values().for_each(|state| put(&mut boxes, state));
        let lines = lines_of(&self.always);
        if !lines.is_empty() || arrows.iter().any(|arrow| arrow.from == Spot::Always) {
            boxes.push(Drawn { spot: Spot::Always, end: false, lines });
        }
        Outline { boxes, arrows }
    }
}

/// What opens a case, and who may.
fn opened_by(process: &Process) -> String {
    let open = &process.open;
    let mut words: Vec<String> = first_words(&open.subject).map(|word| format!("[{word}]")).collect();
    words.extend(open.command.clone());
    let by_mail = match words.is_empty() {
        true => format!("opened by {}", open.by),
        false => format!("{} from {}", words.join(" or "), open.by),
    };
    match &open.every {
        None => by_mail,
        Some(every) if words.is_empty() => format!("every {every}"),
        Some(every) => format!("every {every}, or {by_mail}"),
    }
}

fn first_words(labels: &Labels) -> impl Iterator<Item = &String> {
    labels.values().filter_map(|words| words.first())
}

#[derive(Default)]
struct Arrows(Vec<Arrow>);

impl Arrows {
    /// Everything that leads out of a state.
    fn leave(&mut self, from: &Spot, state: &State) {
        self.step(from, "on entry", &state.entry);
        for ask in state.asks.values() {
            self.ask(from, ask);
        }
        for say in state.says.values() {
            self.steps(from, &format!("{} says {}", say.by, say.name), &say.steps);
        }
        for meet in state.meets.values() {
            self.reactions(from, &meet.name, &meet.on);
            for ask in meet.asks.values() {
                self.ask(from, ask);
            }
            self.timers(from, meet.timers.values());
        }
        self.timers(from, state.timers.values());
        self.reactions(from, "", &state.on);
    }

    fn ask(&mut self, from: &Spot, ask: &Ask) {
        self.reactions(from, &ask.name, &ask.on);
        for rung in &ask.silence {
            self.step(from, &format!("{} silent, {}", ask.name, rung.at), &rung.step);
        }
        self.steps(from, &format!("{} cannot be delivered", ask.name), &ask.bounce);
    }

    fn timers<'a>(&mut self, from: &Spot, timers: impl Iterator<Item = &'a Timer>) {
        for timer in timers {
            self.steps(from, &format!("{} {}", timer.name, timer_time(timer)), &timer.steps);
        }
    }

    fn reactions(&mut self, from: &Spot, of: &str, reactions: &[Reaction]) {
        for reaction in reactions {
            self.steps(from, format!("{of} {}", trigger(&reaction.on)).trim(), &reaction.steps);
        }
    }

    fn steps(&mut self, from: &Spot, label: &str, steps: &[Step]) {
        for step in steps {
            self.step(from, label, step);
        }
    }

    fn step(&mut self, from: &Spot, label: &str, step: &Step) {
        let label = match &step.when {
            Some(when) => format!("{label}, if {}", when.text()),
            None => label.to_owned(),
        };
        self.arms(from, &label, &step.go);
    }

    fn arms(&mut self, from: &Spot, label: &str, arms: &[Arm]) {
        for arm in arms {
            let label = match &arm.when {
                Some(when) => format!("{label}, if {}", when.text()),
                None => label.to_owned(),
            };
            self.arrow(from, &arm.go, label);
        }
    }

    fn arrow(&mut self, from: &Spot, to: &str, label: String) {
        match self.0.iter_mut().find(|arrow| arrow.from == *from && arrow.to == to) {
            None => self.0.push(Arrow { from: from.clone(), to: to.to_owned(), labels: vec![label] }),
            Some(arrow) if !arrow.labels.contains(&label) => arrow.labels.push(label),
            Some(_) => {}
        }
    }
}

/// What happens in a state, one line each.
fn lines_of(state: &State) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    out.extend(told(&state.entry).into_iter().map(|line| (0, line)));
    out.extend(state.asks.values().flat_map(|ask| ask_lines(ask, 0)));
    for say in state.says.values() {
        let form = say.form.as_ref().map_or_else(String::new, |form| format!(" (form {form})"));
        let until = say.until.as_ref().map_or_else(String::new, |until| format!(" until {until}"));
        let receipt = say
            .receipt
            .as_ref()
            .map_or_else(String::new, |receipt| format!(" receipt if {}", receipt.text()));
        out.push((0, format!("{} may say {}{form}{until}{receipt}", say.by, say.name)));
    }
    for meet in state.meets.values() {
        out.push((0, meet_line(meet)));
        out.extend(meet.asks.values().flat_map(|ask| ask_lines(ask, 1)));
        out.extend(meet.timers.values().map(|timer| (1, timer_line(timer))));
    }
    out.extend(state.timers.values().map(|timer| (0, timer_line(timer))));
    out.extend(state.on.iter().map(|reaction| {
        let does: Vec<String> = reaction.steps.iter().flat_map(told).collect();
        let does = if does.is_empty() { String::new() } else { format!(": {}", does.join(", ")) };
        (0, format!("when {}{does}", trigger(&reaction.on)))
    }));
    out
}

fn timer_line(timer: &Timer) -> String {
    let does: Vec<String> = timer.steps.iter().flat_map(told).collect();
    let does = if does.is_empty() { String::new() } else { format!(": {}", does.join(", ")) };
    format!("{} {}{does}", timer.name, timer_time(timer))
}

fn timer_time(timer: &Timer) -> String {
    let until = timer.until.as_ref().map_or_else(String::new, |until| format!(" until {until}"));
    format!("{} {}{until}", if timer.again { "every" } else { "at" }, timer.at)
}

/// What a step does besides going on.
fn told(step: &Step) -> Vec<String> {
    let set = step.set.iter().map(|(target, _)| match &target.of {
        Some(of) => format!("sets {of}.{}", target.field),
        None => format!("sets {}", target.field),
    });
    let open = step.open.iter().map(|child| match child.each {
        Some(_) => format!("opens a {} for each row", child.process),
        None => format!("opens a {}", child.process),
    });
    let tell = step.tell.iter().map(|(letter, who): &(String, Who)| format!("tells {letter} to {who}"));
    let archive = step.archive.iter().map(|name| format!("archives {name}"));
    let attach = step.attach.iter().map(|name| format!("attaches {name}"));
    set.chain(open).chain(tell).chain(attach).chain(archive).collect()
}

fn ask_lines(ask: &Ask, depth: usize) -> Vec<(usize, String)> {
    let wants = match &ask.wants {
        Wants::Answers(answers) => answers.join(" / "),
        Wants::Form(form) => format!("form {form}"),
        Wants::Fill(_) => "what is missing".to_owned(),
    };
    let due = list(&ask.due);
    let every = ask.every.as_ref().map_or_else(String::new, |every| format!(", every {every}"));
    let verb = if ask.quiet { "expects" } else { "asks" };
    let turn = if ask.in_turn { ", in turn" } else { "" };
    let mut out =
        vec![(depth, format!("{verb} {} of {} ({wants}){turn}, due {due}{every}", ask.name, ask.who))];
    out.extend(ask.silence.iter().map(|rung| (depth + 1, rung_line(rung))));
    out.extend(ask.on.iter().filter_map(|reaction| {
        let does: Vec<String> = reaction.steps.iter().flat_map(told).collect();
        (!does.is_empty()).then(|| (depth + 1, format!("{}, {}", trigger(&reaction.on), does.join(", "))))
    }));
    out
}

fn rung_line(rung: &Rung) -> String {
    let mut does = Vec::new();
    if rung.remind {
        does.push("reminds".to_owned());
    }
    does.extend(rung.also.iter().map(|who| format!("also asks {who}")));
    does.extend(rung.answer.iter().map(|answer| format!("counts as {answer}")));
    if rung.nothing {
        does.push("nothing more".to_owned());
    }
    does.extend(told(&rung.step));
    does.extend(rung.step.go.iter().map(|arm| format!("goes to {}", arm.go)));
    let every = rung.every.as_ref().map_or_else(String::new, |every| format!(", then every {every}"));
    let when = rung.when.as_ref().map_or_else(String::new, |when| format!(" if {}", when.text()));
    format!("silent {}{when}: {}{every}", rung.at, does.join(", "))
}

fn meet_line(meet: &Meet) -> String {
    let at = match (&meet.at, &meet.every) {
        (Some(at), _) => format!("at {at}"),
        (None, Some(every)) => format!("every {every}"),
        (None, None) => String::new(),
    };
    let until = meet.until.as_ref().map_or_else(String::new, |until| format!(" until {until}"));
    let free =
        meet.free.as_ref().map_or_else(String::new, |free| format!(" or when all are free until {free}"));
    let unless =
        meet.unless.as_ref().map_or_else(String::new, |field| format!(", or at {field} once it is given"));
    format!("meets as {} {at}{until}{free}{unless} with {}", meet.name, meet.who)
}

fn trigger(on: &Trigger) -> String {
    let level = |level: &Level| match level {
        Level::Each => "each".to_owned(),
        Level::Any => "any".to_owned(),
        Level::All => "all".to_owned(),
        Level::Count(count) => count.to_string(),
    };
    match on {
        Trigger::Answer(Level::Each, answer) => answer.clone(),
        Trigger::Answer(of, answer) => format!("{} {answer}", level(of)),
        Trigger::Given => "given".to_owned(),
        Trigger::Filled => "filled".to_owned(),
        Trigger::Closed => "round over".to_owned(),
        Trigger::Silent => "silent to the end".to_owned(),
        Trigger::Later => "something more came".to_owned(),
        Trigger::Ended => "ended".to_owned(),
        Trigger::Accepted => "somebody accepts".to_owned(),
        Trigger::Declined => "somebody declines".to_owned(),
        Trigger::AllAccepted => "everybody accepts".to_owned(),
        Trigger::Answered => "everybody has answered".to_owned(),
        Trigger::Moved => "moved by a day off".to_owned(),
        Trigger::Skipped => "skipped for a day off".to_owned(),
        Trigger::Set(field) => format!("{field} set from outside"),
        Trigger::Children(process, of, state) => format!("{} {process} in {state}", level(of)),
    }
}

fn list<T: Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}
