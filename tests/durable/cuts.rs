//! The power fails at a sync: whatever the disk kept of what came after the sync before, every acknowledged act is there.

use super::child::Orders;
use super::disk::{Disk, Loss};
use super::school;
use super::strace::{self, Call};
use std::path::Path;

const ACTS: u32 = 55;

/// The number an acknowledgement carries.
fn acknowledged(c: &Call) -> Option<u32> {
    let to_stdout = c.name == "write" && c.fd().is_some_and(|(n, _)| n == 1);
    let text = std::str::from_utf8(c.bytes(1).ok().filter(|_| to_stdout)?).ok()?;
    text.trim().strip_prefix("ack ")?.parse().ok()
}

/// Opens what a failure left: acknowledged acts whole, the one under way whole or absent, nothing wrong.
fn survives(disk: &Disk, loss: Loss, acked: u32) -> Result<(), String> {
    let to = tempfile::tempdir().unwrap();
    disk.write(to.path(), loss);
    let home = school::open(to.path(), false).map_err(|e| format!("opening: {} {:?}", e.code, e.args))?;
    school::all_present(&home, 0..acked)?;
    let (found, of) = school::present(&home, acked);
    if found != 0 && found != of {
        return Err(format!("act {acked} is there by halves: {found} of {of}"));
    }
    school::clean(&home)
}

fn trace(home: &Path, durable: bool) -> Vec<Call> {
    let out = tempfile::NamedTempFile::new().unwrap();
    let name = out.path().to_str().unwrap();
    let orders = Orders { mode: "reopen", dir: home, first: 0, count: ACTS, durable };
    let mut child = orders.start(&strace::wrapper(name, "1048576"));
    assert_eq!(child.line().as_deref(), Some("ready"), "strace must be installed (package strace) and allowed");
    child.finish();
    strace::parse(&std::fs::read_to_string(out.path()).unwrap()).unwrap()
}

/// Replays a run and fails the power just before each sync. Gives the number of failures survived.
fn fail_everywhere(durable: bool, losses: impl Fn(u64) -> Vec<Loss>) -> Result<(usize, bool), String> {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    drop(school::found(&home));
    let mut disk = Disk::of(&home);
    let (mut acked, mut survived, mut syncs) = (0, 0, 0);
    let mut checkpointed = false;
    for c in trace(&home, durable) {
        let last = acknowledged(&c).is_some_and(|n| n + 1 == ACTS);
        if c.is_sync() || last {
            syncs += 1;
            for loss in losses(syncs) {
                survives(&disk, loss, acked).map_err(|e| format!("sync {syncs}, {acked} acts acknowledged, {loss:?}: {e}"))?;
                survived += 1;
            }
        }
        let to_database = c.fd().is_some_and(|(_, p)| p.starts_with(&home) && p.extension().is_some_and(|x| x == "db"));
        checkpointed |= to_database && c.name == "pwrite64" && acked > 0 && acked < ACTS;
        disk.apply(&c)?;
        if let Some(n) = acknowledged(&c) {
            assert_eq!(n, acked, "acts are acknowledged in order");
            acked = n + 1;
        }
    }
    assert_eq!(acked, ACTS);
    Ok((survived, checkpointed))
}

#[test]
fn a_write_log_cut_at_each_sync_opens_with_every_acknowledged_act() {
    let seeds = std::env::var("ZHURNAL_CUTS").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let (survived, checkpointed) = fail_everywhere(true, |sync| {
        let losses =
            (0..seeds).map(|i| if (sync + i).is_multiple_of(2) { Loss::Some(sync * 1000 + i) } else { Loss::Torn(sync * 1000 + i) });
        std::iter::once(Loss::All).chain(losses).collect()
    })
    .unwrap();
    println!("{survived} power failures survived");
    assert!(checkpointed, "the run holds a checkpoint");
    assert!(survived > 100, "{survived}");
}

#[test]
fn without_synchronous_acknowledged_acts_are_lost() {
    let e = fail_everywhere(false, |_| vec![Loss::All]).unwrap_err();
    assert!(e.contains("was acknowledged"), "{e}");
}
