//! Plans waiting for a person's yes. They live in memory only: closing the program forgets them.

use crate::error::{Error, Result};
use crate::id::{UserId, base32, random};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Plans kept at most; the oldest goes first.
const MOST: usize = 4;

struct Kept<T> {
    id: String,
    owner: UserId,
    plan: Arc<T>,
}

/// Plans of one kind of work.
pub(super) struct Plans<T> {
    kept: Mutex<VecDeque<Kept<T>>>,
}

impl<T> Default for Plans<T> {
    fn default() -> Self {
        Self { kept: Mutex::default() }
    }
}

impl<T> Plans<T> {
    /// A fresh id for a plan.
    ///
    /// # Errors
    /// `no-randomness`.
    pub(super) fn id() -> Result<String> {
        Ok(base32(&random::<16>()?))
    }

    /// Keeps a plan of a person.
    pub(super) fn keep(&self, id: String, owner: UserId, plan: T) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        while kept.len() >= MOST {
            kept.pop_front();
        }
        kept.push_back(Kept { id, owner, plan: Arc::new(plan) });
    }

    /// The plan, if it is this person's.
    ///
    /// # Errors
    /// `plan-unknown`.
    pub(super) fn get(&self, id: &str, owner: UserId) -> Result<Arc<T>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|k| k.id == id && k.owner == owner).map(|k| Arc::clone(&k.plan)).ok_or_else(|| Error::usage("plan-unknown"))
    }

    /// Forgets a plan that was carried out.
    pub(super) fn forget(&self, id: &str) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|k| k.id != id);
    }

    /// Forgets the plans of a person who leaves.
    pub(super) fn forget_all_of(&self, owner: UserId) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).retain(|k| k.owner != owner);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_plan_is_its_owners_alone_and_the_fifth_pushes_the_first_out() {
        let plans = Plans::default();
        let (a, b) = (UserId([1; 16]), UserId([2; 16]));
        for i in 0..5 {
            plans.keep(format!("p{i}"), a, i);
        }
        assert_eq!(plans.get("p0", a).unwrap_err().code, "plan-unknown");
        assert_eq!(plans.get("p4", b).unwrap_err().code, "plan-unknown");
        assert_eq!(*plans.get("p4", a).unwrap(), 4);
        plans.forget("p4");
        plans.forget_all_of(a);
        assert!(plans.get("p4", a).is_err() && plans.get("p3", a).is_err());
    }
}
