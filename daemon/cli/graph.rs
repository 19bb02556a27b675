//! `beadle graph`: a process as a state diagram in Mermaid's language: states with their questions, times and what
//! silence does, and what leads from one to the next.

use std::fmt::{Display, Write as _};

use super::exit::{Done, Exit};
use super::page::Page;
use super::{Company, company};
use crate::fault::offer;
use crate::rules::{
    Arm, Ask, Labels, Level, Meet, Process, Reaction, Rung, State, Step, Timer, Trigger, Wants, Who,
};

pub(super) fn run(name: &str, wanted: &Company) -> Done {
    let company = company::of(wanted)?;
    let processes = &company.setting.rules.processes;
    let Some(process) = processes.get(name) else {
        let known = processes.keys().map(String::as_str);
        return Err(Exit::usage(format!("there is no process '{name}'; {}", offer(name, known))));
    };
    let mut page = Page::new();
    page.line(mermaid(process).trim_end())?;
    page.end()
}

/// The whole diagram.
fn mermaid(process: &Process) -> String {
    let mut graph = Graph::default();
    let by = match process.open.subject.is_empty() && process.open.command.is_none() {
        true => format!("opened by {}", process.open.by),
        false => format!("{} from {}", opened_by(process), process.open.by),
    };
    graph.arms("[*]", &by, &process.open.go);
    for state in process.states.values() {
        graph.state(state);
    }
    for state in process.states.values() {
        graph.leave(&state.name, state);
        // What is always live leads on from every state that is not an end; drawn once, as a note, where it only tells.
        if state.end {
            graph.arrow(&state.name, "[*]", "");
        }
    }
    let mut always = Graph::default();
    always.leave("always", &process.always);
    let about = process.about.as_ref().map_or_else(String::new, |about| format!(", about a {about}"));
    let mut out = format!("%% {} ({}){about}\nstateDiagram-v2\n", process.name, process.code);
    out.push_str(&graph.text);
    let live = lines_of(&process.always);
    if !live.is_empty() || !always.text.is_empty() {
        let _ = writeln!(out, "    state \"in every state\" as always");
        note(&mut out, "always", &live);
        out.push_str(&always.text);
    }
    out
}

fn opened_by(process: &Process) -> String {
    let mut words: Vec<String> = first_words(&process.open.subject).map(|word| format!("[{word}]")).collect();
    words.extend(process.open.command.clone());
    words.join(" or ")
}

fn first_words(labels: &Labels) -> impl Iterator<Item = &String> {
    labels.values().filter_map(|words| words.first())
}

#[derive(Default)]
struct Graph {
    text: String,
}

impl Graph {
    fn state(&mut self, state: &State) {
        let id = id(&state.name);
        if id != state.name {
            let _ = writeln!(self.text, "    state \"{}\" as {id}", state.name);
        }
        note(&mut self.text, &id, &lines_of(state));
    }

    /// Everything that leads out of a state.
    fn leave(&mut self, from: &str, state: &State) {
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

    fn ask(&mut self, from: &str, ask: &Ask) {
        self.reactions(from, &ask.name, &ask.on);
        for rung in &ask.silence {
            self.step(from, &format!("{} silent, {}", ask.name, rung.at), &rung.step);
        }
        self.steps(from, &format!("{} cannot be delivered", ask.name), &ask.bounce);
    }

    fn timers<'a>(&mut self, from: &str, timers: impl Iterator<Item = &'a Timer>) {
        for timer in timers {
            self.steps(from, &format!("{} at {}", timer.name, timer.at), &timer.steps);
        }
    }

    fn reactions(&mut self, from: &str, of: &str, reactions: &[Reaction]) {
        for reaction in reactions {
            self.steps(from, format!("{of} {}", trigger(&reaction.on)).trim(), &reaction.steps);
        }
    }

    fn steps(&mut self, from: &str, label: &str, steps: &[Step]) {
        for step in steps {
            self.step(from, label, step);
        }
    }

    fn step(&mut self, from: &str, label: &str, step: &Step) {
        let label = match &step.when {
            Some(when) => format!("{label}, if {}", when.text()),
            None => label.to_owned(),
        };
        self.arms(from, &label, &step.go);
    }

    fn arms(&mut self, from: &str, label: &str, arms: &[Arm]) {
        for arm in arms {
            match &arm.when {
                Some(when) => self.arrow(from, &arm.go, &format!("{label}, if {}", when.text())),
                None => self.arrow(from, &arm.go, label),
            }
        }
    }

    fn arrow(&mut self, from: &str, to: &str, label: &str) {
        let (from, to) = (id(from), id(to));
        let line = match label.is_empty() {
            true => format!("    {from} --> {to}\n"),
            false => format!("    {from} --> {to} : {}\n", plain(label)),
        };
        if !self.text.contains(&line) {
            self.text.push_str(&line);
        }
    }
}

/// What happens in a state, one line each.
fn lines_of(state: &State) -> Vec<String> {
    let mut out = told("tells", &state.entry);
    out.extend(state.asks.values().flat_map(|ask| ask_lines(ask, "")));
    for say in state.says.values() {
        out.push(format!("{} may say {}", say.by, say.name));
    }
    for meet in state.meets.values() {
        out.push(meet_line(meet));
        out.extend(meet.asks.values().flat_map(|ask| ask_lines(ask, "  ")));
        for timer in meet.timers.values() {
            out.push(format!("  {} at {}", timer.name, timer.at));
        }
    }
    for timer in state.timers.values() {
        out.push(format!("{} at {}", timer.name, timer.at));
    }
    out
}

