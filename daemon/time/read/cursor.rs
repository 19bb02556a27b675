//! A text read from its start: characters, words and numbers.

use super::TEXT_MAX;

/// A text being read from its start, character by character; each character folded to its ordinary, lower-case form,
/// so that positions agree with the text as written.
pub(super) struct Cursor {
    pub(super) chars: Vec<char>,
    pub(super) at: usize,
}

pub(super) const SEPARATORS: [&str; 11] =
    ["-", "–", "—", "~", "至", "到", "to ", "until ", "till ", "→", "―"];

impl Cursor {
    pub(super) fn new(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().take(TEXT_MAX + 1).map(folded).collect();
        let mut cursor = Self { chars, at: 0 };
        cursor.spaces();
        (cursor.chars.len() <= TEXT_MAX).then_some(cursor)
    }

    // ── the smallest pieces ──────────────────────────────────────────────────────────────────────────────────

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Takes a word or sign if it comes next; a word of letters must end there.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let end = self.at + word.chars().count();
        let here = self.chars.get(self.at..end).is_some_and(|chars| word.chars().eq(chars.iter().copied()));
        let cut = word.ends_with(|c: char| c.is_ascii_alphabetic())
            && self.chars.get(end).is_some_and(|c| c.is_ascii_alphabetic());
        if here && !cut {
            self.at = end;
        }
        here && !cut
    }

    /// Takes a letter, whatever follows it.
    pub(super) fn eat_letter(&mut self, letter: char) -> bool {
        let here = self.peek() == Some(letter);
        self.at += usize::from(here);
        here
    }

    pub(super) fn any(&mut self, words: &[&str]) -> bool {
        self.spaces();
        words.iter().any(|word| self.eat(word))
    }

    pub(super) fn ended(&mut self) -> bool {
        self.spaces();
        while self.peek().is_some_and(|c| matches!(c, '.' | '。' | ';' | ',' | '，')) {
            self.at += 1;
        }
        self.spaces();
        self.at == self.chars.len()
    }

    /// What is written after the part that was read, as written.
    pub(super) fn rest(&self, text: &str) -> String {
        let rest: String = text.chars().skip(self.at).collect();
        rest.trim_start_matches(|c: char| c.is_whitespace() || ",，;；、。)）".contains(c))
            .trim_end()
            .to_owned()
    }

    /// Goes back to where it was if nothing is found.
    pub(super) fn tried<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// Digits and how many of them, or a Chinese numeral up to 99 (counted as two digits) or of four digits.
    pub(super) fn number(&mut self) -> Option<(u32, usize)> {
        let run = |is: fn(char) -> bool| self.chars[self.at..].iter().take_while(|c| is(**c)).count();
        let digits = run(|c| c.is_ascii_digit());
        if digits > 0 {
            let text: String = self.chars[self.at..self.at + digits].iter().collect();
            self.at += digits;
            return text.parse().ok().map(|n| (n, digits));
        }
        let digits = run(|c| chinese_digit(c).is_some() || c == '十');
        let n = chinese_number(&self.chars[self.at..self.at + digits])?;
        self.at += digits;
        Some((n, if n > 999 { 4 } else { 2 }))
    }

    /// A number of one or two digits.
    pub(super) fn small(&mut self) -> Option<u32> {
        self.tried(|cursor| cursor.number().filter(|(_, digits)| *digits <= 2).map(|(n, _)| n))
    }

    // ── dates ────────────────────────────────────────────────────────────────────────────────────────────────
}

pub(super) fn folded(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' => ' ',
        '〜' => '~',
        '∶' => ':',
        _ => c.to_ascii_lowercase(),
    }
}

pub(super) fn chinese_digit(c: char) -> Option<u32> {
    match c {
        '〇' | '零' => Some(0),
        '两' => Some(2),
        _ => "一二三四五六七八九".chars().position(|digit| digit == c).map(|n| n as u32 + 1),
    }
}

/// `十八`, `三十一`, `七`, `二〇二四`.
pub(super) fn chinese_number(chars: &[char]) -> Option<u32> {
    match chars {
        [] => None,
        ['十'] => Some(10),
        ['十', ones] => Some(10 + chinese_digit(*ones)?),
        [tens, '十'] => Some(10 * chinese_digit(*tens)?),
        [tens, '十', ones] => Some(10 * chinese_digit(*tens)? + chinese_digit(*ones)?),
        [one] => chinese_digit(*one),
        [_, _, _, _] => chars.iter().try_fold(0, |n, c| Some(n * 10 + chinese_digit(*c)?)),
        _ => None,
    }
}
