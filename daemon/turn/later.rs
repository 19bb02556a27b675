//! Letters that are written while the next events are decided: on a machine of several cores a long story takes less time.
//!
//! No decision reads what a letter says: only that it leaves, to whom and under which id, and that follows from its plan
//! ([`Composer::unwritten`](crate::compose::Composer::unwritten)). So [`Later`] may hold the pen of a turn: it leaves a [`Sheet`] for each plan and document,
//! whoever has time writes it, and whoever needs it first writes it himself. Then [`Sheet::rows`] are what memory lacks.
//!
//! A letter that cannot be written undoes its decision ([`turn`](super::turn)). Here that is known too late: whoever finds
//! such a sheet has to begin again with the composer itself. So never for memory that survives: the daemon commits
//! finished bytes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Pen, Setting, outbox};
use crate::compose::{Letter, untitled};
use crate::time::Instant;
use crate::workflow::memory::{self, Changes};
use crate::workflow::{Case, Document, Kept, LetterPlan, Over, Rows, World};

/// What is to be written of one plan or document.
#[derive(Debug)]
pub struct Sheet<'a>(Mutex<State<'a>>);

#[derive(Debug)]
enum State<'a> {
    Blank(Blank<'a>),
    Written(Result<Written, String>),
}

#[derive(Debug)]
struct Blank<'a> {
    setting: &'a Setting,
    what: What,
    now: Instant,
    /// Cases whose titles the letter says, as they were when it was decided.
    cases: Vec<Arc<Case>>,
}

#[derive(Debug)]
enum What {
    Letters(Arc<LetterPlan>),
    Document(Document),
}

#[derive(Debug)]
struct Written {
    /// Each without its bytes, and these.
    letters: Vec<(Letter, Arc<[u8]>)>,
    /// Rows of documents.
    filed: Changes,
}

impl<'a> Sheet<'a> {
    fn new(blank: Blank<'a>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(State::Blank(blank))))
    }

    /// Writes it, unless that is done; waits where somebody else is at it.
    pub fn write(&self) {
        drop(self.written());
    }

    /// Subject and bytes of its letter of that number; none when it cannot be written.
    pub fn letter(&self, number: usize) -> Option<(String, Arc<[u8]>)> {
        match &*self.written() {
            State::Written(Ok(written)) => {
                written.letters.get(number).map(|(letter, bytes)| (letter.subject.clone(), bytes.clone()))
            }
            _ => None,
        }
    }

    /// What memory lacks of it: documents, and letters of which a delivery still waits there. None when it cannot be written.
    pub fn rows(&self, memory: &dyn Rows) -> Option<Changes> {
        let State::Written(Ok(written)) = &*self.written() else { return None };
        let mut out = written.filed.clone();
        for (letter, bytes) in &written.letters {
            outbox::complete(memory, letter, bytes, &mut out);
        }
        Some(out)
    }

    fn written(&self) -> MutexGuard<'_, State<'a>> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let State::Blank(blank) = &*state {
            *state = State::Written(blank.written());
        }
        state
    }
}

impl Blank<'_> {
    fn written(&self) -> Result<Written, String> {
        let (nothing, kept) = (BTreeMap::new(), Kept::default());
        kept.learn(&Changes::new(), &self.cases);
        let memory = Over { rows: &nothing, kept: &kept };
        let (world, pen): (_, &dyn Pen) = (&self.setting.world(&memory), &self.setting.composer);
        let (letters, mut filed) = match &self.what {
            What::Document(document) => (Vec::new(), vec![document]),
            What::Letters(plan) => (pen.letters(world, plan, self.now)?, Vec::new()),
        };
        filed.extend(letters.iter().flat_map(|letter| &letter.filed));
        let mut rows = Changes::new();
        for document in filed {
            pen.document(world, document, self.now, &mut rows)?;
        }
        let apart = |mut letter: Letter| {
            let bytes = std::mem::take(&mut letter.bytes);
            (letter, bytes.into())
        };
        Ok(Written { letters: letters.into_iter().map(apart).collect(), filed: rows })
    }
}

/// Holds the pen of turns and writes nothing.
pub struct Later<'a> {
    setting: &'a Setting,
    /// Where sheets go, in the order of their letters.
    sheets: RefCell<Vec<(Arc<Sheet<'a>>, usize)>>,
}

impl<'a> Later<'a> {
    /// For turns with this setting.
    pub fn new(setting: &'a Setting) -> Self {
        Self { setting, sheets: RefCell::default() }
    }

    /// What the turns since the last call leave to be written, each with the number of its letters.
    pub fn take(&self) -> Vec<(Arc<Sheet<'a>>, usize)> {
        self.sheets.take()
    }

    fn leave(&self, blank: Blank<'a>, letters: usize) {
        self.sheets.borrow_mut().push((Sheet::new(blank), letters));
    }
}

impl Pen for Later<'_> {
    fn letters(
        &self,
        world: &World<'_>,
        plan: &Arc<LetterPlan>,
        now: Instant,
    ) -> Result<Vec<Letter>, String> {
        let look = |case| memory::glance(world.rows, case).ok().flatten();
        let cases = untitled(plan).into_iter().filter_map(look).collect();
        let letters = self.setting.composer.unwritten(world, plan);
        self.leave(
            Blank { setting: self.setting, what: What::Letters(plan.clone()), now, cases },
            letters.len(),
        );
        Ok(letters)
    }

    fn document(
        &self,
        _: &World<'_>,
        document: &Document,
        now: Instant,
        _: &mut Changes,
    ) -> Result<(), String> {
        let what = What::Document(document.clone());
        self.leave(Blank { setting: self.setting, what, now, cases: Vec::new() }, 0);
        Ok(())
    }
}