fn told(verb: &str, step: &Step) -> Vec<String> {
    let tell = |(letter, who): &(String, Who)| format!("{verb} {letter} to {who}");
    let mut out: Vec<String> = step.tell.iter().map(tell).collect();
    out.extend(step.open.iter().map(|child| format!("opens {}", child.process)));
    out
}

fn ask_lines(ask: &Ask, indent: &str) -> Vec<String> {
    let wants = match &ask.wants {
        Wants::Answers(answers) => answers.join(" / "),
        Wants::Form(form) => format!("form {form}"),
        Wants::Fill(_) => "what is missing".to_owned(),
    };
    let due = list(&ask.due);
    let every = ask.every.as_ref().map_or_else(String::new, |every| format!(", every {every}"));
    let mut out = vec![format!("{indent}asks {} of {} ({wants}), due {due}{every}", ask.name, ask.who)];
    out.extend(ask.silence.iter().map(|rung| format!("{indent}  {}", rung_line(rung))));
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
    does.extend(told("tells", &rung.step));
    does.extend(rung.step.go.iter().map(|arm| format!("goes to {}", arm.go)));
    let every = rung.every.as_ref().map_or_else(String::new, |every| format!(", then every {every}"));
    let when = rung.when.as_ref().map_or_else(String::new, |when| format!(" if {}", when.text()));
    format!("silent {}{when}, {}{every}", rung.at, does.join(", "))
}

fn meet_line(meet: &Meet) -> String {
    let at = match (&meet.at, &meet.every) {
        (Some(at), _) => format!("at {at}"),
        (None, Some(every)) => format!("every {every}"),
        (None, None) => String::new(),
    };
    let until = meet.until.as_ref().map_or_else(String::new, |until| format!(" until {until}"));
    format!("meets as {} {at}{until} with {}", meet.name, meet.who)
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
        Trigger::Moved => "moved by a day off".to_owned(),
        Trigger::Skipped => "skipped for a day off".to_owned(),
        Trigger::Accepted => "somebody accepts".to_owned(),
        Trigger::Declined => "somebody declines".to_owned(),
        Trigger::AllAccepted => "everybody accepts".to_owned(),
        Trigger::Answered => "everybody has answered".to_owned(),
        Trigger::Set(field) => format!("{field} set from outside"),
        Trigger::Children(process, of, state) => format!("{} {process} in {state}", level(of)),
    }
}

fn list<T: Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

fn note(out: &mut String, id: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "    note right of {id}");
    for line in lines {
        let indent = line.len() - line.trim_start().len();
        let _ = writeln!(out, "        {}{}", "· ".repeat(indent / 2), plain(line.trim_start()));
    }
    let _ = writeln!(out, "    end note");
}

/// A name as Mermaid takes it for a state: its grammar has no hyphen there.
fn id(name: &str) -> String {
    if name == "[*]" { name.to_owned() } else { name.replace('-', "_") }
}

/// A label as Mermaid takes it: a colon, a semicolon or a line's end would end it.
fn plain(text: &str) -> String {
    text.replace(':', "∶").replace(';', ",").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Source;
    use crate::rules;

    #[test]
    fn states_questions_times_and_silence_are_drawn() {
        let answers = "[answer.approve]\nwords = { en = ['approve'] }\nstake = 'approval'\n\
                       [answer.reject]\nwords = { en = ['reject'] }\nstake = 'approval'\n";
        let leave = "process = 'leave'\ncode = 'L'\ntitle = { en = 'Leave' }\n\
                     [open]\nsubject = { en = ['Leave'] }\nby = 'group.staff'\ngo = 'review'\n\
                     [state.review.ask.verdict]\nwho = 'opener.head'\nanswers = ['approve', 'reject']\ndue = '1 workday'\n\
                     silence = [{ at = '13:00', remind = 'who' }, { at = '2 workdays after due', go = 'given-up' }]\n\
                     on.approve = 'granted'\non.reject = 'given-up'\n\
                     [state.granted]\nend = true\n[state.given-up]\nend = true\ntell.no = 'opener'\n";
        let sources = [Source::new("rules/answers.toml", answers), Source::new("rules/leave.toml", leave)];
        let rules = rules::parse(&sources).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(
            mermaid(&rules.processes["leave"]),
            "%% leave (L)\n\
             stateDiagram-v2\n    \
             [*] --> review : [Leave] from group.staff\n    \
             state \"given-up\" as given_up\n    \
             note right of given_up\n        tells no to opener\n    end note\n    \
             note right of review\n        \
             asks verdict of opener.head (approve / reject), due 1 workday\n        \
             · silent 13∶00, reminds\n        \
             · silent 2 workdays after due, goes to given-up\n    \
             end note\n    \
             given_up --> [*]\n    \
             granted --> [*]\n    \
             review --> granted : verdict approve\n    \
             review --> given_up : verdict reject\n    \
             review --> given_up : verdict silent, 2 workdays after due\n"
        );
    }
}
