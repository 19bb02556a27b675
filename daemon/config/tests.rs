//! The reader of `beadle.toml`, on good files and on every kind of bad one.

use super::*;
use crate::fault::{Faults, Source};
use std::collections::BTreeSet;

/// The least that is a configuration.
const LEAST: &str = "[identity]\naddress = \"beadle@x.test\"\n\
                     [[mailbox]]\nkind = \"maildir\"\npath = \"in\"\n\
                     [outgoing]\nkind = \"maildir\"\nroot = \"out\"\n";

const IMAP: &str = "[identity]\naddress = \"beadle@x.test\"\n\
                    [outgoing]\nkind = \"maildir\"\nroot = \"out\"\n\
                    [[mailbox]]\nkind = \"imap\"\nhost = \"imap.x.test\"\nuser = \"beadle\"\n";

const SMTP: &str = "[identity]\naddress = \"beadle@x.test\"\n\
                    [[mailbox]]\nkind = \"maildir\"\npath = \"in\"\n\
                    [outgoing]\nkind = \"smtp\"\nhost = \"smtp.x.test\"\n";

const PASSWORD: &str = "password = { file = \"secret\" }\n";

fn read(text: &str) -> Result<Config, Faults> {
    Config::read(&Source::new("b.toml", text), "/etc/beadle")
}

