//! The doors against real servers (`tests/rig`): what the scripted tests beside each door cannot show.

mod rig;

use std::time::Duration;

use rig::Rig;

/// The rig itself: what is delivered can be read, in order, and both servers come back after an end and after a kill.
#[test]
fn the_rig_delivers_and_restarts() {
    let rig = Rig::start();
    rig.deliver_all("li@rig.test", ["Subject: one\n\nhello\n", "Subject: two\r\n\r\n.dot\r\n"]);
    let mails = rig.mailbox("li@rig.test");
    assert_eq!(mails.iter().filter_map(|mail| mail.header("subject")).collect::<Vec<_>>(), ["one", "two"]);
    assert!(mails[1].text().contains("\n.dot"), "{}", mails[1].text());
    rig.restart_imap();
    rig.restart_smtp();
    rig.kill_imap();
    rig.kill_smtp();
    rig.restart_imap();
    rig.restart_smtp();
    rig.deliver("li+token@rig.test", "Subject: three\n\n");
    assert_eq!(rig.wait_mailbox("li@rig.test", 3, Duration::from_secs(5)).len(), 3);
}
