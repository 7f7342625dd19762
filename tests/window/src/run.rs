//! One run of a test: a display, a private folder that stands for the user's, and the windows opened in it.

use crate::child::Running;
use crate::page::Window;
use fantoccini::ClientBuilder;
use fantoccini::wd::Capabilities;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const START: Duration = Duration::from_secs(60);

/// A display and a private folder. Windows opened on it share its home, one after another.
pub struct Run {
    dir: TempDir,
    screen: Screen,
    /// Address of a session bus; there is none otherwise.
    bus: Option<String>,
    kept: Vec<Running>,
}

/// The display of a run, to take pictures of.
#[derive(Clone)]
pub(crate) struct Screen {
    display: String,
    run: String,
}

impl Screen {
    /// Writes the part of the screen that the window covers to `<folder>/<run>-<name>.png`, counted from the root of the sources.
    pub fn picture(&self, folder: &str, name: &str) {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(folder);
        std::fs::create_dir_all(&folder).expect("a folder of pictures");
        let mut command = Command::new(built("zhurnal-picture"));
        command.arg(folder.join(format!("{}-{name}.png", self.run))).args(["0", "0", "1366", "768"]);
        let status = command.env("DISPLAY", &self.display).env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1").status();
        assert!(status.expect("zhurnal-picture runs").success(), "no picture {name}");
    }
}

impl Run {
    /// Starts a display. `name` names the pictures of the run.
    pub fn start(name: &str) -> Self {
        let dir = tempfile::Builder::new().prefix("zhurnal-window-").tempdir().expect("a temporary folder");
        for folder in ["data", "cache", "config", "tmp"] {
            std::fs::create_dir(dir.path().join(folder)).expect("a folder of the run");
        }
        let mut xvfb = Running::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0", "1680x900x24", "-nolisten", "tcp", "-noreset"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let display = format!(":{}", xvfb.first_line(START));
        Self { dir, screen: Screen { display, run: name.to_owned() }, bus: None, kept: vec![xvfb] }
    }

    pub(crate) fn set_bus(&mut self, address: String) {
        self.bus = Some(address);
    }

    /// Ends a program with the run.
    pub(crate) fn keep(&mut self, program: Running) {
        self.kept.push(program);
    }

    /// The home of the journal.
    pub fn home(&self) -> PathBuf {
        self.dir.path().join("home")
    }

    /// The private folder: home, temporary files, WebKit's data.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Says what the next dialogs return, one path each; an empty path closes the dialog.
    pub fn answer_dialogs(&self, paths: &[&Path]) {
        let lines: String = paths.iter().map(|path| format!("{}\n", path.display())).collect();
        std::fs::write(self.dialogs(), lines).expect("answers of dialogs");
    }

    fn dialogs(&self) -> PathBuf {
        self.dir.path().join("dialogs")
    }

    /// A command with the environment of this run.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .env("DISPLAY", &self.screen.display)
            .env("GDK_BACKEND", "x11")
            .env("HOME", self.dir())
            .env("XDG_DATA_HOME", self.dir().join("data"))
            .env("XDG_CACHE_HOME", self.dir().join("cache"))
            .env("XDG_CONFIG_HOME", self.dir().join("config"))
            .env("TMPDIR", self.dir().join("tmp"))
            .env("NO_AT_BRIDGE", "1")
            .env("GTK_USE_PORTAL", "0")
            .env_remove("WAYLAND_DISPLAY")
            .env("XDG_RUNTIME_DIR", self.dir())
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus.as_deref().unwrap_or("disabled:"))
            .env_remove("ZHURNAL_HOME");
        command
    }

    /// Opens the window on the home and connects to it.
    pub async fn open(&self) -> Window {
        let mut command = self.command("WebKitWebDriver");
        command.env("TAURI_WEBVIEW_AUTOMATION", "true").env("ZHURNAL_TEST_DIALOG", self.dialogs()).stdout(Stdio::null());
        let (driver, port) = driver_port(command).await;
        let options = json!({ "binary": built("zhurnal-window"), "args": ["--home", self.home()] });
        let mut capabilities = Capabilities::new();
        capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let url = format!("http://127.0.0.1:{port}");
        let client = tokio::time::timeout(START, builder.connect(&url)).await.expect("the window opens in time").expect("a session");
        Window::new(client, driver, self.screen.clone())
    }

    /// Starts the program without a driver, as a person does.
    pub fn start_plain(&self) -> Running {
        let mut command = self.command(built("zhurnal-window"));
        Running::start(command.arg("--home").arg(self.home()).stdout(Stdio::null()).env("TAURI_WEBVIEW_AUTOMATION", "true"))
    }
}

/// A built program of the workspace, in the same profile as this test.
pub(crate) fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let folder = test.parent().expect("target/<profile>/deps of a test, target/<profile> of a program");
    let profile = if folder.ends_with("deps") { folder.parent().expect("target/<profile>") } else { folder };
    let program = profile.join(name);
    assert!(program.exists(), "{} is missing: run `cargo build --workspace`", program.display());
    program
}

/// Starts a WebDriver on a port of its own.
pub(crate) async fn driver_port(mut driver: Command) -> (Running, u16) {
    let port = free_port();
    let driver = Running::start(driver.args(["--host=127.0.0.1", &format!("--port={port}")]));
    wait_for_port(port).await;
    (driver, port)
}

/// A port of the loopback that nobody listens on now.
fn free_port() -> u16 {
    let probe = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback");
    probe.local_addr().expect("its number").port()
}

async fn wait_for_port(port: u16) {
    let start = Instant::now();
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        assert!(start.elapsed() < START, "WebKitWebDriver does not listen");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
