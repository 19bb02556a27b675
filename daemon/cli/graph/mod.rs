//! `beadle graph`: a process as a state diagram: states with their questions, times and what silence does, and what
//! leads from one to the next. As a picture (SVG) that needs nothing else, or in Mermaid's language.

mod layout;
mod mermaid;
mod svg;

use std::path::Path;

use clap::ValueEnum;

use super::exit::{Done, Exit};
use super::page::{self, Page};
use super::{Company, company};
use crate::fault::offer;
use crate::rules::Process;

/// How a process is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A picture
    Svg,
    /// A state diagram in Mermaid's language
    Mermaid,
}

impl Format {
    fn draw(self, process: &Process) -> String {
        match self {
            Self::Svg => svg::draw(process),
            Self::Mermaid => mermaid::draw(process),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Mermaid => "mmd",
        }
    }
}

pub(super) fn run(name: Option<&str>, all: Option<&Path>, wanted: &Company, format: Format) -> Done {
    let company = company::of(wanted)?;
    let processes = &company.setting.rules.processes;
    let mut out = Page::new();
    if let Some(folder) = all {
        std::fs::create_dir_all(folder)
            .map_err(|error| Exit::new(74, format!("make {}: {error}", folder.display())))?;
        for process in processes.values() {
            let path = folder.join(format!("{}.{}", process.name, format.ending()));
            page::file(&path, &format.draw(process))?;
            out.line(path.display())?;
        }
        return out.end();
    }
    let known = || processes.keys().map(String::as_str);
    let Some(name) = name else {
        return Err(Exit::usage(format!("name a process; {}", offer("", known().collect::<Vec<_>>()))));
    };
    let Some(process) = processes.get(name) else {
        let known: Vec<&str> = known().collect();
        return Err(Exit::usage(format!("there is no process '{name}'; {}", offer(name, known))));
    };
    out.line(format.draw(process).trim_end())?;
    out.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Source;
    use crate::rules;

    fn leave() -> rules::Rules {
        let answers = "[answer.approve]\nwords = { en = ['approve'] }\nstake = 'approval'\n\
                       [answer.reject]\nwords = { en = ['reject'] }\nstake = 'approval'\n";
        let leave = "process = 'leave'\ncode = 'L'\ntitle = { zh = '请假', en = 'Leave' }\n\
                     [open]\nsubject = { en = ['Leave'] }\nby = 'group.staff'\ngo = 'review'\n\
                     [state.review.ask.verdict]\nwho = 'opener.head'\nanswers = ['approve', 'reject']\ndue = '1 workday'\n\
                     silence = [{ at = '13:00', remind = 'who' }, { at = '2 workdays after due', go = 'given-up' }]\n\
                     on.approve = 'granted'\non.reject = 'given-up'\n\
                     [state.granted]\nend = true\n[state.given-up]\nend = true\ntell.no = 'opener'\n";
        let sources = [Source::new("rules/answers.toml", answers), Source::new("rules/leave.toml", leave)];
        rules::parse(&sources).unwrap_or_else(|faults| panic!("{faults}"))
    }

    #[test]
    fn states_questions_times_and_silence_are_written_in_mermaid() {
        assert_eq!(
            Format::Mermaid.draw(&leave().processes["leave"]),
            "%% leave (L)\n\
             stateDiagram-v2\n    \
             state \"review\" as s_review\n    \
             note right of s_review\n        \
             asks verdict of opener.head (approve / reject), due 1 workday\n        \
             · silent 13∶00∶ reminds\n        \
             · silent 2 workdays after due∶ goes to given-up\n    \
             end note\n    \
             state \"granted\" as s_granted\n    \
             state \"given-up\" as s_given_up\n    \
             note right of s_given_up\n        tells no to opener\n    end note\n    \
             [*] --> s_review : [Leave] from group.staff\n    \
             s_review --> s_granted : verdict approve\n    \
             s_review --> s_given_up : verdict reject\n    \
             s_review --> s_given_up : verdict silent, 2 workdays after due\n    \
             s_granted --> [*]\n    \
             s_given_up --> [*]\n"
        );
    }

    #[test]
    fn a_picture_has_every_state_and_every_cause_and_no_markup_of_the_rules() {
        let mut rules = leave();
        let process = std::sync::Arc::make_mut(rules.processes.get_mut("leave").expect("it was read"));
        process.title.insert(crate::directory::Lang::new("en"), "<b>&\"".to_owned());
        let svg = Format::Svg.draw(process);
        for text in
            ["请假", "&lt;b&gt;&amp;&quot;", "review", "granted · end", "verdict reject", "asks verdict of"]
        {
            assert!(svg.contains(text), "{text} is not in {svg}");
        }
        assert!(!svg.contains("<b>"));
        assert_eq!(svg.matches("class=\"tip\"").count(), 3);
    }
}
