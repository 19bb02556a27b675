//! Whoever joins those who are asked one by one (`who = "each …"`) after the question was answered is asked as well,
//! with a clock of their own, as long as its state lasts.

use super::CaseId;
use super::asks::ask_of;
use super::draft::Draft;
use super::reach::Local;

impl Draft<'_> {
    /// Opens a question again that is over, for those who came since.
    pub(super) fn ask_newcomers(&mut self, id: &CaseId) {
        let Some(case) = self.case(id).filter(|_| !self.is_stopped(id)) else { return };
        let Some(process) = self.process_of(&case) else { return };
        for (key, open) in case.asks.iter().filter(|(_, open)| open.closed.is_some()) {
            let lives = open.scope == "always" || open.scope == case.state;
            let Some(ask) = ask_of(process, &open.scope, &open.name).filter(|_| lives) else { continue };
            let each = ask.who.0.iter().any(|seat| seat.each);
            let once = ask.every.is_none() && ask.proposed.is_none() && !ask.in_turn;
            if !each || !once || open.seats.is_empty() || self.is_approval(ask) {
                continue;
            }
            let local = Local { ask: Some(key.clone()), ..Local::default() };
            let Ok(wanted) = self.seats(&case, &local, &ask.who) else { continue };
            let new = wanted.iter().flatten().any(|person| {
                let asked = open.seats.iter().any(|seat| seat.people.contains(person));
                let local = Local { who: Some(person.clone()), ..local.clone() };
                !asked && self.due_by(&case, &local, ask, self.now).is_ok_and(|due| due > self.now)
            });
            if new {
                self.why(Some(id), format!("'{key}': somebody has joined"));
                self.change(id, |case| case.asks.get_mut(key).map(|open| open.closed.take()));
                self.follow_people(id, key);
            }
        }
    }
}
