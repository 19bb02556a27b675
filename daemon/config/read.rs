//! Reads `beadle.toml`.

use core::net::{IpAddr, Ipv4Addr, SocketAddr, SocketAddrV4};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::Duration;

use super::amount::{duration, shown, size};
use super::{
    Calendar, Config, FreeBusy, FreeBusyServer, Identity, Imap, Incoming, Keys, Level, Limits, Log,
    LogFormat, Login, Mailbox, Maildir, Outgoing, Paths, SecretSource, Security, Server, Smtp, Trial,
};
use crate::address::Address;
use crate::document::{At, Document, Entry, Kind, Table, Text, Value};
use crate::fault::{Faults, Source};
use crate::url::{Url, is_loopback};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(86_400);

/// Looking at an IMAP folder more often would be a burden on its server, less often a poor stand-in for a dead IDLE.
const POLL: RangeInclusive<Duration> = Duration::from_secs(5)..=Duration::from_secs(3600);
/// Servers may end an IDLE after 30 minutes (RFC 2177), and the renewal itself takes time.
const RENEW: RangeInclusive<Duration> = MINUTE..=Duration::from_secs(25 * 60);
/// A Maildir costs two directory listings a look.
const MAILDIR_POLL: RangeInclusive<Duration> = Duration::from_millis(50)..=Duration::from_secs(3600);
/// Below a second no server far away answers; above fifteen minutes a dead one would be waited for all day.
const TIMEOUT: RangeInclusive<Duration> = SECOND..=Duration::from_secs(900);
/// Keys that change daily, to keys that change every ten years.
const KEY_AGE: RangeInclusive<Duration> = DAY..=Duration::from_secs(86_400 * 3650);
const PORTS: RangeInclusive<i64> = 1..=65_535;
/// More connections than this no submission server likes from one client.
const WORKERS: RangeInclusive<i64> = 1..=16;
const COUNTS: RangeInclusive<i64> = 1..=1_000_000;
const MESSAGE_SIZE: RangeInclusive<u64> = 64 * 1024..=1024 * 1024 * 1024;
/// More than this no mail server takes; nothing at all is possible.
const ATTACHMENTS: RangeInclusive<u64> = 0..=100 * 1024 * 1024;
/// Where calendar programs are listened for: a proxy on this machine reaches it, and nobody else.
const LISTEN: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8137));
/// What is older than six hours is not believed, and a look-up may fail twice; more often would be a burden.
const LOOK_UP: RangeInclusive<Duration> = Duration::from_secs(5 * 60)..=Duration::from_secs(2 * 3600);
/// A link has to survive mail programs: the secret and its ending add 37 characters.
const LINK_MAX: usize = 200;
/// The bytes of `sun_path` without its final zero (unix(7)).
const SOCKET_PATH_MAX: usize = 107;

impl Config {
    /// Reads a configuration, or says everything that is wrong with it. `folder` is the folder of the file: relative
    /// paths start there.
    pub fn read(source: &Source, folder: &str) -> Result<Config, Faults> {
        let source = &blot(source);
        let mut root = Document::parse(source)?;
        let mut reader = Reader { folder, faults: Faults::default() };
        let identity = reader.identity(&mut root);
        let paths = reader.paths(&mut root);
        let mailboxes = reader.mailboxes(&mut root);
        let outgoing = reader.outgoing(&mut root);
        let trial = reader.trial(&mut root);
        let limits = reader.limits(&mut root);
        let keys = reader.keys(&mut root);
        let calendar = reader.calendar(&mut root);
        let freebusy = reader.freebusy(&mut root);
        let socket = reader.socket(&mut root);
        let log = reader.log(&mut root);
        root.finish(&mut reader.faults);
        let mut faults = reader.faults;
        faults.0.sort_by_key(|fault| fault.span().start);
        match (identity, outgoing) {
            (Some(identity), Some(outgoing)) if faults.is_empty() => Ok(Config {
                identity,
                paths,
                mailboxes,
                outgoing,
                trial,
                limits,
                keys,
                calendar,
                freebusy,
                socket,
                log,
            }),
            _ => Err(faults),
        }
    }
}

