//! What a person types: the command line of `beadle`.
//!
//! Each command reads its arguments, asks the daemon or a lower floor, and prints: text for people, or one JSON value
//! a line with `--json`. Nothing is decided here. A command that fails says why on standard error and ends with a
//! code of `sysexits.h`: 1 a scenario that did not hold, 64 usage, 65 damaged data, 69 no daemon or server,
//! 70 our bug, 74 I/O, 75 try again, 77 permission, 78 configuration.

mod calendars;
mod check;
mod company;
mod demo;
mod evidence;
mod exit;
mod explain;
mod graph;
mod keep;
mod manual;
mod page;
mod preview;
mod reach;
mod run;
mod show;
mod simulate;
mod tell;

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand};

use crate::service::desk::Query;
use crate::workflow::{Act, CaseId, Subscribe};
use exit::Done;

/// Keeps a company's communication rules over the mail and calendar programs its people already have.
#[derive(Debug, Parser)]
#[command(name = "beadle", version, about, max_term_width = 110, disable_help_subcommand = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// Which configuration.
#[derive(Debug, Clone, Args)]
struct Where {
    /// The configuration
    #[arg(long, value_name = "FILE", default_value = "/etc/beadle/beadle.toml")]
    config: PathBuf,
}

/// Which configuration, or none.
#[derive(Debug, Clone, Args)]
struct Company {
    /// The configuration [default: /etc/beadle/beadle.toml if there is one, else the demo's company]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Adds the process files of a folder, and the letters of its templates/; may stand several times
    #[arg(long, value_name = "DIR")]
    with: Vec<PathBuf>,
}

/// In which form.
#[derive(Debug, Clone, Copy, Args)]
struct Form {
    /// Prints JSON, one value a line
    #[arg(long)]
    json: bool,
}

