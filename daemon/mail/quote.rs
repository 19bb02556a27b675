//! Where the quote begins: separators, attributions and header blocks of the mail programs, as tables.
//!
//! The shapes were collected from real mails of QQ, Exmail, Foxmail, NetEase, Coremail, Aliyun, Outlook, Gmail,
//! Apple Mail, Yahoo, Zimbra and others. Everything is matched on the NFKC form without quote marks, so that
//! full-width colons and ideographic spaces need no rows of their own.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::charset::Folded;
use super::pattern::Pattern;

/// Most lines over which an attribution is wrapped.
const ATTRIBUTION_LINES_MAX: usize = 6;
/// Longest attribution, in bytes of its joined lines.
const ATTRIBUTION_MAX: usize = 600;
/// Most lines of one header block; recipient lists are wrapped over many.
const BLOCK_LINES_MAX: usize = 60;

/// Where a quote begins and what it begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Boundary {
    /// Line of the beginning.
    pub(super) line: usize,
    /// Byte in that line; what stands before it is the sender's.
    pub(super) column: usize,
    /// First line behind the quote's own header.
    pub(super) after: usize,
    pub(super) sign: Sign,
}

/// What told that a quote begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A line marked with `>`.
    Mark,
    /// "… wrote:".
    Attribution,
    /// `From: … Sent: … Subject: …`.
    Block,
    /// `----- Original Message -----`.
    Separator,
}

/// One line of text.
pub(super) struct Line<'a> {
    pub(super) raw: &'a str,
    /// Number of quote marks at its beginning.
    pub(super) depth: usize,
    /// Without the quote marks.
    pub(super) body: &'a str,
    /// `body`, folded once it is asked for.
    folded: OnceCell<Folded<'a>>,
    /// [`Self::may_end`], once it is asked for.
    ends: OnceCell<bool>,
}

impl<'a> Line<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        let mut body = raw;
        let mut depth = 0;
        while let Some(rest) = body.trim_start_matches([' ', '\u{a0}', '\t']).strip_prefix('>') {
            // ">=" and ">>>" of shells and code are rare enough; "> 80%" is not told apart.
            body = rest;
            depth += 1;
        }
        let body = if depth > 0 { body.strip_prefix(' ').unwrap_or(body) } else { raw };
        Self { raw, depth, body, folded: OnceCell::new(), ends: OnceCell::new() }
    }

    /// The line without its marks, as if it had never had any.
    fn unmarked(&self) -> Self {
        Self { raw: self.body, depth: 0, body: self.body, folded: OnceCell::new(), ends: OnceCell::new() }
    }

    fn folded(&self) -> &Folded<'a> {
        self.folded.get_or_init(|| Folded::new(self.body))
    }

    fn text(&self) -> &str {
        &self.folded().text
    }

    /// What an attribution has of it: "> wrote:" at the end of an address is no quote mark.
    fn in_attribution(&self) -> &str {
        if self.depth == 0 { self.text() } else { self.raw }.trim()
    }

    /// An attribution may end with this line, see [`may_end`].
    fn may_end(&self) -> bool {
        *self.ends.get_or_init(|| {
            let text = self.in_attribution();
            // Blank once it is folded only.
            let empty = text.is_empty() && !self.raw.trim().is_empty();
            empty || may_end(text) || text.starts_with("GMT")
        })
    }

    pub(super) fn is_blank(&self) -> bool {
        self.body.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
    }
}

/// What such lines are drawn with.
const DASHES: [char; 5] = ['-', '—', '–', '_', '='];
/// Bytes of a line of dashes that parts the quote from what is above.
const RULE_MIN: usize = 20;

