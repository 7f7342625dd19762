//! A process of its own on a home: this test binary again, running the hidden test below.
//!
//! It speaks on standard output in lines: `ready`, then `ack N` once act `N` has returned, or `no CODE` when it was refused.

use super::school::{self, Person};
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use zhurnal::event::Volume;

const MODE: &str = "ZHURNAL_CHILD";
const DIR: &str = "ZHURNAL_CHILD_DIR";
const FIRST: &str = "ZHURNAL_CHILD_FIRST";
const COUNT: &str = "ZHURNAL_CHILD_COUNT";
const SYNC: &str = "ZHURNAL_CHILD_SYNC";
const NAME: &str = "durable::child::the_child";

/// What a child is told.
pub struct Orders<'a> {
    /// `run`: acts one after another; `reopen`: the same, opening the home anew half-way; `answer`: one for each line it reads;
    /// `office`, `import`: the whole program.
    pub mode: &'a str,
    pub dir: &'a Path,
    pub first: u32,
    pub count: u32,
    /// False: `synchronous=OFF`.
    pub durable: bool,
}

impl Orders<'_> {
    /// The child's command line, behind `wrapper` when there is one.
    pub fn command(&self, wrapper: &[&str]) -> Command {
        let exe = std::env::current_exe().unwrap();
        let mut command = match wrapper.split_first() {
            Some((program, args)) => {
                let mut c = Command::new(program);
                c.args(args).arg(&exe);
                c
            }
            None => Command::new(&exe),
        };
        command.args([NAME, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
        command.env(MODE, self.mode).env(DIR, self.dir).env(SYNC, if self.durable { "full" } else { "off" });
        command.env(FIRST, self.first.to_string()).env(COUNT, self.count.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command
    }

    pub fn start(&self, wrapper: &[&str]) -> Talk {
        Talk::start(self.command(wrapper))
    }
}

/// A child one talks with, line by line.
pub struct Talk {
    pub child: Child,
    pub to: Option<ChildStdin>,
    pub from: BufReader<ChildStdout>,
}

impl Talk {
    pub fn start(mut command: Command) -> Self {
        let program = command.get_program().to_owned();
        let mut child = command.spawn().unwrap_or_else(|e| panic!("{}: {e}", program.display()));
        Self { to: child.stdin.take(), from: BufReader::new(child.stdout.take().unwrap()), child }
    }
    /// The next line that is not the test harness's; none at the end.
    pub fn line(&mut self) -> Option<String> {
        loop {
            let mut line = String::new();
            if self.from.read_line(&mut line).unwrap() == 0 {
                return None;
            }
            let line = line.trim_end();
            if line == "ready" || line.starts_with("ack ") || line.starts_with("no ") {
                return Some(line.to_owned());
            }
        }
    }
    pub fn tell(&mut self, line: &str) {
        self.to.as_mut().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
    }
    pub fn ask(&mut self, line: &str) -> String {
        self.tell(line);
        self.line().unwrap_or_else(|| panic!("the child is gone at «{line}»"))
    }
    /// Ends its input and waits for it.
    pub fn finish(mut self) {
        self.to = None;
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.from, &mut rest).unwrap();
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status}: {rest}");
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

fn told(name: &str) -> String {
    std::env::var(name).unwrap()
}

#[test]
#[ignore = "a child process of the tests beside it"]
fn the_child() {
    let Ok(mode) = std::env::var(MODE) else { return };
    let dir = std::path::PathBuf::from(told(DIR));
    // The harness has begun a line.
    say("");
    match mode.as_str() {
        "office" => return super::clear::import(&dir),
        "import" => return super::office::importing(&dir),
        _ => {}
    }
    let durable = told(SYNC) != "off";
    let mut home = school::open(&dir, durable).unwrap();
    say("ready");
    if mode == "answer" {
        for line in std::io::stdin().lock().lines() {
            say(&answer(&home, &line.unwrap()));
        }
        return;
    }
    let (first, count): (u32, u32) = (told(FIRST).parse().unwrap(), told(COUNT).parse().unwrap());
    for n in first..first + count {
        if mode == "reopen" && n == first + count / 2 {
            drop(home);
            home = school::open(&dir, durable).unwrap();
        }
        school::perform(&home, n).unwrap();
        say(&format!("ack {n}"));
    }
}

/// `act N`; `mark WHO N`: the newcomer's or the teacher's; `load WHO`, `take WHO N`: the admin gives lessons and takes them;
/// `annul WHO N`: the admin voids everything under a stolen key.
fn answer(home: &zhurnal::store::Home, line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let admin = Person::named("admin");
    let done = match words[..] {
        ["act", n] => school::perform(home, n.parse().unwrap()),
        ["mark", who, n] => {
            let (_, volume, writes) = school::act(n.parse().unwrap());
            home.act(&Person::named(who), volume, &writes).map(drop)
        }
        ["load", who] => home.act(&admin, school::YEAR, &[school::load(who)]).map(drop),
        ["take", who, n] => home.act(&admin, school::YEAR, &[school::take_load(who, n.parse().unwrap())]).map(drop),
        ["annul", who, n] => home.act(&admin, Volume::REGISTRY, &[school::annul(who, n.parse().unwrap())]).map(drop),
        _ => panic!("what is {line}?"),
    };
    match done {
        Ok(()) => format!("ack {}", words.last().unwrap()),
        Err(e) => format!("no {}", e.code),
    }
}
