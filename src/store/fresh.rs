//! Memory beside the files: transactions, what is read again when another process wrote, and years brought up to the registry's law.

use super::affected::Affected;
use super::check;
use super::heads::Known;
use super::rejudge::{law_digest, rejudge};
use super::state::State;
use super::volume::{Behind, Vol, ground, hashes};
use crate::api::types::VolumeCheck;
use crate::error::{Error, Result};
use crate::event::Volume;
use crate::rights::{evaluate, evaluate_year};

impl State {
    /// Evaluates the registry's law.
    pub fn reload_registry(&mut self) -> Result<()> {
        self.registry.load_law(None)?;
        let s = {
            let h = hashes(&self.registry, None);
            evaluate(&self.registry.laws, None, &ground(&self.registry, None, &h))
        };
        self.registry.statutes = s;
        Ok(())
    }

    /// Reads the registry again, all of one moment.
    pub(super) fn read_registry(&mut self) -> Result<()> {
        let ours = begin(&self.registry)?;
        let done = self.registry.reload().and_then(|()| self.reload_registry());
        end(&self.registry, ours)?;
        done
    }

    /// Reads everything again: after a failed transaction, or another process's commit.
    pub fn reload(&mut self) -> Result<()> {
        self.read_registry()?;
        let Self { registry, years, .. } = self;
        for vol in years.values_mut() {
            let ours = begin(vol)?;
            let done = vol.reload().and_then(|()| vol.read_year(registry));
            end(vol, ours)?;
            done?;
        }
        self.stale = false;
        self.reloads += 1;
        self.noted.clear();
        self.compare_again()
    }

    /// Reads what other processes wrote, and judges years by it.
    pub fn refresh(&mut self) -> Result<()> {
        let mut foreign = self.stale || self.registry.grown()?;
        for vol in self.years.values() {
            foreign = foreign || vol.grown()?;
        }
        if foreign {
            self.reload()?;
        }
        let behind: Vec<u16> = self.years.iter().filter(|(_, v)| v.behind.is_some()).map(|(y, _)| *y).collect();
        let gone = if foreign { self.destroyed()? } else { std::collections::BTreeSet::new() };
        for year in behind.into_iter().filter(|y| !gone.contains(y)) {
            self.transaction(Volume(year), |_, _| Ok(()))?;
        }
        if foreign {
            for year in self.years.keys().copied().filter(|y| !gone.contains(y)).collect::<Vec<_>>() {
                self.take_waiting(Volume(year))?;
            }
        }
        Ok(())
    }

    /// `BEGIN IMMEDIATE` … `COMMIT`. Memory is brought up to date inside, and read again after a failure.
    pub fn transaction<T>(&mut self, v: Volume, f: impl FnOnce(&mut Vol, Option<&Vol>) -> Result<T>) -> Result<T> {
        self.transaction_beside(v, &[], |vol, registry, _| f(vol, registry))
    }

    /// As [`State::transaction`], and nobody writes to the volumes `beside` from its beginning to its end: `f` is given their heads.
    pub fn transaction_beside<T>(
        &mut self,
        v: Volume,
        beside: &[Volume],
        f: impl FnOnce(&mut Vol, Option<&Vol>, &[Known]) -> Result<T>,
    ) -> Result<T> {
        // The registry first, then years: two programs that hold several volumes never wait for each other.
        let mut held: Vec<Volume> = beside.iter().copied().chain([v]).collect();
        held.sort_unstable();
        let run = held.iter().try_for_each(|x| Ok(self.vol(*x)?.conn.prepare_cached("BEGIN IMMEDIATE")?.execute([]).map(drop)?));
        let run = run.and_then(|()| {
            let mut grown = self.stale || (!v.is_registry() && self.registry.grown()?);
            for x in &held {
                grown = grown || self.vol(*x)?.grown()?;
            }
            if grown {
                self.reload()?;
                self.standing(v)?;
            }
            let mut heads = Vec::new();
            for x in beside {
                heads.extend(self.vol(*x)?.known());
            }
            let (vol, registry) = self.split(v)?;
            catch_up(vol, registry)?;
            let done = f(vol, registry, &heads)?;
            vol.count_structure()?;
            self.remember_registry(v)?;
            Ok(done)
        });
        let done = run.and_then(|t| {
            let (vol, _) = self.split(v)?;
            vol.conn.prepare_cached("COMMIT")?.execute([])?;
            vol.moment += 1;
            Ok(t)
        });
        for x in &held {
            let conn = &self.vol(*x)?.conn;
            if !conn.is_autocommit() {
                conn.execute_batch("ROLLBACK")?;
            }
        }
        self.stale |= done.is_err();
        done
    }