/// What programs write between the dashes.
const SEPARATOR_WORDS: &str = concat!(
    "original messages?|original|original mail|original appointment|forwarded message|replied message|",
    "forwarded mail|reply message|原始邮件|原始郵件|原始信息|原始訊息|原始消息|原邮件消息|原始信件|原邮件|原郵件|原邮件信息|原邮件内容|原始邮件信息|原始邮件内容|邮件原件|郵件原件|邮件原文|郵件原文|回复的原邮件|",
    "回复的邮件|回复的邮件信息|回复原邮件|回覆的原郵件|回复邮件|转发的原邮件|转发的邮件|被转发邮件|转发邮件信息|转发邮件|轉寄的郵件|轉寄郵件|原文|ursprüngliche nachricht|",
    "originalnachricht|original-nachricht|weitergeleitete nachricht|mensaje original|",
    "mensaje reenviado|message d'origine|message original|message transféré|",
    "messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada|",
    "oprindelig meddelelse|oprindelig besked|opprindelig besked|videresendt meddelelse|",
    "opprinnelig melding|videresendt melding|ursprungligt meddelande|originalmeddelande|",
    "vidarebefordrat meddelande|oorspronkelijk bericht|doorgestuurd bericht|",
    "исходное сообщение|пересылаемое сообщение|оригинальное сообщение|",
    "wiadomość oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości|",
    "původní zpráva|přeposlaná zpráva|alkuperäinen viesti|orijinal mesaj|",
    "edelleenlähetetty viesti|välitetty viesti(?: / fwd.msg)?|wiadomość przesłana dalej|",
    "przekazana wiadomość|メッセージを転送|proslijeđena poruka|mesaj redirecționat|",
    "переслане повідомлення|továbbított üzenet|eredeti üzenet|mensagem reencaminhada|",
    "preposlaná správa|pôvodná správa|[iİ]letilmiş mesaj|iletilen mesaj|[iİ]letilen [iİ]leti|перенаправленное сообщение|перенаправлене повідомлення|treść przekazanej wiadomości|message transmis|",
    "元のメッセージ|転送されたメッセージ|원본 메시지|원본 메일",
);

static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)(?:^\s*\*?|\s*)[-—–_=]{{2,}}\s*(?:{SEPARATOR_WORDS})\s*\*?[-—–_=]{{2,}}"))
        .expect("a constant")
});

/// Who wrote, and when, between dashes: Notes in the browser, Zoho; and what Notes folds away.
static SEPARATOR_WROTE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "hide details|---|===",
        r"(?i)^\s*\[?(?:inactive |active )?hide details for\b|^\s*-{3,}\s*\S.{0,300}\b(?:wrote|schrieb|a écrit)\s*:?\s*-{3,}\s*$|^\s*-{3,}\s*\S.{0,300}(?:写道|寫道|编写|撰写)\s*:?\s*-{3,}\s*$|^\s*\S.{0,60}? ?-{3}\s?\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s.{0,16}-{3}|^\s*={3,}\s*\d{2,4}[-/.年].{0,80}来信中写道\s*:?\s*={3,}\s*$",
    )
});

/// Dashes on the left only, alone on the line.
static SEPARATOR_ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)^\s*\*?[-—–_=]{{3,}}\s*(?:{SEPARATOR_WORDS})\s*:?\s*\*?$")).expect("a constant")
});

/// The same words without dashes: a heading, directly above a block of headers.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)^\s*\*?(?:{SEPARATOR_WORDS})\s*:?\s*\*?$")).expect("a constant")
});

/// Words between dashes in whatever language, directly above a block of headers.
static DASHED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[-—–_=]{3,}\s*\p{L}[\p{L}\p{M} .'’]{2,60}[-—–_=]{3,}$").expect("a constant")
});

static FORWARDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:begin forwarded message|forwarded message|开始转发的邮件|下面是被转发的邮件|以下是转发的邮件|開始轉寄郵件|轉寄訊息開始|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:transféré|réexpédié)|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|転送されたメッセージ|redirected message)\s*:")
        .expect("a constant")
});