/// The text with every string behind a key that takes a secret overwritten, places kept: whoever writes a password
/// there by mistake must not find it in a log, and a message may show the line it is on, even if it is no TOML.
fn blot(source: &Source) -> Source {
    let mut text = source.text().to_owned();
    for key in ["password", "oauth"] {
        let mut from = 0;
        while let Some(found) = text[from..].find(key) {
            from += found + key.len();
            let rest = text[from..].trim_start_matches(['"', '\'']);
            let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else { continue };
            let Some(quote) = value.chars().next().filter(|c| *c == '"' || *c == '\'') else { continue };
            let long = value.starts_with(&quote.to_string().repeat(3));
            let quotes = quote.to_string().repeat(if long { 3 } else { 1 });
            let start = text.len() - value.len() + quotes.len();
            let end = start + string_end(&text[start..], &quotes);
            let blotted =
                text[start..end].bytes().map(|b| if b == b'\n' { '\n' } else { '*' }).collect::<String>();
            text.replace_range(start..end, &blotted);
            from = end;
        }
    }
    Source::new(source.path(), text)
}

/// Where a TOML string ends whose opening quotes are before the text. One that is never closed ends with its line, a
/// long one with the text.
fn string_end(text: &str, quotes: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == '\n' && quotes.len() == 1 {
            return at;
        }
        if !escaped && text[at..].starts_with(quotes) {
            return at;
        }
        escaped = c == '\\' && !escaped && quotes.starts_with('"');
    }
    text.len()
}

/// `-i`: a line with a single dot does not end the letter.
const SENDMAIL: [&str; 2] = ["/usr/sbin/sendmail", "-i"];

struct Reader<'a> {
    folder: &'a str,
    faults: Faults,
}

