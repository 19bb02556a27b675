//! Which changes of the rules an open case stands against: every kind of change, those that would strand a case and
//! those that would not.

use super::*;

/// What a change of the process files would strand: what is taken out, once in one of them, and what is put in.
fn stranded_by(house: &House, changes: &[(&str, &str)]) -> String {
    let mut texts = [
        ("leave", LEAVE.to_owned()),
        ("errand", ERRAND.to_owned()),
        ("course", COURSE.to_owned()),
        ("trip", TRIP.to_owned()),
        ("journey", JOURNEY.to_owned()),
        ("bag", BAG.to_owned()),
        ("shift", SHIFT.to_owned()),
        ("answers", ANSWERS.to_owned()),
    ];
    for (from, to) in changes {
        let found: Vec<_> = texts.iter_mut().filter(|(_, text)| text.contains(from)).collect();
        assert_eq!(found.len(), 1, "{from}");
        for (_, text) in found {
            *text = text.replacen(from, to, 1);
        }
    }
    let source = |(name, text): &(&str, String)| {
        // A process and its file have the same name.
        let own = text.split("process = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or(name);
        (!text.is_empty()).then(|| Source::new(format!("{own}.toml"), text))
    };
    let sources: Vec<Source> = texts.iter().filter_map(source).collect();
    let changed = rules::parse(&sources).unwrap_or_else(|faults| panic!("{changes:?}: {faults}"));
    crate::workflow::stranded(&changed, &house.directory, &house.rows).join("\n")
}

/// One open case of each: a question that is open, one that was reminded of, a series, two seats of which one has
/// answered, a case with a child, one that names another.
fn house() -> House {
    let mut house = House::new();
    house.write("li", "[Leave] two days", monday(9, 0));
    house.mail("li", "beadle@example.test", "[Course] knots", "Pupils: chen, wang", "", monday(9, 0));
    let trip = house.mail("li", "beadle@example.test", "[Trip] Oslo", "Back: 2024-07-20", "", monday(9, 0));
    let decision = trip.letters.iter().find(|l| l.name == "decision" && l.to[0].as_str() == "wang").unwrap();
    house.reply("wang", decision, "approve", monday(9, 10));
    house.mail("li", "beadle@example.test", "[Journey] Rome", "Leaves: 2024-07-20", "", monday(9, 0));
    let body = "Which: JO-2024-0001\r\nLater: 2024-07-22";
    house.mail("li", "beadle@example.test", "[Shift] later", body, "", monday(9, 0));
    let open: Vec<String> = house.cases().iter().map(|case| format!("{} {}", case.id, case.state)).collect();
    assert_eq!(
        open,
        [
            "CO-2024-0001 held",
            "JO-2024-0001 planned",
            "JO-2024-0001-BG01 open",
            "L-2024-0001 review",
            "SH-2024-0001 asked",
            "TR-2024-0001 asking",
        ]
    );
    house
}

/// A kind of change, what is put in the place of what, and what is told.
type Row<'r> = (&'r str, &'r [(&'r str, &'r str)], &'r str);

