//! Long work in threads of its own: progress, cancel, result.

use super::session::Whose;
use super::types::{JobId, JobStatus};
use crate::error::{Error, Result};
use crate::id::{base32, random};
use crate::time::{Age, Clock};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Jobs remembered at most, finished ones included.
const MOST: usize = 32;
/// A result that nobody has asked for so long is forgotten, milliseconds.
const KEPT_MS: u64 = 60 * 60 * 1000;

enum End {
    Done(Value),
    Failed(Error),
    Cancelled,
}

struct Job {
    id: String,
    /// Nobody named: whoever is at this session.
    whose: Whose,
    stage: &'static str,
    done: AtomicU32,
    total: AtomicU32,
    stop: AtomicBool,
    end: Mutex<Option<(End, Age)>>,
    ended: Condvar,
}

impl Job {
    fn is_of(&self, whose: Whose) -> bool {
        self.whose.session == whose.session && (self.whose.user.is_none() || self.whose.user == whose.user)
    }

    /// True while it runs, and as long as its result is kept.
    fn is_kept(&self, clock: &dyn Clock) -> bool {
        self.end.lock().unwrap_or_else(PoisonError::into_inner).as_mut().is_none_or(|(_, age)| age.look(clock) < KEPT_MS)
    }
}

/// What a job tells about itself while it runs, and asks.
pub(super) struct Progress(Arc<Job>);

impl Progress {
    /// Tells how far the work is; false when it is to stop.
    pub(super) fn tell(&self, done: u32, total: u32) -> bool {
        self.0.done.store(done, Ordering::Relaxed);
        self.0.total.store(total, Ordering::Relaxed);
        !self.0.stop.load(Ordering::Relaxed)
    }
    /// Refuses to go on when somebody cancelled. Called before anything is written.
    pub(super) fn go_on(&self) -> Result<()> {
        if self.0.stop.load(Ordering::Relaxed) { Err(cancelled()) } else { Ok(()) }
    }
}

/// The end of a job that somebody cancelled.
fn cancelled() -> Error {
    Error::other("cancelled")
}

/// The jobs of one program.
pub(super) struct Jobs {
    clock: Arc<dyn Clock>,
    jobs: Mutex<VecDeque<Arc<Job>>>,
}

