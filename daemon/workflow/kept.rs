//! Cases kept from one decision to the next: reading one from its rows costs more than most decisions do besides, what was
//! just decided is delivered and answered next, and a case of many children is looked at with all of them.
//!
//! What is kept is what the rows say: whoever decides hands in what each decision changed before the next one looks.
//! Nothing here is ever changed or written, and a decision comes out the same with it and without.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::memory::{Changes, Rows, parts, prefix};
use super::{Case, CaseId};

/// Cases of one generation; of two generations at most. One takes 5 to 15 KB.
const GENERATION_MAX: usize = 800;

/// A case, and whether its asks and meetings are there.
type Known = (Arc<Case>, bool);

/// The cases looked at last. Those not looked at while [`GENERATION_MAX`] others were are forgotten.
#[derive(Debug, Default)]
pub struct Kept {
    generations: RefCell<[HashMap<CaseId, Known>; 2]>,
}

impl Kept {
    /// With its asks and meetings or without.
    pub(super) fn get(&self, id: &CaseId) -> Option<Arc<Case>> {
        self.find(id, |_| true)
    }

    /// With its asks and meetings.
    pub(super) fn whole(&self, id: &CaseId) -> Option<Arc<Case>> {
        self.find(id, |whole| whole)
    }

    fn find(&self, id: &CaseId, fits: impl Fn(bool) -> bool) -> Option<Arc<Case>> {
        let mut generations = self.generations.borrow_mut();
        let [young, old] = &mut *generations;
        if let Some((case, _)) = young.get(id).filter(|(_, whole)| fits(*whole)) {
            return Some(case.clone());
        }
        let known = old.remove(id).filter(|(_, whole)| fits(*whole))?;
        let case = known.0.clone();
        Self::insert(&mut generations, known);
        Some(case)
    }

    /// Keeps a case without its asks and meetings.
    pub(super) fn put(&self, case: Arc<Case>) {
        Self::insert(&mut self.generations.borrow_mut(), (case, false));
    }

    fn insert([young, old]: &mut [HashMap<CaseId, Known>; 2], known: Known) {
        if young.len() >= GENERATION_MAX {
            *old = std::mem::take(young);
        }
        young.insert(known.0.id.clone(), known);
    }

    /// Forgets every case of which a row has changed.
    pub fn forget(&self, changes: &Changes) {
        let mut generations = self.generations.borrow_mut();
        let mut forgotten = "";
        for (key, _) in changes.range(prefix(["c"])..).take_while(|(key, _)| key.starts_with(b"c\0")) {
            if let ["c", id, ..] = parts(key).as_slice()
                && *id != forgotten
            {
                forgotten = id;
                let id = CaseId((*id).to_owned());
                generations.iter_mut().for_each(|cases| {
                    cases.remove(&id);
                });
            }
        }
    }

    /// Keeps what a decision has changed, as it is now.
    pub fn learn(&self, changes: &Changes, cases: &[Arc<Case>]) {
        self.forget(changes);
        let mut generations = self.generations.borrow_mut();
        for case in cases {
            Self::insert(&mut generations, (case.clone(), true));
        }
    }
}

/// Rows with what is kept of them.
pub struct Over<'a> {
    /// The rows.
    pub rows: &'a dyn Rows,
    /// As of these rows.
    pub kept: &'a Kept,
}

impl Rows for Over<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.rows.get(key)
    }

    fn scan(&self, prefix: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        self.rows.scan(prefix, visit);
    }

    fn scan_from(&self, prefix: &[u8], from: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        self.rows.scan_from(prefix, from, visit);
    }

    fn kept(&self) -> Option<&Kept> {
        Some(self.kept)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::workflow::memory::{difference, glance, load};
    use crate::workflow::tests::case_of;

    struct Desk {
        rows: BTreeMap<Vec<u8>, Vec<u8>>,
        kept: Kept,
    }

    impl Desk {
        fn glance(&self, id: &CaseId) -> Result<Option<Arc<Case>>, String> {
            glance(&Over { rows: &self.rows, kept: &self.kept }, id)
        }

        fn write(&mut self, before: Option<&Case>, after: &Case) {
            let mut changes = Changes::new();
            difference(&self.rows, before, after, &mut changes);
            self.kept.learn(&changes, &[Arc::new(after.clone())]);
            for (key, value) in changes {
                match value {
                    Some(value) => self.rows.insert(key, value),
                    None => self.rows.remove(&key),
                };
            }
        }
    }

    #[test]
    fn a_look_is_what_the_rows_say_now() {
        let mut desk = Desk { rows: BTreeMap::new(), kept: Kept::default() };
        let before = case_of("A-2026-0001");
        assert_eq!(desk.glance(&before.id), Ok(None));
        desk.write(None, &before);
        assert_eq!(desk.glance(&before.id).unwrap().unwrap().title, before.title);

        let after = Case { title: "another".into(), ..before.clone() };
        desk.write(Some(&before), &after);
        assert_eq!(desk.glance(&before.id).unwrap().unwrap().title, "another");
        let kept = desk.kept.whole(&before.id).unwrap();
        assert_eq!(load(&desk.rows, &before.id), Ok(Some(kept.as_ref().clone())));
        // A look alone is never taken for the whole.
        desk.kept.put(kept);
        assert_eq!(desk.kept.whole(&before.id), None);
    }

    #[test]
    fn a_second_look_reads_no_rows_and_old_ones_are_let_go() {
        let mut desk = Desk { rows: BTreeMap::new(), kept: Kept::default() };
        let first = case_of("A-2026-0001");
        desk.write(None, &first);
        let look = desk.glance(&first.id).unwrap().unwrap();
        desk.rows.clear();
        assert!(Arc::ptr_eq(&look, &desk.glance(&first.id).unwrap().unwrap()));

        for n in 0..2 * GENERATION_MAX {
            desk.kept.put(Arc::new(case_of(&format!("B-2026-{n:04}"))));
        }
        assert_eq!(desk.glance(&first.id), Ok(None));
        assert!(desk.kept.generations.borrow().iter().all(|cases| cases.len() <= GENERATION_MAX));
    }
}
