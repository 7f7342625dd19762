//! Printers of this computer by its print service: `lpstat` tells them, `lp` takes a PDF on its standard input (CUPS, on Linux and macOS).
//!
//! Nothing of a paper is written to a file here. Programs get a bare environment: passwords and sheets that a shell may hold in it stay out.
//! Windows has no such programs: there the list says so, and papers are saved and opened.

use crate::error::{Error, ErrorKind, Result};
use std::ffi::{OsStr, OsString};
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

/// How often a program or a queue is looked at.
const STEP: Duration = Duration::from_millis(25);
/// How long the print service may take to answer.
const ANSWER: Duration = Duration::from_secs(20);
/// How long a paper with secrets may stay in the queue.
const OUT: Duration = Duration::from_secs(120);
/// What of the environment the programs need: where the service is, who prints.
const KEPT: [&str; 6] = ["PATH", "HOME", "USER", "LOGNAME", "CUPS_SERVER", "KRB5CCNAME"];
/// Characters of a refusal that are passed on.
const DETAIL: usize = 200;
/// Copies at most.
pub const MOST_COPIES: u32 = 99;

/// What stands in the way of printing directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// This system prints from a file that is opened.
    System,
    /// The programs of the print service are not installed.
    Program,
    /// The print service does not run.
    Service,
    /// No printer is set up.
    None,
}

impl Obstacle {
    /// `system`, `program`, `service`, `none`: texts `printers-<id>`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Program => "program",
            Self::Service => "service",
            Self::None => "none",
        }
    }
    fn error(self) -> Error {
        Error::other(match self {
            Self::System => "printer-system",
            Self::Program => "printer-program",
            Self::Service => "printer-service",
            Self::None => "printer-none",
        })
    }
}

/// How a queue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Queue {
    /// Takes jobs and prints them.
    Ready,
    /// Takes jobs and keeps them: stopped, by a person or a fault.
    Paused,
    /// Takes no jobs.
    Refusing,
}

impl Queue {
    /// `ready`, `paused`, `refusing`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Paused => "paused",
            Self::Refusing => "refusing",
        }
    }
}

/// A printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printer {
    /// Name of the queue.
    pub name: String,
    /// The one that is used when none is named.
    pub usual: bool,
    /// How it stands.
    pub queue: Queue,
}

/// Sides of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// One.
    One,
    /// Both, turned over the long edge.
    Long,
    /// Both, turned over the short edge.
    Short,
}

impl Sides {
    /// Reads `one`, `long`, `short`.
    ///
    /// # Errors
    /// `print-sides`.
    pub fn parse(text: &str) -> Result<Self> {
        match text {
            "one" => Ok(Self::One),
            "long" => Ok(Self::Long),
            "short" => Ok(Self::Short),
            _ => Err(Error::usage("print-sides")),
        }
    }
    fn option(self) -> &'static str {
        match self {
            Self::One => "sides=one-sided",
            Self::Long => "sides=two-sided-long-edge",
            Self::Short => "sides=two-sided-short-edge",
        }
    }
}

/// What is printed how.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Name of the queue.
    pub printer: &'a str,
    /// Title of the job. It goes in clear to the service, other computers and displays of printers: no names, no secrets.
    pub title: &'a str,
    /// 1–[`MOST_COPIES`].
    pub copies: u32,
    /// Sides of the sheet.
    pub sides: Sides,
    /// First and last page, from 1; all when absent.
    pub pages: Option<(u32, u32)>,
}

/// The print service of this computer.
#[derive(Debug, Clone)]
pub struct Printers {
    /// Where its programs are looked for.
    path: OsString,
    answer: Duration,
    out: Duration,
}

struct Ran {
    status: ExitStatus,
    out: String,
    err: String,
}

impl Printers {
    /// That of this process.
    #[must_use]
    pub fn system() -> Self {
        Self::at(std::env::var_os("PATH").unwrap_or_default())
    }

    /// Programs in these folders, written as `PATH` is.
    #[must_use]
    pub fn at(path: OsString) -> Self {
        Self { path, answer: ANSWER, out: OUT }
    }