/// Whole attributions on one joined line. Each asks for a date or an address, so that "as you wrote:" is none.
/// The line is bounded by `ATTRIBUTION_MAX`, so nothing in them is.
static ATTRIBUTIONS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // English, with a date or an address.
        r"(?i)^\s*[-*_]{0,6}\s*(?:on|at)\b.*\d.*\b(?:wrote|writes|said)\s*:?\s*(?:\*|-+)?\s*$",
        r#"(?i)@.*(?:\b|[>\])"])\s*(?:wrote|writes)\s*:\s*$"#,
        // German, Dutch, Nordic, Finnish: the verb may stand before the date.
        r"(?i)\b(?:schrieb|schreef|skrev|kirjoitti|geschreven|geschrieben)\b.*:\s*$",
        // The verb at the end, in other languages.
        r"(?i)(?:\d|@).*(?:a écrit|ha escrito|escribió|escreveu|ha scritto|scrisse|napisał\(a\)|napisał|napisała|napsal\(a\)|napsal|napísal|написал\(а\)|написал|написала|пишет|пише|написав|yazdı|a scris|írta|viết|menulis|έγραψε|schrieb|wrote|写道|寫道|写到|เขียนว่า|さんは書きました|님이 작성|님의 말)\s*:\s*$",
        // A date and time, then an address and a colon: Gmail in languages without a verb.
        r"(?i)\d{1,2}[:.h]\d{2}.*<\s*[^<>\s]+@[^<>\s]+\s*>\s*:\s*$",
        // The verb before the date: Notes.
        r"(?i)[>)\]\w]\s+wrote on \d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*:\s*$",
        r"写于\s*\d{4}\s*[-/.年].*:\s*$",
        // Apple in Japanese, Tutanota, Horde: no verb behind the address.
        r"@[^<>\s]+\s*>?\s*の(?:メール|メッセージ)\s*:\s*$",
        r"(?i)^.{0,40}\d{1,2}[:.]\d{2}.{0,12}\bby [^<>\s]+@[^<>\s]+\s*:\s*$",
        r"(?i)^\s*(?:quoting|zitat von|quoten?|citando a|citando|引用|引述)\s.{0,120}<[^<>\s]+@[^<>\s]+>\s*:\s*$",
        // mutt, as many have set it.
        r"^\s*\* .{0,120}<[^<>\s]+@[^<>\s]+>\s*[\[(].{0,12}\d{2,4}[-/.]\d{1,2}[-/.]\d{1,4}[^\[\]()]*[\])]\s*:\s*$",
        // Gmail before 2018: no verb, no colon.
        r"^\s*\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} GMT[+-]\d{2}:\d{2} ..",
    ]
    .iter()
    .map(|p| Regex::new(p).expect("a constant"))
    .collect()
});

/// Chinese attributions; the colon need not end the line, for gateways flatten what follows onto it. Those of
/// the first shape begin at 在, those of the others with a name.
static CHINESE: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    [
        r"在\s*\d{2,4}\s*[-/.年][^在]*?(?:写道|寫道|写到|wrote)\s*:",
        r"^.*?(?:[于於]\s*\d{4}|<[^<>\s]+@[^<>\s]+>\)?\s*在\s*\d{2,4})\s*[-/.年].*?(?:写道|寫道|写到)\s*:",
    ]
    .map(|p| Regex::new(p).expect("a constant"))
});

/// A time of day or an address: what an attribution has and a sentence about a date seldom.
static TIME_OR_ADDRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d:\d{2}|@").expect("a constant"));

/// Date and time, alone on the line.
static DATE_AND_TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*\d{1,4}[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,4}日?\s.{0,12}\d{1,2}:\d{2}(?::\d{2})?\s*(?:am|pm)?\s*$").expect("a constant")
});

/// An opening that begins with a date or with the word before one.
static DATED_OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*[-*_]{0,6}\s*(?:(?:on|am|le|il|el|em|op|den|på|w dniu|dnia|dne|dňa|in data|pe)\b|at \d{4}-|\d{1,4}\s*[-./年]\s*\d|\d{1,2} \p{L}|\p{L}{2,9}\.?,? \d{1,2}[. ]|在\s*\d)")
        .expect("a constant")
});

/// An address whose end is on the next line.
static CUT_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[<(]\s*(?:mailto:[^<>]*)?[^<>()\s]*\s*$|^\s*<?\s*mailto:").expect("a constant")
});