impl Jobs {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, jobs: Mutex::default() }
    }

    /// Starts work; `whose` alone may ask for it, nobody named: whoever is at that session.
    ///
    /// # Errors
    /// `too-many-jobs`; `no-randomness`; `thread`.
    pub(super) fn start(
        &self,
        whose: Whose,
        stage: &'static str,
        work: impl FnOnce(&Progress) -> Result<Value> + Send + 'static,
    ) -> Result<JobId> {
        let id = base32(&random::<16>()?);
        let job = Arc::new(Job {
            id: id.clone(),
            whose,
            stage,
            done: AtomicU32::new(0),
            total: AtomicU32::new(0),
            stop: AtomicBool::new(false),
            end: Mutex::new(None),
            ended: Condvar::new(),
        });
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|j| j.is_kept(&*self.clock));
        while jobs.len() >= MOST {
            let finished = jobs.iter().position(|j| j.end.lock().unwrap_or_else(PoisonError::into_inner).is_some());
            let at = finished.ok_or_else(|| Error::new(crate::ErrorKind::Busy, "too-many-jobs"))?;
            jobs.remove(at);
        }
        let (progress, clock) = (Progress(Arc::clone(&job)), Arc::clone(&self.clock));
        let run = move || {
            // A thread that panics still ends its job; the panic hook has written where.
            let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&progress)));
            let end = match end {
                Ok(Ok(value)) => End::Done(value),
                Ok(Err(e)) if e.code == "cancelled" => End::Cancelled,
                Ok(Err(e)) => End::Failed(e),
                Err(_) => End::Failed(Error::other("broken")),
            };
            *progress.0.end.lock().unwrap_or_else(PoisonError::into_inner) = Some((end, Age::new(&*clock)));
            progress.0.ended.notify_all();
        };
        std::thread::Builder::new().name("job".to_owned()).spawn(run).map_err(|_| Error::other("thread"))?;
        jobs.push_back(job);
        Ok(JobId { job: id })
    }

    /// Forgets the results of somebody who leaves; what runs ends by itself, and is asked for by nobody else.
    pub(super) fn forget_all_of(&self, whose: Whose) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|j| j.whose != whose || j.end.lock().unwrap_or_else(PoisonError::into_inner).is_none());
    }

    fn find(&self, id: &str, whose: Whose) -> Result<Arc<Job>> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|j| j.is_kept(&*self.clock));
        let job = jobs.iter().find(|j| j.id == id && j.is_of(whose));
        job.cloned().ok_or_else(|| Error::usage("unknown-job"))
    }

    /// How a job stands.
    ///
    /// # Errors
    /// `unknown-job`: never started, somebody else's, or forgotten.
    pub(super) fn status(&self, id: &str, whose: Whose) -> Result<JobStatus> {
        let job = self.find(id, whose)?;
        let end = job.end.lock().unwrap_or_else(PoisonError::into_inner);
        let (state, result, error) = match &*end {
            None => ("running", Value::Null, None),
            Some((End::Done(value), _)) => ("done", value.clone(), None),
            Some((End::Failed(e), _)) => ("failed", Value::Null, Some(e.clone().into())),
            Some((End::Cancelled, _)) => ("cancelled", Value::Null, None),
        };
        Ok(JobStatus {
            job: job.id.clone(),
            state: state.to_owned(),
            stage: job.stage.to_owned(),
            done: job.done.load(Ordering::Relaxed),
            total: job.total.load(Ordering::Relaxed),
            result,
            error,
        })
    }

    /// Waits for the end of a job; the error keeps its kind.
    ///
    /// # Errors
    /// `unknown-job`; `cancelled`; the job's own.
    pub(super) fn wait(&self, id: &str, whose: Whose) -> Result<Value> {
        let job = self.find(id, whose)?;
        let mut end = job.end.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*end {
                None => end = job.ended.wait(end).unwrap_or_else(PoisonError::into_inner),
                Some((End::Done(value), _)) => return Ok(value.clone()),
                Some((End::Failed(e), _)) => return Err(e.clone()),
                Some((End::Cancelled, _)) => return Err(cancelled()),
            }
        }
    }

    /// Asks a job to stop; one that has begun to write finishes.
    ///
    /// # Errors
    /// `unknown-job`.
    pub(super) fn cancel(&self, id: &str, whose: Whose) -> Result<()> {
        self.find(id, whose)?.stop.store(true, Ordering::Relaxed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::id::UserId;
    use crate::time::FixedClock;

    const ANY: Whose = Whose { session: 1, user: None };
    const OWNER: Whose = Whose { session: 1, user: Some(UserId([1; 16])) };

    fn jobs() -> (Arc<FixedClock>, Jobs) {
        let clock = Arc::new(FixedClock::at(1000));
        (clock.clone(), Jobs::new(clock))
    }

    fn ended(jobs: &Jobs, id: &str, whose: Whose) -> JobStatus {
        loop {
            let status = jobs.status(id, whose).unwrap();
            if status.state != "running" {
                return status;
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_job_gives_its_result_to_its_owner_at_its_session_alone() {
        let (_, jobs) = jobs();
        let id = jobs.start(OWNER, "s", |p| Ok(Value::from(u32::from(p.tell(1, 2))))).unwrap().job;
        for other in [Whose { user: Some(UserId([2; 16])), ..OWNER }, ANY, Whose { session: 2, ..OWNER }] {
            assert_eq!(jobs.status(&id, other).unwrap_err().code, "unknown-job");
            assert_eq!(jobs.cancel(&id, other).unwrap_err().code, "unknown-job");
        }
        let status = ended(&jobs, &id, OWNER);
        assert_eq!((status.state.as_str(), status.result, status.done, status.total), ("done", Value::from(1), 1, 2));
    }

    #[test]
    fn a_job_of_nobody_is_that_of_its_session() {
        let (_, jobs) = jobs();
        let id = jobs.start(ANY, "s", |_| Ok(Value::Null)).unwrap().job;
        assert!(jobs.status(&id, OWNER).is_ok() && jobs.status(&id, Whose { session: 2, ..ANY }).is_err());
    }

    #[test]
    fn a_result_goes_after_an_hour_and_with_its_owner() {
        let (clock, jobs) = jobs();
        let start = || {
            let id = jobs.start(OWNER, "s", |_| Ok(Value::Null)).unwrap().job;
            ended(&jobs, &id, OWNER);
            id
        };
        let id = start();
        clock.shift(3599);
        assert!(jobs.status(&id, OWNER).is_ok());
        clock.jump(3);
        assert_eq!(jobs.status(&id, OWNER).unwrap_err().code, "unknown-job");
        let left = start();
        jobs.forget_all_of(OWNER);
        assert_eq!(jobs.status(&left, OWNER).unwrap_err().code, "unknown-job");
    }

    #[test]
    fn a_cancelled_job_says_so_and_gives_nothing() {
        let (_, jobs) = jobs();
        let id = jobs
            .start(ANY, "s", |p| {
                loop {
                    p.go_on()?;
                    std::thread::yield_now();
                }
            })
            .unwrap()
            .job;
        jobs.cancel(&id, ANY).unwrap();
        assert_eq!(ended(&jobs, &id, ANY).state, "cancelled");
    }

    #[test]
    fn a_job_that_breaks_fails_and_names_its_code() {
        let (_, jobs) = jobs();
        let id = jobs.start(ANY, "s", |_| Err(Error::input("bad-file"))).unwrap().job;
        assert_eq!(ended(&jobs, &id, ANY).error.unwrap().code, "bad-file");
    }

    #[test]
    fn old_finished_jobs_are_forgotten() {
        let (_, jobs) = jobs();
        let ids: Vec<String> = (0..40)
            .map(|_| {
                let id = jobs.start(ANY, "s", |_| Ok(Value::Null)).unwrap().job;
                ended(&jobs, &id, ANY);
                id
            })
            .collect();
        assert!(jobs.status(&ids[0], ANY).is_err() && jobs.status(&ids[39], ANY).is_ok());
    }
}
