//! A real drag of a file onto the window: a source window, and a mouse moved through the X server.

use crate::child::Running;
use crate::run::Run;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

const WAIT: Duration = Duration::from_secs(15);
/// Where the source stands: right of the window, which is 1366 wide.
const SOURCE: (i32, i32) = (1500, 700);

impl Run {
    /// Drags a file from another window and lets it go at `x`, `y` of the screen.
    pub async fn drag_file(&self, file: &Path, x: i32, y: i32) {
        let source = self.pick_up(file).await;
        self.carry(x, y).await;
        self.mouse(&["mouseup", "1"]).await;
        source.end(WAIT);
    }

    async fn pick_up(&self, file: &Path) -> Running {
        let mut command = self.command(crate::run::built("zhurnal-drag-source"));
        command.arg(file).arg(SOURCE.0.to_string()).arg(SOURCE.1.to_string());
        let mut source = Running::start(command.stdout(Stdio::piped()));
        assert_eq!(source.first_line(WAIT), "ready");
        let (x, y) = (SOURCE.0 + 50, SOURCE.1 + 50);
        self.mouse(&["mousemove", &x.to_string(), &y.to_string()]).await;
        self.mouse(&["mousedown", "1"]).await;
        source
    }

    /// Moves in steps, as a hand does: toolkits begin a drag only after some way.
    async fn carry(&self, x: i32, y: i32) {
        const STEPS: i32 = 12;
        let from = (SOURCE.0 + 50, SOURCE.1 + 50);
        for step in 1..=STEPS {
            let to = (from.0 + (x - from.0) * step / STEPS, from.1 + (y - from.1) * step / STEPS);
            self.mouse(&["mousemove", &to.0.to_string(), &to.1.to_string()]).await;
        }
        self.mouse(&["mousemove", &(x + 3).to_string(), &y.to_string()]).await;
    }

    /// Presses keys on the real keyboard of the display, `ctrl+Cyrillic_es`.
    pub async fn key(&self, keys: &str) {
        self.mouse(&["key", keys]).await;
    }

    async fn mouse(&self, arguments: &[&str]) {
        let status = self.command("xdotool").args(arguments).status().expect("xdotool runs; `make deps` installs it");
        assert!(status.success(), "xdotool {arguments:?}");
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
}