/// Header labels run together on one line.
static FLAT_BLOCK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(发\s*件\s*人|寄件者|寄件人|发送时间|发送日期|日\s*期|收\s*件\s*人|收件者|抄\s*送|主\s*题|主旨)\s*\*?\s*:")
        .expect("a constant")
});

/// Kinds of header lines, as bits.
const FROM: u8 = 1;
const SENT: u8 = 2;
const TO: u8 = 4;
const CC: u8 = 8;
const SUBJECT: u8 = 16;

/// Labels of quoted header blocks, without their inner spaces, in lower case.
const LABELS: [(u8, &str); 5] = [
    (
        FROM,
        "from sender 发件人 發件人 寄件者 寄件人 发信人 发件者 von de da van fra från od от від lähettäjä kimden 差出人 送信者 \
         보낸사람 expéditeur feladó mittente lähettäjä šalje 送信元 dela nadawca",
    ),
    (
        SENT,
        "sent sentat senttime sendtime date messagedu 发送时间 发送日期 发件时间 發送時間 傳送時間 寄件日期 日期 时间 時間 gesendet datum envoyé enviado \
         enviadoel enviadaem enviadoem fecha data inviato sendt skickat wysłano отправлено дата \
         надіслано verzonden lähetetty päivämäärä 送信日時 日時 보낸날짜 gönderilen tarih dato odesláno dátum odoslané elküldve dată датум 日付",
    ),
    (
        TO,
        "to recipient recipients 收件人 收件者 收信人 an à para a aan til till do кому vastaanottaja kime 宛先 받는사람 komu prima către címzett 送信先 adresat",
    ),
    (
        CC,
        "cc copieà 抄送 副本 抄送人 copie copiaoculta kopie kopi kopia kópia kopio másolat копия bcc reply-to replyto \
         antwortan importance 重要性 优先级 attachments 附件",
    ),
    (
        SUBJECT,
        "subject sujet 主题 主題 主旨 标题 betreff objet asunto assunto oggetto onderwerp emne ämne temat \
         тема aihe konu 件名 제목 předmět predmet naslov subiect tárgy",
    ),
];

/// The kind of each label.
static KINDS: LazyLock<BTreeMap<&'static str, u8>> = LazyLock::new(|| {
    let mut kinds = BTreeMap::new();
    for (kind, labels) in LABELS {
        labels.split(' ').for_each(|label| {
            kinds.entry(label).or_insert(kind);
        });
    }
    kinds
});

/// The label of a header line, and whether an address stands behind it.
fn label(text: &str) -> Option<(u8, bool)> {
    /// Longest label with its inner spaces, in bytes.
    const LABEL_MAX: usize = 48;
    let text = text
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '|' | '_' | '·' | '\u{feff}'));
    let end = text.bytes().take(LABEL_MAX + 1).position(|b| matches!(b, b':' | b'|'))?;
    let mut name = String::with_capacity(end);
    name.extend(text[..end].chars().filter(|c| !c.is_whitespace() && *c != '*'));
    if name.bytes().any(|b| b.is_ascii_uppercase()) || !name.is_ascii() {
        name = name.to_lowercase();
    }
    let kind = *KINDS.get(name.as_str())?;
    let value = &text[end + 1..];
    // "From: 2024-07-01" is a field of a form.
    if kind == FROM && value.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((kind, value.contains('@')))
}

