//! A reply leaves the process only after what it acknowledges has been written to the write log and synced.

use super::strace::Call;

/// One request as the trace shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answered {
    pub wal_writes: usize,
    pub syncs: usize,
    /// The write log was begun anew, which costs a sync more.
    pub restarted: bool,
}

fn in_wal(c: &Call) -> bool {
    c.fd().is_some_and(|(_, p)| p.to_string_lossy().ends_with("-wal"))
}

fn is_write(c: &Call) -> bool {
    matches!(c.name.as_str(), "write" | "pwrite64" | "writev" | "pwritev") && c.done()
}

/// Proves read → write to the log → sync → reply for every reply; says what each cost.
pub fn order(calls: &[Call], is_reply: impl Fn(&[u8]) -> bool) -> Result<Vec<Answered>, String> {
    let on = |c: &Call, fd: i64| c.fd().is_some_and(|(n, _)| n == fd);
    let mut out = Vec::new();
    let mut before = 0;
    for reply in calls.iter().filter(|c| c.name == "write" && on(c, 1) && c.bytes(1).is_ok_and(&is_reply)) {
        let n = out.len();
        let request = calls
            .iter()
            .rfind(|c| c.name == "read" && on(c, 0) && c.ret.is_some_and(|r| r > 0) && c.ended >= before && c.ended < reply.began);
        let Some(request) = request else { return Err(format!("reply {n} came without a request")) };
        let within = |c: &&Call| c.began > request.ended && c.ended < reply.began;
        let writes: Vec<&Call> = calls.iter().filter(within).filter(|c| in_wal(c) && is_write(c)).collect();
        let syncs: Vec<&Call> = calls.iter().filter(within).filter(|c| in_wal(c) && c.is_sync()).collect();
        if writes.is_empty() {
            return Err(format!("reply {n} came before anything was written to the log"));
        }
        for w in &writes {
            let path = w.fd().map(|(_, p)| p);
            if !syncs.iter().any(|s| s.fd().map(|(_, p)| p) == path && s.began > w.ended) {
                return Err(format!("reply {n} came before the log was synced"));
            }
        }
        let restarted = writes.iter().any(|w| w.name == "pwrite64" && w.number(3) == Ok(0));
        out.push(Answered { wal_writes: writes.len(), syncs: syncs.len(), restarted });
        before = reply.ended;
    }
    Ok(out)
}

#[test]
fn a_reply_before_the_sync_or_without_a_request_or_a_write_is_seen() {
    use super::strace::Arg;
    let call = |at: usize, name: &str, fd: i64, path: &str, bytes: &str| Call {
        name: name.to_owned(),
        args: vec![Arg::Fd(fd, path.into()), Arg::Bytes(bytes.into(), true)],
        ret: Some(bytes.len() as i64),
        opened: None,
        began: at,
        ended: at,
    };
    let read = |at| call(at, "read", 0, "pipe", "act 1\n");
    let wal = |at| call(at, "write", 5, "/h/r.db-wal", "x");
    let sync = |at| call(at, "fdatasync", 5, "/h/r.db-wal", "");
    let reply = |at| call(at, "write", 1, "pipe", "ack 1\n");
    let run = |calls: &[Call]| order(calls, |bytes| bytes.starts_with(b"ack "));
    assert_eq!(run(&[read(0), wal(1), sync(2), reply(3)]).unwrap(), [Answered { wal_writes: 1, syncs: 1, restarted: false }]);
    assert!(run(&[read(0), wal(1), reply(2), sync(3)]).unwrap_err().contains("synced"));
    assert!(run(&[read(0), sync(1), wal(2), reply(3)]).unwrap_err().contains("synced"));
    assert!(run(&[read(0), reply(1)]).unwrap_err().contains("written"));
    assert!(run(&[wal(0), sync(1), reply(2)]).unwrap_err().contains("request"));
    assert!(run(&[read(0), wal(1), sync(2), reply(3), wal(4), sync(5), reply(6)]).unwrap_err().contains("request"));
    let other = call(2, "fdatasync", 6, "/h/2026.db-wal", "");
    assert!(run(&[read(0), wal(1), other, reply(3)]).unwrap_err().contains("synced"));
}
