//! What our own receiving server found out about a mail's domain: Authentication-Results (RFC 8601).
//!
//! Anybody can write such a header, so one counts only if it is the topmost and bears the configured authserv-id (section
//! 5). Inside it a word counts only where the grammar puts it: comments may nest, quoted strings hold whatever a sender
//! wrote into its address, and a property belongs to the clause it stands in. A clause that fails wins over one that passes.
//!
//! It proves a domain, never a person. Never does: ask anybody, or believe a header that it cannot read whole.

use super::Address;

/// What the topmost header says of the From address' domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authenticated {
    /// The domain stands for the mail: how.
    Pass(String),
    /// The domain denies it: how.
    Fail(String),
    /// Nothing that counts: why.
    Neutral(String),
}

/// One `method=result property=value …`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Clause {
    pairs: Vec<(String, Text)>,
}

/// A value, and whether any of it stood in quotation marks.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Text {
    text: String,
    quoted: bool,
}

impl Clause {
    /// `dmarc`, of the only version there is (section 2.2); one that is of another is none.
    fn method(&self) -> &str {
        let name = self.pairs.first().map_or("", |(name, _)| name.as_str());
        match name.split_once('/') {
            Some((method, "1")) => method,
            Some(_) => "",
            None => name,
        }
    }

    /// `pass`; a result in quotation marks is none.
    fn result(&self) -> &str {
        self.pairs.first().filter(|(_, v)| !v.quoted).map_or("", |(_, v)| &v.text)
    }

    /// The domain of a property: `x.example`, `@x.example` or `a@x.example`.
    fn domain(&self, property: &str) -> Option<String> {
        let mut found = self.pairs.iter().skip(1).filter(|(name, _)| name == property);
        let (_, value) = found.next()?;
        // Twice the same property is nothing a server of ours writes.
        let domain = value.text.rsplit('@').next().unwrap_or_default().trim_end_matches('.').to_lowercase();
        (found.next().is_none() && !domain.is_empty()).then_some(domain)
    }
}

/// Reads the topmost of the raw header values for a From address.
pub fn authenticated(results: &[String], authserv_id: Option<&str>, from: &Address) -> Authenticated {
    let neutral = |why: &str| Authenticated::Neutral(why.to_owned());
    let Some(wanted) = authserv_id.map(str::trim).filter(|id| !id.is_empty()) else {
        return neutral("no authserv_id is set");
    };
    let Some(topmost) = results.first() else { return neutral("there is no Authentication-Results") };
    let Some((id, clauses)) = read(topmost) else {
        return neutral("its Authentication-Results cannot be read");
    };
    if !id.eq_ignore_ascii_case(wanted) {
        return Authenticated::Neutral(format!(
            "the topmost Authentication-Results is of {}",
            id.escape_debug()
        ));
    }
    let domain = from.domain().to_lowercase();
    let aligned = |clause: &Clause, properties: &[&str]| {
        properties.iter().find_map(|p| clause.domain(p)).is_some_and(|d| is_aligned(&d, &domain))
    };
    let of = |method: &'static str| clauses.iter().filter(move |c| c.method() == method);
    if let Some(clause) = of("dmarc").find(|c| c.result() == "fail") {
        return Authenticated::Fail(format!("dmarc={} for {domain}", clause.result()));
    }
    let exact = |c: &&Clause| c.result() == "pass" && c.domain("header.from").is_some_and(|d| d == domain);
    if of("dmarc").any(|c| exact(&c)) {
        return Authenticated::Pass(format!("dmarc=pass for {domain}"));
    }
    let signed = |c: &Clause| aligned(c, &["header.d", "header.i"]);
    if of("dkim").any(|c| c.result() == "pass" && signed(c)) {
        return Authenticated::Pass(format!("dkim=pass for {domain}"));
    }
    if of("dkim").any(|c| c.result() == "fail" && signed(c)) {
        return Authenticated::Fail(format!("dkim=fail for {domain}"));
    }
    if of("spf").any(|c| c.result() == "pass" && aligned(c, &["smtp.mailfrom"])) {
        return Authenticated::Pass(format!("spf=pass for {domain}"));
    }
    Authenticated::Neutral(format!("{wanted} says nothing about {domain}"))
}

