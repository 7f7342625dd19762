//! Plans waiting for a person's yes. They live in memory only: closing the program forgets them.

use super::session::Whose;
use crate::error::{Error, Result};
use crate::id::{base32, random};
use crate::time::{Age, Clock};
use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Plans kept at most; the oldest goes first.
const MOST: usize = 4;
/// How long a plan waits, milliseconds: a working day.
const LIFE_MS: u64 = 8 * 60 * 60 * 1000;

struct Kept<T> {
    id: String,
    whose: Whose,
    age: Age,
    plan: Arc<T>,
    /// It is being carried out.
    taken: Arc<AtomicBool>,
}

/// A plan that is being carried out: nobody else can at the same time. Dropped, it waits again, unless it was forgotten meanwhile.
pub(super) struct Taken<T> {
    plan: Arc<T>,
    taken: Arc<AtomicBool>,
}

impl<T> Deref for Taken<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.plan
    }
}

impl<T> Drop for Taken<T> {
    fn drop(&mut self) {
        self.taken.store(false, Ordering::SeqCst);
    }
}

/// Plans of one kind of work.
pub(super) struct Plans<T> {
    clock: Arc<dyn Clock>,
    kept: Mutex<VecDeque<Kept<T>>>,
}

impl<T> Plans<T> {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, kept: Mutex::default() }
    }

    /// A fresh id for a plan.
    ///
    /// # Errors
    /// `no-randomness`.
    pub(super) fn id() -> Result<String> {
        Ok(base32(&random::<16>()?))
    }

    /// Keeps a plan of a person.
    pub(super) fn keep(&self, id: String, whose: Whose, plan: T) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.len() >= MOST {
            kept.pop_front();
        }
        kept.push_back(Kept { id, whose, age: Age::new(&*self.clock), plan: Arc::new(plan), taken: Arc::default() });
    }

    /// The plan, if it is this person's at this session and not too old.
    ///
    /// # Errors
    /// `plan-unknown`.
    pub(super) fn get(&self, id: &str, whose: Whose) -> Result<Arc<T>> {
        self.with(id, whose, |kept| Some(Arc::clone(&kept.plan)))
    }

    /// Takes a plan to carry it out; it is forgotten by [`Plans::forget`] once it was.
    ///
    /// # Errors
    /// `plan-unknown`, also when the plan is not `fit`, or is being carried out.
    pub(super) fn take(&self, id: &str, whose: Whose, fit: impl Fn(&T) -> bool) -> Result<Taken<T>> {
        self.with(id, whose, |kept| {
            let free = fit(&kept.plan) && !kept.taken.swap(true, Ordering::SeqCst);
            free.then(|| Taken { plan: Arc::clone(&kept.plan), taken: Arc::clone(&kept.taken) })
        })
    }

    fn with<R>(&self, id: &str, whose: Whose, f: impl FnOnce(&Kept<T>) -> Option<R>) -> Result<R> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain_mut(|k| k.age.look(&*self.clock) < LIFE_MS);
        let own = kept.iter().find(|k| k.id == id && k.whose == whose);
        own.and_then(f).ok_or_else(|| Error::usage("plan-unknown"))
    }

    /// Forgets a plan that was carried out.
    pub(super) fn forget(&self, id: &str) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|k| k.id != id);
    }

    /// Forgets the plans of a person who leaves.
    pub(super) fn forget_all_of(&self, whose: Whose) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|k| k.whose != whose);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::id::UserId;
    use crate::time::FixedClock;

    const A: Whose = Whose { session: 1, user: Some(UserId([1; 16])) };

    fn plans() -> (Arc<FixedClock>, Plans<u32>) {
        let clock = Arc::new(FixedClock::at(1000));
        (clock.clone(), Plans::new(clock))
    }

    #[test]
    fn a_plan_is_its_owners_at_their_session_alone_and_the_fifth_pushes_the_first_out() {
        let (_, plans) = plans();
        for i in 0..5 {
            plans.keep(format!("p{i}"), A, i);
        }
        assert_eq!(plans.get("p0", A).unwrap_err().code, "plan-unknown");
        for other in [Whose { user: Some(UserId([2; 16])), ..A }, Whose { session: 2, ..A }] {
            assert_eq!(plans.get("p4", other).unwrap_err().code, "plan-unknown");
            assert!(plans.take("p4", other, |_| true).is_err());
        }
        assert_eq!(*plans.get("p4", A).unwrap(), 4);
        plans.forget("p4");
        plans.forget_all_of(A);
        assert!(plans.get("p4", A).is_err() && plans.get("p3", A).is_err());
    }

    #[test]
    fn a_plan_is_carried_out_once_and_waits_again_when_it_was_not() {
        let (_, plans) = plans();
        plans.keep("p".to_owned(), A, 7);
        assert!(plans.take("p", A, |n| *n == 8).is_err());
        let taken = plans.take("p", A, |n| *n == 7).unwrap();
        assert!(plans.take("p", A, |_| true).is_err(), "nobody else at the same time");
        assert!(plans.get("p", A).is_ok(), "it can be looked at");
        drop(taken);
        let taken = plans.take("p", A, |_| true).unwrap();
        assert_eq!(*taken, 7);
        plans.forget("p");
        drop(taken);
        assert!(plans.get("p", A).is_err());
    }

    #[test]
    fn a_plan_grows_old() {
        let (clock, plans) = plans();
        plans.keep("p".to_owned(), A, 7);
        clock.jump(8 * 3600 - 1);
        assert!(plans.get("p", A).is_ok());
        clock.shift(1);
        assert!(plans.get("p", A).is_err());
    }
}
