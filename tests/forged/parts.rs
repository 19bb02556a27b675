//! The parts that the forged mails are put together of: who it says it is from, what it brings to prove it, what the
//! receiving server found out, and what else it is dressed in.

use crate::Token;

/// Whether a part is in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// It must pass.
    Good,
    /// Programs differ about it, or nobody honest writes so: it may pass.
    Odd,
    /// Nothing with it may ever pass.
    Bad,
}
use Order::{Bad, Good, Odd};

/// A part of a mail.
pub(crate) struct Part<T> {
    pub(crate) name: String,
    pub(crate) order: Order,
    pub(crate) what: T,
}

fn part<T>(order: Order, name: &str, what: T) -> Part<T> {
    Part { name: name.to_owned(), order, what }
}

/// A stranger.
const EVIL: &str = "x@evil.example";
/// Somebody else of the company.
const COLLEAGUE: &str = "liu@qiming.example";
/// Where the company writes to.
const HOME: &str = "beadle@qiming.example";

/// How the sender calls itself: whole header lines.
pub(crate) fn senders(me: &str, alias: Option<&str>) -> Vec<Part<Vec<u8>>> {
    let (local, domain) = me.split_once('@').unwrap();
    let quoted: String = me.bytes().map(|b| format!("={b:02X}")).collect();
    let mut out: Vec<Part<Vec<u8>>> = Vec::new();
    let mut add = |order: Order, from: String| {
        let name = from.escape_debug().to_string();
        out.push(part(order, &name, format!("{from}\r\n").into_bytes()));
    };
    // In order, however it is written.
    for from in [
        format!("From: {me}"),
        format!("From: <{me}>"),
        format!("From: \"Anybody\" <{me}>"),
        format!("from: Li Na <{me}>"),
        format!("FROM: =?utf-8?B?5p2O5aic?= <{me}>"),
        format!("From: =?gb18030?B?wO7EyA==?= <{me}>"),
        format!("From: <{}>", me.to_uppercase()),
        format!("From: {}@{domain}", local.to_uppercase()),
        format!("From: <{local}@{}>", domain.to_uppercase()),
        format!("From: {me} (Li Na)"),
        format!("From: (desk 4) <{me}>"),
        format!("From: Li Na\r\n <{me}>"),
        format!("From:\r\n\t{me}"),
        format!("From: \"Na, Li\" <{me}>"),
        format!("From: Na, Li <{me}>"),
        format!("From: \"{EVIL}\" <{me}>"),
        format!("From: {me} <{me}>"),
        format!("From: 李娜 <{me}>"),
        format!("From: <{me}>\r\nSender: <{COLLEAGUE}>"),
        format!("From: <{me}>\r\nSender: <{EVIL}>\r\nReply-To: <{EVIL}>"),
        format!("From: <{me}>\r\nReply-To: <{EVIL}>, <{COLLEAGUE}>\r\nReply-To: <{EVIL}>"),
    ] {
        add(Good, from);
    }
    if let Some(alias) = alias {
        add(Good, format!("From: <{alias}>"));
    }
    // The same mailbox by the letter of the standard, as no program writes it.
    for from in [
        format!("From: {local} @ {domain}"),
        format!("From: <{local}@{domain}.>"),
        format!("From: <\"{local}\"@{domain}>"),
        format!("From: <@evil.example,@far.example:{me}>"),
        format!("From: {local}(@evil.example)@{domain}"),
        format!("From: {me} ({EVIL})"),
        format!("From: {me} (<{EVIL}>)"),
        format!("From: somebody: {me};"),
        format!("From : <{me}>"),
        format!("From: <{local}+notes@{domain}>"),
        format!("From: <{me}>\r\nSender: <{EVIL}>\r\nSender: <{me}>"),
        format!("From: <{me}>\r\nResent-From: <{EVIL}>\r\nResent-To: <{HOME}>"),
        format!("From: <{me}"),
        format!("X-A: a\nFrom: <{me}>"),
    ] {
        add(Odd, from);
    }
    // Somebody else.
    for from in [
        format!("From: <{COLLEAGUE}>"),
        format!("From: \"{me}\" <{COLLEAGUE}>"),
        format!("From: {me} <{COLLEAGUE}>"),
        format!("From: <{EVIL}>"),
        format!("From: \"{me}\" <{EVIL}>"),
        format!("From: \"{me} via desk\" <{EVIL}>"),
        format!("From: '{me}' <{EVIL}>"),
        format!("From: {me} <{EVIL}>"),
        format!("From: \"<{me}>\" <{EVIL}>"),
        format!("From: \"\\\"{me}\\\"\" <{EVIL}>"),
        format!("From: \"{me}\\\" <{EVIL}>"),
        format!("From: =?utf-8?Q?{quoted}?= <{EVIL}>"),
        format!("From: =?utf-8?Q?=22{quoted}=22_=3C{quoted}=3E?= <{EVIL}>"),
        format!("From: =?utf-8?Q?{quoted}=3E?= <{EVIL}>"),
        format!("From: =?utf-8?Q?x=0D=0AFrom:_{quoted}?= <{EVIL}>"),
        format!("From: =?utf-8?Q?x=00{quoted}?= <{EVIL}>"),
        format!("From: <=?utf-8?Q?{quoted}?=@evil.example>"),
        format!("From: =?utf-8?Q?{quoted}?="),
        format!("From: =?utf-8?Q?=3C{quoted}=3E?="),
        format!("From: =?utf-8?Q?=3C{quoted}=3E?= {EVIL}"),
        // Comments, groups, routes.
        format!("From: {EVIL} ({me})"),
        format!("From: {EVIL} (<{me}>)"),
        format!("From: ({me}) <{EVIL}>"),
        format!("From: (<{me}>) {EVIL}"),
        format!("From: (a (<{me}>) b) {EVIL}"),
        format!("From: ({me} <{EVIL}>"),
        format!("From: (\\) <{me}> ) <{EVIL}>"),
        format!("From: {local}@evil.example(@{domain})"),
        format!("From: {me}: {EVIL};"),
        format!("From: a: {me}, {EVIL};"),
        format!("From: a: ; <{EVIL}>"),
        "From: a: ;".to_owned(),
        format!("From: <@{domain}:{EVIL}>"),
        format!("From: <@evil.example:{local}@qiming.example.evil>"),
        format!("From: <{me}:{EVIL}>"),
        format!("From: <{me},{EVIL}>"),
        format!("From: <{me}> <{EVIL}>"),
        format!("From: <{EVIL}> <{me}>"),
        format!("From: <<{me}> {EVIL}>"),
        format!("From: <{EVIL}<{me}>>"),
        // Empty, broken, hacked.
        "From: <>".to_owned(),
        format!("From: {me} <>"),
        format!("From: \"{me}\" <>"),
        format!("From: \"{me}\""),
        "From:".to_owned(),
        "X-From: none".to_owned(),
        format!("From: <{local}>"),
        format!("From: <@{domain}>"),
        format!("From: <{me}@evil.example>"),
        format!("From: <{EVIL}@{domain}>"),
        format!("From: <\"{me}\"@evil.example>"),
        format!("From: <\"{EVIL}\"@{domain}>"),
        format!("From: <\"{local} \"@{domain}>"),
        format!("From: <{local}%{domain}@evil.example>"),
        format!("From: <evil.example!{local}@{domain}>"),
        format!("From: <{local}@[192.0.2.1]>"),
        format!("From: <{local}@{domain}@{domain}>"),
        format!("From: <{local}..@{domain}>"),
        format!("From: <.{local}@{domain}>"),
        // Look-alikes.
        format!("From: <{me}.evil.example>"),
        format!("From: <{local}@qimlng.example>"),
        format!("From: <{local}@evilqiming.example>"),
        format!("From: <{local}@sub.{domain}>"),
        format!("From: <{local}@qim\u{456}ng.example>"),
        format!("From: <{local}@xn--qimng-q2a.example>"),
        format!("From: <{local}\u{ff20}{domain}>"),
        format!("From: <{local}@qiming\u{ff0e}example>"),
        format!("From: <{local}@qiming\u{3002}example>"),
        format!("From: <{local}@\u{ff51}iming.example>"),
        format!("From: <{local}@qiming\u{200b}.example>"),
        format!("From: <{local}\u{200d}@{domain}>"),
        format!("From: <{local}\u{ad}@{domain}>"),
        format!("From: <\u{202e}{local}@{domain}>"),
        format!("From: <{}\u{301}@{domain}>", local),
        format!("From: <{}@{domain}>", local.replacen(['i', 'a'], "\u{456}", 1)),
        format!("From: <{}@{domain}>", local.replacen(['l', 'w'], "\u{ff4c}", 1)),
        format!("From: <{}@{domain}>", local.replacen(['i', 'n'], "\u{130}", 1)),
        // Several of a header, or one that is none.
        format!("From: <{me}>\r\nFrom: <{EVIL}>"),
        format!("From: <{EVIL}>\r\nFrom: <{me}>"),
        format!("From: <{EVIL}>\r\nFrom : <{me}>"),
        format!("From : <{me}>\r\nFrom: <{EVIL}>"),
        format!("From: <{EVIL}>\r\nFROM: <{me}>"),
        format!("From: <{me}>, <{EVIL}>"),
        format!("From: <{EVIL}>, <{me}>"),
        format!("From: <{me}>; <{EVIL}>"),
        format!("From: <{EVIL}>;<{me}>"),
        format!("From: <{me}>, {EVIL}@far.example"),
        format!("From: <{me}>, <\"a b\"@evil.example>"),
        format!("From: <{me}>,\r\n <{EVIL}>"),
        format!("From: <{EVIL}>\r\nSender: <{me}>"),
        format!("From: <{EVIL}>\r\nReply-To: <{me}>"),
        format!("From: <{EVIL}>\r\nReturn-Path: <{me}>"),
        format!("From: <{EVIL}>\r\nResent-From: <{me}>\r\nResent-Sender: <{me}>"),
        format!("From: <{EVIL}>\r\nX-Original-From: <{me}>\r\nX-Sender: {me}\r\nOriginal-From: {me}"),
        format!("Sender: <{me}>\r\nReply-To: <{me}>"),
        format!("X-A: a\r\n From: <{me}>\r\nFrom: <{EVIL}>"),
        format!("X-A: a\r\n From: <{me}>"),
        // Bare ends of lines, and bytes that are no text.
        format!("From: <{EVIL}>\nFrom: <{me}>"),
        format!("X-A: a\nFrom: <{me}>\r\nFrom: <{EVIL}>"),
        format!("From: <{EVIL}>\rFrom: <{me}>"),
        format!("X-A: a\rFrom: <{me}>"),
        format!("X-A: a\rFrom: <{me}>\r\nFrom: <{EVIL}>"),
        format!("From: <{me}>\r <{EVIL}>"),
        format!("From: <{me}\r{EVIL}>"),
        format!("From: <{me}\0>"),
        format!("From: <{local}\0@{domain}>"),
        format!("From: <{me}\0@evil.example>"),
        format!("From: <{me}\0.evil.example>"),
        format!("From: <{EVIL}\0{me}>"),
        format!("Fr\0om: <{me}>"),
        format!("From\0: <{me}>\r\nFrom: <{EVIL}>"),
        format!("From: <{EVIL}>\r\n\r\nFrom: <{me}>"),
        format!("From {me} Mon Jul  1 09:00:00 2024\r\nFrom: <{EVIL}>"),
        format!(">From: <{me}>\r\nFrom: <{EVIL}>"),
    ] {
        add(Bad, from);
    }
    for (name, value) in
        [("raw bytes", &b"\xa3\xc0"[..]), ("half a character", b"\xe5"), ("a wrong byte", b"\xff")]
    {
        let mut raw = format!("From: <{local}").into_bytes();
        raw.extend_from_slice(value);
        raw.extend_from_slice(format!("@{domain}>\r\n").as_bytes());
        out.push(part(Bad, name, raw));
    }
    out
}