/// Whom to ask, and in which form to say it.
#[derive(Debug, Clone, Args)]
struct Ask {
    #[command(flatten)]
    place: Where,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the daemon; systemd starts this
    Run {
        #[command(flatten)]
        place: Where,
        /// On the very first start, takes mail from this day on; without it, only new mail
        #[arg(long, value_name = "YYYY-MM-DD")]
        since: Option<NaiveDate>,
    },
    /// Sets up a small company on mail folders, runs the real daemon on it, and tells its story
    ///
    /// No server and no account is needed. In a terminal it stays up until Ctrl-C, so that you can answer as any of
    /// its people with `beadle reply`; started again it goes on where it was.
    Demo {
        /// Its folder
        #[arg(long, default_value = "demo")]
        dir: PathBuf,
        /// Lets its clock run so many times as fast, once the story is told
        #[arg(long, value_name = "N", default_value_t = 1.0)]
        speed: f64,
        /// Ends after the story; the default when the output is no terminal
        #[arg(long)]
        once: bool,
    },
    /// Answers as one of the demo's people
    ///
    /// Answers the newest question to that person, with a mail as a mail program would write it.
    Reply {
        /// The demo's folder
        #[arg(long, default_value = "demo")]
        dir: PathBuf,
        /// As whom: a key of the directory
        #[arg(long = "as", value_name = "WHO")]
        who: String,
        /// Answers the newest letter that has this in its subject or file name
        #[arg(long, value_name = "LETTER")]
        to: Option<String>,
        /// Presses «accept» on the newest invitation
        #[arg(long, conflicts_with_all = ["decline", "text"])]
        accept: bool,
        /// Presses «decline» on the newest invitation
        #[arg(long, conflicts_with = "text")]
        decline: bool,
        /// The words
        #[arg(required_unless_present_any = ["accept", "decline"])]
        text: Vec<String>,
    },
    /// Checks the whole configuration and starts nothing
    ///
    /// Every fault of beadle.toml, the directory, the process files, the templates and the holidays is shown with its
    /// place and what would be right. Ends with 0, or with 78. A procedure that is still being written is checked
    /// with `--with` and its folder, together with the company's own.
    Check {
        /// The configuration [default: /etc/beadle/beadle.toml; with --with, the demo's company if there is none]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Adds the process files of a folder, and the letters of its templates/; may stand several times
        #[arg(long, value_name = "DIR")]
        with: Vec<PathBuf>,
        #[command(flatten)]
        form: Form,
    },
    /// Prints the JSON Schema of process files, for editors
    Schema,
    /// Says what a mail would do, and why; nothing is done
    Explain {
        /// The mail, as a file; - reads standard input
        #[arg(value_name = "MAIL.eml")]
        mail: PathBuf,
        #[command(flatten)]
        company: Company,
        /// When it comes in, such as 2026-11-22T09:00:00+08:00 [default: now]
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        #[command(flatten)]
        form: Form,
    },
    /// Says what a mail proves about its sender: address, token, domain, and the level that follows
    ///
    /// A0 nothing, A1 a known address, A2 with the personal token of its question, A3 with a domain that the own receiving
    /// server vouches for. Each question demands one of them; approvals A2 at least.
    Evidence {
        /// The mail, as a file; - reads standard input
        #[arg(value_name = "MAIL.eml")]
        mail: PathBuf,
        #[command(flatten)]
        company: Company,
        #[command(flatten)]
        form: Form,
    },
    /// Looks at mails that came in and proposes whose Authentication-Results to believe; asks calendars that are looked into
    Doctor {
        /// Mails as files, or folders of them (Maildirs too) [default: the newest in the mailboxes that the daemon reads]
        #[arg(value_name = "MAIL")]
        mails: Vec<PathBuf>,
        #[command(flatten)]
        company: Company,
        #[command(flatten)]
        form: Form,
    },
    /// Plays a scenario in virtual time and prints every letter and invite that would go out
    ///
    /// Ends with 1 when what leaves is not what the scenario lists. A process file beside the scenario that has its
    /// name is added to the company's. A scenario without any `→` line lists nothing and is only shown.
    Simulate {
        /// The scenario; tests/README.md describes its form
        #[arg(value_name = "SCENARIO")]
        scenario: PathBuf,
        #[command(flatten)]
        company: Company,
        /// Shows the reasons, too
        #[arg(long)]
        why: bool,
        /// Writes one page with the letters as people would see them, instead
        #[arg(long, value_name = "FILE", conflicts_with = "json")]
        html: Option<PathBuf>,
        #[command(flatten)]
        form: Form,
    },
    /// Draws a process as a state diagram: its states, questions, times and what silence does
    Graph {
        /// Its name
        #[arg(required_unless_present = "all")]
        process: Option<String>,
        #[command(flatten)]
        company: Company,
        /// How: a picture, or the language of Mermaid
        #[arg(long, value_enum, default_value_t = graph::Format::Svg)]
        format: graph::Format,
        /// Draws every process into this folder instead, one file each
        #[arg(long, value_name = "DIR", conflicts_with = "process")]
        all: Option<PathBuf>,
    },
    /// Shows a letter with sample data, as its reader would see it
    Preview {
        /// Its process and its name; the core's own letters are under system/. Without it, all are listed
        #[arg(value_name = "PROCESS/LETTER")]
        letter: Option<String>,
        #[command(flatten)]
        company: Company,
        /// Its reader, a key of the directory; the language is this person's
        #[arg(long, value_name = "WHO")]
        to: Option<String>,
        /// Its language: some reader of it is chosen
        #[arg(long, value_name = "LANG", conflicts_with = "to")]
        lang: Option<String>,
        /// Prints the HTML part
        #[arg(long)]
        html: bool,
        /// Prints the whole message, as it would be sent
        #[arg(long, conflicts_with = "html")]
        mime: bool,
    },
    /// Says how things stand
    Status(Ask),
    /// Lists open cases, the newest first within each process
    Cases {
        /// Lists those that are over, too
        #[arg(long)]
        all: bool,
        /// Lists those of this process only
        #[arg(long)]
        process: Option<String>,
        #[command(flatten)]
        ask: Ask,
    },
    /// Shows a case: its fields, questions, meetings and deadlines
    Case {
        /// Its id, such as P-2026-0012
        id: String,
        #[command(flatten)]
        ask: Ask,
    },
    /// Lists the deadlines, the next first
    Deadlines(Ask),
    /// Lists the letters that wait to be sent
    Outbox(Ask),
    /// Lists the mails that were set aside, with the reason
    Quarantine(Ask),
    /// Lists what happened, with what was decided and why
    Journal {
        /// Begins with this number
        #[arg(long, value_name = "N", default_value_t = 0)]
        from: u64,
        /// Lists only what changed this case
        #[arg(long, value_name = "ID")]
        case: Option<String>,
        #[command(flatten)]
        ask: Ask,
    },
    /// Answers a question in somebody's place
    Answer {
        /// The case
        id: String,
        /// In whose place: a key of the directory
        #[arg(long = "as", value_name = "WHO")]
        who: String,
        /// The answer and what belongs to it, as that person would write it
        #[arg(required = true)]
        text: Vec<String>,
        #[command(flatten)]
        ask: Ask,
    },
    /// Opens a case in somebody's place, even where the process lets only others open it
    Open {
        /// The process
        process: String,
        /// In whose place: a key of the directory
        #[arg(long = "as", value_name = "WHO")]
        who: String,
        /// The case it is about
        #[arg(long, value_name = "ID")]
        about: Option<String>,
        /// What that person would write: the subject in the first line, then `FIELD: VALUE` lines
        text: Vec<String>,
        #[command(flatten)]
        ask: Ask,
    },
    /// Ends a case without an outcome
    Cancel {
        /// The case
        id: String,
        /// Why, for the journal
        #[arg(long, default_value = "no reason given")]
        reason: String,
        #[command(flatten)]
        ask: Ask,
    },
    /// Says the link by which somebody's calendar program reads their dates; makes it if there is none
    Calendar {
        /// Whose: a key of the directory
        person: String,
        /// Makes another: the old one leads nowhere any more
        #[arg(long)]
        renew: bool,
        /// Takes it back, with none in its place
        #[arg(long, conflicts_with = "renew")]
        off: bool,
        #[command(flatten)]
        ask: Ask,
    },
    /// Tries waiting letters now: all, or one
    Retry {
        /// The letter's id, as `outbox` shows it
        letter: Option<String>,
        #[command(flatten)]
        ask: Ask,
    },
    /// Sends nothing until `resume`
    Hold(Ask),
    /// Sends again
    Resume(Ask),
    /// Lets a held case go on
    Release {
        /// The case
        id: String,
        #[command(flatten)]
        ask: Ask,
    },
    /// Tells the daemon to read its configuration again
    ///
    /// Process files, templates, directory and holidays are taken over at once, and of beadle.toml whatever needs no
    /// new connection: names, aliases, [trial], [limits], [keys]. What waits for the next start is named. A bad file
    /// changes nothing: the daemon keeps what it has, and the faults are shown.
    Reload(Ask),
    /// Copies the store and the key ring into a new folder, while the daemon runs
    Backup {
        /// The folder
        dir: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Makes the store from a backup, where there is none; nothing is sent until `resume`
    Restore {
        /// The backup: a folder that `beadle backup` made
        dir: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Reads the whole store and finds damage
    ///
    /// Every record, every snapshot and every large file is read and its check made again, with the daemon running or
    /// without. Ends with 0 when all is good, with 65 where bytes are damaged (their place is said), with 74 when the
    /// disk cannot be read.
    Verify(Ask),
    /// Makes the working state again from the journal; the daemon must not run
    Rebuild {
        #[command(flatten)]
        place: Where,
    },
    /// Prints the whole store as JSON Lines
    Export {
        #[command(flatten)]
        place: Where,
    },
    /// Makes the store from an export, where there is none; nothing is sent until `resume`
    Import {
        /// The export; - reads standard input
        file: PathBuf,
        #[command(flatten)]
        place: Where,
    },
    /// Prints the completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual page, or writes one page for each command into a folder
    Man {
        /// The folder
        #[arg(long)]
        dir: Option<PathBuf>,
    },
}

/// Runs the command line of this process and returns its exit code.
pub fn main() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => {
            let wanted = !error.use_stderr();
            // Nobody reads it: nothing is left to be done about that.
            let _ = error.print();
            return ExitCode::from(if wanted { 0 } else { 64 });
        }
    };
    match run(line.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(exit) => exit.tell(),
    }
}

