//! The JSON Schema of process files, shared asks and `answers.toml`, made of the table of keys, so that editors
//! complete and check them while they are written.
//!
//! It says which keys there are and what type each holds: what one table shows alone. What `beadle check` proves is
//! more; a file that this refuses is refused by the parser, too. Nothing here reads a file.

use serde_json::{Map, Value, json};

use super::keys::{Holds, Key, Need, Part};

/// The whole schema, with a line feed at its end: what stands in `rules/schema.json`.
pub fn text() -> String {
    let mut text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    text.push('\n');
    text
}

/// The whole schema (JSON Schema, draft 7: what editors for TOML know).
pub fn schema() -> Value {
    let mut definitions: Map<String, Value> =
        Part::ALL.iter().map(|part| (part.name().to_owned(), table(*part))).collect();
    definitions.extend(shared());
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Process files of beadle",
        "description": "A process file, a file of shared asks, a language, or answers.toml; rules/README.md is the reference.",
        "type": "object",
        "if": { "required": ["process"] },
        "then": part(Part::Process),
        "else": {
            "if": { "required": ["ask"] },
            "then": part(Part::Shared),
            "else": {
                "if": { "required": ["language"] },
                "then": part(Part::Language),
                "else": part(Part::Vocabulary),
            },
        },
        "definitions": definitions,
    })
}

/// A table with the keys of a part, and no others.
fn table(part: Part) -> Value {
    let property = |key: &Key| {
        let mut value = holds(part, key);
        if let Some(value) = value.as_object_mut() {
            // Beside `$ref` draft 7 looks at nothing else.
            if let Some(reference) = value.remove("$ref") {
                value.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
            }
            value.insert("description".to_owned(), json!(description(key)));
        }
        (key.name.to_owned(), value)
    };
    let properties: Map<String, Value> = part.keys().map(property).collect();
    let always = part.keys().filter(|key| key.need == Need::Always).map(|key| key.name);
    let unless: Vec<Value> = part
        .keys()
        .filter_map(|key| match key.need {
            Need::Unless(others) => {
                let one = |name: &str| json!({ "required": [name] });
                Some(
                    json!({ "anyOf": others.iter().copied().chain([key.name]).map(one).collect::<Vec<_>>() }),
                )
            }
            Need::Always | Need::Default(_) => None,
        })
        .collect();
    let mut table = json!({
        "type": "object",
        "properties": properties,
        "required": always.collect::<Vec<_>>(),
        "additionalProperties": false,
    });
    if let (Some(table), false) = (table.as_object_mut(), unless.is_empty()) {
        table.insert("allOf".to_owned(), json!(unless));
    }
    table
}

fn description(key: &Key) -> String {
    match key.need {
        Need::Always => format!("{} (needed)", key.meaning),
        Need::Unless(others) => format!("{} (needed without {})", key.meaning, others.join(" or ")),
        Need::Default(text) => format!("{} (without it: {text})", key.meaning),
    }
}

fn part(part: Part) -> Value {
    reference(part.name())
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn each(value: Value) -> Value {
    json!({ "type": "object", "additionalProperties": value })
}

fn either(values: &[Value]) -> Value {
    json!({ "anyOf": values })
}

fn string() -> Value {
    json!({ "type": "string" })
}

/// What a key holds.
fn holds(of: Part, key: &Key) -> Value {
    match key.holds {
        Holds::Name => string(),
        Holds::Names => reference("names"),
        Holds::Code => json!({ "type": "string", "pattern": "^[A-Z]{1,5}$" }),
        Holds::OneOf(words) => json!({ "enum": words }),
        Holds::Flag => json!({ "type": "boolean" }),
        // The timers of a series stand under the key that holds the start of a single meeting.
        Holds::Time if of == Part::Meet && key.name == "at" => either(&[string(), each(part(Part::Timer))]),
        Holds::Time => string(),
        Holds::Times => either(&[string(), json!({ "type": "array", "items": { "type": "string" } })]),
        Holds::Length => string(),
        Holds::Expression => reference("expression"),
        Holds::Who => reference("names"),
        Holds::Words => reference("words"),
        Holds::Listed => reference("names"),
        Holds::Text => string(),
        Holds::Languages => each(string()),
        Holds::Values => each(reference("expression")),
        Holds::Lent => each(reference("names")),
        Holds::Table(of) => part(of),
        Holds::Each(of) => each(part(of)),
        Holds::Forms => each(reference("form")),
        Holds::Form => either(&[string(), reference("form")]),
        Holds::Steps => reference("steps"),
        Holds::Arms => {
            either(&[string(), part(Part::Arm), json!({ "type": "array", "items": part(Part::Arm) })])
        }
        Holds::Sets => each(either(&[reference("expression"), each(reference("expression"))])),
        Holds::Tells => each(reference("names")),
        Holds::Openings => either(&[string(), each(part(Part::Opening))]),
        Holds::Rungs => {
            either(&[part(Part::Rung), json!({ "type": "array", "items": part(Part::Rung), "minItems": 1 })])
        }
        Holds::Reactions => reference(if of == Part::Ask { "reactions" } else { "events" }),
        Holds::Alarms => {
            either(&[reference("expression"), json!({ "type": "array", "items": { "type": "string" } })])
        }
        Holds::Bound => json!({ "type": ["number", "string"] }),
        Holds::Of => either(&[string(), reference("names"), each(reference("names"))]),
    }
}

/// So many of those asked, or of the children.
const COUNT: &str = "^[1-9][0-9]*$";

/// What several keys hold.
fn shared() -> [(String, Value); 7] {
    let levels = ["each", "any", "all"];
    let by_level = |value: &Value| {
        levels.iter().map(|level| ((*level).to_owned(), each(value.clone()))).collect::<Map<_, _>>()
    };
    let steps = reference("steps");
    // `on.2.approve`
    let counted = json!({ COUNT: each(steps.clone()) });
    [
        (
            "names",
            either(&[string(), json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 })]),
        ),
        ("expression", json!({ "type": ["string", "number", "boolean"] })),
        ("words", each(reference("names"))),
        ("form", each(part(Part::Field))),
        (
            "steps",
            either(&[
                string(),
                part(Part::Step),
                json!({ "type": "array", "items": part(Part::Step), "minItems": 1 }),
            ]),
        ),
        // `on.ANSWER`, `on.given` …, `on.LEVEL.ANSWER`
        (
            "reactions",
            json!({
                "type": "object", "properties": by_level(&steps), "patternProperties": counted,
                "additionalProperties": steps,
            }),
        ),
        // `on.set.FIELD`, `on.PROCESS.LEVEL.STATE`
        (
            "events",
            json!({
                "type": "object",
                "properties": { "set": each(steps.clone()) },
                "additionalProperties": {
                    "type": "object", "properties": by_level(&steps), "patternProperties": counted,
                    "additionalProperties": false,
                },
            }),
        ),
    ]
    .map(|(name, value)| (name.to_owned(), value))
}
