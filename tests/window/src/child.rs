//! Children of a test: started in a group of their own, ended with everything they started.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A running program that is ended on drop, with its whole group.
pub struct Running {
    child: Child,
    name: String,
}

impl Running {
    /// Starts a program in a group of its own.
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.process_group(0).stdin(Stdio::null()).spawn();
        Self { child: child.unwrap_or_else(|error| panic!("{name} does not start ({error}); `make deps` installs it")), name }
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The first line that the program writes to its standard output.
    pub fn first_line(&mut self, wait: Duration) -> String {
        let output = self.child.stdout.take().expect("standard output is piped");
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            let read = BufReader::new(output).read_line(&mut line);
            let _gone = send.send(read.map(|_| line));
        });
        let line = receive.recv_timeout(wait).unwrap_or_else(|_| panic!("{} said nothing for {wait:?}", self.name));
        line.expect("a line of text").trim().to_owned()
    }

    /// Waits for the program to end by itself and gives its exit code.
    pub fn end(mut self, wait: Duration) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() < wait {
            if let Some(status) = self.child.try_wait().expect("status of a child") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{} did not end in {wait:?}", self.name);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("kill -9 -{}", self.child.id());
        let _ended_already = Command::new("sh").args(["-c", &group]).stderr(Stdio::null()).status();
        let _reaped = self.child.wait();
    }
}