    /// Waits no longer than this for an answer, and for a paper with secrets to leave its queue.
    #[must_use]
    pub fn within(self, limit: Duration) -> Self {
        Self { answer: limit, out: limit, ..self }
    }

    /// The printers, or what stands in the way.
    ///
    /// # Errors
    /// `printer-timeout`, those of starting a program.
    pub fn list(&self) -> Result<Result<Vec<Printer>, Obstacle>> {
        if !cfg!(unix) {
            return Ok(Err(Obstacle::System));
        }
        if self.program("lp").is_none() || self.program("lpstat").is_none() {
            return Ok(Err(Obstacle::Program));
        }
        let states = self.run("lpstat", &["-p"], None)?;
        // Network printers are found without a service of this computer's own; the list of names has them.
        let named = self.run("lpstat", &["-e"], None)?;
        let names: Vec<&str> = if named.status.success() { named.out.lines().map(str::trim).collect() } else { Vec::new() };
        let names: Vec<&str> = names.into_iter().filter(|n| !n.is_empty()).collect();
        if names.is_empty() {
            return Ok(Err(if states.err.contains("not running") { Obstacle::Service } else { Obstacle::None }));
        }
        let accepts = self.run("lpstat", &["-a"], None)?.out;
        let usual = self.run("lpstat", &["-d"], None)?.out;
        let usual = usual.split_once("destination: ").map_or("", |(_, name)| name.trim());
        let printer = |name: &str| Printer { name: name.to_owned(), usual: name == usual, queue: queue(name, &states.out, &accepts) };
        Ok(Ok(names.into_iter().map(printer).collect()))
    }

    /// Says why a printer cannot print now.
    ///
    /// # Errors
    /// `printer-system`, `printer-program`, `printer-service`, `printer-none`; `printer-unknown`, `printer-paused`, `printer-refusing` with
    /// the printer; `printer-timeout`.
    pub fn ready(&self, printer: &str) -> Result<()> {
        let printers = self.list()?.map_err(Obstacle::error)?;
        let code = match printers.iter().find(|p| p.name == printer).map(|p| p.queue) {
            Some(Queue::Ready) => return Ok(()),
            Some(Queue::Paused) => "printer-paused",
            Some(Queue::Refusing) => "printer-refusing",
            None => "printer-unknown",
        };
        Err(Error::input(code).with("printer", printer))
    }

    /// Sends a PDF. Gives the job's name, by which the service knows it.
    ///
    /// # Errors
    /// As [`Printers::ready`]; `printer-refused` with the service's words; `print-copies`.
    pub fn print(&self, pdf: &[u8], order: &Order<'_>) -> Result<String> {
        if !(1..=MOST_COPIES).contains(&order.copies) {
            return Err(Error::input("print-copies").with("most", MOST_COPIES));
        }
        self.ready(order.printer)?;
        let copies = order.copies.to_string();
        let mut args = vec!["-d", order.printer, "-n", &copies, "-t", order.title, "-o", order.sides.option(), "-o", "media=A4"];
        let pages = order.pages.map(|(first, last)| format!("{first}-{last}"));
        args.extend(pages.iter().flat_map(|p| ["-P", p.as_str()]));
        let ran = self.run("lp", &args, Some(pdf))?;
        if !ran.status.success() {
            return Err(Error::input("printer-refused").with("printer", order.printer).with("detail", detail(&ran.err)));
        }
        // `request id is Queue-17 (0 file(s))`
        let job = ran.out.split_once("request id is ").and_then(|(_, rest)| rest.split_whitespace().next());
        Ok(job.unwrap_or_default().to_owned())
    }