/// The letters whose tokens a mail may bring.
pub(crate) struct Tokens<'a> {
    /// The sender's, for the question.
    pub(crate) own: &'a Token,
    /// The sender's, for another question of the case.
    pub(crate) beside: &'a Token,
    /// Somebody else's.
    pub(crate) other: &'a Token,
    /// The sender's, of another case.
    pub(crate) elsewhere: &'a Token,
    /// The sender's, expired.
    pub(crate) old: &'a Token,
    /// The sender's, made with a key that is gone.
    pub(crate) retired: &'a Token,
}

/// What a mail brings to prove itself: header lines and lines below the words.
pub(crate) fn proofs(t: &Tokens<'_>) -> Vec<Part<(String, String)>> {
    let (own, none) = (t.own, String::new);
    let to = |address: &str| format!("To: <{address}>\r\n");
    let home = to(HOME);
    let answered = |token: &Token| format!("In-Reply-To: {}\r\n", token.id);
    let named = "Subject: Re: [LV-2026-0001]\r\n";
    let line = |code: &str| format!("—— Reply above this line / 请在此线上方回复 · LV-2026-0001 · {code} ——");
    let fence = |code: &str| format!("\r\n> {}\r\n> Please decide.\r\n", line(code));
    let (local, domain) = own.address.split_once('@').unwrap();
    let token = local.split_once('+').unwrap().1;
    let flip = |text: &str, at: usize| {
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] = if bytes[at] == b'a' { b'b' } else { b'a' };
        String::from_utf8(bytes).unwrap()
    };
    let (last, half) = (flip(&own.address, local.len() - 2), token.len() / 2);
    let addressed = |order: Order, name: &str, address: &str| {
        part(order, name, (format!("{}{}", to(address), answered(own)), none()))
    };
    vec![
        part(Good, "address", (to(&own.address), none())),
        part(Good, "code", (home.clone(), fence(&own.code))),
        part(Good, "address in capitals", (to(&own.address.to_uppercase()), none())),
        part(Good, "address with a name", (format!("To: \"beadle, desk\" <{}>\r\n", own.address), none())),
        part(Good, "address in Cc", (format!("{home}Cc: <{}>\r\n", own.address), none())),
        part(Good, "Delivered-To", (format!("{home}Delivered-To: {}\r\n", own.address), none())),
        part(Good, "X-Original-To", (format!("{home}X-Original-To: {}\r\n", own.address), none())),
        part(Good, "one of two To", (format!("{home}{}", to(&own.address)), none())),
        part(
            Good,
            "somebody else's too",
            (format!("{}Cc: <{}>\r\n", to(&t.other.address), own.address), none()),
        ),
        part(Good, "its neighbour's code below", (to(&own.address), fence(&t.other.code))),
        part(Good, "code in capitals", (home.clone(), fence(&own.code.to_uppercase()))),
        part(
            Good,
            "code broken by a line",
            (home.clone(), fence(&own.code).replace("Reply above", "Reply above\r\n>")),
        ),
        part(Odd, "code unquoted", (home.clone(), format!("\r\n{}\r\n", line(&own.code)))),
        part(
            Odd,
            "code under another case's id",
            (home.clone(), fence(&own.code).replace("LV-2026-0001", "LV-2026-0002")),
        ),
        part(Odd, "both codes", (home.clone(), format!("{}{}", fence(&t.other.code), fence(&own.code)))),
        part(
            Odd,
            "its codes, the own one first",
            (home.clone(), format!("{}{}", fence(&own.code), fence(&t.other.code))),
        ),
        part(Odd, "Envelope-To", (format!("{home}Envelope-To: <{}>, <{HOME}>\r\n", own.address), none())),
        part(Bad, "nothing", (home.clone(), none())),
        part(Bad, "the id alone", (format!("{home}{}References: {}\r\n", answered(own), own.id), none())),
        part(Bad, "the id that a relay kept", (format!("{home}X-OQ-MSGID: {}\r\n", own.id), none())),
        part(Bad, "the case in the subject", (format!("{home}{named}"), none())),
        part(Bad, "for another question", (to(&t.beside.address), none())),
        part(Bad, "code for another question", (format!("{home}{named}"), fence(&t.beside.code))),
        part(Bad, "somebody else's", (to(&t.other.address), none())),
        part(Bad, "somebody else's code", (home.clone(), fence(&t.other.code))),
        part(
            Bad,
            "of another case",
            (format!("{}{named}{}", to(&t.elsewhere.address), answered(own)), none()),
        ),
        part(Bad, "code of another case", (format!("{home}{named}"), fence(&t.elsewhere.code))),
        part(Bad, "expired", (format!("{}{}", to(&t.old.address), answered(t.old)), none())),
        part(Bad, "expired code", (format!("{home}{}", answered(t.old)), fence(&t.old.code))),
        part(Bad, "of a retired key", (format!("{}{named}", to(&t.retired.address)), none())),
        part(Bad, "code of a retired key", (format!("{home}{named}"), fence(&t.retired.code))),
        addressed(Bad, "its first letter changed", &flip(&own.address, HOME.find('@').unwrap() + 1)),
        addressed(Bad, "its middle changed", &flip(&own.address, local.len() - half)),
        addressed(Bad, "its last but one changed", &last),
        addressed(Bad, "cut short", &format!("{}@{domain}", &local[..local.len() - 1])),
        addressed(Bad, "one letter more", &format!("{local}a@{domain}")),
        addressed(Bad, "doubled", &format!("{local}{token}@{domain}")),
        addressed(Bad, "after another detail", &format!("beadle+x+{token}@{domain}")),
        addressed(Bad, "as a local part", &format!("{token}@{domain}")),
        addressed(Bad, "at another domain", &format!("{local}@evil.example")),
        addressed(Bad, "at a domain below", &format!("{local}@mail.{domain}")),
        addressed(Bad, "of another mailbox", &format!("desk+{token}@{domain}")),
        addressed(Bad, "by percent", &format!("beadle%2B{token}@{domain}")),
        addressed(Bad, "in full-width letters", &format!("beadle\u{ff0b}{token}@{domain}")),
        part(Bad, "in the subject", (format!("{home}Subject: {}\r\n{}", own.address, answered(own)), none())),
        part(Bad, "in the name", (format!("To: \"{}\" <{HOME}>\r\n", own.address), none())),
        part(Bad, "in a comment", (format!("To: {HOME} ({})\r\n", own.address), none())),
        part(
            Bad,
            "in References",
            (format!("{home}References: <{}> <{token}@{domain}>\r\n", own.address), none()),
        ),
        part(Bad, "in Bcc", (format!("{home}Bcc: <{}>\r\n", own.address), none())),
        part(Bad, "in Reply-To", (format!("{home}Reply-To: <{}>\r\n", own.address), none())),
        part(Bad, "in the words", (home.clone(), format!("\r\n{}\r\n{token}\r\n", own.address))),
        part(Bad, "code without its line", (format!("{home}{named}"), format!("\r\n{}\r\n", own.code))),
        part(Bad, "code of a letter changed", (format!("{home}{named}"), fence(&flip(&own.code, 3)))),
        part(Bad, "code cut short", (format!("{home}{named}"), fence(&own.code[..8]))),
        part(Bad, "code in the subject", (format!("{home}Subject: Re: {}\r\n", line(&own.code)), none())),
    ]
}

