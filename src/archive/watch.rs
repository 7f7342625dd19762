//! Long looks at an archive: done on a thread of their own, told how far they are, called off at once whatever the archive holds.

use crate::error::{Error, Result};
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

/// A whole verification, in steps.
pub const WHOLE: u32 = 100;
/// How often the one who waits is asked.
const ASK: Duration = Duration::from_millis(50);

/// What a verification does, each with the steps it begins and ends at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Files are compared with the manifest.
    Contents,
    /// Chains are proved.
    Ledger,
    /// Records are folded.
    Fold,
    /// Tables and papers are made anew and compared.
    Truth,
}

impl Stage {
    fn steps(self) -> (u32, u32) {
        match self {
            Self::Contents => (0, 10),
            Self::Ledger => (10, 20),
            Self::Fold => (20, 50),
            Self::Truth => (50, WHOLE),
        }
    }
}

/// Told by the thread that works, asked by the one that waits.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU32,
    stop: AtomicBool,
}

impl Watch {
    /// Refuses to go on when the work was called off.
    ///
    /// # Errors
    /// `cancelled`.
    pub fn go_on(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) { Err(cancelled()) } else { Ok(()) }
    }

    /// Tells how much of a stage is done; refuses to go on as [`Watch::go_on`]. Steps never go back.
    ///
    /// # Errors
    /// `cancelled`.
    pub fn tell(&self, stage: Stage, done: u64, of: u64) -> Result<()> {
        let (from, to) = stage.steps();
        let share = done.min(of).saturating_mul(u64::from(to - from)) / of.max(1);
        self.done.fetch_max(from + u32::try_from(share).unwrap_or(0), Ordering::Relaxed);
        self.go_on()
    }

    /// Steps done, of [`WHOLE`].
    #[must_use]
    pub fn done(&self) -> u32 {
        self.done.load(Ordering::Relaxed)
    }
}

fn cancelled() -> Error {
    Error::other("cancelled")
}

/// Works on a thread of its own and asks `progress(done, total)` about twenty times a second: false ends the waiting at once, and the work
/// at its next look at the watch.
///
/// # Errors
/// `cancelled`; `thread`; `broken` when the work panicked; its own.
pub fn watched<T: Send + 'static>(
    work: impl FnOnce(&Watch) -> Result<T> + Send + 'static,
    progress: &dyn Fn(u32, u32) -> bool,
) -> Result<T> {
    let watch = Arc::new(Watch::default());
    let (send, receive) = sync_channel(1);
    let own = Arc::clone(&watch);
    let run = move || {
        // Nobody waits any more when the work was called off.
        let _gone = send.send(work(&own));
    };
    std::thread::Builder::new().name("verify".to_owned()).spawn(run).map_err(|_| Error::other("thread"))?;
    loop {
        if !progress(watch.done(), WHOLE) {
            watch.stop.store(true, Ordering::Relaxed);
            return Err(cancelled());
        }
        match receive.recv_timeout(ASK) {
            Ok(done) => return done,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(Error::other("broken")),
        }
    }
}

/// A reader that tells how far it is and ends when the work was called off.
pub struct Told<'a, R> {
    from: R,
    watch: &'a Watch,
    stage: Stage,
    done: u64,
    of: u64,
}

impl<'a, R: Read> Told<'a, R> {
    /// Reads `from`; `done` of `of` bytes of the stage were read before.
    pub fn new(from: R, watch: &'a Watch, stage: Stage, done: u64, of: u64) -> Self {
        Self { from, watch, stage, done, of }
    }
}

impl<R: Read> Read for Told<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.watch.tell(self.stage, self.done, self.of).map_err(|_| std::io::Error::other("called off"))?;
        let n = self.from.read(buffer)?;
        self.done += n as u64;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn who_waits_is_let_go_although_the_work_never_looks_up() {
        let (release, held) = channel::<()>();
        let (tell, ended) = channel();
        let work = move |watch: &Watch| {
            let _released = held.recv();
            tell.send(watch.go_on().is_err()).unwrap();
            Ok(())
        };
        assert_eq!(watched(work, &|_, _| false).unwrap_err().code, "cancelled");
        release.send(()).unwrap();
        assert!(ended.recv().unwrap(), "the work sees that it was called off");
    }

    #[test]
    fn steps_only_grow_and_a_panic_is_an_error() {
        let watch = Watch::default();
        watch.tell(Stage::Fold, 1, 2).unwrap();
        watch.tell(Stage::Ledger, 1, 2).unwrap();
        assert_eq!(watch.done(), 35);
        watch.tell(Stage::Truth, 9, 3).unwrap();
        assert_eq!(watch.done(), WHOLE);
        let broken = |_: &Watch| -> Result<()> { std::panic::resume_unwind(Box::new(())) };
        assert_eq!(watched(broken, &|_, _| true).unwrap_err().code, "broken");
    }
}