/// The authserv-id of a header value, for whoever proposes a setting; nothing of it is believed.
pub fn authserv_id(result: &str) -> Option<String> {
    read(result).map(|(id, _)| id)
}

/// The same domain, or one below the other (RFC 7489 section 3.1, relaxed). A name without a dot stands for nobody.
fn is_aligned(domain: &str, from: &str) -> bool {
    let below = |long: &str, short: &str| {
        short.contains('.') && long.strip_suffix(short).is_some_and(|rest| rest.ends_with('.'))
    };
    domain == from || below(from, domain) || below(domain, from)
}

/// The authserv-id and the clauses, in lower case; none where the grammar is broken.
fn read(value: &str) -> Option<(String, Vec<Clause>)> {
    let chars: Vec<char> = value.chars().collect();
    let mut clauses = vec![Clause::default()];
    let mut at = 0;
    loop {
        at = space(&chars, at)?;
        match chars.get(at) {
            None => break,
            Some(';') => {
                clauses.push(Clause::default());
                at += 1;
            }
            Some('=') => return None,
            Some(_) => {
                let (name, next) = word(&chars, at, true)?;
                at = space(&chars, next)?;
                let mut pair = (name.text, Text::default());
                if chars.get(at) == Some(&'=') {
                    at = space(&chars, at + 1)?;
                    let (text, next) = word(&chars, at, false)?;
                    (pair.1, at) = (Text { text: text.text.to_lowercase(), ..text }, next);
                } else if clauses.len() > 1 && pair.0.to_lowercase() != "none" {
                    // Behind the id every word has a value.
                    return None;
                }
                // A property in quotation marks is none.
                pair.0 = if name.quoted && clauses.len() > 1 { String::new() } else { pair.0.to_lowercase() };
                clauses.last_mut()?.pairs.push(pair);
            }
        }
    }
    let mut clauses = clauses.into_iter();
    let head = clauses.next()?;
    // The id, and the version of the header if it is given.
    let (id, value) = match head.pairs.as_slice() {
        [id] => id,
        [id, (version, none)] if version == "1" && *none == Text::default() => id,
        _ => return None,
    };
    (!id.is_empty() && value.text.is_empty())
        .then(|| (id.clone(), clauses.filter(|c| !c.pairs.is_empty()).collect()))
}

/// Behind white space and comments, which may nest; none if one never ends.
fn space(chars: &[char], mut at: usize) -> Option<usize> {
    loop {
        match chars.get(at) {
            Some(c) if c.is_whitespace() => at += 1,
            Some('(') => {
                let mut depth = 0usize;
                loop {
                    match chars.get(at)? {
                        '\\' => at += 1,
                        '(' => depth += 1,
                        ')' => depth -= 1,
                        _ => {}
                    }
                    at += 1;
                    if depth == 0 {
                        break;
                    }
                }
            }
            _ => return Some(at),
        }
    }
}