/// The faults of `more` behind a text that is right without it; lines count from `more`.
fn faults(least: &str, more: &str) -> String {
    let lines = least.lines().count();
    let faults = read(&format!("{least}{more}")).unwrap_err();
    let shown = faults.0.iter().map(|fault| {
        let (line, column) = fault.place();
        format!("{}:{column}: {}; {}", line as i64 - lines as i64, fault.found(), fault.remedy())
    });
    shown.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_least_configuration_has_sensible_defaults() {
    let config = read(LEAST).unwrap();
    assert!(config.identity.plus);
    assert_eq!(config.identity.host, "x.test");
    assert_eq!(config.identity.name_in("zh"), "beadle");
    assert_eq!(config.paths.rules, "/etc/beadle/rules");
    assert_eq!(config.paths.directory, "/etc/beadle/directory.toml");
    assert_eq!(config.paths.holidays, ["/etc/beadle/rules/holidays"]);
    assert_eq!((config.paths.state, config.paths.archive), (None, None));
    assert_eq!(config.mailboxes[0].name, "/etc/beadle/in");
    assert_eq!(config.outgoing, Outgoing::Maildir { root: "/etc/beadle/out".to_owned() });
    assert_eq!(config.trial, Trial { only_to: vec![], hold: false });
    assert_eq!(config.limits.message_size, 26_214_400);
    assert_eq!(config.keys.rotate, Some(Duration::from_secs(90 * 86_400)));
    assert_eq!(config.log, Log { format: LogFormat::Text, level: Level::Info });
    assert_eq!(config.socket, None);
}

#[test]
fn paths_start_at_the_file() {
    let paths = |more: &str| read(&format!("{LEAST}[paths]\n{more}")).unwrap().paths;
    assert_eq!(paths("rules = \"/srv/rules\"\n").holidays, ["/srv/rules/holidays"]);
    assert_eq!(paths("holidays = []\n").holidays, [""; 0]);
    assert_eq!(
        paths("holidays = [\"/srv/days\", \"ours.toml\"]\n").holidays,
        ["/srv/days", "/etc/beadle/ours.toml"]
    );
    assert_eq!(paths("state = \"state\"\n").state.as_deref(), Some("/etc/beadle/state"));
}

#[test]
fn only_doors_on_this_machine_are_local() {
    assert!(read(LEAST).unwrap().is_local());
    assert!(!read(&format!("{IMAP}{PASSWORD}")).unwrap().is_local());
    assert!(!read(SMTP).unwrap().is_local());
}

#[test]
fn servers_have_their_usual_ports_and_protection() {
    let imap = |more: &str| match read(&format!("{IMAP}{PASSWORD}{more}")).unwrap().mailboxes.remove(0).door {
        Incoming::Imap(imap) => (imap.server.port, imap.server.tls),
        Incoming::Maildir(_) => panic!("not asked for"),
    };
    assert_eq!(imap(""), (993, Security::Implicit));
    assert_eq!(imap("tls = \"starttls\"\n"), (143, Security::StartTls));
    assert_eq!(imap("port = 10993\n"), (10_993, Security::Implicit));
    let smtp = |more: &str| match read(&format!("{SMTP}{more}")).unwrap().outgoing {
        Outgoing::Smtp(smtp) => (smtp.server.port, smtp.server.tls, smtp.login.is_some()),
        other => panic!("{other:?}"),
    };
    assert_eq!(smtp(""), (587, Security::StartTls, false));
    assert_eq!(
        smtp("tls = \"implicit\"\nuser = \"x\"\noauth = { credential = \"smtp\" }\n"),
        (465, Security::Implicit, true)
    );
}

#[test]
fn only_this_machine_may_be_spoken_to_without_tls() {
    for (host, allowed) in [
        ("localhost", true),
        ("127.0.0.1", true),
        ("127.8.8.8", true),
        ("::1", true),
        ("localhost.x.test", false),
        ("192.168.0.1", false),
        ("x.test", false),
    ] {
        let text = SMTP.replace("smtp.x.test", host);
        assert_eq!(read(&format!("{text}tls = \"none\"\n")).is_ok(), allowed, "{host}");
    }
}

#[test]
fn an_own_address_is_known_with_a_detail() {
    let config = read(&LEAST.replace("[[mailbox]]", "aliases = \"bot@x.test\"\n[[mailbox]]")).unwrap();
    for (address, own) in [
        ("Beadle@X.test", true),
        ("beadle+t0ken@x.test", true),
        ("bot@x.test", true),
        ("beadle@y.test", false),
    ] {
        assert_eq!(config.identity.is_own(&Address::parse(address).unwrap()), own, "{address}");
    }
}

#[test]
fn every_wrong_value_says_what_would_be_right() {
    let secret = "{ file = \"…\" }, { command = [\"…\"] } or { credential = \"…\" }";
    for (least, more, shown) in [
        (LEAST, "[trail]\nhold = true\n", "1:2: unknown key 'trail'; did you mean 'trial'?".to_owned()),
        (LEAST, "[trial]\nonly_to = []\n", "2:11: 'only_to' is empty; list addresses, or take it out to send to everybody, or set hold = true to send nothing".to_owned()),
        (LEAST, "[trial]\nonly_to = [\"me\"]\nhold = 1\n", "2:12: 'me' has no '@'; write a bare address such as 'beadle@example.com'\n3:8: 'trial.hold' holds an integer; write true or false".to_owned()),
        (LEAST, "[limits]\nmessage_size = \"25MB\"\nletters_per_thread = 0\n", "2:16: '25MB' is not a size such as \"25 MiB\"; write for example \"512 KiB\" or \"25 MiB\"\n3:22: 'letters_per_thread' is 0; it must be between 1 and 1000000".to_owned()),
        (LEAST, "[limits]\nmessage_size = \"1 KiB\"\n", "2:16: 'message_size' is 1 KiB; it must be between 64 KiB and 1048576 KiB".to_owned()),
        (LEAST, "[log]\nlevel = \"verbose\"\nformat = \"jsn\"\n", "2:9: 'verbose' is not one of the words allowed here; known are: error, warn, info, debug, trace\n3:10: 'jsn' is not one of the words allowed here; did you mean 'json'?".to_owned()),
        (LEAST, "[paths]\nrules = \"~/rules\"\nstate = \"$HOME\"\nholidays = \"\"\n", "2:9: '~/rules' has a part that no shell fills in here; write the whole path, or one relative to this file\n3:9: '$HOME' has a part that no shell fills in here; write the whole path, or one relative to this file\n4:12: this is empty; write something or take it out".to_owned()),
        (LEAST, "[keys]\nring = { credential = \"ring\" }\nrotate = \"30d\"\n", "3:1: beadle cannot change a credential; take it out and change the credential yourself, or use a file".to_owned()),
        (LEAST, "[calendar]\nlisten = \"here\"\nurl = \"http://calendar.example.com\"\n", "2:10: 'here' is not an address and a port; write both, such as \"127.0.0.1:8137\" or \"[::1]:8137\"\n3:7: 'http://calendar.example.com' is http, which could be read on the way; write https://; http is for this machine only".to_owned()),
        (LEAST, "[calendar]\nurl = \"calendar.example.com\"\n", "2:7: 'calendar.example.com' is not a URL; write a URL such as \"https://calendar.example.com/li\"".to_owned()),
        (LEAST, "[freebusy]\nevery = \"1m\"\n", "2:9: 'every' is 1m; it must be between 5m and 2h".to_owned()),
        (LEAST, "[[freebusy.server]]\nurl = \"https://c.example/li\"\npassword = { credential = \"x\" }\n", "1:1: 'user' is missing in 'freebusy.server'; add 'user', the login name\n2:7: this is more than a server; end it behind host and port: whose calendar is where stands in the directory".to_owned()),
        (LEAST, "[[freebusy.server]]\nurl = \"https://c.example\"\nuser = \"b\"\n[[freebusy.server]]\nurl = \"https://C.example:443\"\n", format!("1:1: 'password' is missing in 'freebusy.server'; add 'password', {secret}, or 'oauth' likewise\n5:7: this server is here twice; take one out")),
        (LEAST, "[keys]\nring = { command = [\"x\"] }\nrotate = \"1h\"\n", "2:8: a key ring is no output of a command; write { file = \"…\" } or { credential = \"…\" }\n3:10: 'rotate' is 1h; it must be between 1d and 3650d".to_owned()),
        (LEAST, &format!("[socket]\npath = \"/{}\"\n", "s".repeat(107)), "2:8: this path has 108 bytes, a socket's at most 107; choose a shorter one, such as /run/beadle/beadle.sock".to_owned()),
        (LEAST, "[[mailbox]]\nkind = \"maildir\"\npath = \"/etc/beadle/in\"\n", "1:1: there are two mailboxes of the name '/etc/beadle/in'; give one of them another 'name', or take it out".to_owned()),
        (LEAST, "[[mailbox]]\nkind = \"pop3\"\n", "2:8: 'pop3' is not one of the words allowed here; known are: imap, maildir".to_owned()),
        (IMAP, "", format!("-3:1: 'password' is missing in 'mailbox'; add 'password', {secret}, or 'oauth' likewise")),
        (IMAP, "password = { file = \"a\" }\noauth = { file = \"b\" }\n", "2:1: there is a password and an OAuth token; take one of them out".to_owned()),
        (IMAP, "password = {}\n", format!("1:12: 'password' comes from nowhere; write {secret}")),
        (IMAP, "password = { fil = \"a\" }\n", "1:14: unknown key 'fil' in 'mailbox.password'; did you mean 'file'?".to_owned()),
        (IMAP, "password = { file = \"a\", credential = \"b\" }\n", "1:12: 'password' comes from several places; leave one of them".to_owned()),
        (IMAP, "password = { credential = \"../b\" }\n", "1:27: '../b' is not the name of a credential; write the name that LoadCredential= gives it".to_owned()),
        (IMAP, "password = { command = \"pass imap\" }\n", "1:24: 'command' is not a program and its arguments; no shell is used: write [\"/usr/bin/program\", \"argument\"]".to_owned()),
        (IMAP, &format!("{PASSWORD}poll = 60\nrenew = \"29m\"\nsince = \"yesterday\"\n"), "2:8: 'mailbox.poll' holds an integer; write a length of time such as \"60s\"\n3:9: 'renew' is 29m; it must be between 1m and 25m\n4:9: 'mailbox.since' holds a string; write a date such as 2026-07-15".to_owned()),
        (IMAP, &format!("{PASSWORD}tls = \"none\"\nport = 70000\ndone = \"INBOX\"\n"), "2:7: without TLS the password and all mail to 'imap.x.test' could be read on the way; write \"implicit\" or \"starttls\"; \"none\" is for this machine only\n3:8: 'port' is 70000; it must be between 1 and 65535\n4:8: done mail would stay in the folder it is read from; name another folder, or leave it out".to_owned()),
        (SMTP, "user = \"x\"\n", format!("-2:1: 'password' is missing in 'outgoing'; add 'password', {secret}, or 'oauth' likewise")),
        (SMTP, PASSWORD, "-2:1: 'user' is missing in 'outgoing'; add 'user', the login name".to_owned()),
        (SMTP, "workers = 40\nstep_timeout = \"1h\"\n", "1:11: 'workers' is 40; it must be between 1 and 16\n2:16: 'step_timeout' is 1h; it must be between 1s and 15m".to_owned()),
        ("", "[identity]\naddress = \"beadle+x@x.test\"\nhost = \"x test\"\nname = 1\n[outgoing]\nkind = \"sendmail\"\ncommand = []\n",
         "1:1: 'mailbox' is missing; add 'mailbox', [[mailbox]], for each place where mail comes in\n2:11: the address has a '+' already; write it without: letters add their own\n3:8: 'x test' cannot be the host of Message-IDs; write a domain of yours, or leave it out\n4:8: 'identity.name' holds an integer; write a string, or a table of languages such as { zh = \"…\", en = \"…\" }\n7:11: 'command' is not a program and its arguments; no shell is used: write [\"/usr/bin/program\", \"argument\"]".to_owned()),
        ("", "", "1:1: 'identity' is missing; add 'identity', a table\n1:1: 'mailbox' is missing; add 'mailbox', [[mailbox]], for each place where mail comes in\n1:1: 'outgoing' is missing; add 'outgoing', a table".to_owned()),
        ("", &SMTP.replace("smtp.x.test", "https://smtp.x.test:587"), "8:8: 'https://smtp.x.test:587' is not the name of a host; write a name or an address, without scheme and port".to_owned()),
    ] {
        assert_eq!(faults(least, more), shown, "{more}");
    }
}

#[test]
fn a_secret_in_the_file_is_refused_and_never_shown() {
    for line in [
        "password = \"hunter2\"",
        "password=\"hunter2\"",
        "password = 'hunter2'",
        "password = \"hunter2",
        "password = \"\\\"hunter2\\\\\"",
        "password = '\\'\nca = \"ca.pem\"\npassword = 'hunter2'",
        "  \"password\" = \"hunter2\" # mine",
        "oauth = \"hunter2\"",
        "[x]\npassword = \"\"\"hunter2\"\"\"",
        "password = \"\"\"\nhunter2\nhunter2\"\"\"",
    ] {
        let faults = read(&format!("{IMAP}{line}\n")).unwrap_err();
        for fault in &faults.0 {
            assert!(!format!("{fault} {fault:?}").contains("hunter2"), "{fault}");
        }
    }
    assert_eq!(
        faults(IMAP, "password = \"hunter2\"\n"),
        "1:12: 'password' must not be in this file; write where it comes from, { file = \"…\" }, { command = [\"…\"] } \
         or { credential = \"…\" }, and choose a new one if this was real"
    );
}

#[test]
fn debug_output_leaves_out_the_arguments_of_a_secret_command() {
    let config = read(&format!("{IMAP}password = {{ command = [\"/bin/echo\", \"hunter2\"] }}\n")).unwrap();
    let shown = format!("{config:?}");
    assert!(shown.contains("/bin/echo") && !shown.contains("hunter2"), "{shown}");
}

/// The example with its comments, as the package ships it.
const EXAMPLE: &str = include_str!("../../systemd/beadle.toml.example");

/// The sections of the example with every setting taken out of its comment.
fn sections() -> Vec<String> {
    let setting = |line: &&str| !line.starts_with("# ") && *line != "#";
    let lines = EXAMPLE.lines().filter(setting).map(|line| line.strip_prefix('#').unwrap_or(line));
    let mut sections: Vec<String> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if line.starts_with('[') {
            sections.push(String::new());
        }
        let section = sections.last_mut().expect("the example begins with a header");
        section.push_str(line);
        section.push('\n');
    }
    sections
}

