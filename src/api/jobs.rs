//! Long work in threads of its own: progress, cancel, result.

use super::types::{JobId, JobStatus};
use crate::error::{Error, Result};
use crate::id::{UserId, base32, random};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Jobs remembered at most, finished ones included.
const MOST: usize = 32;

enum End {
    Done(Value),
    Failed(Error),
    Cancelled,
}

struct Job {
    id: String,
    owner: Option<UserId>,
    stage: &'static str,
    done: AtomicU32,
    total: AtomicU32,
    stop: AtomicBool,
    end: Mutex<Option<End>>,
    ended: Condvar,
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
#[derive(Default)]
pub(super) struct Jobs {
    jobs: Mutex<VecDeque<Arc<Job>>>,
}

impl Jobs {
    /// Starts work; `owner` alone may ask for it, nobody named: whoever asks.
    ///
    /// # Errors
    /// `too-many-jobs`; `no-randomness`; `thread`.
    pub(super) fn start(
        &self,
        owner: Option<UserId>,
        stage: &'static str,
        work: impl FnOnce(&Progress) -> Result<Value> + Send + 'static,
    ) -> Result<JobId> {
        let id = base32(&random::<16>()?);
        let job = Arc::new(Job {
            id: id.clone(),
            owner,
            stage,
            done: AtomicU32::new(0),
            total: AtomicU32::new(0),
            stop: AtomicBool::new(false),
            end: Mutex::new(None),
            ended: Condvar::new(),
        });
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        while jobs.len() >= MOST {
            let finished = jobs.iter().position(|j| j.end.lock().unwrap_or_else(PoisonError::into_inner).is_some());
            let at = finished.ok_or_else(|| Error::new(crate::ErrorKind::Busy, "too-many-jobs"))?;
            jobs.remove(at);
        }
        let progress = Progress(Arc::clone(&job));
        let run = move || {
            // A thread that panics still ends its job; the panic hook has written where.
            let end = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&progress)));
            let end = match end {
                Ok(Ok(value)) => End::Done(value),
                Ok(Err(e)) if e.code == "cancelled" => End::Cancelled,
                Ok(Err(e)) => End::Failed(e),
                Err(_) => End::Failed(Error::other("broken")),
            };
            *progress.0.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
            progress.0.ended.notify_all();
        };
        std::thread::Builder::new().name("job".to_owned()).spawn(run).map_err(|_| Error::other("thread"))?;
        jobs.push_back(job);
        Ok(JobId { job: id })
    }

    fn find(&self, id: &str, user: Option<UserId>) -> Result<Arc<Job>> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let job = jobs.iter().find(|j| j.id == id && (j.owner.is_none() || j.owner == user));
        job.cloned().ok_or_else(|| Error::usage("unknown-job"))
    }

    /// How a job stands.
    ///
    /// # Errors
    /// `unknown-job`: never started, somebody else's, or forgotten.
    pub(super) fn status(&self, id: &str, user: Option<UserId>) -> Result<JobStatus> {
        let job = self.find(id, user)?;
        let end = job.end.lock().unwrap_or_else(PoisonError::into_inner);
        let (state, result, error) = match &*end {
            None => ("running", Value::Null, None),
            Some(End::Done(value)) => ("done", value.clone(), None),
            Some(End::Failed(e)) => ("failed", Value::Null, Some(e.clone().into())),
            Some(End::Cancelled) => ("cancelled", Value::Null, None),
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
    pub(super) fn wait(&self, id: &str, user: Option<UserId>) -> Result<Value> {
        let job = self.find(id, user)?;
        let mut end = job.end.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            match &*end {
                None => end = job.ended.wait(end).unwrap_or_else(PoisonError::into_inner),
                Some(End::Done(value)) => return Ok(value.clone()),
                Some(End::Failed(e)) => return Err(e.clone()),
                Some(End::Cancelled) => return Err(cancelled()),
            }
        }
    }

    /// Asks a job to stop; one that has begun to write finishes.
    ///
    /// # Errors
    /// `unknown-job`.
    pub(super) fn cancel(&self, id: &str, user: Option<UserId>) -> Result<()> {
        self.find(id, user)?.stop.store(true, Ordering::Relaxed);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn ended(jobs: &Jobs, id: &str, user: Option<UserId>) -> JobStatus {
        loop {
            let status = jobs.status(id, user).unwrap();
            if status.state != "running" {
                return status;
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_job_gives_its_result_to_its_owner_alone() {
        let jobs = Jobs::default();
        let owner = Some(UserId([1; 16]));
        let id = jobs.start(owner, "s", |p| Ok(Value::from(u32::from(p.tell(1, 2))))).unwrap().job;
        assert_eq!(jobs.status(&id, Some(UserId([2; 16]))).unwrap_err().code, "unknown-job");
        assert_eq!(jobs.status(&id, None).unwrap_err().code, "unknown-job");
        let status = ended(&jobs, &id, owner);
        assert_eq!((status.state.as_str(), status.result, status.done, status.total), ("done", Value::from(1), 1, 2));
    }

    #[test]
    fn a_cancelled_job_says_so_and_gives_nothing() {
        let jobs = Jobs::default();
        let id = jobs
            .start(None, "s", |p| {
                loop {
                    p.go_on()?;
                    std::thread::yield_now();
                }
            })
            .unwrap()
            .job;
        jobs.cancel(&id, None).unwrap();
        assert_eq!(ended(&jobs, &id, None).state, "cancelled");
    }

    #[test]
    fn a_job_that_breaks_fails_and_names_its_code() {
        let jobs = Jobs::default();
        let id = jobs.start(None, "s", |_| Err(Error::input("bad-file"))).unwrap().job;
        assert_eq!(ended(&jobs, &id, None).error.unwrap().code, "bad-file");
    }

    #[test]
    fn old_finished_jobs_are_forgotten() {
        let jobs = Jobs::default();
        let ids: Vec<String> = (0..40)
            .map(|_| {
                let id = jobs.start(None, "s", |_| Ok(Value::Null)).unwrap().job;
                ended(&jobs, &id, None);
                id
            })
            .collect();
        assert!(jobs.status(&ids[0], None).is_err() && jobs.status(&ids[39], None).is_ok());
    }
}
