//! Reads what `strace -f -y -xx -o FILE` writes: every string and path is hexadecimal, so nothing in it can be mistaken for syntax.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

/// Calls that tell about files and pipes.
const CALLS: &str =
    "trace=read,write,pwrite64,writev,pwritev,lseek,ftruncate,fdatasync,fsync,openat,unlink,unlinkat,rename,renameat,renameat2";

/// One argument, or a returned descriptor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// A descriptor with the path behind it.
    Fd(i64, PathBuf),
    /// A string; false when it was too long to be kept whole.
    Bytes(Vec<u8>, bool),
    /// Numbers, flags, anything else.
    Other(String),
}

/// One finished system call. `began` and `ended` are lines of the trace: with several threads calls overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub name: String,
    pub args: Vec<Arg>,
    /// None when it was never answered.
    pub ret: Option<i64>,
    pub opened: Option<PathBuf>,
    pub began: usize,
    pub ended: usize,
}

impl Call {
    /// Descriptor and path, when it works on one.
    pub fn fd(&self) -> Option<(i64, &Path)> {
        self.args.iter().find_map(|a| match a {
            Arg::Fd(n, p) => Some((*n, p.as_path())),
            _ => None,
        })
    }
    /// The string at a place, whole.
    pub fn bytes(&self, i: usize) -> Result<&[u8], String> {
        match self.args.get(i) {
            Some(Arg::Bytes(b, true)) => Ok(b),
            other => Err(format!("line {}: {} has no whole string at {i}: {other:?}", self.ended, self.name)),
        }
    }
    pub fn number(&self, i: usize) -> Result<u64, String> {
        match self.args.get(i) {
            Some(Arg::Other(n)) => n.parse().map_err(|_| format!("line {}: no number: {n}", self.ended)),
            other => Err(format!("line {}: {} has no number at {i}: {other:?}", self.ended, self.name)),
        }
    }
    pub fn done(&self) -> bool {
        self.ret.is_some_and(|r| r >= 0)
    }
    pub fn is_sync(&self) -> bool {
        matches!(self.name.as_str(), "fdatasync" | "fsync") && self.done()
    }
}

/// Reads a whole trace, calls in the order they ended.
pub fn parse(text: &str) -> Result<Vec<Call>, String> {
    let mut out = Vec::new();
    let mut open: HashMap<&str, (usize, String)> = HashMap::new();
    for (at, line) in text.lines().enumerate() {
        let wrong = |what: &str| format!("line {at}: {what}: {}", line.chars().take(120).collect::<String>());
        let (pid, rest) = line.split_once(' ').ok_or_else(|| wrong("no process"))?;
        let rest = rest.trim_start();
        if rest.starts_with("+++") || rest.starts_with("---") {
            continue;
        }
        if let Some(head) = rest.strip_suffix("<unfinished ...>") {
            open.insert(pid, (at, head.trim_end().to_owned()));
            continue;
        }
        let (began, whole) = match rest.strip_prefix("<... ") {
            Some(resumed) => {
                let (_, tail) = resumed.split_once(" resumed>").ok_or_else(|| wrong("what is resumed?"))?;
                let (began, head) = open.remove(pid).ok_or_else(|| wrong("nothing to resume"))?;
                (began, format!("{head} {}", tail.trim_start()))
            }
            None => (at, rest.to_owned()),
        };
        out.push(call(&whole, began, at).ok_or_else(|| wrong("not a call"))?);
    }
    Ok(out)
}

fn call(line: &str, began: usize, ended: usize) -> Option<Call> {
    let (name, rest) = line.split_once('(')?;
    let (args, ret) = rest.rsplit_once(" = ")?;
    let args = args.trim_end().strip_suffix(')')?;
    let args = args.split(", ").map(|a| arg(a.trim())).collect::<Option<Vec<_>>>()?;
    let ret = ret.split(' ').next()?;
    let (ret, opened) = match arg(ret)? {
        Arg::Fd(n, path) => (Some(n), Some(path)),
        Arg::Other(n) => (n.parse().ok(), None),
        Arg::Bytes(..) => return None,
    };
    Some(Call { name: name.to_owned(), args, ret, opened, began, ended })
}