#[test]
fn a_change_that_leaves_an_open_case_without_a_place_is_told_with_the_case() {
    let house = house();
    let rejecting = "on.reject  = \"refused\"";
    let table: &[Row<'_>] = &[
        ("nothing", &[], ""),
        // States.
        (
            "a state that a case is in is gone",
            &[("[state.review.ask.verdict]", "[state.look.ask.verdict]")],
            "case L-2024-0001 is in state 'review', which 'leave' does not have",
        ),
        ("a state that no case is in is gone", &[("[state.packed]\n", "[state.ready]\n")], ""),
        (
            "a state that a case is in is an end",
            &[("[state.review.ask.verdict]", "[state.review]\nend = true\n[state.look.ask.verdict]")],
            "case L-2024-0001 is open in 'review', which is an end of 'leave' now",
        ),
        // Fields.
        (
            "a field is called otherwise",
            &[("pupils = { type", "guests = { type")],
            "case CO-2024-0001 holds 'pupils', a field that 'course' does not have any more",
        ),
        (
            "a field is of another type",
            &[("pupils = { type = \"people\"", "pupils = { type = \"date\"")],
            "case CO-2024-0001 holds 'pupils', which is of type date now",
        ),
        (
            "a case that is named is a day now",
            &[("which = { type = \"case\", of = \"journey\",", "which = { type = \"date\",")],
            "case SH-2024-0001 holds 'which', which is of type date now",
        ),
        (
            "a field that was not given is of another type",
            &[("costs = { type = \"rows\", of = \"cost\",", "costs = { type = \"file\",")],
            "",
        ),
        (
            "a field more",
            &[("[form.list]", "[form.list]\nplace = { type = \"text\", label = { en = [\"Place\"] } }")],
            "",
        ),
        ("another label", &[("en = [\"Pupils\"]", "en = [\"Who\"]")], ""),
        (
            "a case is opened with another form",
            &[
                ("form    = \"list\"", "form    = \"other\""),
                (
                    "[form.list]",
                    "[form.other]\nroom = { type = \"text\", label = { en = [\"Room\"] } }\n\n[form.list]",
                ),
            ],
            "case CO-2024-0001 holds 'pupils', a field that 'course' does not have any more",
        ),
        // Questions.
        (
            "a question is gone, or called otherwise",
            &[("[state.review.ask.verdict]", "[state.review.ask.decision]")],
            "case L-2024-0001 waits for 'verdict' in 'review', which is not asked there any more",
        ),
        (
            "an answer that a letter offers is gone",
            &[
                (
                    "answers = [\"approve\", \"reject\"]\ndue     = \"1 workday\"",
                    "answers = [\"approve\"]\ndue     = \"1 workday\"",
                ),
                (rejecting, ""),
            ],
            "case L-2024-0001 has offered 'reject' for 'verdict', which does not take that any more",
        ),
        (
            "an answer that was given and is offered is gone",
            &[
                (
                    "answers = [\"approve\", \"reject\"]\ndue     = \"3 workdays\"",
                    "answers = [\"confirm\", \"reject\"]\ndue     = \"3 workdays\"",
                ),
                ("on.all.approve = \"away\"", "on.all.confirm = \"away\""),
            ],
            "case TR-2024-0001 was answered 'approve' to 'decision', which does not ask for that any more\n\
             case TR-2024-0001 has offered 'approve' for 'decision', which does not take that any more",
        ),
        (
            "words are asked for where a form is",
            &[(
                "answers = [\"confirm\"]\ndue     = \"2 workdays\"",
                "answers = [\"confirm\", \"decline\"]\ndue     = \"2 workdays\"",
            )],
            "",
        ),
        ("another time", &[("due     = \"1 workday\"", "due     = \"2 workdays\"")], ""),
        ("other people", &[("who     = \"opener.head\"\nanswers", "who     = \"role.desk\"\nanswers")], ""),
        (
            "another question besides",
            &[(
                "[state.review.ask.verdict]",
                "[state.review.ask.more]\nwho = \"opener\"\nanswers = [\"confirm\"]\ndue = \"1d\"\nsilence = [{ at = \"due\", nothing = true }]\n\n[state.review.ask.verdict]",
            )],
            "",
        ),
        // Meetings and timers.
        (
            "a meeting is called otherwise",
            &[("[state.held.meet.lesson]", "[state.held.meet.class]")],
            "case CO-2024-0001 has called the meeting 'lesson', which is not in 'held' any more and would never be called off",
        ),
        ("a series at another time", &[("Wednesday 10:00", "Thursday 11:00")], ""),
        (
            "a timer is called otherwise",
            &[("[state.planned.at.eve]", "[state.planned.at.before]")],
            "case JO-2024-0001 waits for the time of 'eve' in 'planned', which is not there any more",
        ),
        // Letters, words and titles are looked up when they are needed.
        ("a letter is called otherwise", &[("tell.lapsed = \"opener\"", "tell.over = \"opener\"")], ""),
        ("a word of an answer", &[("words = { en = [\"approve\"] }", "words = { en = [\"agree\"] }")], ""),
        // Processes.
        (
            "a process is called otherwise",
            &[("process = \"leave\"", "process = \"absence\"")],
            "case L-2024-0001 is open, and there is no process 'leave' any more",
        ),
        ("another code", &[("code    = \"L\"", "code    = \"LV\"")], ""),
        (
            "a process is about nothing any more",
            &[
                ("about   = \"journey\"\n", ""),
                ("who        = \"journey.opener\"", "who        = \"opener\""),
                ("\"1 workday before journey.leaves, 12:00\"", "\"2d\""),
            ],
            "case JO-2024-0001-BG01 is about JO-2024-0001, and 'bag' is about nothing now",
        ),
        (
            "a case about nothing may go on",
            &[("title   = { en = \"Leave\" }", "title   = { en = \"Leave\" }\nabout   = \"course\"")],
            "",
        ),
    ];
    for (what, changes, wanted) in table {
        assert_eq!(stranded_by(&house, changes), *wanted, "{what}");
    }
}

#[test]
fn a_ladder_that_is_shorter_than_where_a_question_stands_is_told() {
    let mut house = House::new();
    house.write("li", "[Leave] a week", monday(9, 0));
    let short = [
        (
            "  { at = \"due\",                  also = \"who.deputy\" },\n  { at = \"5 workdays after due\", go = \"lapsed\" },\n",
            "",
        ),
        ("{ at = \"4 work hours\",         remind = \"who\" }", "{ at = \"4 work hours\", go = \"lapsed\" }"),
    ];
    assert_eq!(stranded_by(&house, &short), "");
    house.next(None);
    assert_eq!(
        stranded_by(&house, &short),
        "case L-2024-0001 waits for 'verdict', of whose ladder every rung that is left has passed: silence would never end"
    );
    assert_eq!(
        stranded_by(
            &house,
            &[("{ at = \"5 workdays after due\", go", "{ at = \"9 workdays after due\", go")]
        ),
        ""
    );
}