/// The least and the most that a finding may count for: 0 denies, 1 says nothing, 2 vouches.
pub(crate) type Levels = (u8, u8);

/// What the receiving server found out.
pub(crate) fn findings() -> Vec<Part<(String, Levels)>> {
    let mut out = Vec::new();
    let mut add = |levels: Levels, lines: &[&str]| {
        let headers: String = lines.iter().map(|l| format!("{l}\r\n")).collect();
        out.push(part(Good, &lines.join(" | "), (headers, levels)));
    };
    add((1, 1), &[]);
    // Our server's, each in a way that servers write.
    for result in [
        "mx.qiming.example; dmarc=pass header.from=qiming.example",
        "mx.qiming.example; dkim=pass header.d=qiming.example",
        "mx.qiming.example; dkim=pass header.i=@qiming.example header.s=s1 header.b=AbCd1234",
        "mx.qiming.example; dkim=pass (2048-bit rsa key sha256) header.d=mail.qiming.example",
        "mx.qiming.example; spf=pass smtp.mailfrom=bounces@qiming.example",
        "MX.Qiming.Example; DMARC=Pass header.From=Qiming.Example",
        "mx.qiming.example 1; dmarc=pass header.from=qiming.example",
        "(ours) mx.qiming.example (a (nested) note); dmarc=pass (p=none dis=none) header.from=qiming.example",
        "mx.qiming.example;\r\n\tspf=fail (sender IP is 192.0.2.1)\r\n\tsmtp.mailfrom=evil.example;\r\n\tdmarc=pass header.from=qiming.example",
        "mx.qiming.example; dmarc = pass header.from = qiming.example",
        "mx.qiming.example; dmarc/1=pass header.from=qiming.example",
        "mx.qiming.example; dkim=pass header.d=evil.example; dkim=pass header.d=qiming.example",
        "mx.qiming.example; dkim=fail reason=\"body; hash\" header.d=qiming.example; dkim=pass header.d=qiming.example",
        "mx.qiming.example; spf=pass (mx: domain of li@qiming.example designates 2001:db8::1 as permitted sender) smtp.mailfrom=li@qiming.example smtp.remote-ip=2001:db8::1",
        "mx.qiming.example; iprev=pass policy.iprev=2001:db8::17; dmarc=pass header.from=qiming.example",
        "mx.qiming.example; auth=pass (login) smtp.auth=li; dmarc=pass (policy=reject) header.from=qiming.example.",
        "mx.qiming.example; dmarc=pass action=none header.from=qiming.example;compauth=pass reason=100",
        "mx.qiming.example; arc=none; dmarc=pass polrec.p=none header.from=qiming.example;",
    ] {
        add((2, 2), &[&format!("Authentication-Results: {result}")]);
    }
    // As nobody writes, though one may.
    for result in [
        "\"mx.qiming.example\"; dmarc=pass header.from=qiming.example",
        "mx.qiming.example.; dmarc=pass header.from=qiming.example",
        "mx.qiming.example; dmarc=pass header.from=\"qiming.example\"",
        "mx.qiming.example; dmarc=pass header.from=<li@qiming.example>",
        "mx.qiming.example; none; dmarc=pass header.from=qiming.example",
        "mx.qiming.example; dmarc=(x)pass(y)header.from=(z)qiming.example",
    ] {
        add((1, 2), &[&format!("Authentication-Results: {result}")]);
    }
    // Nothing that counts.
    for result in [
        "mx.evil.example; dmarc=pass header.from=qiming.example",
        "mx.qiming.example.evil.example; dmarc=pass header.from=qiming.example",
        "evil.mx.qiming.example; dmarc=pass header.from=qiming.example",
        "mx.q\u{456}ming.example; dmarc=pass header.from=qiming.example",
        "mx.qiming\u{ff0e}example; dmarc=pass header.from=qiming.example",
        "mx.qiming.example@evil.example; dmarc=pass header.from=qiming.example",
        "mx_qiming.example; dmarc=pass header.from=qiming.example",
        "mx.qiming.example, mx.evil.example; dmarc=pass header.from=qiming.example",
        "(mx.qiming.example;) mx.evil.example; dmarc=pass header.from=qiming.example",
        "=?utf-8?Q?mx.qiming.example?=; dmarc=pass header.from=qiming.example",
        "=?utf-8?Q?mx.qiming.example;_dmarc=3Dpass_header.from=3Dqiming.example?=",
        "mx.qiming.example 2; dmarc=pass header.from=qiming.example",
        "mx.qiming.example one; dmarc=pass header.from=qiming.example",
        "mx.qiming.example",
        "mx.qiming.example;",
        "mx.qiming.example; none",
        "mx.qiming.example dmarc=pass header.from=qiming.example",
        "mx.qiming.example: dmarc=pass header.from=qiming.example",
        "mx.qiming.example; dmarc=pass",
        "mx.qiming.example; dmarc=pass header.from=evil.example",
        "mx.qiming.example; dmarc=pass header.from=evilqiming.example",
        "mx.qiming.example; dmarc=pass header.from=qiming.example.evil.example",
        "mx.qiming.example; dmarc=pass header.from=example",
        "mx.qiming.example; dmarc=pass header.from=q\u{456}ming.example",
        "mx.qiming.example; dmarc=pass header.from=evil.example header.from=qiming.example",
        "mx.qiming.example; dmarc=pass header.from=evil.example; spf=none header.from=qiming.example",
        "mx.qiming.example; dmarc=pass (header.from=qiming.example)",
        "mx.qiming.example; dmarc=pass smtp.mailfrom=qiming.example",
        "mx.qiming.example; dmarc=\"pass\" header.from=qiming.example",
        "mx.qiming.example; \"dmarc\"=pass header.from=qiming.example",
        "mx.qiming.example; dmarc=pass \"header.from\"=qiming.example",
        "mx.qiming.example; dmarc=pass header.from=qiming.example (unclosed",
        "mx.qiming.example; dmarc=pass header.from=\"qiming.example",
        "mx.qiming.example; dmarc=pass header.from=qiming.example)",
        "mx.qiming.example; dmarc==pass header.from=qiming.example",
        "mx.qiming.example; dmarc=passed header.from=qiming.example",
        "mx.qiming.example; dmarc=bestguesspass header.from=qiming.example",
        "mx.qiming.example; dmarc=none header.from=qiming.example",
        "mx.qiming.example; dmarc=temperror header.from=qiming.example",
        "mx.qiming.example; dmarc=permerror header.from=qiming.example",
        "mx.qiming.example; x-dmarc=pass header.from=qiming.example",
        "mx.qiming.example; dmarc-x=pass header.from=qiming.example",
        "mx.qiming.example; dmarc/9=pass header.from=qiming.example",
        "mx.qiming.example; arc=pass header.from=qiming.example",
        "mx.qiming.example; compauth=pass header.from=qiming.example",
        "mx.qiming.example; dkim=pass header.d=evil.example",
        "mx.qiming.example; dkim=pass header.d=example",
        "mx.qiming.example; dkim=pass header.i=li@evil.example header.from=qiming.example",
        "mx.qiming.example; dkim=pass header.d=evil.example header.i=@qiming.example",
        "mx.qiming.example; dkim=pass header.d=evil.example; spf=none header.d=qiming.example",
        "mx.qiming.example; dkim=neutral header.d=qiming.example",
        "mx.qiming.example; dkim=policy header.d=qiming.example",
        "mx.qiming.example; dkim=pass header.s=qiming.example",
        "mx.qiming.example; dkim-adsp=pass header.from=qiming.example",
        "mx.qiming.example; spf=pass smtp.helo=qiming.example",
        "mx.qiming.example; spf=pass smtp.mailfrom=evil.example",
        "mx.qiming.example; spf=softfail smtp.mailfrom=qiming.example",
        "mx.qiming.example; auth=pass smtp.auth=li@qiming.example",
        "mx.qiming.example; spf=fail smtp.mailfrom=\"dmarc=pass header.from=qiming.example\"@evil.example",
        "mx.qiming.example; spf=fail smtp.mailfrom=\"x; dmarc=pass header.from=qiming.example\"@evil.example",
        "mx.qiming.example; spf=fail smtp.mailfrom=\"x\\\"; dmarc=pass header.from=qiming.example;\"@evil.example",
        "mx.qiming.example; spf=none (x; (y); dmarc=pass header.from=qiming.example)",
        "mx.qiming.example; spf=none (x\\); dmarc=pass header.from=qiming.example)",
        "mx.qiming.example; spf=none reason=\"x\\\\\\\"; dmarc=pass header.from=qiming.example\"",
        "mx.qiming.example; dmarc=pa\0ss header.from=qiming.example",
        "mx.qiming.example\0.evil.example; dmarc=pass header.from=qiming.example",
    ] {
        add((1, 1), &[&format!("Authentication-Results: {result}")]);
    }
    let ours = "Authentication-Results: mx.qiming.example; dmarc=pass header.from=qiming.example";
    let theirs = "Authentication-Results: mx.evil.example; none";
    add((1, 1), &[theirs, ours]);
    add((1, 1), &["Authentication-Results: mx.qiming.example; spf=none", ours]);
    add((1, 1), &["Authentication-Results: (broken", ours]);
    add((1, 1), &["Authentication-Results:", ours]);
    add((2, 2), &[ours, "Authentication-Results: mx.qiming.example; dmarc=fail header.from=qiming.example"]);
    add((2, 2), &[ours, theirs, "ARC-Authentication-Results: i=1; mx.qiming.example; dmarc=fail"]);
    add((2, 2), &["X-A: a", "Received: from a by b", ours]);
    for other in [
        "ARC-Authentication-Results: i=1; mx.qiming.example; dmarc=pass header.from=qiming.example",
        "X-Authentication-Results: mx.qiming.example; dmarc=pass header.from=qiming.example",
        "Authentication-Results-Original: mx.qiming.example; dmarc=pass header.from=qiming.example",
        "Old-Authentication-Results: mx.qiming.example; dmarc=pass header.from=qiming.example",
        "Authentication-Result: mx.qiming.example; dmarc=pass header.from=qiming.example",
        "Authentication_Results: mx.qiming.example; dmarc=pass header.from=qiming.example",
        "Received-SPF: pass (mx.qiming.example) smtp.mailfrom=qiming.example",
        "X-A: a\rAuthentication-Results: mx.qiming.example; dmarc=pass header.from=qiming.example",
        "X-A: a\r\n Authentication-Results: mx.qiming.example; dmarc=pass header.from=qiming.example",
        "DKIM-Signature: v=1; a=rsa-sha256; d=qiming.example; s=s1; h=From; bh=AAAA; b=AAAA",
    ] {
        add((1, 1), &[other]);
        add((1, 1), &[theirs, other]);
    }
    // A denial, of this domain or of whatever domain.
    for result in [
        "mx.qiming.example; dmarc=fail header.from=qiming.example",
        "mx.qiming.example; DMARC=FAIL (p=none) header.from=qiming.example",
        "mx.qiming.example; dmarc=pass header.from=qiming.example; dmarc=fail header.from=qiming.example",
        "mx.qiming.example; dmarc=fail header.from=qiming.example; dkim=pass header.d=qiming.example",
        "mx.qiming.example; dkim=fail header.d=qiming.example",
        "mx.qiming.example; dkim=fail header.d=qiming.example; spf=pass smtp.mailfrom=qiming.example",
        "mx.qiming.example; spf=pass smtp.mailfrom=qiming.example; dmarc=fail action=none header.from=qiming.example",
    ] {
        add((0, 0), &[&format!("Authentication-Results: {result}")]);
    }
    add((0, 1), &["Authentication-Results: mx.qiming.example; dmarc=fail header.from=evil.example"]);
    add((0, 1), &["Authentication-Results: mx.qiming.example; spf=fail smtp.mailfrom=qiming.example"]);
    out
}

