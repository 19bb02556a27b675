//! The check, on a whole small configuration in a folder.

use std::fs;

use super::*;

const CONFIG: &str = "[identity]\naddress = 'beadle@example.com'\n\n[paths]\nstate = 'state'\n\n\
                      [[mailbox]]\nkind = 'maildir'\npath = 'in'\n\n[outgoing]\nkind = 'maildir'\nroot = 'mail'\n";
const DIRECTORY: &str = "[company]\nname = 'Example'\nlanguage = 'en'\nzone = 'Europe/Berlin'\n\n\
                         [people.ann]\nname = 'Ann'\naddresses = 'ann@example.com'\n";

fn company() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["rules", "rules/holidays", "templates"] {
        fs::create_dir_all(dir.path().join(folder)).unwrap();
    }
    fs::write(dir.path().join("beadle.toml"), CONFIG).unwrap();
    fs::write(dir.path().join("directory.toml"), DIRECTORY).unwrap();
    dir
}

fn now() -> Instant {
    chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

#[test]
fn faults_of_all_files_come_together() {
    let dir = company();
    fs::write(dir.path().join("directory.toml"), DIRECTORY.replace("Berlin", "Berlim")).unwrap();
    fs::write(dir.path().join("rules/answers.toml"), "[answer.yes]\nwordz = { en = ['yes'] }\n").unwrap();
    let failure = load(&dir.path().join("beadle.toml"), &[], Vec::new(), now()).unwrap_err();
    assert_eq!(failure.exit_code(), 78);
    let text = failure.to_string();
    assert!(text.contains("directory.toml:4:") && text.contains("answers.toml:2:"), "{text}");
}

#[test]
fn a_path_that_leads_nowhere_is_a_mistake_of_the_configuration() {
    let dir = company();
    fs::remove_dir_all(dir.path().join("rules")).unwrap();
    let failure = load(&dir.path().join("beadle.toml"), &[], Vec::new(), now()).unwrap_err();
    assert_eq!(failure.exit_code(), 78);
    assert!(failure.to_string().contains("rules"), "{failure}");
}

#[test]
fn relative_paths_start_at_the_folder_of_the_file() {
    let dir = company();
    let path = dir.path().join("beadle.toml");
    let config = configuration(&path).unwrap();
    assert_eq!(state_folder(&config, &path).unwrap(), dir.path().join("state"));
    assert_eq!(socket(&config, &dir.path().join("state")), dir.path().join("state/beadle.sock"));
}

/// Where the machine's zone data are of another release, whoever checks hears of it; where they are not, of nothing.
#[test]
fn zone_data_of_another_release_are_warned_of() {
    let dir = company();
    let directory = Directory::read(&Source::new("directory.toml", DIRECTORY)).unwrap();
    let warned = |zoneinfo: &Path| clocks(&directory, now(), zoneinfo).collect::<Vec<_>>();
    assert_eq!(warned(&dir.path().join("nowhere")), [""; 0]);
    // Its year has one offset, and no change: 1 h east of Greenwich, summer and winter.
    let mut block = b"TZif2".to_vec();
    block.extend([0; 15]);
    for count in [0u32, 0, 0, 0, 1, 4] {
        block.extend(count.to_be_bytes());
    }
    block.extend([0, 0, 0x0e, 0x10, 0, 0]);
    block.extend(b"CET\0");
    let table = [&block[..], &block[..], b"\nCET-1\n"].concat();
    fs::create_dir_all(dir.path().join("zoneinfo/Europe")).unwrap();
    fs::write(dir.path().join("zoneinfo/Europe/Berlin"), table).unwrap();
    let said = warned(&dir.path().join("zoneinfo"));
    assert!(
        said.len() == 1 && said[0].contains("Europe/Berlin") && said[0].contains("2026-09-21"),
        "{said:?}"
    );
}

/// Two months before what a year's announcement rules begins, with the last days of the year before, and all through it; a file with an empty list announces nothing.
#[test]
fn a_year_that_is_not_announced_is_warned_of_in_time() {
    let zone = Zone::parse("Asia/Shanghai").unwrap();
    let year = |year: i32, days: &str| {
        Source::new(format!("{year}.toml"), format!("year = {year}\ndays = [{days}]\n"))
    };
    let known = year(2026, "{ date = 2026-10-01, isOffDay = true }");
    let holidays = Holidays::read(&[known.clone(), year(2027, "")]).unwrap();
    let warned = |at: &str, holidays: &Holidays| unannounced(holidays, &zone, at.parse().unwrap());
    assert_eq!(warned("2026-10-27T15:59:59Z", &holidays), None);
    for at in ["2026-10-27T16:00:00Z", "2026-12-31T17:00:00Z", "2027-06-01T00:00:00Z"] {
        assert!(warned(at, &holidays).is_some_and(|text| text.contains("2027")), "{at}");
    }
    let announced = Holidays::read(&[known, year(2027, "{ date = 2027-01-01, isOffDay = true }")]).unwrap();
    assert_eq!(warned("2026-12-31T17:00:00Z", &announced), None);
    assert_eq!(warned("2026-12-31T17:00:00Z", &Holidays::none()), None);
}

#[test]
fn a_ca_file_that_is_none_is_a_fault_of_the_configuration_and_not_of_the_first_connection() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("beadle.toml");
    let text = "[identity]\naddress = 'b@example.com'\n[[mailbox]]\nkind = 'imap'\nhost = 'imap.example.com'\n\
                user = 'b'\npassword = { file = 'pw' }\nca = 'ca.pem'\n[outgoing]\nkind = 'maildir'\nroot = 'out'\n";
    std::fs::write(&path, text).unwrap();
    for content in [None, Some("junk")] {
        if let Some(content) = content {
            std::fs::write(dir.path().join("ca.pem"), content).unwrap();
        }
        let found = authorities(&configuration(&path).unwrap()).unwrap_err();
        assert!(found.exit_code() == 78 && found.to_string().contains("ca.pem"), "{found}");
    }
}

