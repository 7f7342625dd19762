//! A loopback bridge between a browser and the core: tests of screens drive the real core through it. Never shipped.
//!
//! `zhurnal-bridge --home DIR --pages ui/dist [--port N] [--saves DIR]` prints the address to open, token and all, and serves until
//! its standard input ends. Only the loopback is listened on; every request but the static pages must carry the token of this run.

mod core;
mod events;
mod pages;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

/// What the bridge was asked to do.
struct Options {
    home: PathBuf,
    pages: PathBuf,
    saves: PathBuf,
    port: u16,
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let (mut home, mut pages, mut saves, mut port) = (None, PathBuf::from("ui/dist"), None, 0);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--home" => home = Some(PathBuf::from(value)),
            "--pages" => pages = PathBuf::from(value),
            "--saves" => saves = Some(PathBuf::from(value)),
            "--port" => port = value.parse().map_err(|_| format!("{value} is no port"))?,
            _ => return Err(format!("unknown argument {name}")),
        }
    }
    let home = home.ok_or("--home DIR is missing")?;
    let saves = saves.unwrap_or_else(|| home.join("saves"));
    Ok(Options { home, pages, saves, port })
}

fn main() -> ExitCode {
    let guarded = zhurnal::platform::dumps::off().map_err(|error| error.to_string());
    match guarded.and_then(|()| options(std::env::args().skip(1))).and_then(serve::run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("zhurnal-bridge: {why}");
            ExitCode::FAILURE
        }
    }
}
