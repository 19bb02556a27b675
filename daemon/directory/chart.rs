//! Who stands above, beside and after whom.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Department, Directory, PersonId};
use crate::time::Instant;

impl Directory {
    /// Whom a person reports to: the head of the person's own, else the department's, else a parent department's.
    /// Never the person: the head of a department has the head of the department above it.
    pub fn head_of(&self, person: &PersonId) -> Option<&PersonId> {
        let person = self.people.get(person)?;
        if person.head.is_some() {
            return person.head.as_ref();
        }
        self.upwards(person.department.as_deref())
            .map(|department| &department.head)
            .find(|id| **id != person.id)
    }

    /// Who decides when a person and the deputy do not: the head, and for a head of a department the one above.
    pub fn superior_of(&self, person: &PersonId) -> Option<&PersonId> {
        self.head_of(person)
    }

    /// Who may answer in a person's place.
    pub fn deputy_of(&self, person: &PersonId) -> Option<&PersonId> {
        self.people.get(person)?.deputy.as_ref()
    }

    /// Everybody above a person, nearest first.
    pub fn chain_of(&self, person: &PersonId) -> Vec<&PersonId> {
        let mut chain = Vec::new();
        let mut next = self.head_of(person);
        while let Some(head) = next {
            chain.push(head);
            next = self.head_of(head);
        }
        chain
    }

    /// The head of a department.
    pub fn head_of_department(&self, department: &str) -> Option<&PersonId> {
        self.departments.get(department).map(|department| &department.head)
    }

    /// The holder of a role after this person; the first one for somebody who does not hold it. Nobody after the
    /// last.
    pub fn second_in_role(&self, role: &str, person: &PersonId) -> Option<&PersonId> {
        let holders = self.roles.get(role)?;
        match holders.iter().position(|holder| holder == person) {
            Some(place) => holders.get(place + 1),
            None => holders.first(),
        }
    }

    /// Who is in charge of a role at an instant: the first holder who is not away, else the first.
    pub fn in_charge(&self, role: &str, at: Instant) -> Option<&PersonId> {
        let holders = self.roles.get(role)?;
        holders.iter().find(|holder| !self.is_away(holder, at)).or(holders.first())
    }

    /// Whether a person is on leave at an instant, by the day in the person's own zone.
    pub fn is_away(&self, person: &PersonId, at: Instant) -> bool {
        self.people.get(person).is_some_and(|known| self.on_leave(person, known.zone.local(at).date()))
    }

    /// Whether a person is on leave on a day of the person's own zone.
    pub fn on_leave(&self, person: &PersonId, day: NaiveDate) -> bool {
        let leave = self.people.get(person).map(|person| person.leave.as_slice()).unwrap_or_default();
        leave.iter().any(|(first, last)| (*first..=*last).contains(&day))
    }

    /// Everybody still in a department or in one that is a part of it, by key.
    pub fn members_of(&self, department: &str) -> Vec<&PersonId> {
        let within = |id: &str| self.upwards(Some(id)).any(|above| above.id == department);
        let inside = self.active().filter(|person| person.department.as_deref().is_some_and(within));
        inside.map(|person| &person.id).collect()
    }

    /// Gives each department without working time that of the nearest one above it, once and for all: it is looked up
    /// at every deadline.
    pub(super) fn inherit_hours(&mut self) {
        let above = |id: &String| self.upwards(Some(id)).find_map(|department| department.hours.clone());
        let found: Vec<_> = self.departments.keys().map(|id| (id.clone(), above(id))).collect();
        for (id, hours) in found {
            if let Some(department) = self.departments.get_mut(&id) {
                department.hours = hours;
            }
        }
    }

    /// A department and all above it. Ends also while the reader has not yet refused a circle.
    pub(super) fn upwards(&self, department: Option<&str>) -> impl Iterator<Item = &Department> {
        let mut seen = BTreeSet::new();
        let first = department.and_then(|id| self.departments.get(id));
        std::iter::successors(first, |department| self.departments.get(department.parent.as_deref()?))
            .take_while(move |department| seen.insert(department.id.as_str()))
    }
}
