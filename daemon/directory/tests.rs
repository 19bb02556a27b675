//! The reader of `directory.toml`, on good files and on every kind of bad one.

use super::*;
use crate::fault::Source;

const EXAMPLE: &str = include_str!("../../tests/fixtures/directory.toml");

fn company() -> Directory {
    Directory::read(&Source::new("directory.toml", EXAMPLE)).unwrap_or_else(|faults| panic!("{faults}"))
}

fn id(text: &str) -> PersonId {
    PersonId::new(text)
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> crate::time::Instant {
    text.parse().unwrap()
}

fn ids(people: &[PersonId]) -> Vec<&str> {
    people.iter().map(PersonId::as_str).collect()
}

/// Reads a small company with `more` behind it; the places in the faults count from `more`.
fn faults(more: &str) -> String {
    let base = "company = { name = \"X\", language = \"zh\", zone = \"Asia/Shanghai\" }\n";
    let text = format!("{base}{more}");
    let faults = Directory::read(&Source::new("d.toml", text)).unwrap_err();
    let shown = faults.0.iter().map(|fault| {
        let ((line, column), remedy) = (fault.place(), fault.remedy());
        let end = if remedy.is_empty() { String::new() } else { format!("; {remedy}") };
        format!("{}:{column}: {}{end}", line - 1, fault.found())
    });
    shown.collect::<Vec<_>>().join("\n")
}

const TWO: &str = "[people.zhang]\nname = \"张伟\"\naddresses = \"zhang@x.test\"\n\
                   [people.li]\nname = \"李娜\"\naddresses = \"li@x.test\"\n";

#[test]
fn working_time_is_ones_own_else_the_departments_else_the_companys() {
    let text = "[departments]\nsupport = { name = \"客服部\", head = \"zhang\", hours = \"Mon-Sat 08:00-20:00\" }\n\
                night = { name = \"夜班\", head = \"zhang\", parent = \"support\" }\n\
                sales = { name = \"销售部\", head = \"zhang\" }\n";
    for (own, hours) in [
        ("department = \"support\"\n", "Mon-Sat 08:00-20:00"),
        ("department = \"night\"\n", "Mon-Sat 08:00-20:00"),
        ("department = \"sales\"\n", "Mon-Fri 09:00-18:00"),
        ("department = \"night\"\nhours = \"Tue-Sat 13:00-22:00\"\n", "Tue-Sat 13:00-22:00"),
        ("", "Mon-Fri 09:00-18:00"),
    ] {
        let source = Source::new(
            "d.toml",
            format!("[company]\nname = \"X\"\nlanguage = \"zh\"\nzone = \"Asia/Shanghai\"\n{TWO}{own}{text}"),
        );
        let directory = Directory::read(&source).unwrap_or_else(|faults| panic!("{faults}"));
        let li = directory.person(&id("li")).unwrap();
        assert_eq!(directory.hours_of(li).to_string(), hours, "{own}");
    }
}

#[test]
fn the_example_company_is_whole() {
    let directory = company();
    assert_eq!(directory.people.len(), 15);
    let languages: Vec<_> = directory.languages().into_iter().collect();
    assert_eq!(languages, [Lang::new("en"), Lang::new("zh")]);
    let tom = directory.person(&id("tom")).unwrap();
    assert_eq!((tom.name.as_str(), tom.zone.name()), ("Tom Becker", "Europe/Berlin"));
    assert_eq!(directory.hours_of(tom).to_string(), "Mon-Thu 08:00-17:00");
    let zhang = directory.person(&id("zhang")).unwrap();
    assert_eq!((zhang.name.as_str(), zhang.name_in(&Lang::new("en"))), ("张伟", "Zhang Wei"));
    assert_eq!(zhang.address().to_string(), "zhang@qiming.example");
    assert_eq!(directory.hours_of(zhang).to_string(), "Mon-Fri 09:00-18:00");
    assert_eq!(directory.company.name_in(&Lang::new("fr")), "启明科技");
}

#[test]
fn an_address_leads_to_its_person_in_any_case_and_with_a_detail() {
    let directory = company();
    let who =
        |text: &str| directory.by_address(&Address::parse(text).unwrap()).map(|p| p.id.as_str().to_owned());
    assert_eq!(who("ZHANG.Wei@Qiming.Example").as_deref(), Some("zhang"));
    assert_eq!(who("cto+x@qiming.example").as_deref(), Some("wang"));
    assert_eq!(who("nobody@qiming.example"), None);
    assert_eq!(who("zhou@qiming.example"), None, "who has left is nobody");
    let left = directory.owner(&Address::parse("zhou@qiming.example").unwrap());
    assert_eq!(left.map(|p| p.id.as_str()), Some("zhou"));
}

#[test]
fn a_head_is_the_nearest_above_and_never_oneself() {
    let directory = company();
    let head = |who: &str| directory.head_of(&id(who)).map(PersonId::as_str);
    assert_eq!(head("zhao"), Some("wang"), "the own head");
    assert_eq!(head("liu"), Some("zhang"), "the head of the department");
    assert_eq!(head("tom"), Some("anna"));
    assert_eq!(head("anna"), Some("wang"), "who heads a department has the head of the one above");
    assert_eq!(head("lin"), None, "the top");
    assert_eq!(head("nobody"), None);
    assert_eq!(directory.chain_of(&id("tom")), [&id("anna"), &id("wang"), &id("lin")]);
    assert_eq!(directory.superior_of(&id("wang")), Some(&id("lin")));
    assert_eq!(directory.deputy_of(&id("wang")), Some(&id("chen")));
    assert_eq!(directory.deputy_of(&id("lin")), None);
}

#[test]
fn roles_are_held_in_order() {
    let directory = company();
    let second = |who: &str| directory.second_in_role("emergency_lead", &id(who)).map(PersonId::as_str);
    assert_eq!(second("chen"), Some("anna"));
    assert_eq!(second("wang"), None, "nobody comes after the last");
    assert_eq!(second("lin"), Some("chen"), "for an outsider the first is next");
    assert_eq!(directory.in_charge("pm", at("2026-10-10T08:00:00Z")), Some(&id("liu")));
    assert_eq!(directory.in_charge("operations", at("2026-12-24T08:00:00Z")), Some(&id("chen")));
    assert_eq!(directory.second_in_role("nothing", &id("chen")), None);
}

#[test]
fn leave_includes_its_first_and_last_day() {
    let directory = company();
    for (date, away) in
        [("2026-10-07", false), ("2026-10-08", true), ("2026-10-12", true), ("2026-10-13", false)]
    {
        assert_eq!(directory.on_leave(&id("li"), day(date)), away, "{date}");
    }
    assert!(directory.on_leave(&id("tom"), day("2026-12-24")));
    assert!(!directory.on_leave(&id("tom"), day("2026-12-25")));
}

#[test]
fn who_is_on_leave_is_in_charge_only_if_all_are() {
    let text = format!(
        "[company]\nname = \"X\"\nlanguage = \"zh\"\nzone = \"Asia/Shanghai\"\n{TWO}leave = 2026-10-01\n\
                        [roles]\nbuyer = [\"li\", \"zhang\"]\nclerk = \"li\"\n"
    );
    let directory = Directory::read(&Source::new("d.toml", text)).unwrap();
    assert_eq!(directory.in_charge("buyer", at("2026-10-01T08:00:00Z")), Some(&id("zhang")));
    assert_eq!(directory.in_charge("buyer", at("2026-10-01T16:00:00Z")), Some(&id("li")));
    assert_eq!(directory.in_charge("clerk", at("2026-10-01T08:00:00Z")), Some(&id("li")));
}

#[test]
fn groups_are_resolved_to_people_each_once() {
    let directory = company();
    assert_eq!(
        ids(&directory.groups["staff"]),
        ["li", "liu", "wu", "zhang", "anna", "chen", "tom", "wang", "zhao", "sun", "lin"]
    );
    assert_eq!(ids(&directory.tables["informed"]["payment"]), ["lin", "wang", "sun"]);
    assert_eq!(directory.lists["outage_classes"], ["website", "payment", "other"]);
    assert_eq!(directory.words["outage_classes"]["payment"], ["支付", "payment"]);
    assert_eq!(directory.members_of("platform"), [&id("anna"), &id("tom")]);
}

#[test]
fn people_are_meant_in_many_ways() {
    let directory = company();
    for (text, who) in [
        ("zhang", "zhang"),
        ("张伟", "zhang"),
        (" 张 伟 ", "zhang"),
        ("@张伟", "zhang"),
        ("＠张伟", "zhang"),
        ("老张", "zhang"),
        ("张伟（产品部）", "zhang"),
        ("张伟，", "zhang"),
        ("Zhang Wei", "zhang"),
        ("wei zhang", "zhang"),
        ("ZHANGWEI", "zhang"),
        ("zhang@", "zhang"),
        ("zhang.wei@", "zhang"),
        ("zhang@qiming.example", "zhang"),
        ("ｚｈａｎｇ＠ｑｉｍｉｎｇ．ｅｘａｍｐｌｅ", "zhang"),
        ("\"张伟\" <zhang.wei@QIMING.example>", "zhang"),
        ("Anybody <tom.becker+x@qiming.example>", "tom"),
        ("mailto:li@qiming.example", "li"),
        ("anna.s", "anna"),
        ("tom.", "tom"),
        ("cto", "wang"),
    ] {
        assert_eq!(directory.find(text).map(|id| id.as_str().to_owned()).as_deref(), Ok(who), "{text}");
    }
}

#[test]
fn who_is_not_clearly_meant_is_asked_back_about() {
    let directory = company();
    for (text, near) in [
        ("zha", &["zhang", "zhao"][..]),
        ("z", &[]),
        ("", &[]),
        ("zhagn", &["zhang", "zhao"]),
        ("zhagn@qiming.example", &["zhang", "zhao"]),
        ("张维", &["zhang"]),
        ("Zhang Wei <other@else.example>", &["zhang"]),
        ("zhou", &["zhao"]),
        ("周凯", &[]),
        ("qqqq", &[]),
    ] {
        let not_found = directory.find(text).unwrap_err();
        assert_eq!(ids(&not_found.candidates), near, "{text}");
        assert_eq!(not_found.text, text);
    }
    assert_eq!(
        directory.find("zha").unwrap_err().to_string(),
        "'zha' does not mean one person; near are zhang, zhao"
    );
}

#[test]
fn two_people_of_one_name_are_told_apart_by_department() {
    let text = "[company]\nname = \"X\"\nlanguage = \"zh\"\nzone = \"Asia/Shanghai\"\n\
        [people.a]\nname = \"张伟\"\naddresses = \"a@x.test\"\ndepartment = \"buying\"\n\
        [people.b]\nname = \"张伟\"\naddresses = \"b@x.test\"\ndepartment = \"selling\"\n\
        [departments]\nbuying = { name = \"采购部\", head = \"a\" }\nselling = { name = \"销售部\", head = \"b\" }\n";
    let directory = Directory::read(&Source::new("d.toml", text)).unwrap();
    assert_eq!(ids(&directory.find("张伟").unwrap_err().candidates), ["a", "b"]);
    assert_eq!(directory.find("张伟（销售部）"), Ok(id("b")));
    assert_eq!(directory.find("张伟(buying)"), Ok(id("a")));
    assert!(directory.find("张伟(财务部)").is_err());
}

#[test]
fn two_equally_sure_readings_are_asked_back_about() {
    let text = format!(
        "[company]\nname = \"X\"\nlanguage = \"zh\"\nzone = \"Asia/Shanghai\"\n{TWO}\
         [people.wu]\nname = \"吴\"\naddresses = [\"wu@x.test\", \"li@y.test\"]\n"
    );
    let directory = Directory::read(&Source::new("d.toml", text)).unwrap();
    assert_eq!(ids(&directory.find("li").unwrap_err().candidates), ["li", "wu"]);
    assert_eq!(ids(&directory.find("li@").unwrap_err().candidates), ["li", "wu"]);
    assert_eq!(directory.find("li@y.test"), Ok(id("wu")));
    assert_eq!(directory.find("李娜"), Ok(id("li")));
}

#[test]
fn the_digest_is_of_the_meaning_not_of_the_text() {
    let read = |text: &str| Directory::read(&Source::new("d.toml", text)).unwrap().digest();
    let company = "[company]\nname = \"X\"\nlanguage = \"zh\"\nzone = \"Asia/Shanghai\"\n";
    let digest = read(&format!("{company}{TWO}"));
    assert_eq!(digest.len(), 64);
    assert_eq!(digest, read(&format!("# a comment\n{TWO}{company}")));
    assert_ne!(digest, read(&format!("{company}{TWO}deputy = \"zhang\"\n")));
}

#[test]
fn everything_wrong_is_found_in_one_reading() {
    let text = "[company]\nname = 3\nlanguage = \"chinese\"\nzone = \"Asia/Shangai\"\nhours = \"9-6\"\ncolour = \"red\"\n\
                [people.Zhang]\nname = \"张伟\"\naddresses = [\"zhang\", \"a b@x.test\"]\nhead = \"lii\"\nactiv = true\n\
                [people.li]\naddresses = []\nleave = { from = 2026-10-07, to = 2026-10-01 }\ndepartment = \"buyng\"\n\
                [departments.buying]\nname = \"采购部\"\nhead = \"li\"\n[rolls]\n";
    let shown = Directory::read(&Source::new("d.toml", text)).unwrap_err().to_string();
    assert_eq!(
        shown,
        "d.toml:2:8: 'company.name' holds an integer; write a string, or a table of languages such as { zh = \"…\", en = \"…\" }\n\
         d.toml:3:12: 'chinese' is not the code of a language; write a code such as 'zh', 'en' or 'pt-BR'\n\
         d.toml:4:8: 'Asia/Shangai' is not a time zone; did you mean 'Asia/Shanghai'?\n\
         d.toml:5:9: '9-6' is not a range of clock times; write 'Mon-Fri 09:00-18:00'\n\
         d.toml:6:1: unknown key 'colour' in 'company'; known are: deadlines, hours, language, name, zone\n\
         d.toml:7:9: 'Zhang' cannot be the key of a person; use lower-case letters, digits, '-' and '_'\n\
         d.toml:9:14: 'zhang' has no '@'; write a bare address such as 'zhang@example.com'\n\
         d.toml:9:23: 'a b@x.test' has no local part of an address before its '@'; write a bare address such as 'zhang@example.com'\n\
         d.toml:10:8: there is no person 'lii'; did you mean 'li'?\n\
         d.toml:11:1: unknown key 'activ' in 'people.Zhang'; did you mean 'active'?\n\
         d.toml:12:1: 'name' is missing in 'people.li'; add 'name', a string, or a table of languages such as { zh = \"…\", en = \"…\" }\n\
         d.toml:13:13: 'people.li.addresses' is empty; write at least one string\n\
         d.toml:14:35: this leave ends on 2026-10-01, before it begins on 2026-10-07; swap the two or correct one\n\
         d.toml:15:14: there is no department 'buyng'; did you mean 'buying'?\n\
         d.toml:19:2: unknown key 'rolls'; did you mean 'roles'?"
    );
}

#[test]
fn what_is_named_must_exist() {
    for (more, shown) in [
        ("[roles]\nbuyer = \"zhagn\"\n", "8:9: there is no person 'zhagn'; did you mean 'zhang'?"),
        (
            "[roles]\nbuyer = \"张伟\"\n",
            "8:9: there is no person '张伟'; people are named by their key: write 'zhang'",
        ),
        (
            "[roles]\nbuyer = \"Li@x.test\"\n",
            "8:9: there is no person 'Li@x.test'; people are named by their key: write 'li'",
        ),
        ("[roles]\nbuyer = []\n", "8:9: 'roles.buyer' is empty; name at least one person"),
        ("[roles]\nbuyer = [\"li\", \"li\"]\n", "8:16: 'li' holds 'buyer' twice; take one out"),
        (
            "[roles]\nbuy-er = \"li\"\n",
            "8:1: 'buy-er' cannot be the key of a role; use letters, digits and '_', a letter first: expressions name it",
        ),
        ("deputy = \"li\"\n", "7:10: 'li' cannot be the deputy of 'li'; name somebody else"),
        (
            "active = false\n[roles]\nbuyer = \"li\"\n",
            "9:9: 'li' has left (active = false); name somebody who is still with the company",
        ),
        (
            "[departments.buying]\nname = \"采购部\"\nhead = \"wang\"\nparent = \"all\"\n",
            "9:8: there is no person 'wang'; known are: li, zhang\n10:10: there is no department 'all'; known are: buying",
        ),
        ("[groups]\na = \"b\"\nb = \"li\"\n", "8:5: 'b' is a group, not a person; write 'group:b'"),
        ("[groups]\na = \"group:bb\"\nbbb = \"li\"\n", "8:5: there is no group 'bb'; did you mean 'bbb'?"),
        (
            "[groups]\na = \"team:b\"\n",
            "8:5: 'team:' is no kind of members; known are: department, group, role",
        ),
        (
            "[tables.told]\n\"网络\" = \"role:buyers\"\n[roles]\nbuyer = \"li\"\n",
            "8:8: there is no role 'buyers'; did you mean 'buyer'?",
        ),
        ("[lists]\ntold = []\n", "8:8: 'lists.told' is empty; write at least one word"),
        ("[lists]\ntold = { a = [] }\n", "8:14: 'lists.told.a' is empty; write at least one word"),
        ("[lists]\ntold = [\"a\", \"a\"]\n", "8:14: 'a' is twice in this list; take one out"),
        (
            "[lists]\ntold = [\"a\"]\n[tables.told]\na = \"li\"\n",
            "9:9: 'told' is a list and a table; give one of them another name",
        ),
        (
            "aliases = \"ZHANG@x.test\"\n",
            "7:11: 'ZHANG@x.test' is an address of 'zhang' and of 'li'; an address belongs to one person: take it from the other",
        ),
        ("aliases = \"LI@x.test\"\n", "7:11: 'li' has the address 'LI@x.test' twice; take one out"),
        (
            "language = \"en\"\n[people.wu]\nname = { zh = \"吴\" }\nlanguage = \"en\"\naddresses = \"wu@x.test\"\n",
            "9:8: 'wu' has no name in 'en', the language of this person; add en = \"…\"",
        ),
    ] {
        assert_eq!(faults(&format!("{TWO}{more}")), shown, "{more}");
    }
}

#[test]
fn no_chain_goes_round() {
    for (more, shown) in [
        (
            "head = \"zhang\"\n[people.wu]\nname = \"吴\"\naddresses = \"wu@x.test\"\nhead = \"li\"\n[groups]\na = \"li\"\n",
            None,
        ),
        (
            "head = \"wu\"\n[people.wu]\nname = \"吴\"\naddresses = \"wu@x.test\"\nhead = \"li\"\n",
            Some(
                "7:8: these people report to each other: li, wu, li; give one of them another 'head', or a department with one",
            ),
        ),
        (
            "department = \"a\"\n[people.wu]\nname = \"吴\"\naddresses = \"wu@x.test\"\ndepartment = \"b\"\n\
          [departments]\na = { name = \"A\", head = \"wu\" }\nb = { name = \"B\", head = \"li\" }\n",
            Some(
                "4:9: these people report to each other: li, wu, li; give one of them another 'head', or a department with one",
            ),
        ),
        (
            "[departments]\na = { name = \"A\", head = \"li\", parent = \"c\" }\nb = { name = \"B\", head = \"li\", parent = \"a\" }\n\
          c = { name = \"C\", head = \"li\", parent = \"b\" }\n",
            Some("8:41: these departments are parts of each other: a, c, b, a; take out one 'parent'"),
        ),
        (
            "[groups]\na = \"group:b\"\nb = [\"li\", \"group:a\"]\n",
            Some("9:12: these groups are parts of each other: a, b, a; take it out"),
        ),
        ("[groups]\na = \"group:a\"\n", Some("8:5: these groups are parts of each other: a, a; take it out")),
    ] {
        let more = format!("{TWO}{more}");
        match shown {
            Some(shown) => assert_eq!(faults(&more), shown),
            None => {
                let base = "company = { name = \"X\", language = \"zh\", zone = \"Asia/Shanghai\" }\n";
                assert!(Directory::read(&Source::new("d.toml", format!("{base}{more}"))).is_ok());
            }
        }
    }
}

/// Each line of the example left out, doubled, or with another value: faults with places, never a panic.
#[test]
fn a_damaged_directory_is_refused_with_places_or_whole() {
    let lines: Vec<&str> = EXAMPLE.lines().collect();
    for place in 0..lines.len() {
        let key = lines[place].split('=').next().unwrap();
        let mut instead = vec![String::new(), format!("{0}\n{0}", lines[place])];
        instead.extend(
            ["1", "true", "\"\"", "\"x\"", "[]", "[1]", "{}", "{ a = 1 }", "2026-01-01"]
                .map(|v| format!("{key}= {v}")),
        );
        for line in instead {
            let mut text: Vec<&str> = lines.clone();
            text[place] = &line;
            let source = Source::new("d.toml", text.join("\n"));
            let Err(faults) = Directory::read(&source) else { continue };
            assert!(!faults.is_empty(), "{line}");
            assert!(faults.0.iter().all(|fault| fault.span().end <= source.text().len()), "{line}");
        }
    }
}

#[test]
fn a_calendar_is_named_with_how_it_is_asked() {
    let text = |more: &str| {
        format!("[company]\nname = \"X\"\nlanguage = \"zh\"\nzone = \"Asia/Shanghai\"\n{TWO}{more}")
    };
    let read = |more: &str| Directory::read(&Source::new("d.toml", text(more)));
    let plain = read("").unwrap();
    assert_eq!(plain.person(&id("li")).unwrap().freebusy, None);
    for (more, way) in [
        ("freebusy = \"https://c.example/li.ifb\"\n", Way::Get),
        ("freebusy = { caldav = \"https://c.example/li.ifb\" }\n", Way::Caldav),
        ("freebusy = { outbox = \"https://c.example/li.ifb\" }\n", Way::Outbox),
    ] {
        let directory = read(more).unwrap();
        let named = directory.people.values().filter_map(|person| person.freebusy.as_ref());
        let named: Vec<_> = named.map(|freebusy| (freebusy.way, freebusy.url.as_str())).collect();
        assert_eq!(named, [(way, "https://c.example/li.ifb")]);
        assert_ne!(directory.digest(), plain.digest());
    }
    for (more, why) in [
        ("freebusy = \"c.example/li\"\n", "'c.example/li' is not a URL; write a URL"),
        ("freebusy = \"http://c.example/li\"\n", "is http, which could be read on the way; write https://"),
        ("freebusy = {}\n", "'freebusy' is not one place; write a URL, or { caldav = "),
        (
            "freebusy = { caldav = \"https://c.example\", outbox = \"https://c.example\" }\n",
            "'freebusy' is not one place",
        ),
        ("freebusy = { dav = \"https://c.example\" }\n", "unknown key 'dav'"),
        ("freebusy = 3\n", "holds an integer; write a URL, or { caldav = "),
    ] {
        let shown = read(more).unwrap_err().to_string();
        assert!(shown.contains(why), "{shown}");
    }
}