/// How the words are wrapped.
#[derive(Clone, Copy)]
pub(crate) enum Wrap {
    /// As plain text.
    Plain,
    /// As HTML alone.
    Html,
    /// In quoted-printable.
    Quoted,
    /// In base64.
    Base64,
    /// Plain text and HTML.
    Alternative,
    /// With a mail of somebody else behind them.
    WithMail,
    /// As the text of a mail that is forwarded as a file, under a greeting.
    InMail,
    /// In a text file, under a greeting.
    InFile,
    /// In a quote of an HTML mail, under a greeting.
    InQuote,
}

/// What else a mail wears: header lines, and how its words are wrapped. `me` is who it ought to be from.
pub(crate) fn dresses(me: &str) -> Vec<Part<(String, Wrap)>> {
    let mut out = Vec::new();
    let mut add = |order: Order, headers: &str, wrap: Wrap, name: &str| {
        out.push(part(order, &format!("{name} {headers}"), (headers.to_owned(), wrap)));
    };
    for headers in [
        "".to_owned(),
        format!("Sender: <{COLLEAGUE}>\r\n"),
        format!("Sender: <{me}>\r\n"),
        format!("Sender: <{EVIL}>\r\nSender: <{me}>\r\n"),
        format!("Reply-To: <{me}>\r\n"),
        format!("Reply-To: <{EVIL}>\r\nReply-To: <{me}>\r\n"),
        format!("Return-Path: <{me}>\r\n"),
        format!("Return-Path: <{EVIL}>\r\n"),
        format!("X-Sender: {me}\r\nX-Original-From: <{me}>\r\nX-Google-Original-From: <{me}>\r\n"),
        format!("Errors-To: {me}\r\nDisposition-Notification-To: <{me}>\r\n"),
        "Received: from a by b\r\nReceived: from c by a\r\nReceived: from d by c\r\n".to_owned(),
        "Date: Wed, 1 Jul 2026 10:00:00 +0800\r\nDate: Mon, 1 Jan 1990 00:00:00 +0000\r\n".to_owned(),
        "MIME-Version: 1.0\r\nMIME-Version: 1.0\r\n".to_owned(),
        "Message-ID: <a@mail.example>\r\nMessage-ID:\r\n".to_owned(),
        "Cc: <liu@qiming.example>\r\nCc: <x@evil.example>\r\n".to_owned(),
        "Auto-Submitted: no\r\nX-Auto-Response-Suppress: All\r\n".to_owned(),
        "Importance: high\r\nX-Priority: 1\r\nThread-Index: AdXYZ==\r\n".to_owned(),
        "DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=s; h=From; bh=A; b=A\r\n".to_owned(),
        "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=evil.example; s=s; b=A\r\n".to_owned(),
        "X-Spam-Flag: NO\r\nX-Mailer: Foxmail 7.2\r\n".to_owned(),
    ] {
        add(Good, &headers, Wrap::Plain, "");
    }
    for (wrap, name) in [
        (Wrap::Html, "HTML"),
        (Wrap::Quoted, "quoted-printable"),
        (Wrap::Base64, "base64"),
        (Wrap::Alternative, "alternative"),
        (Wrap::WithMail, "with somebody's mail attached"),
    ] {
        add(Good, "", wrap, name);
    }
    for headers in [
        format!("Resent-From: <{EVIL}>\r\nResent-To: <{HOME}>\r\nResent-Message-ID: <r@evil.example>\r\n"),
        format!("Resent-From: <{me}>\r\nResent-Sender: <{me}>\r\nResent-Reply-To: <{me}>\r\n"),
        "List-Id: <all.qiming.example>\r\nList-Unsubscribe: <mailto:x@qiming.example>\r\n".to_owned(),
        "Mailing-List: contact all@qiming.example\r\n".to_owned(),
        "X-BeenThere: all@qiming.example\r\n".to_owned(),
        "Subject: Re: a\r\nSubject: Re: b\r\n".to_owned(),
        "Content-Type: text/html\r\n".to_owned(),
        "Content-Transfer-Encoding: base64\r\n".to_owned(),
        "Subject: Fwd: Please decide\r\n".to_owned(),
        "Return-Path: <>\r\n".to_owned(),
    ] {
        add(Odd, &headers, Wrap::Plain, "");
    }
    for headers in [
        "Auto-Submitted: auto-replied\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Auto-Submitted: no\r\nAuto-Submitted: auto-replied\r\n",
        "Subject: 自动回复: Please decide\r\n",
        "Subject: Automatic reply: Please decide\r\n",
        "X-Autoreply: yes\r\n",
        "Precedence: auto_reply\r\n",
        "Beadle-Letter: x\r\n",
    ] {
        add(Bad, headers, Wrap::Plain, "");
    }
    for (wrap, name) in [
        (Wrap::InMail, "only in an attached mail"),
        (Wrap::InFile, "only in a file"),
        (Wrap::InQuote, "only in a quote"),
    ] {
        add(Bad, "", wrap, name);
    }
    out
}