#[test]
fn a_question_that_demands_a_domain_wants_a_server_that_vouches_for_one() {
    let dir = company();
    let path = dir.path().join("beadle.toml");
    let process = "process = 'leave'\ncode = 'LV'\ntitle = { en = 'Leave' }\n[open]\nsubject = { en = ['Leave'] }\n\
                   by = 'anyone'\ngo = 'asked'\n[state.asked.ask.verdict]\nwho = 'opener'\nanswers = ['fine', 'bad']\n\
                   proof = 'domain'\ndue = '24h'\nsilence = [{ at = 'due', go = 'over' }]\non.any.fine = 'over'\n\
                   on.any.bad = 'over'\n[state.over]\nend = true\n";
    let answers = "[answer.fine]\nwords = { en = ['fine'] }\nstake = 'consent'\n\
                   [answer.bad]\nwords = { en = ['bad'] }\nstake = 'consent'\n";
    fs::write(dir.path().join("rules/leave.toml"), process).unwrap();
    fs::write(dir.path().join("rules/answers.toml"), answers).unwrap();
    fs::create_dir_all(dir.path().join("templates/leave")).unwrap();
    fs::write(dir.path().join("templates/leave/verdict.en.md"), "---\nwhat: Decide\n---\nDecide.\n").unwrap();
    let found = load(&path, &[], Vec::new(), now()).unwrap_err().to_string();
    assert!(
        found.ends_with(
            "rules/leave.toml:11:9: nobody can answer 'verdict': nothing vouches for a domain here; set `authserv_id` \
             in [identity] (`beadle doctor` proposes it), or ask for a token"
        ) && found.lines().count() == 1,
        "{found}"
    );
    let vouched = CONFIG.replace("[identity]\n", "[identity]\nauthserv_id = 'mx.example.com'\n");
    fs::write(&path, vouched).unwrap();
    let loaded = load(&path, &[], Vec::new(), now()).unwrap_or_else(|failure| panic!("{failure}"));
    // A letter that nobody sends is a warning only.
    let warned = |loaded: &Loaded| loaded.warnings.iter().any(|w| w.0.contains("sends the letter 'verdikt'"));
    assert!(!warned(&loaded));
    fs::write(dir.path().join("templates/leave/verdikt.en.md"), "---\nwhat: Decide\n---\nDecide.\n").unwrap();
    let loaded = load(&path, &[], Vec::new(), now()).unwrap();
    assert!(warned(&loaded), "{:?}", loaded.warnings);
}