    /// Sends a paper that holds secrets and sees it leave the queue: what does not is withdrawn with its file, so that it neither lies in the
    /// service nor comes out later when nobody stands by.
    ///
    /// # Errors
    /// As [`Printers::print`]; `printer-stuck` with the printer when it was withdrawn.
    pub fn print_secret(&self, pdf: &[u8], order: &Order<'_>) -> Result<()> {
        let job = self.print(pdf, order)?;
        let mut waited = Duration::ZERO;
        let mut pause = STEP;
        while self.queued(&job)? {
            if waited >= self.out {
                self.run("cancel", &["-x", &job], None)?;
                return Err(Error::new(ErrorKind::Busy, "printer-stuck").with("printer", order.printer));
            }
            thread::sleep(pause);
            waited += pause;
            pause = (pause * 2).min(Duration::from_secs(1));
        }
        Ok(())
    }

    /// Names of queues come percent-encoded in this list; the number of a job is its alone.
    fn queued(&self, job: &str) -> Result<bool> {
        let number = |name: &str| name.rsplit_once('-').map(|(_, n)| n.to_owned());
        let wanted = number(job);
        let jobs = self.run("lpstat", &["-o"], None)?;
        Ok(wanted.is_some() && jobs.out.lines().filter_map(|l| l.split_whitespace().next()).any(|name| number(name) == wanted))
    }

    fn program(&self, name: &str) -> Option<PathBuf> {
        std::env::split_paths(&self.path).filter(|f| f.is_absolute()).map(|f| f.join(name)).find(|p| p.is_file())
    }

    fn command(&self, name: &str) -> Result<Command> {
        let mut command = Command::new(self.program(name).ok_or_else(|| Obstacle::Program.error())?);
        command.env_clear();
        let kept = |name: &str| if name == "PATH" { Some(self.path.clone()) } else { std::env::var_os(name) };
        command.envs(KEPT.iter().filter_map(|name| Some((OsStr::new(*name), kept(name)?))));
        // Answers are read by their English words; names of queues may be Russian.
        command.env("LC_ALL", "C.UTF-8").stdout(Stdio::piped()).stderr(Stdio::piped());
        Ok(command)
    }

    fn run(&self, name: &str, args: &[&str], input: Option<&[u8]>) -> Result<Ran> {
        let mut command = self.command(name)?;
        let mut child = command.args(args).stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() }).spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        thread::scope(|scope| {
            // A program that ends before it has read everything says why by its own answer.
            scope.spawn(move || stdin.zip(input).map(|(mut to, bytes)| to.write_all(bytes)));
            let (out, err) = (scope.spawn(move || said(stdout)), scope.spawn(move || said(stderr)));
            let status = self.wait(&mut child)?;
            Ok(Ran { status, out: out.join().unwrap_or_default(), err: err.join().unwrap_or_default() })
        })
    }

    fn wait(&self, child: &mut Child) -> Result<ExitStatus> {
        let mut waited = Duration::ZERO;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            if waited >= self.answer {
                child.kill()?;
                child.wait()?;
                return Err(Error::new(ErrorKind::Busy, "printer-timeout").with("seconds", self.answer.as_secs()));
            }
            thread::sleep(STEP);
            waited += STEP;
        }
    }
}

fn said(pipe: Option<impl std::io::Read>) -> String {
    let mut bytes = Vec::new();
    // What could not be read is not there; the exit code decides.
    let _cut = pipe.map(|p| p.take(1 << 20).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `printer NAME disabled since …`, `NAME not accepting requests since …`; a network printer that was only found stands in neither.
fn queue(name: &str, states: &str, accepts: &str) -> Queue {
    let after = |text: &str, before: &str| {
        text.lines().any(|l| {
            l.strip_prefix(before)
                .and_then(|l| l.strip_prefix(name))
                .is_some_and(|l| l.starts_with(" disabled ") || l.starts_with(" not accepting "))
        })
    };
    if after(accepts, "") {
        Queue::Refusing
    } else if after(states, "printer ") {
        Queue::Paused
    } else {
        Queue::Ready
    }
}

/// The first line of what a program complained of, without its own name.
fn detail(err: &str) -> String {
    let line = err.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let words = line.strip_prefix("lp: ").unwrap_or(line);
    words.chars().filter(|c| !c.is_control()).take(DETAIL).collect()
}