/// Content headers and body of words with what stands below them. `inner` are header lines of a mail that is enclosed.
pub(crate) fn wrapped(wrap: Wrap, words: &str, below: &str, inner: &str) -> String {
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    let text = format!("{words}\r\n{below}");
    let plain = "Content-Type: text/plain; charset=utf-8\r\n";
    let html = |text: &str| {
        let lines = text.replace('<', "&lt;").replace('>', "&gt;");
        format!("<html><body>{}</body></html>", lines.replace("\r\n", "<br>\r\n"))
    };
    let mixed = |parts: &[String]| {
        let parts: String = parts.iter().map(|p| format!("--b\r\n{p}\r\n")).collect();
        format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n")
    };
    let page = "Content-Type: text/html; charset=utf-8\r\n";
    let mail = format!("Content-Type: message/rfc822\r\n\r\n{inner}{plain}\r\napprove\r\n{below}");
    let greeting = format!("{plain}\r\nSee the file.\r\n");
    match wrap {
        Wrap::Plain => format!("{plain}\r\n{text}"),
        Wrap::Html => format!("{page}\r\n{}", html(&text)),
        Wrap::Quoted => {
            let escaped: String = text
                .bytes()
                .map(|b| match b {
                    b'\r' | b'\n' | b' ' => char::from(b).to_string(),
                    b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
                    b => format!("={b:02X}"),
                })
                .collect();
            let folded: Vec<String> = escaped.split("\r\n").map(soft).collect();
            format!("{plain}Content-Transfer-Encoding: quoted-printable\r\n\r\n{}", folded.join("\r\n"))
        }
        Wrap::Base64 => {
            let lines: Vec<String> = STANDARD
                .encode(text.as_bytes())
                .as_bytes()
                .chunks(76)
                .map(|line| String::from_utf8_lossy(line).into_owned())
                .collect();
            format!("{plain}Content-Transfer-Encoding: base64\r\n\r\n{}\r\n", lines.join("\r\n"))
        }
        Wrap::Alternative => format!(
            "Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\n{plain}\r\n{text}\r\n--a\r\n{page}\r\n{}\r\n--a--\r\n",
            html(&text)
        ),
        Wrap::WithMail => mixed(&[format!("{plain}\r\n{text}"), mail]),
        Wrap::InMail => mixed(&[greeting, mail]),
        Wrap::InFile => {
            let file = format!("Content-Disposition: attachment; filename=a.txt\r\n{plain}\r\n{text}");
            mixed(&[greeting, file])
        }
        Wrap::InQuote => {
            format!("{page}\r\n<p>See below.</p><blockquote type=\"cite\">{}</blockquote>", html(&text))
        }
    }
}

/// A line of quoted-printable, broken where it is too long.
fn soft(line: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let piece = if c == '=' { &rest[..3] } else { &rest[..c.len_utf8()] };
        if length + piece.len() > 75 {
            out.push_str("=\r\n");
            length = 0;
        }
        out.push_str(piece);
        length += piece.len();
        rest = &rest[piece.len()..];
    }
    out
}
