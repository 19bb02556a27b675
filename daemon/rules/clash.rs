//! Words of `answers.toml` that give way: `退回` says no to a request, but not where one may also answer `退回修改`.
//!
//! The shared words serve every process, so a question may well offer two answers that share some of them. The first
//! word of each language is the one that letters print; it always counts, as do all words that a process brings
//! itself. Another shared word that is also the beginning of a word of another answer offered, or begins with one,
//! counts for neither: whoever writes it is asked back. Two words that both count and clash are a fault
//! (`check::answers`).

use crate::directory::Lang;
use crate::rules::Answer;

/// Whether this word of an answer does not count where that other answer is offered as well.
pub(crate) fn gives_way(answer: &Answer, language: &Lang, word: &str, other: &Answer) -> bool {
    if !answer.common || answer.name == other.name {
        return false;
    }
    let first = answer.words.get(language).and_then(|words| words.first());
    if first.is_none_or(|first| is_same(first, word)) || !has(answer, language, word) {
        return false;
    }
    let word = word.trim().to_lowercase();
    let theirs = [&other.words, &other.weak];
    let mut theirs = theirs.into_iter().filter_map(|labels| labels.get(language)).flatten();
    theirs.any(|their| {
        let their = their.trim().to_lowercase();
        word.starts_with(&their) || their.starts_with(&word)
    })
}

fn has(answer: &Answer, language: &Lang, word: &str) -> bool {
    answer.words.get(language).is_some_and(|words| words.iter().any(|own| is_same(own, word)))
}

fn is_same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
