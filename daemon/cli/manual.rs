//! `beadle completions`, `beadle man` and `beadle schema`: what shells, readers of manual pages and editors get.

use std::io::Write as _;
use std::path::Path;

use super::exit::{Done, Exit};
use super::page::Page;

/// What holds for all commands, as a manual page writes it (man(7)).
const COMMON: &str = r#".SH FILES
.TP
\fI/etc/beadle/beadle.toml\fR
The configuration; it names the directory, the process files, the letters and the holidays. Another one: \fB\-\-config\fR.
.TP
\fI/var/lib/beadle\fR
The store: the journal, which is the truth, and what is made from it. Never copy it from under a running daemon: \fBbeadle backup\fR does.
.TP
\fI/var/lib/beadle/beadle.sock\fR
The control socket of a running daemon, for root and the group beadle. Without a daemon the commands open the store themselves.
.SH ENVIRONMENT
.TP
\fBSTATE_DIRECTORY\fR
The folder of the store where the configuration names none; systemd sets it.
.TP
\fBCREDENTIALS_DIRECTORY\fR
Where { credential = "NAME" } is read from; systemd sets it for LoadCredential=.
.TP
\fBBEADLE_BOOT_ID\fR
Tells one start of the machine from another where the sandbox hides it.
.TP
\fBNO_COLOR\fR
When set, the log on a terminal has no colours.
.SH "EXIT STATUS"
.TP
0
Done.
.TP
1
A story came out differently (\fBsimulate\fR).
.TP
64
The command line is wrong.
.TP
65
What was asked for is not there or cannot be done, or data is damaged; the message says which.
.TP
66
A file named on the command line is not there.
.TP
69
There is neither a daemon nor a store.
.TP
70
A fault of beadle itself.
.TP
74
A disk or a socket failed.
.TP
75
Try again: the disk is full, or another process has the store.
.TP
77
A file may not be read or written.
.TP
78
The configuration is wrong; \fBbeadle check\fR shows where.
.SH EXAMPLES
.TP
\fBbeadle demo\fR
A small company on mail folders; no server is needed.
.TP
\fBbeadle check \-\-config beadle.toml\fR
Every fault of every file, with its line.
.TP
\fBbeadle explain mail.eml\fR
What a mail would do, and why.
.TP
\fBbeadle case P\-2026\-0012\fR
How a case stands.
.TP
\fBbeadle calendar li\fR
The link by which li's calendar program reads all of li's dates, where the configuration has [calendar].
"#;

pub(super) fn completions(shell: clap_complete::Shell) -> Done {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut super::description(), "beadle", &mut text);
    print(&text)
}

/// The page of `beadle`, or one for it and each command as `DIR/beadle.1`, `DIR/beadle-check.1` …
pub(super) fn pages(dir: Option<&Path>) -> Done {
    let description = super::description();
    let Some(dir) = dir else { return print(&page(description)?) };
    let failed = |error: std::io::Error| Exit::new(74, format!("write {}: {error}", dir.display()));
    std::fs::create_dir_all(dir).map_err(failed)?;
    clap_mangen::generate_to(description.clone(), dir).map_err(failed)?;
    std::fs::write(dir.join("beadle.1"), page(description)?).map_err(failed)
}

/// The JSON Schema of process files, as it stands in `rules/schema.json`.
pub(super) fn schema() -> Done {
    print(crate::rules::schema::text().as_bytes())
}

/// The page of the program itself: what its description tells, and what holds for all commands.
fn page(command: clap::Command) -> Result<Vec<u8>, Exit> {
    let man = clap_mangen::Man::new(command);
    let mut text = Vec::new();
    man.render_title(&mut text)
        .and_then(|()| man.render_name_section(&mut text))
        .and_then(|()| man.render_synopsis_section(&mut text))
        .and_then(|()| man.render_description_section(&mut text))
        .and_then(|()| man.render_options_section(&mut text))
        .and_then(|()| man.render_subcommands_section(&mut text))
        .and_then(|()| text.write_all(COMMON.as_bytes()))
        .and_then(|()| man.render_version_section(&mut text))
        .map_err(|error| Exit::new(70, error))?;
    Ok(text)
}

fn print(text: &[u8]) -> Done {
    let mut page = Page::new();
    page.line(String::from_utf8_lossy(text).trim_end())?;
    page.end()
}
