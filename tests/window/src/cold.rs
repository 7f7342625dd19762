//! The cold start: from the process's start to the enabled login field, and what the whole process tree takes of memory.
//!
//! The real window on a school's home, its keys in a real keyring, beside an empty Tauri shell with one field, in turns, each a new
//! process with an empty folder of page data. The shell is given WebKit's lighter renderer from outside; the window sets it itself,
//! by starting itself anew, as on a person's computer.

use crate::child::Running;
use crate::run::{Run, built, driver_port};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const WAIT: Duration = Duration::from_secs(60);
/// Ticks of a process's start time in a second: Linux says 100 to every program.
const TICKS: u64 = 100;
const FIELD: &str =
    "const e = document.querySelector('[data-testid=\"login-login\"]'); return !!e && !e.disabled && e.offsetParent !== null";

/// One start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cold {
    /// From the start of the process to the enabled field.
    pub time: Duration,
    /// Proportional set size of the process tree, kB, two seconds later.
    pub kilobytes: u64,
}

/// Starts both in turns, so many times each, after one start of each that is not counted.
pub fn cold_starts(turns: usize, list: &Path) -> Result<(Vec<Cold>, Vec<Cold>), Box<dyn std::error::Error>> {
    let run = Run::start("cold").with_keyring();
    found(&run, list)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (mut window, mut shell) = (Vec::new(), Vec::new());
        for turn in 0..=turns {
            let page = run.home().join("page");
            let ours = json!({ "binary": built("zhurnal-window"), "args": ["--home", run.home()] });
            let data = run.dir().join(format!("shell-{turn}"));
            let empty = json!({ "binary": built("zhurnal-shell"), "args": [data] });
            if page.exists() {
                std::fs::remove_dir_all(page)?;
            }
            let (a, b) = (start(&run, ours, false).await?, start(&run, empty, true).await?);
            if turn > 0 {
                window.push(a);
                shell.push(b);
            }
        }
        Ok((window, shell))
    })
}

/// A school with its pupils, made by the command line.
fn found(run: &Run, list: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let command = || {
        let mut c = run.command(built("zhurnal"));
        c.arg("--home").arg(run.home()).env("ZHURNAL_KEYS", "keyring").env("ZHURNAL_USER", "zavuch");
        c.env("ZHURNAL_PASSWORD", "Тихий сентябрь 26").stdin(Stdio::null()).stdout(Stdio::null());
        c
    };
    let sheet = run.dir().join("sheet.pdf");
    let mut init = command();
    init.args(["init", "--school", "МБОУ «Средняя школа № 5»", "--profile", "eljur", "--year", "2026", "--admin", "zavuch", "--sheet"]);
    let mut import = command();
    import.args(["import", "pupils", "--apply"]).arg(list);
    for (what, c) in [("init", init.arg(sheet)), ("import", &mut import)] {
        if !c.status()?.success() {
            return Err(format!("zhurnal {what} failed").into());
        }
    }
    Ok(())
}

/// One program from nothing to its field.
async fn start(run: &Run, program: serde_json::Value, light: bool) -> Result<Cold, Box<dyn std::error::Error>> {
    let mut command = run.command("WebKitWebDriver");
    command.env("TAURI_WEBVIEW_AUTOMATION", "true").stdout(Stdio::null()).stderr(Stdio::null());
    if light {
        command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
    let (driver, port) = driver_port(command).await;
    let mut capabilities = Capabilities::new();
    capabilities.insert("webkitgtk:browserOptions".to_owned(), program);
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities);
    let client = tokio::time::timeout(WAIT, builder.connect(&format!("http://127.0.0.1:{port}"))).await??;
    field(&client).await?;
    let process = children(driver.id()).into_iter().next().ok_or("the driver started nothing")?;
    let time = since_start(process).ok_or("no start time")?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let kilobytes = tree(process).into_iter().filter_map(proportional).sum();
    tokio::time::timeout(WAIT, client.close()).await??;
    Ok(Cold { time, kilobytes })
}

async fn field(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    let begin = Instant::now();
    // Before the page is there a script fails: that is no end yet.
    while !client.execute(FIELD, Vec::new()).await.is_ok_and(|v| v == true) {
        if begin.elapsed() > WAIT {
            return Err("the login field was not shown".into());
        }
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
    Ok(())
}

/// Fields of a process's state after its name.
fn stat(process: u32) -> Option<Vec<u64>> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(") ")?;
    Some(rest.split(' ').map(|n| n.trim().parse().unwrap_or(0)).collect())
}

pub(crate) fn children(of: u32) -> Vec<u32> {
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = all.filter_map(|e| e.file_name().to_str()?.parse::<u32>().ok());
    numbers.filter(|p| stat(*p).and_then(|s| s.get(1).copied()) == Some(u64::from(of))).collect()
}

pub(crate) fn tree(of: u32) -> Vec<u32> {
    let mut out = vec![of];
    let mut at = 0;
    while let Some(p) = out.get(at).copied() {
        out.extend(children(p));
        at += 1;
    }
    out
}

/// How long a process has lived. The start of the machine's clock is the same in both files; both count hundredths of a second.
fn since_start(process: u32) -> Option<Duration> {
    let begun = *stat(process)?.get(19)? * 1000 / TICKS;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let (seconds, hundredths) = uptime.split(' ').next()?.split_once('.')?;
    let now = seconds.parse::<u64>().ok()? * 1000 + hundredths.parse::<u64>().ok()? * 10;
    Some(Duration::from_millis(now.saturating_sub(begun)))
}

/// Proportional set size of one process, kB.
fn proportional(process: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    text.lines().find_map(|l| l.strip_prefix("Pss:")?.trim().strip_suffix(" kB")?.trim().parse().ok())
}

impl Run {
    /// A session bus with an unlocked keyring, for this run alone.
    pub fn with_keyring(mut self) -> Self {
        let mut bus = Running::start(self.command("dbus-daemon").args(["--session", "--nofork", "--print-address"]).stdout(Stdio::piped()));
        self.set_bus(bus.first_line(WAIT));
        let mut shell: Command = self.command("sh");
        shell.args(["-c", "printf secret | gnome-keyring-daemon --foreground --unlock --components=secrets"]);
        let keyring = Running::start(shell.stdout(Stdio::null()).stderr(Stdio::null()));
        self.keep(bus);
        self.keep(keyring);
        self
    }
}
