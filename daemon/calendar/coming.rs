//! Who comes to one occurrence of a series.
//!
//! The answer to the whole counts, unless there is one to the occurrence, or one to an earlier occurrence "and all
//! later ones". Answers to occurrences that are over are kept: whoever writes the minutes of one wants to know.

use super::{Apart, Attendee, Invite, PartStat, Role};
use chrono::NaiveDateTime;

impl Invite {
    /// What is known of the people of one occurrence, by its planned start; its stand-ins are among them.
    pub fn coming(&self, original: NaiveDateTime) -> Vec<Attendee> {
        let mut coming = self.attendees.clone();
        for n in 0..coming.len() {
            let Some(apart) = self.apart_of(&coming[n].address, original) else { continue };
            coming[n].partstat = apart.partstat;
            coming[n].delegated_to.clone_from(&apart.stand_in);
            let Some(address) = apart.stand_in.clone() else { continue };
            let from = Some(coming[n].address.clone());
            if let Some(known) = coming.iter_mut().find(|one| one.address == address) {
                known.delegated_from = from;
                continue;
            }
            let said = self.apart_of(&address, original);
            coming.push(Attendee {
                name: String::new(),
                address,
                partstat: said.map_or(PartStat::NeedsAction, |said| said.partstat),
                role: Role::Required,
                rsvp: true,
                delegated_to: None,
                delegated_from: from,
            });
        }
        coming
    }

    /// The answer of an address that counts for one occurrence, if it differs from that to the whole.
    pub fn apart_of(&self, address: &str, original: NaiveDateTime) -> Option<&Apart> {
        let own = || self.apart.iter().filter(|one| one.address == address);
        let exact = own().find(|one| !one.onward && one.original == original);
        let onward = || own().filter(|one| one.onward && one.original <= original).max_by_key(|o| o.original);
        exact.or_else(onward)
    }

    /// Notes an answer to one occurrence, or to it and all later ones, in place of what was said of them before.
    pub fn set_apart(&mut self, said: Apart) {
        self.apart.retain(|one| {
            let replaced = if said.onward {
                one.original >= said.original
            } else {
                one.original == said.original && !one.onward
            };
            one.address != said.address || !replaced
        });
        self.apart.push(said);
        self.apart.sort_by(|a, b| (a.original, &a.address).cmp(&(b.original, &b.address)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOB: &str = "bob@example.org";

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn said(original: &str, onward: bool, partstat: PartStat) -> Apart {
        Apart { original: local(original), onward, address: BOB.to_owned(), partstat, stand_in: None }
    }

    fn partstat(invite: &Invite, original: &str) -> PartStat {
        invite.coming(local(original)).into_iter().find(|one| one.address == BOB).unwrap().partstat
    }

    #[test]
    fn the_nearest_answer_counts() {
        let mut invite = crate::calendar::tests::weekly("Europe/Berlin");
        invite.attendees[0].partstat = PartStat::Accepted;
        invite.set_apart(said("2026-04-08T10:00:00", true, PartStat::Declined));
        invite.set_apart(said("2026-04-22T10:00:00", false, PartStat::Tentative));
        let of = |at: &str| partstat(&invite, at);
        assert_eq!(of("2026-04-01T10:00:00"), PartStat::Accepted);
        assert_eq!(of("2026-04-08T10:00:00"), PartStat::Declined);
        assert_eq!(of("2026-04-22T10:00:00"), PartStat::Tentative);
        assert_eq!(of("2026-04-29T10:00:00"), PartStat::Declined);
        assert_eq!(invite.coming(local("2026-04-22T10:00:00"))[1].partstat, PartStat::NeedsAction);
        // From an earlier one on: what was said of later ones before is overtaken, of that one anew is not.
        invite.set_apart(said("2026-04-01T10:00:00", true, PartStat::Accepted));
        invite.set_apart(said("2026-04-29T10:00:00", false, PartStat::Declined));
        assert_eq!(invite.apart.len(), 2);
        assert_eq!(partstat(&invite, "2026-04-22T10:00:00"), PartStat::Accepted);
        assert_eq!(partstat(&invite, "2026-04-29T10:00:00"), PartStat::Declined);
    }

    #[test]
    fn a_stand_in_for_one_occurrence_comes_to_that_one_alone() {
        let mut invite = crate::calendar::tests::weekly("Europe/Berlin");
        let original = "2026-04-22T10:00:00";
        let sent =
            Apart { stand_in: Some("dan@example.org".into()), ..said(original, false, PartStat::Delegated) };
        invite.set_apart(sent);
        let coming = invite.coming(local(original));
        assert_eq!(coming.len(), 3);
        assert_eq!(coming[0].delegated_to.as_deref(), Some("dan@example.org"));
        assert_eq!(
            (coming[2].delegated_from.as_deref(), coming[2].partstat),
            (Some(BOB), PartStat::NeedsAction)
        );
        invite.set_apart(Apart {
            address: "dan@example.org".into(),
            ..said(original, false, PartStat::Accepted)
        });
        assert_eq!(invite.coming(local(original))[2].partstat, PartStat::Accepted);
        assert_eq!(invite.coming(local("2026-04-29T10:00:00")).len(), 2);
    }
}