    /// After a failed transaction memory is read again at once, so that readers of the law see the truth.
    pub fn after<T>(&mut self, _v: Volume, done: Result<T>) -> Result<T> {
        if self.stale {
            self.reload()?;
        }
        done
    }

    /// Checks one volume at one moment, while other processes may be writing. The database is left as it was.
    pub fn examine(&mut self, v: Volume) -> Result<VolumeCheck> {
        let whole = check::settle_file(self.vol(v)?)?;
        let mut report = loop {
            self.refresh()?;
            let ours = begin(self.vol(v)?)?;
            let (vol, registry) = self.split(v)?;
            let done = match vol.grown() {
                Ok(true) => None,
                Ok(false) => Some(check::volume(vol, registry, whole)),
                Err(e) => Some(Err(e)),
            };
            end(vol, ours)?;
            if let Some(report) = done {
                break report?;
            }
        };
        let done = self.transaction(v, check::as_rebuilt);
        if !self.after(v, done)? {
            report.problems.push("tables-differ-from-rebuild".to_owned());
        }
        Ok(report)
    }
}

impl Vol {
    /// Another process has committed since memory was read.
    pub fn grown(&self) -> Result<bool> {
        Ok(self.data_version()? != self.generation)
    }

    /// Reads a year's law under the registry's, and sees whether its tables were judged by that.
    pub fn read_year(&mut self, registry: &Self) -> Result<()> {
        self.load_law(Some(registry))?;
        let new = {
            let h = hashes(registry, Some(self));
            evaluate_year(&registry.laws, &registry.statutes, &self.laws, &ground(registry, Some(self), &h))
        };
        let old = std::mem::replace(&mut self.statutes, new);
        let law = law_digest(registry, self);
        let judged = self.local("judged-by")?;
        let by = |d: Option<[u8; 32]>| judged.is_some() && judged.as_deref() == d.as_ref().map(<[u8; 32]>::as_slice);
        self.behind = match (by(Some(law)), by(self.law)) {
            (true, _) => None,
            (false, true) => Some(Behind::Of(Box::new(old))),
            (false, false) => Some(Behind::Unknown),
        };
        self.law = Some(law);
        Ok(())
    }
}

/// A process may end, or another may write, between an act in the registry and the judgement of years by it: whoever writes next judges.
fn catch_up(vol: &mut Vol, registry: Option<&Vol>) -> Result<()> {
    match vol.behind.take() {
        None => Ok(()),
        Some(Behind::Of(old)) => {
            let touched = {
                let (reg, year) = (registry.unwrap_or(vol), registry.is_some().then_some(&*vol));
                let h = hashes(reg, year);
                Affected::between(&old, &vol.statutes, &vol.chains, &ground(reg, year, &h))
            };
            rejudge(vol, registry, &touched)
        }
        Some(Behind::Unknown) => rejudge(vol, registry, &Affected { all: true, ..Affected::default() }),
    }
}

/// Begins a reading transaction unless one is open.
fn begin(vol: &Vol) -> Result<bool> {
    let ours = vol.conn.is_autocommit();
    if ours {
        vol.conn.prepare_cached("BEGIN")?.execute([])?;
    }
    Ok(ours)
}

fn end(vol: &Vol, ours: bool) -> Result<()> {
    if ours {
        vol.conn.prepare_cached("COMMIT")?.execute([]).map_err(Error::from)?;
    }
    Ok(())
}