/// A word: atoms and quoted strings without space between them.
fn word(chars: &[char], mut at: usize, is_name: bool) -> Option<(Text, usize)> {
    let mut text = Text::default();
    while let Some(&c) = chars.get(at) {
        match c {
            '"' => {
                text.quoted = true;
                at += 1;
                loop {
                    match chars.get(at)? {
                        '"' => break,
                        '\\' => {
                            at += 1;
                            text.text.push(*chars.get(at)?);
                        }
                        c => text.text.push(*c),
                    }
                    at += 1;
                }
            }
            ';' | '(' | ')' => break,
            '=' if is_name => break,
            c if c.is_whitespace() => break,
            c => text.text.push(c),
        }
        at += 1;
    }
    if text.text.is_empty() && !text.quoted { None } else { Some((text, at)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(results: &[&str]) -> Authenticated {
        let results: Vec<String> = results.iter().map(|r| (*r).to_owned()).collect();
        authenticated(&results, Some("mx.qiming.example"), &"li@qiming.example".parse().unwrap())
    }

    fn passes(result: &str) -> bool {
        matches!(told(&[result]), Authenticated::Pass(_))
    }

    #[test]
    fn the_topmost_header_of_our_own_server_counts() {
        assert!(passes("mx.qiming.example; dmarc=pass (p=reject) header.from=qiming.example"));
        assert!(passes("MX.qiming.example 1; spf=none; dkim=pass header.d=qiming.example header.s=a"));
        assert!(passes("mx.qiming.example (our mx); dkim=pass (2048-bit key) header.i=@mail.qiming.example"));
        assert!(passes("mx.qiming.example; spf=pass smtp.mailfrom=li@qiming.example"));
        let ours = "mx.qiming.example; dmarc=pass header.from=qiming.example";
        assert!(matches!(told(&["mx.other.example; spf=none", ours]), Authenticated::Neutral(_)));
        assert!(matches!(told(&["mx.qiming.example; none", ours]), Authenticated::Neutral(_)));
        assert!(matches!(told(&[]), Authenticated::Neutral(_)));
        let unset = authenticated(&[ours.to_owned()], None, &"li@qiming.example".parse().unwrap());
        assert!(matches!(unset, Authenticated::Neutral(_)));
    }

    #[test]
    fn a_failure_wins() {
        for result in [
            "mx.qiming.example; dmarc=fail header.from=qiming.example",
            "mx.qiming.example; dmarc=pass header.from=qiming.example; dmarc=fail header.from=qiming.example",
            "mx.qiming.example; dkim=fail header.d=qiming.example; spf=pass smtp.mailfrom=qiming.example",
        ] {
            assert!(matches!(told(&[result]), Authenticated::Fail(_)), "{result}");
        }
    }

    #[test]
    fn nothing_a_sender_can_write_passes() {
        for result in [
            "mx.qiming.example; spf=fail smtp.mailfrom=\"x dmarc=pass header.from=qiming.example\"@evil.example",
            "mx.qiming.example; spf=fail smtp.mailfrom=\"x; dmarc=pass header.from=qiming.example\"@evil.example",
            "mx.qiming.example; spf=fail (x (nested; dmarc=pass header.from=qiming.example) y) smtp.mailfrom=evil.example",
            "mx.qiming.example; spf=fail (unclosed; dmarc=pass header.from=qiming.example",
            "mx.qiming.example; spf=fail (a\\) ; dmarc=pass header.from=qiming.example ) smtp.mailfrom=e.example",
            "mx.qiming.example; dmarc=\"pass\" header.from=qiming.example",
            "mx.qiming.example; dmarc=pass header.from=evil.example",
            "mx.qiming.example; dmarc=pass header.from=evil.example; spf=none header.from=qiming.example",
            "mx.qiming.example; dmarc=pass header.from=qiming.example.evil.example",
            "mx.qiming.example; dmarc=pass header.from=evil.example header.from=qiming.example",
            "mx.qiming.example; dmarc=pass",
            "mx.qiming.example; dkim=pass header.d=example",
            "mx.qiming.example; dkim=pass header.d=evilqiming.example",
            "mx.qiming.example; dkim=pass header.d=evil.example; spf=fail header.d=qiming.example",
            "mx.qiming.example; x-dmarc=pass header.from=qiming.example",
            "mx.qiming.example.evil.example; dmarc=pass header.from=qiming.example",
            "\"mx.qiming.example; dmarc=pass header.from=qiming.example\"",
            "mx.qiming.example dmarc=pass header.from=qiming.example",
            "mx.qiming.example 2; dmarc=pass header.from=qiming.example",
            "mx.qiming.example mx.evil.example; dmarc=pass header.from=qiming.example",
            "mx.qiming.example; dmarc/2=pass header.from=qiming.example",
            "mx.qiming.example; \"dmarc\"=pass header.from=qiming.example",
            "; dmarc=pass header.from=qiming.example",
            "=",
            "",
        ] {
            assert!(!passes(result), "{result}");
        }
    }
}
