//! What templates may do with values beside Tera's own: filters and functions that make or change marks.

use std::borrow::Cow;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::facts::absent;
use super::mark::{PART, clean, kind, mark, read};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("when", |v: Value, _: Kwargs, _: &State<'_>| times(&v, kind::WHEN, kind::DAY_END));
    tera.register_filter("day", |v: Value, _: Kwargs, _: &State<'_>| times(&v, kind::WHEN_DAY, kind::DAY));
    tera.register_filter("clock", |v: Value, _: Kwargs, _: &State<'_>| {
        times(&v, kind::WHEN_CLOCK, kind::DAY)
    });
    tera.register_filter("place", place);
    tera.register_filter("duration", duration);
    tera.register_filter("email", |v: Value, _: Kwargs, _: &State<'_>| person(&v, kind::EMAIL));
    tera.register_filter("department", |v: Value, _: Kwargs, _: &State<'_>| person(&v, kind::DEPARTMENT));
    tera.register_filter("list", list);
    tera.register_filter("line", line);
    tera.register_filter("ref", reference);
    tera.register_filter("word", |v: Value, _: Kwargs, _: &State<'_>| named(&v, kind::WORD));
    tera.register_filter("status", |v: Value, _: Kwargs, _: &State<'_>| named(&v, kind::STATUS));
    tera.register_filter("yes", |v: bool, _: Kwargs, _: &State<'_>| {
        mark(kind::BOOL, &[if v { "true" } else { "false" }])
    });
    tera.register_filter("choice", choice);
    tera.register_function("label", label);
    tera.register_function("hint", hint);
    tera.register_function("title", |kwargs: Kwargs, _: &State<'_>| one(&kwargs, kind::TITLE));
    tera.register_function("tag", |kwargs: Kwargs, _: &State<'_>| one(&kwargs, kind::TAG));
    tera.register_function("what", |kwargs: Kwargs, _: &State<'_>| {
        let ask = kwargs.must_get::<&str>("ask")?;
        Ok::<String, Error>(mark(kind::WHAT, &[kwargs.must_get::<&str>("process")?, ask]))
    });
}

/// Nothing stays nothing, so that it prints as missing.
fn text(value: &Value) -> TeraResult<Option<Cow<'_, str>>> {
    match value.as_str() {
        Some("") => Ok(None),
        Some(text) => Ok(Some(Cow::Borrowed(text))),
        None if value.is_number() => Ok(Some(Cow::Owned(value.to_string()))),
        None => Err(Error::message(format!("a {} cannot be written this way", value.name()))),
    }
}

/// An instant, a span's start or a day, as another kind.
fn times(value: &Value, instant: char, day: char) -> TeraResult<Value> {
    let Some(text) = text(value)? else { return Ok(absent()) };
    Ok(match read(&text) {
        Some((kind::WHEN | kind::WHEN_DAY | kind::WHEN_CLOCK, at)) => mark(instant, &[at]).into(),
        Some((kind::SPAN, span)) => mark(instant, &[span.split(PART).next().unwrap_or("")]).into(),
        Some((kind::DAY | kind::DAY_END, date)) => mark(day, &[date]).into(),
        _ => return Err(Error::message("this is no time")),
    })
}

/// The place or link beside a span of time.
fn place(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let Some(text) = text(&value)? else { return Ok(absent()) };
    match read(&text) {
        Some((kind::SPAN, span)) => Ok(span.split(PART).nth(2).unwrap_or("").into()),
        _ => Err(Error::message("this is no span of time")),
    }
}

/// Minutes in words.
fn duration(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    if let Some(minutes) = value.as_i64() {
        return Ok(mark(kind::MINUTES, &[&minutes.to_string()]).into());
    }
    let Some(text) = text(&value)? else { return Ok(absent()) };
    match read(&text) {
        Some((kind::MINUTES, _)) => Ok(value.clone()),
        _ => Err(Error::message("this is no length of time")),
    }
}

fn person(value: &Value, as_kind: char) -> TeraResult<Value> {
    let Some(text) = text(value)? else { return Ok(absent()) };
    match read(&text) {
        Some((kind::PERSON | kind::EMAIL, id)) => Ok(mark(as_kind, &[id]).into()),
        _ => Err(Error::message("this is no person")),
    }
}

/// Items joined as the language joins them; nothing when there are none.
fn list(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let Some(items) = value.as_array() else { return Ok(value) };
    let mut out = String::new();
    let known: Vec<&Value> = items.iter().filter(|item| item.as_str() != Some("")).collect();
    for (i, item) in known.iter().enumerate() {
        if i > 0 {
            let last = i + 1 == known.len();
            out.push_str(&mark(if last { kind::LAST } else { kind::BETWEEN }, &[]));
        }
        out.push_str(&text(item)?.unwrap_or_default());
    }
    Ok(out.into())
}

/// All on one line, for the cell of a table.
fn line(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let Some(text) = text(&value)? else { return Ok(absent()) };
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" ").into())
}

/// The last part of a case's id: `T03`, as people name it in an answer for several.
fn reference(value: Value, _: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let Some(text) = text(&value)? else { return Ok(absent()) };
    Ok(text.rsplit('-').next().unwrap_or("").into())
}

fn named(value: &Value, as_kind: char) -> TeraResult<Value> {
    let Some(text) = text(value)? else { return Ok(absent()) };
    Ok(mark(as_kind, &[&text]).into())
}

/// `priority | choice(of="PROCESS.FIELD")`: the word of a choice.
fn choice(value: Value, kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let Some(text) = text(&value)? else { return Ok(absent()) };
    let of = kwargs.must_get::<&str>("of")?;
    let (process, field) = of.split_once('.').ok_or_else(|| Error::message("write of=\"PROCESS.FIELD\""))?;
    Ok(mark(kind::CHOICE, &[process, field, &text]).into())
}

/// `label(process=…, field=…)`: how a form calls a field.
fn label(kwargs: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let (process, field) = (kwargs.must_get::<String>("process")?, kwargs.must_get::<String>("field")?);
    Ok(mark(kind::LABEL, &[&process, &field]))
}

/// `hint(process=…, field=…)`: how its value is written.
fn hint(kwargs: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let (process, field) = (kwargs.must_get::<String>("process")?, kwargs.must_get::<String>("field")?);
    Ok(mark(kind::HINT, &[&process, &field]))
}

fn one(kwargs: &Kwargs, as_kind: char) -> TeraResult<String> {
    Ok(mark(as_kind, &[&clean(kwargs.must_get::<&str>("process")?)]))
}