fn arg(text: &str) -> Option<Arg> {
    if let Some(string) = text.strip_prefix('"') {
        let (inside, after) = string.split_once('"')?;
        return Some(Arg::Bytes(hex(inside)?, after.is_empty()));
    }
    if let Some((number, path)) = text.strip_suffix('>').and_then(|t| t.split_once('<'))
        && let Ok(n) = number.parse()
    {
        return Some(Arg::Fd(n, OsString::from_vec(hex(path)?).into()));
    }
    Some(Arg::Other(text.to_owned()))
}

/// `\x61\x62`.
fn hex(text: &str) -> Option<Vec<u8>> {
    let mut parts = text.split("\\x");
    if parts.next() != Some("") {
        return None;
    }
    parts.map(|p| if p.len() == 2 { u8::from_str_radix(p, 16).ok() } else { None }).collect()
}

/// The command line of strace before the traced program.
pub fn wrapper<'a>(out: &'a str, longest: &'a str) -> [&'a str; 10] {
    ["strace", "-f", "-y", "-xx", "-s", longest, "-o", out, "-e", CALLS]
}

fn shown(text: &str) -> String {
    text.bytes().map(|b| format!("\\x{b:02x}")).collect()
}

#[test]
fn calls_are_read_with_their_paths_and_bytes() {
    let text = format!(
        "12 openat(AT_FDCWD<{}>, \"{}\", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 5<{}>\n12 pwrite64(5<{}>, \"{}\", 3, 4096) = 3\n12 +++ exited with 0 +++\n",
        shown("/"),
        shown("/дом/a-wal"),
        shown("/дом/a-wal"),
        shown("/дом/a-wal"),
        shown("(\", "),
    );
    let calls = parse(&text).unwrap();
    assert_eq!((calls[0].ret, calls[0].opened.as_deref()), (Some(5), Some(Path::new("/дом/a-wal"))));
    assert_eq!(calls[0].bytes(1).unwrap(), "/дом/a-wal".as_bytes());
    assert_eq!(calls[1].fd(), Some((5, Path::new("/дом/a-wal"))));
    assert_eq!((calls[1].bytes(1).unwrap(), calls[1].number(3).unwrap()), (&b"(\", "[..], 4096));
}

#[test]
fn interrupted_calls_are_put_together() {
    let text = format!(
        "7 read(0<{0}>,  <unfinished ...>\n8 fdatasync(5<{0}> <unfinished ...>\n7 <... read resumed>\"{1}\", 8192) = 2\n8 <... fdatasync resumed>) = 0\n9 fsync(6<{0}>) = -1 EIO (Input/output error)\n",
        shown("p"),
        shown("a\n")
    );
    let calls = parse(&text).unwrap();
    assert_eq!(
        calls.iter().map(|c| (c.name.as_str(), c.began, c.ended)).collect::<Vec<_>>(),
        [("read", 0, 2), ("fdatasync", 1, 3), ("fsync", 4, 4)]
    );
    assert_eq!((calls[0].bytes(1).unwrap(), calls[1].is_sync(), calls[2].is_sync()), (&b"a\n"[..], true, false));
}

#[test]
fn cut_strings_and_foreign_lines_are_told() {
    let calls = parse(&format!("7 write(1<{0}>, \"{0}\"..., 900) = 900\n", shown("p"))).unwrap();
    assert!(calls[0].bytes(1).is_err());
    for bad in ["7", "7 nonsense", "7 read(0) 5", "7 <... read resumed>) = 0", "7 write(1, \"plain\", 5) = 5"] {
        assert!(parse(bad).is_err(), "{bad}");
    }
}
