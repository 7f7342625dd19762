//! What the system sees of a store that answers acts one at a time.

use super::child::Orders;
use super::order::order;
use super::school;
use super::strace::{self, Call};

/// Traces a child that answers these requests one at a time.
fn traced(durable: bool, requests: &[String]) -> Vec<Call> {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path().join("home");
    drop(school::found(&home));
    let out = dir.path().join("trace");
    let out = out.to_str().unwrap();
    let mut child = Orders { mode: "answer", dir: &home, first: 0, count: 0, durable }.start(&strace::wrapper(out, "256"));
    assert_eq!(child.line().as_deref(), Some("ready"), "strace must be installed (package strace) and allowed");
    for r in requests {
        assert!(child.ask(r).starts_with("ack "), "{r}");
    }
    child.finish();
    strace::parse(&std::fs::read_to_string(out).unwrap()).unwrap()
}

fn acknowledges(bytes: &[u8]) -> bool {
    bytes.starts_with(b"ack ")
}

#[test]
fn every_act_is_read_written_synced_and_only_then_acknowledged() {
    let requests: Vec<String> = (0..26).map(|n| format!("act {n}")).collect();
    let answered = order(&traced(true, &requests), acknowledges).unwrap();
    assert_eq!(answered.len(), requests.len());
    // Marks are acts of one volume: one sync of one log each, but for the first write of a log.
    for (n, a) in (0u32..).zip(&answered).filter(|(n, a)| !school::act(*n).1.is_registry() && !a.restarted) {
        assert_eq!(a.syncs, 1, "act {n}: {a:?}");
    }
}

#[test]
fn without_synchronous_the_same_trace_is_refused() {
    let requests: Vec<String> = (0..3).map(|n| format!("act {n}")).collect();
    let e = order(&traced(false, &requests), acknowledges).unwrap_err();
    assert_eq!(e, "reply 0 came before the log was synced");
}