impl Reader<'_> {
    fn identity(&mut self, root: &mut Table) -> Option<Identity> {
        let mut table = root.expect_table("identity", &mut self.faults)?;
        let address = table.expect_string("address", &mut self.faults);
        let plus = self.yes(&mut table, "plus", true);
        if let Some(text) = &address
            && text.as_str().split('@').next().is_some_and(|local| local.contains('+'))
        {
            self.faults
                .push(text.fault("the address has a '+' already", "write it without: letters add their own"));
        }
        let address = address.and_then(|text| self.address(text));
        let aliases = self.addresses(&mut table, "aliases");
        let host = self.filled(&mut table, "host");
        if let Some(text) = &host
            && Address::parse(&format!("x@{}", text.value)).is_err()
        {
            let found = format!("'{}' cannot be the host of Message-IDs", text.value);
            self.faults.push(text.fault(found, "write a domain of yours, or leave it out"));
        }
        let (name, names) = self.names(&mut table);
        let authserv_id = self.filled(&mut table, "authserv_id");
        table.finish(&mut self.faults);
        let address = address?;
        Some(Identity {
            plus,
            aliases,
            host: host.map_or_else(|| address.domain().to_owned(), |text| text.value.to_lowercase()),
            name: name.unwrap_or_else(|| address.local().to_owned()),
            names,
            authserv_id: authserv_id.map(|text| text.value),
            address,
        })
    }

    /// `name`: one string, or a table of languages whose first is used where a language is missing.
    fn names(&mut self, table: &mut Table) -> (Option<String>, BTreeMap<String, String>) {
        let mut names = BTreeMap::new();
        let Some(Entry { value, .. }) = table.take("name") else { return (None, names) };
        let Kind::Table(mut languages) = value.kind else {
            if !matches!(value.kind, Kind::String(_)) {
                self.faults.push(
                    value.wrong("a string, or a table of languages such as { zh = \"…\", en = \"…\" }"),
                );
                return (None, names);
            }
            return (
                value.string(&mut self.faults).and_then(|text| self.not_empty(text)).map(|text| text.value),
                names,
            );
        };
        let mut first = None;
        for Entry { key, value } in languages.take_rest() {
            let Some(text) = value.string(&mut self.faults).and_then(|text| self.not_empty(text)) else {
                continue;
            };
            first.get_or_insert_with(|| text.value.clone());
            names.insert(key.value, text.value);
        }
        (first, names)
    }

    fn paths(&mut self, root: &mut Table) -> Paths {
        let mut table = root.optional_table("paths", &mut self.faults);
        let folder = self.folder;
        let mut path = |key: &str| table.as_mut().and_then(|table| self.path(table, key));
        let mut paths = Paths {
            rules: path("rules").unwrap_or_else(|| under(folder, "rules")),
            templates: path("templates").unwrap_or_else(|| under(folder, "templates")),
            directory: path("directory").unwrap_or_else(|| under(folder, "directory.toml")),
            state: path("state"),
            archive: path("archive"),
            holidays: Vec::new(),
        };
        paths.holidays.push(under(&paths.rules, "holidays"));
        if let Some(mut table) = table {
            if let Some(entry) = table.take("holidays") {
                let texts = entry.value.string_or_list(&mut self.faults);
                paths.holidays = texts.into_iter().filter_map(|text| self.resolved(text)).collect();
            }
            table.finish(&mut self.faults);
        }
        paths
    }

    fn mailboxes(&mut self, root: &mut Table) -> Vec<Mailbox> {
        let Some(value) =
            root.expect("mailbox", "[[mailbox]], for each place where mail comes in", &mut self.faults)
        else {
            return Vec::new();
        };
        let mut mailboxes: Vec<Mailbox> = Vec::new();
        for table in value.table_or_list(&mut self.faults) {
            let place = table.span();
            let source = table.source().clone();
            let Some(mailbox) = self.mailbox(table) else { continue };
            if mailboxes.iter().any(|other| other.name == mailbox.name) {
                let found = format!("there are two mailboxes of the name '{}'", mailbox.name);
                self.faults.push(source.fault(
                    place,
                    found,
                    "give one of them another 'name', or take it out",
                ));
            }
            mailboxes.push(mailbox);
        }
        mailboxes
    }

    fn mailbox(&mut self, mut table: Table) -> Option<Mailbox> {
        let kinds = [("imap", true), ("maildir", false)];
        let imap = table.expect_string("kind", &mut self.faults)?.choice(&kinds, &mut self.faults)?;
        let name = self.filled(&mut table, "name").map(|text| text.value);
        let mailbox = if imap { self.imap(&mut table) } else { self.maildir(&mut table) };
        table.finish(&mut self.faults);
        let (own_name, door) = mailbox?;
        Some(Mailbox { name: name.unwrap_or(own_name), door })
    }

    fn imap(&mut self, table: &mut Table) -> Option<(String, Incoming)> {
        let server = self.server(table, Security::Implicit, [993, 143]);
        let user = self.needed(table, "user");
        let proven = table.has("password") || table.has("oauth");
        let login = self.login(table);
        if !proven {
            self.faults.push(table.missing("password", LOGIN));
        }
        let folder = self.filled(table, "folder").map_or_else(|| "INBOX".to_owned(), |text| text.value);
        let done = self.filled(table, "done");
        if let Some(text) = &done
            && text.value == folder
        {
            self.faults.push(text.fault(
                "done mail would stay in the folder it is read from",
                "name another folder, or leave it out",
            ));
        }
        let poll = self.length(table, "poll", MINUTE, POLL);
        let renew = self.length(table, "renew", 20 * MINUTE, RENEW);
        let since = table.optional_date("since", &mut self.faults).map(|day| day.value);
        let (server, user, login) = (server?, user?, login?);
        let name = format!("{user}@{}/{folder}", server.host);
        Some((
            name,
            Incoming::Imap(Imap {
                server,
                user,
                login,
                folder,
                done: done.map(|text| text.value),
                poll,
                renew,
                since,
            }),
        ))
    }

    fn maildir(&mut self, table: &mut Table) -> Option<(String, Incoming)> {
        let path = self.needed_path(table, "path");
        let done = self.path(table, "done");
        let poll = self.length(table, "poll", SECOND, MAILDIR_POLL);
        let path = path?;
        Some((path.clone(), Incoming::Maildir(Maildir { path, done, poll })))
    }

    fn outgoing(&mut self, root: &mut Table) -> Option<Outgoing> {
        #[derive(Clone)]
        enum Way {
            Smtp,
            Sendmail,
            Maildir,
        }
        let mut table = root.expect_table("outgoing", &mut self.faults)?;
        let kinds = [("smtp", Way::Smtp), ("sendmail", Way::Sendmail), ("maildir", Way::Maildir)];
        let way = table.expect_string("kind", &mut self.faults)?.choice(&kinds, &mut self.faults)?;
        let outgoing = match way {
            Way::Smtp => self.smtp(&mut table),
            Way::Sendmail => {
                let usual = SENDMAIL.map(str::to_owned).to_vec();
                let command = self.command(&mut table, "command").unwrap_or(usual);
                Some(Outgoing::Sendmail { command })
            }
            Way::Maildir => self.needed_path(&mut table, "root").map(|root| Outgoing::Maildir { root }),
        };
        table.finish(&mut self.faults);
        outgoing
    }

    fn smtp(&mut self, table: &mut Table) -> Option<Outgoing> {
        let server = self.server(table, Security::StartTls, [465, 587]);
        let user = self.filled(table, "user");
        let (named, proven) = (user.is_some(), table.has("password") || table.has("oauth"));
        let proof = self.login(table);
        if named && !proven {
            self.faults.push(table.missing("password", LOGIN));
        } else if proven && !named {
            self.faults.push(table.missing("user", "the login name"));
        }
        let workers = self.number(table, "workers", 4, WORKERS);
        let data_timeout = self.length(table, "data_timeout", 10 * MINUTE, TIMEOUT);
        let login = user.map(|user| user.value).zip(proof);
        Some(Outgoing::Smtp(Smtp { server: server?, login, workers: workers as usize, data_timeout }))
    }

    /// `host`, `port`, `tls`, `ca` and the timeouts. `ports` are the usual ones of implicit TLS and of the rest.
    fn server(&mut self, table: &mut Table, usual: Security, ports: [u16; 2]) -> Option<Server> {
        let host = table.expect_string("host", &mut self.faults).and_then(|text| self.host(text));
        let words =
            [("implicit", Security::Implicit), ("starttls", Security::StartTls), ("none", Security::Plain)];
        let text = table.optional_string("tls", &mut self.faults);
        let tls = text.as_ref().map_or(Some(usual), |text| text.choice(&words, &mut self.faults));
        if let (Some(text), Some(Security::Plain), Some(host)) = (text, tls, &host)
            && !is_loopback(host)
        {
            let found = format!("without TLS the password and all mail to '{host}' could be read on the way");
            self.faults.push(
                text.fault(found, "write \"implicit\" or \"starttls\"; \"none\" is for this machine only"),
            );
        }
        let port = if tls == Some(Security::Implicit) { ports[0] } else { ports[1] };
        let port = self.number(table, "port", port.into(), PORTS) as u16;
        let ca = self.path(table, "ca");
        let connect_timeout = self.length(table, "connect_timeout", 30 * SECOND, TIMEOUT);
        let step_timeout = self.length(table, "step_timeout", 2 * MINUTE, TIMEOUT);
        Some(Server { host: host?, port, tls: tls?, ca, connect_timeout, step_timeout })
    }

    fn host(&mut self, text: Text) -> Option<String> {
        let host = text.as_str();
        if host.parse::<IpAddr>().is_ok() || Address::parse(&format!("x@{host}")).is_ok() {
            return Some(host.to_owned());
        }
        let found = format!("'{host}' is not the name of a host");
        self.faults.push(text.fault(found, "write a name or an address, without scheme and port"));
        None
    }

    /// `password` or `oauth`, if there is one of them.
    fn login(&mut self, table: &mut Table) -> Option<Login> {
        let password = table.take("password");
        let oauth = table.take("oauth");
        if let (Some(_), Some(oauth)) = (&password, &oauth) {
            self.faults
                .push(oauth.key.fault("there is a password and an OAuth token", "take one of them out"));
        }
        let password = password.and_then(|entry| self.secret(entry)).map(Login::Password);
        let oauth = oauth.and_then(|entry| self.secret(entry)).map(Login::OAuth);
        password.or(oauth)
    }

    fn secret(&mut self, entry: Entry) -> Option<SecretSource> {
        let Entry { key, value } = entry;
        let Kind::Table(mut table) = value.kind else {
            let found = format!("'{}' must not be in this file", key.value);
            let remedy =
                format!("write where it comes from, {SECRET}, and choose a new one if this was real");
            self.faults.push(value.fault(found, remedy));
            return None;
        };
        let said = table.entries().next().is_some();
        let file = self.path(&mut table, "file").map(SecretSource::File);
        let command = self.command(&mut table, "command").map(SecretSource::Command);
        let credential = self.filled(&mut table, "credential").and_then(|text| {
            if text.value.starts_with('.') || text.value.contains('/') {
                let found = format!("'{}' is not the name of a credential", text.value);
                self.faults.push(text.fault(found, "write the name that LoadCredential= gives it"));
                return None;
            }
            Some(SecretSource::Credential(text.value))
        });
        let mut ways = [file, command, credential].into_iter().flatten();
        let (first, second) = (ways.next(), ways.next());
        if second.is_some() {
            self.faults
                .push(table.fault(format!("'{}' comes from several places", key.value), "leave one of them"));
        } else if !said {
            self.faults
                .push(table.fault(format!("'{}' comes from nowhere", key.value), format!("write {SECRET}")));
        }
        table.finish(&mut self.faults);
        first
    }

    fn trial(&mut self, root: &mut Table) -> Trial {
        let Some(mut table) = root.optional_table("trial", &mut self.faults) else { return Trial::default() };
        if let Some(Kind::List(entries)) = table.get("only_to").map(|value| &value.kind)
            && entries.is_empty()
        {
            let place = table.get("only_to").map(Value::span).unwrap_or_else(|| table.span());
            let remedy =
                "list addresses, or take it out to send to everybody, or set hold = true to send nothing";
            self.faults.push(table.source().fault(place, "'only_to' is empty", remedy));
        }
        let trial = Trial {
            only_to: self.addresses(&mut table, "only_to"),
            hold: self.yes(&mut table, "hold", false),
        };
        table.finish(&mut self.faults);
        trial
    }

    fn limits(&mut self, root: &mut Table) -> Limits {
        let usual = Limits::default();
        let Some(mut table) = root.optional_table("limits", &mut self.faults) else { return usual };
        let mut count = |key: &str, usual: u32| self.number(&mut table, key, usual.into(), COUNTS) as u32;
        let letters_per_thread = count("letters_per_thread", usual.letters_per_thread);
        let letters_per_person = count("letters_per_person", usual.letters_per_person);
        let refusals_per_sender = count("refusals_per_sender", usual.refusals_per_sender);
        let message_size = self.octets(&mut table, "message_size", usual.message_size, MESSAGE_SIZE);
        let attachments = self.octets(&mut table, "attachments", usual.attachments, ATTACHMENTS);
        table.finish(&mut self.faults);
        Limits { message_size, letters_per_thread, letters_per_person, refusals_per_sender, attachments }
    }

    fn keys(&mut self, root: &mut Table) -> Keys {
        let usual = (90 * DAY, 180 * DAY);
        let mut keys = Keys { ring: None, rotate: Some(usual.0), keep: usual.1 };
        let Some(mut table) = root.optional_table("keys", &mut self.faults) else { return keys };
        let ring = table.take("ring");
        let command = ring
            .as_ref()
            .is_some_and(|entry| matches!(&entry.value.kind, Kind::Table(t) if t.has("command")));
        if let (true, Some(entry)) = (command, &ring) {
            let remedy = "write { file = \"…\" } or { credential = \"…\" }";
            self.faults.push(entry.value.fault("a key ring is no output of a command", remedy));
        }
        keys.ring = ring.and_then(|entry| self.secret(entry));
        let ours = !matches!(keys.ring, Some(SecretSource::Credential(_)));
        if !ours {
            keys.rotate = None;
            if let Some(entry) = table.take("rotate") {
                let found = "beadle cannot change a credential";
                self.faults.push(
                    entry.key.fault(found, "take it out and change the credential yourself, or use a file"),
                );
            }
        } else if table.get("rotate").is_some_and(|value| value.kind == Kind::String("never".to_owned())) {
            table.take("rotate");
            keys.rotate = None;
        } else {
            keys.rotate = Some(self.length(&mut table, "rotate", usual.0, KEY_AGE));
        }
        keys.keep = self.length(&mut table, "keep", usual.1, KEY_AGE);
        table.finish(&mut self.faults);
        keys
    }

    fn calendar(&mut self, root: &mut Table) -> Option<Calendar> {
        let mut table = root.optional_table("calendar", &mut self.faults)?;
        let listen = self.filled(&mut table, "listen");
        let listen = match listen.as_ref().map(|text| (text, text.as_str().parse::<SocketAddr>())) {
            None => Some(LISTEN),
            Some((_, Ok(address))) => Some(address),
            Some((text, Err(_))) => {
                let found = format!("'{}' is not an address and a port", text.value);
                self.faults
                    .push(text.fault(found, "write both, such as \"127.0.0.1:8137\" or \"[::1]:8137\""));
                None
            }
        };
        let url = table.expect_string("url", &mut self.faults).and_then(|text| self.link(text));
        table.finish(&mut self.faults);
        Some(Calendar { listen: listen?, url: url? })
    }

    fn freebusy(&mut self, root: &mut Table) -> Option<FreeBusy> {
        let mut table = root.optional_table("freebusy", &mut self.faults)?;
        let every = self.length(&mut table, "every", 30 * MINUTE, LOOK_UP);
        let timeout = self.length(&mut table, "timeout", 20 * SECOND, TIMEOUT);
        let mut servers: Vec<FreeBusyServer> = Vec::new();
        let entries = table.take("server").map(|entry| entry.value.table_or_list(&mut self.faults));
        for mut table in entries.unwrap_or_default() {
            let text = table.expect_string("url", &mut self.faults);
            let url = text.as_ref().and_then(|text| self.url(text));
            if let (Some(text), Some(url)) = (&text, &url) {
                if !matches!(url.target().as_str(), "/") {
                    let remedy =
                        "end it behind host and port: whose calendar is where stands in the directory";
                    self.faults.push(text.fault("this is more than a server", remedy));
                }
                if servers.iter().any(|other| other.url.same_origin(url)) {
                    self.faults.push(text.fault("this server is here twice", "take one out"));
                }
            }
            let user = self.filled(&mut table, "user");
            let (password, token) = (table.has("password"), table.has("oauth"));
            let proof = self.login(&mut table);
            if user.is_some() && !password && !token {
                self.faults.push(table.missing("password", LOGIN));
            } else if password && user.is_none() {
                self.faults.push(table.missing("user", "the login name"));
            }
            let ca = self.path(&mut table, "ca");
            table.finish(&mut self.faults);
            let login = proof.map(|proof| (user.map(|user| user.value).unwrap_or_default(), proof));
            servers.extend(url.map(|url| FreeBusyServer { url, login, ca }));
        }
        table.finish(&mut self.faults);
        Some(FreeBusy { every, timeout, servers })
    }

    /// What a link begins with: it goes into letters, and whoever reads it on the way could read along for ever.
    fn link(&mut self, text: Text) -> Option<String> {
        let url = self.url(&text)?.as_str().trim_end_matches('/').to_owned();
        if url.contains('?') || url.len() > LINK_MAX {
            let found = format!("'{}' is not the beginning of a link", text.value);
            self.faults.push(text.fault(found, "write a URL such as \"https://calendar.example.com\""));
            return None;
        }
        Some(url)
    }

    fn url(&mut self, text: &Text) -> Option<Url> {
        let wrong = |(wrong, remedy)| text.fault(format!("'{}' {wrong}", text.value), remedy);
        Url::parse(text.as_str()).map_err(|found| self.faults.push(wrong(found))).ok()
    }

    fn socket(&mut self, root: &mut Table) -> Option<String> {
        let mut table = root.optional_table("socket", &mut self.faults)?;
        let place = table.get("path").map(Value::span);
        let path = self.path(&mut table, "path");
        if let (Some(path), Some(place)) = (&path, place)
            && path.len() > SOCKET_PATH_MAX
        {
            let found = format!("this path has {} bytes, a socket's at most {SOCKET_PATH_MAX}", path.len());
            self.faults.push(table.source().fault(
                place,
                found,
                "choose a shorter one, such as /run/beadle/beadle.sock",
            ));
        }
        table.finish(&mut self.faults);
        path
    }

    fn log(&mut self, root: &mut Table) -> Log {
        let mut log = Log { format: LogFormat::Text, level: Level::Info };
        let Some(mut table) = root.optional_table("log", &mut self.faults) else { return log };
        let formats = [("text", LogFormat::Text), ("json", LogFormat::Json)];
        let levels = [
            ("error", Level::Error),
            ("warn", Level::Warn),
            ("info", Level::Info),
            ("debug", Level::Debug),
            ("trace", Level::Trace),
        ];
        let format = table.optional_string("format", &mut self.faults);
        log.format = format.and_then(|text| text.choice(&formats, &mut self.faults)).unwrap_or(log.format);
        let level = table.optional_string("level", &mut self.faults);
        log.level = level.and_then(|text| text.choice(&levels, &mut self.faults)).unwrap_or(log.level);
        table.finish(&mut self.faults);
        log
    }

    // ──────── one key ────────

    fn yes(&mut self, table: &mut Table, key: &str, usual: bool) -> bool {
        table.optional_boolean(key, &mut self.faults).map_or(usual, |yes| yes.value)
    }

    fn not_empty(&mut self, text: Text) -> Option<Text> {
        if text.as_str().trim().is_empty() {
            self.faults.push(text.fault("this is empty", "write something or take it out"));
            return None;
        }
        Some(text)
    }

    fn filled(&mut self, table: &mut Table, key: &str) -> Option<Text> {
        table.optional_string(key, &mut self.faults).and_then(|text| self.not_empty(text))
    }

    fn needed(&mut self, table: &mut Table, key: &str) -> Option<String> {
        let text = table.expect_string(key, &mut self.faults)?;
        self.not_empty(text).map(|text| text.value)
    }

    fn path(&mut self, table: &mut Table, key: &str) -> Option<String> {
        let text = table.optional_string(key, &mut self.faults)?;
        self.resolved(text)
    }

    fn needed_path(&mut self, table: &mut Table, key: &str) -> Option<String> {
        let text = table.expect_string(key, &mut self.faults)?;
        self.resolved(text)
    }

    fn resolved(&mut self, text: Text) -> Option<String> {
        let text = self.not_empty(text)?;
        if text.value.starts_with('~') || text.value.contains(['$', '\0']) {
            let found = format!("'{}' has a part that no shell fills in here", text.value);
            self.faults.push(text.fault(found, "write the whole path, or one relative to this file"));
            return None;
        }
        Some(under(self.folder, text.as_str()))
    }

    fn command(&mut self, table: &mut Table, key: &str) -> Option<Vec<String>> {
        let value = table.take(key)?.value;
        let place = (value.source().clone(), value.span());
        let words: Vec<String> =
            value.string_or_list(&mut self.faults).into_iter().map(|text| text.value).collect();
        let program = words.first().map_or("", |program| program.trim());
        let shell_line = words.len() == 1 && program.contains(' ');
        if program.is_empty() || shell_line {
            let found = format!("'{key}' is not a program and its arguments");
            let remedy = "no shell is used: write [\"/usr/bin/program\", \"argument\"]";
            self.faults.push(place.0.fault(place.1, found, remedy));
            return None;
        }
        Some(words)
    }

    fn address(&mut self, text: Text) -> Option<Address> {
        match Address::parse(text.as_str()) {
            Ok(address) => Some(address),
            Err(wrong) => {
                let found = format!("'{}' {wrong}", text.value);
                self.faults.push(text.fault(found, "write a bare address such as 'beadle@example.com'"));
                None
            }
        }
    }

    fn addresses(&mut self, table: &mut Table, key: &str) -> Vec<Address> {
        let texts = table.string_or_list(key, &mut self.faults);
        texts.into_iter().filter_map(|text| self.address(text)).collect()
    }

    fn number(&mut self, table: &mut Table, key: &str, usual: i64, range: RangeInclusive<i64>) -> i64 {
        let Some(number) = table.optional_integer(key, &mut self.faults) else { return usual };
        self.within(key, number, &range, i64::to_string).unwrap_or(usual)
    }

    fn length(
        &mut self,
        table: &mut Table,
        key: &str,
        usual: Duration,
        range: RangeInclusive<Duration>,
    ) -> Duration {
        let length = self.read(table, key, duration, "a length of time such as \"60s\"");
        length.and_then(|length| self.within(key, length, &range, |length| shown(*length))).unwrap_or(usual)
    }

    fn octets(&mut self, table: &mut Table, key: &str, usual: u64, range: RangeInclusive<u64>) -> u64 {
        let octets = self.read(table, key, size, "a size such as \"25 MiB\"");
        octets
            .and_then(|octets| self.within(key, octets, &range, |n| format!("{} KiB", n / 1024)))
            .unwrap_or(usual)
    }

    fn read<T>(
        &mut self,
        table: &mut Table,
        key: &str,
        read: impl FnOnce(&str) -> Result<T, &'static str>,
        wanted: &str,
    ) -> Option<At<T>> {
        let value = table.take(key)?.value;
        if !matches!(value.kind, Kind::String(_)) {
            self.faults.push(value.wrong(wanted));
            return None;
        }
        let text = value.string(&mut self.faults)?;
        match read(text.as_str()) {
            Ok(amount) => Some(text.map(|_| amount)),
            Err(remedy) => {
                self.faults.push(text.fault(format!("'{}' is not {wanted}", text.value), remedy));
                None
            }
        }
    }

    fn within<T: PartialOrd>(
        &mut self,
        key: &str,
        amount: At<T>,
        range: &RangeInclusive<T>,
        shown: impl Fn(&T) -> String,
    ) -> Option<T> {
        if range.contains(&amount.value) {
            return Some(amount.value);
        }
        let (least, most) = (shown(range.start()), shown(range.end()));
        let found = format!("'{key}' is {}", shown(&amount.value));
        self.faults.push(amount.fault(found, format!("it must be between {least} and {most}")));
        None
    }
}

const SECRET: &str = "{ file = \"…\" }, { command = [\"…\"] } or { credential = \"…\" }";
const LOGIN: &str = "{ file = \"…\" }, { command = [\"…\"] } or { credential = \"…\" }, or 'oauth' likewise";

fn under(folder: &str, path: &str) -> String {
    Path::new(folder).join(path).to_string_lossy().into_owned()
}