/// The first quote of the text.
pub(super) fn first(lines: &[Line<'_>]) -> Option<Boundary> {
    (0..lines.len()).find_map(|at| starts_at(lines, at))
}

fn starts_at(lines: &[Line<'_>], at: usize) -> Option<Boundary> {
    let line = &lines[at];
    if line.is_blank() && line.depth == 0 {
        return None;
    }
    if line.depth > 0 {
        let after = header_end(lines, at);
        return Some(Boundary { line: at, column: 0, after, sign: Sign::Mark });
    }
    if !line.text().contains(':') {
        // Blocks may be drawn as tables; of all others only what has dashes or goes on below has no colon.
        return separator(lines, at)
            .or_else(|| line.text().contains('@').then(|| dated_heads(lines, at)).flatten())
            .or_else(|| line.text().contains('<').then(|| dated_name(lines, at)).flatten())
            .or_else(|| line.text().contains('|').then(|| block(lines, at)).flatten())
            .or_else(|| attribution_of_several(lines, at));
    }
    separator(lines, at)
        .or_else(|| block(lines, at))
        .or_else(|| flat_block(lines, at))
        .or_else(|| attribution(lines, at))
}

/// Behind an attribution or header block that stands inside the marks.
fn header_end(lines: &[Line<'_>], at: usize) -> usize {
    let bare: Vec<Line<'_>> = lines[at..]
        .iter()
        .take(ATTRIBUTION_LINES_MAX)
        .take_while(|l| l.depth > 0)
        .map(Line::unmarked)
        .collect();
    (0..bare.len())
        .find(|n| !bare[*n].is_blank())
        .and_then(|n| attribution(&bare, n).or_else(|| separator(&bare, n)))
        .map_or(at, |b| at + b.after)
}

fn separator(lines: &[Line<'_>], at: usize) -> Option<Boundary> {
    let text = lines[at].text();
    let dashed = text.bytes().any(|b| matches!(b, b'-' | b'_' | b'=') || !b.is_ascii());
    let column = if dashed && text.contains(DASHES) {
        let several = || {
            let mut before = false;
            text.chars().any(|c| std::mem::replace(&mut before, DASHES.contains(&c)) && before)
        };
        let lined = several().then(|| SEPARATOR.find(text).or_else(|| SEPARATOR_ALONE.find(text))).flatten();
        lined.or_else(|| SEPARATOR_WROTE.find(text))
    } else if text.contains(':') {
        FORWARDED.find(text)
    } else {
        None
    };
    let column = lines[at].folded().original(column?.start());
    Some(Boundary { line: at, column, after: at + 1, sign: Sign::Separator })
}

/// A block of header lines: From and two others, or From with an address and one other.
fn block(lines: &[Line<'_>], at: usize) -> Option<Boundary> {
    let (first, mut address) = label(lines[at].text())?;
    let mut kinds = first;
    let mut after = at + 1;
    let mut open = true;
    for (n, line) in lines.iter().enumerate().skip(at + 1).take(BLOCK_LINES_MAX) {
        if line.is_blank() {
            // Some programs write the block double-spaced; two blank lines end it.
            if n == after + 1 {
                break;
            }
            continue;
        }
        if let Some((kind, has_address)) = label(line.text()) {
            kinds |= kind;
            address |= has_address;
            after = n + 1;
            open = true;
        } else if open && n == after && (line.body.contains(['@', ';']) || line.body.starts_with([' ', '\t']))
        {
            after = n + 1;
        } else if open && n == after {
            // A wrapped subject takes one line more.
            open = false;
            after = n + 1;
        } else {
            break;
        }
    }
    if !open {
        // The line taken for a wrapped subject may be the quote's first.
        after -= 1;
    }
    let from = kinds & FROM != 0;
    let enough =
        kinds.count_ones() >= 3 || kinds.count_ones() >= 2 && address && kinds & (SENT | SUBJECT) != 0;
    (from && enough).then_some(Boundary { line: at, column: 0, after, sign: Sign::Block })
}

/// Name and address, below it date and time, below them To and Subject: Notes.
fn dated_heads(lines: &[Line<'_>], at: usize) -> Option<Boundary> {
    /// Lines, with the blank ones, in which all that stands.
    const HEADS_MAX: usize = 16;
    let mut near = (at + 1..lines.len().min(at + HEADS_MAX)).filter(|n| !lines[*n].is_blank());
    let named = lines[at].text().trim_end().ends_with('>');
    let dated = near.next().filter(|n| named && DATE_AND_TIME.is_match(lines[*n].text()))?;
    let mut kinds = 0;
    let mut after = dated + 1;
    // In the browser each label has a line, and its value the next.
    let mut valued = false;
    for n in near {
        let text = lines[n].text();
        let alone = KINDS.get(text.trim()).map(|kind| (*kind, true));
        match label(text).or(alone) {
            Some((kind, _)) => {
                kinds |= kind;
                valued = alone.is_some();
            }
            None if valued => valued = false,
            None => break,
        }
        after = n + 1;
    }
    (kinds & TO != 0 && kinds & SUBJECT != 0).then_some(Boundary {
        line: at,
        column: 0,
        after,
        sign: Sign::Block,
    })
}

/// Date, name and address with neither verb nor colon: Gmail before 2014. Only above lines that are marked, for a form
/// may name somebody so; `|` is a mark of programs that take the quote for a table.
fn dated_name(lines: &[Line<'_>], at: usize) -> Option<Boundary> {
    let cut = CUT_ADDRESS.is_match(lines[at].text());
    let after = at + 1 + usize::from(cut);
    let rest = if cut { lines.get(at + 1)?.text() } else { "" };
    let named = DATED_NAME.is_match(&format!("{}{}", lines[at].text().trim_end(), rest.trim()));
    let next = lines.iter().skip(after).find(|l| !l.is_blank() || l.depth > 0)?;
    (named && (next.depth > 0 || next.raw.starts_with('|'))).then_some(Boundary {
        line: at,
        column: 0,
        after,
        sign: Sign::Attribution,
    })
}

static DATED_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?,?\s.{0,160}<\s*[^<>\s]+@[^<>\s]+\s*>$")
        .expect("a constant")
});

/// What programs write above the block that begins with this line: a heading, or dashes and the name of its sender. The
/// number of lines of `above` that are the sender's own.
pub(super) fn heading(above: &[&str], first: &str) -> usize {
    let spoken = |lines: &[&str]| lines.iter().rposition(|l| !l.trim().is_empty());
    let Some(last) = spoken(above) else { return above.len() };
    let text = above[last].trim();
    if HEADING.is_match(text) || text.starts_with(DASHES) && DASHED.is_match(text) {
        return last;
    }
    let ruled = spoken(&above[..last]).filter(|n| {
        let rule = above[*n].trim();
        rule.len() >= RULE_MIN && rule.chars().all(|c| matches!(c, '-' | '_' | '—'))
    });
    ruled.filter(|_| !text.is_empty() && first.contains(text)).unwrap_or(above.len())
}

fn flat_block(lines: &[Line<'_>], at: usize) -> Option<Boundary> {
    let text = lines[at].text();
    if let Some(column) = flat_english(text) {
        let column = lines[at].folded().original(column);
        return Some(Boundary { line: at, column, after: at + 1, sign: Sign::Block });
    }
    // Every kind of sender's label has one of these.
    if !text.contains(['件', '主']) {
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    let mut start = None;
    for label in FLAT_BLOCK.find_iter(text) {
        start.get_or_insert(label.start());
        let name: String = label.as_str().chars().filter(|c| c.is_alphabetic()).collect();
        if !found.contains(&name) {
            found.push(name);
        }
    }
    let column = lines[at].folded().original(start.filter(|_| found.len() >= 3)?);
    Some(Boundary { line: at, column, after: at + 1, sign: Sign::Block })
}

/// `From: … Sent: … To: … Subject:` in this order on one line: where it begins.
fn flat_english(text: &str) -> Option<usize> {
    /// Longest value of one of these headers, in bytes; To names many.
    const VALUE_MAX: usize = 400;
    let next = |from: usize, labels: &[&str]| {
        let end = text.floor_char_boundary(from + VALUE_MAX);
        let ends = |label: &&str| text[from..end].find(*label).map(|n| from + n + label.len());
        labels.iter().filter_map(ends).min()
    };
    text.match_indices("From:").map(|(at, label)| (at, at + label.len())).find_map(|(at, behind)| {
        let apart = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let dated = text[behind..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        let sent = next(behind, &[" Sent:", " Date:"])?;
        let to = next(sent, &[" To:"])?;
        next(to, &[" Subject:"])?;
        (apart && !dated).then_some(at)
    })
}

/// `On Tue, Mar 5, 2024 at 2:30 PM … wrote:` behind other text on its line: where it begins.
fn flat_attribution(text: &str) -> Option<usize> {
    /// Weekdays, months.
    const NAMES: &str = "mon tue wed thu fri sat sun jan feb mar apr may jun jul aug sep oct nov dec";
    let opens = |at: usize| {
        let rest = &text[at + "On ".len()..];
        let name = rest.get(..3).map(str::to_ascii_lowercase);
        rest.starts_with(|c: char| c.is_ascii_digit())
            || name.is_some_and(|name| NAMES.split(' ').any(|known| known == name))
    };
    text.match_indices(" wrote:").find_map(|(end, _)| {
        let start = text.floor_char_boundary(end.saturating_sub(ATTRIBUTION_MAX));
        let mut places = text[start..end].rmatch_indices("On ").map(|(n, _)| start + n);
        places.find(|at| {
            let apart = text[..*at].ends_with(char::is_whitespace);
            apart && opens(*at) && TIME_OR_ADDRESS.is_match(&text[*at..end])
        })
    })
}

fn attribution(lines: &[Line<'_>], at: usize) -> Option<Boundary> {
    if let Some(column) = chinese(lines[at].text()).or_else(|| flat_attribution(lines[at].text())) {
        let column = lines[at].folded().original(column);
        return Some(Boundary { line: at, column, after: at + 1, sign: Sign::Attribution });
    }
    attribution_of_several(lines, at)
}

/// One that is wrapped, or alone on its line.
fn attribution_of_several(lines: &[Line<'_>], at: usize) -> Option<Boundary> {
    let end = attribution_end(lines, at)?;
    // A sentence before it can look like an opening too ("On Tuesday …"): the last line that opens is the one.
    // But a name or address on a line of its own opens nothing when a date opened before it.
    let dated = |n: usize| DATED_OPENING.is_match(lines[n].text());
    let is_dated = dated(at);
    let opens = |n: usize| {
        (dated(n) || !is_dated && !CUT_ADDRESS.is_match(lines[n - 1].text()))
            && attribution_end(lines, n) == Some(end)
    };
    if (at + 1..end).any(opens) {
        return None;
    }
    Some(Boundary { line: at, column: 0, after: end, sign: Sign::Attribution })
}

/// Where a Chinese attribution begins in the line.
fn chinese(text: &str) -> Option<usize> {
    if !["写道", "寫道", "写到", "wrote"].iter().any(|verb| text.contains(verb)) {
        return None;
    }
    let fits = |m: &regex::Match<'_>| m.len() <= ATTRIBUTION_MAX && TIME_OR_ADDRESS.is_match(m.as_str());
    let named = CHINESE[1].find(text).filter(fits);
    named.or_else(|| CHINESE[0].find_iter(text).find(fits)).map(|m| m.start())
}

/// The line behind the attribution that opens at this line.
fn attribution_end(lines: &[Line<'_>], at: usize) -> Option<usize> {
    // Cheap: no line that it could end with, no joining.
    let near = &lines[at..lines.len().min(at + ATTRIBUTION_LINES_MAX)];
    if !near.iter().any(Line::may_end) {
        return None;
    }
    let mut joined = String::new();
    for (n, line) in lines.iter().enumerate().skip(at).take(ATTRIBUTION_LINES_MAX) {
        if line.raw.trim().is_empty() {
            // A blank line ends it, unless the address follows in its own paragraph.
            if lines.get(n + 1).is_some_and(|next| next.raw.trim_start().starts_with('<')) {
                continue;
            }
            return None;
        }
        if joined.len() + line.raw.len() > ATTRIBUTION_MAX {
            return None;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line.in_attribution());
        if may_end(&joined)
            && (ATTRIBUTIONS.iter().any(|r| r.is_match(&joined)) || chinese(&joined).is_some())
        {
            return Some(n + 1);
        }
    }
    None
}

/// Cheap: how every attribution ends, and the only one that ends otherwise.
fn may_end(joined: &str) -> bool {
    let joined = joined.trim_end();
    joined.ends_with([':', '-', '*']) || joined.ends_with("wrote") || joined.contains(" GMT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::pattern::tests::has_its_words;

    #[test]
    fn no_separator_is_passed_over_for_want_of_its_words() {
        has_its_words(&SEPARATOR_WROTE);
    }
}