fn run(command: Command) -> Done {
    let ask = |ask: &Ask, query| tell::ask(&ask.place.config, query, ask.form.json);
    let act = |ask: &Ask, act| tell::act(&ask.place.config, act, ask.form.json);
    match command {
        Command::Demo { dir, speed, once } => demo::start(&dir, speed, once),
        Command::Reply { dir, who, to, accept, decline, text } => {
            let answer = match (accept, decline) {
                (true, _) => demo::reply::Answer::Press("ACCEPTED"),
                (_, true) => demo::reply::Answer::Press("DECLINED"),
                _ => demo::reply::Answer::Text(text.join(" ")),
            };
            demo::reply::run(&dir, &who, to.as_deref(), &answer)
        }
        Command::Run { place, since } => run::run(&place.config, since),
        Command::Status(of) => ask(&of, Query::Status),
        Command::Cases { all, process, ask: of } => ask(&of, Query::Cases { all, process }),
        Command::Case { id, ask: of } => ask(&of, Query::Case { id: CaseId(id) }),
        Command::Deadlines(of) => ask(&of, Query::Deadlines),
        Command::Outbox(of) => ask(&of, Query::Outbox),
        Command::Quarantine(of) => ask(&of, Query::Quarantine),
        Command::Journal { from, case, ask: of } => ask(&of, Query::Journal { from, case: case.map(CaseId) }),
        Command::Answer { id, who, text, ask: of } => {
            act(&of, Act::Answer { case: CaseId(id), person: who.as_str().into(), text: text.join(" ") })
        }
        Command::Open { process, who, about, text, ask: of } => {
            let (person, about) = (who.as_str().into(), about.map(CaseId));
            act(&of, Act::Open { process, about, person, text: text.join("\n") })
        }
        Command::Cancel { id, reason, ask: of } => act(&of, Act::Cancel { case: CaseId(id), reason }),
        Command::Calendar { person, renew, off, ask: of } => {
            let how = match (renew, off) {
                (true, _) => Subscribe::Renew,
                (_, true) => Subscribe::Off,
                _ => Subscribe::Show,
            };
            tell::calendar(&of.place.config, person.as_str().into(), how, of.form.json)
        }
        Command::Retry { letter, ask: of } => act(&of, Act::Retry { letter }),
        Command::Hold(of) => act(&of, Act::Hold),
        Command::Resume(of) => act(&of, Act::Resume),
        Command::Release { id, ask: of } => act(&of, Act::Release { case: CaseId(id) }),
        Command::Reload(of) => tell::reload(&of.place.config, of.form.json),
        Command::Backup { dir, place } => keep::backup(&place.config, &dir),
        Command::Restore { dir, place } => keep::restore(&place.config, &dir),
        Command::Verify(of) => keep::verify(&of.place.config, of.form.json),
        Command::Rebuild { place } => keep::rebuild(&place.config),
        Command::Export { place } => keep::export(&place.config),
        Command::Import { file, place } => keep::import(&place.config, &file),
        Command::Schema => manual::schema(),
        Command::Check { config, with, form } => check::run(config, with, form.json),
        Command::Explain { mail, company, at, form } => {
            explain::run(&mail, &company, at.as_deref(), form.json)
        }
        Command::Evidence { mail, company, form } => evidence::run(&mail, &company, form.json),
        Command::Doctor { mails, company, form } => evidence::doctor(&company, &mails, form.json),
        Command::Simulate { scenario, company, why, html, form } => {
            let options = simulate::Options { why, json: form.json, html: html.as_deref() };
            simulate::run(&scenario, company, &options)
        }
        Command::Graph { process, company, format, all } => {
            graph::run(process.as_deref(), all.as_deref(), &company, format)
        }
        Command::Preview { letter, company, to, lang, html, mime } => {
            let part = match (html, mime) {
                (true, _) => preview::Part::Html,
                (_, true) => preview::Part::Mime,
                _ => preview::Part::Text,
            };
            let options = preview::Options { to: to.as_deref(), lang: lang.as_deref(), part };
            preview::run(letter.as_deref(), &company, &options)
        }
        Command::Completions { shell } => manual::completions(shell),
        Command::Man { dir } => manual::pages(dir.as_deref()),
    }
}

/// The description of the whole command line, for completions and manual pages.
fn description() -> clap::Command {
    <Line as clap::CommandFactory>::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        description().debug_assert();
    }

    #[test]
    fn every_command_and_every_argument_says_what_it_is() {
        for command in description().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }
}