/// The sections without the other ways out, and without one of password and token.
fn variant(kind: &str, without: &str) -> String {
    let way = format!("kind = \"{kind}\"");
    let sections = sections();
    let wanted =
        sections.iter().filter(|section| !section.starts_with("[outgoing]") || section.contains(&way));
    let text: String = wanted.map(String::as_str).collect();
    let lines = text.lines().filter(|line| !line.starts_with(without));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn the_example_is_a_configuration_as_it_stands() {
    let config = Config::read(&Source::new("beadle.toml.example", EXAMPLE), "/etc/beadle");
    let config = config.unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(config.mailboxes.len(), 1);
}

#[test]
fn every_setting_of_the_example_is_known() {
    for kind in ["smtp", "sendmail", "maildir"] {
        for without in ["password", "oauth"] {
            let text = variant(kind, without);
            let config = read(&text).unwrap_or_else(|faults| panic!("{faults}\n{text}"));
            assert_eq!(config.mailboxes.len(), 2);
        }
    }
}

#[test]
fn the_example_shows_the_defaults() {
    let bare = Config::read(&Source::new("beadle.toml.example", EXAMPLE), "/etc/beadle").unwrap();
    let text = variant("smtp", "oauth");
    // What is an example there, not a default.
    let examples = [
        "aliases",
        "name = {",
        "authserv_id",
        "ca",
        "done",
        "since",
        "state",
        "archive",
        "only_to",
        "ring",
        "path = \"/run",
        "host = \"example.com\"",
    ];
    let text: String = text
        .lines()
        .filter(|line| !examples.iter().any(|example| line.starts_with(example)))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut full = read(&text).unwrap();
    full.mailboxes.truncate(1);
    // What is on only where its section stands shows its defaults there.
    let calendar = full.calendar.take().unwrap();
    assert_eq!(calendar.listen.to_string(), "127.0.0.1:8137");
    let freebusy = full.freebusy.take().unwrap();
    assert_eq!((freebusy.every.as_secs(), freebusy.timeout.as_secs()), (1_800, 20));
    assert_eq!(full, bare);
}

/// An unknown key in each table makes the reader name all the keys it knows there.
#[test]
fn every_key_known_to_the_code_stands_in_the_example() {
    let example: BTreeSet<String> = sections()
        .iter()
        .flat_map(|section| section.lines().map(str::to_owned).collect::<Vec<_>>())
        .map(|line| line.trim_start_matches('[').split([' ', ']']).next().unwrap_or("").to_owned())
        .flat_map(|path| path.split('.').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let mut known = BTreeSet::new();
    for kind in ["smtp", "sendmail", "maildir"] {
        let text: String = variant(kind, "oauth")
            .lines()
            .flat_map(|line| [line, if line.starts_with('[') { "\nzzzz = 1\n" } else { "\n" }])
            .collect();
        for fault in read(&format!("qqqq = 1\n{text}")).unwrap_err().0 {
            let keys = fault.remedy().strip_prefix("known are: ").unwrap_or_else(|| panic!("{fault}"));
            known.extend(keys.split(", ").map(str::to_owned));
        }
    }
    assert!(known.len() > 40, "{known:?}");
    let missing: Vec<_> = known.difference(&example).collect();
    assert!(missing.is_empty(), "not in systemd/beadle.toml.example: {missing:?}");
}

/// Each line of the example left out, doubled, or with another value: faults with places, never a panic.
#[test]
fn a_damaged_configuration_is_refused_with_places_or_whole() {
    let whole = variant("smtp", "oauth");
    let lines: Vec<&str> = whole.lines().collect();
    for place in 0..lines.len() {
        let key = lines[place].split('=').next().unwrap();
        let mut instead = vec![String::new(), format!("{0}\n{0}", lines[place])];
        instead.extend(
            ["1", "true", "\"\"", "\"x\"", "[]", "[1]", "{}", "{ a = 1 }", "\"1d\""]
                .map(|v| format!("{key}= {v}")),
        );
        for line in instead {
            let mut text: Vec<&str> = lines.clone();
            text[place] = &line;
            let source = Source::new("b.toml", text.join("\n"));
            let Err(faults) = Config::read(&source, "/") else { continue };
            assert!(!faults.is_empty(), "{line}");
            assert!(faults.0.iter().all(|fault| fault.span().end <= source.text().len()), "{line}");
        }
    }
}

#[test]
fn a_second_reading_takes_over_what_needs_no_start_and_names_the_rest() {
    let old = read(LEAST).unwrap();
    let same = old.change(&old);
    assert_eq!((same.config, same.live, same.later), (old.clone(), vec![], vec![]));
    let text =
        LEAST.replace("beadle@x.test\"", "other@x.test\"\nname = \"Bee\"").replace("\"out\"", "\"away\"");
    let new = read(&format!("{text}[trial]\nhold = true\n[limits]\nrefusals_per_sender = 9\n")).unwrap();
    let change = old.change(&new);
    assert_eq!(change.live, ["identity.name", "trial.hold", "limits"]);
    assert_eq!(change.later, ["identity.address", "outgoing"]);
    assert!(change.config.trial.hold && change.config.identity.name == "Bee");
    assert_eq!(
        (&change.config.identity.address, &change.config.outgoing),
        (&old.identity.address, &old.outgoing)
    );
    // Whatever differs is named: nothing is passed over in silence.
    assert!(old.change(&change.config).later.is_empty() && change.config.change(&new).live.is_empty());
}

#[test]
fn a_login_belongs_to_one_server_of_calendars() {
    let config = read(&format!(
        "{LEAST}[freebusy]\nevery = \"1h\"\n[[freebusy.server]]\nurl = \"https://c.example/\"\nuser = \"b\"\n\
         password = {{ credential = \"c\" }}\n[[freebusy.server]]\nurl = \"https://d.example:8443\"\noauth = {{ credential = \"d\" }}\n"
    ));
    let freebusy = config.unwrap().freebusy.unwrap();
    let user = |url: &str| {
        let server = freebusy.server(&Url::parse(url).unwrap())?;
        server.login.as_ref().map(|(user, _)| user.clone())
    };
    assert_eq!(user("https://c.example:443/li?fmt=ifb").as_deref(), Some("b"));
    assert_eq!(user("https://d.example:8443/li").as_deref(), Some(""));
    assert_eq!(user("https://c.example:8443/li"), None);
    assert_eq!(user("https://c.example.evil.example/li"), None);
    assert_eq!(read(&format!("{LEAST}[freebusy]\n")).unwrap().freebusy.unwrap().servers, []);
}
