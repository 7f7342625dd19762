//! `zhurnal`: the journal from the command line. One file a subcommand; every operation of the contract is reached by `call`.

mod admins;
mod archive;
mod args;
mod call;
mod check;
mod demo;
mod destroy;
mod doctor;
mod import;
mod import_table;
mod init;
mod intake;
mod law;
mod log;
mod open;
mod output;
mod print;
mod propose;
mod root;
mod sheets;
mod verify;
mod volumes;
mod witness;

use args::{Arguments, Command};
use clap::Parser as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::process::ExitCode;
use zhurnal::keys::arguments::refuse_secrets;
use zhurnal::{Error, Result};

/// Before anything is read: no core dumps, no secrets in arguments.
fn guard(arguments: &[std::ffi::OsString]) -> Result<()> {
    zhurnal::platform::dumps::off()?;
    refuse_secrets(arguments)
}

/// What the command line's own errors say, but never a value that may be a secret.
fn refused(e: &clap::Error, as_json: bool) -> ExitCode {
    let value = match e.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(argument)) => !argument.starts_with('-'),
        _ => false,
    };
    if e.kind() == ErrorKind::UnknownArgument && value {
        return output::failed(as_json, &Error::usage("argument-extra"));
    }
    let _closed = e.print();
    ExitCode::from(if e.use_stderr() { 2 } else { 0 })
}

fn main() -> ExitCode {
    let given: Vec<_> = std::env::args_os().collect();
    let as_json = given.iter().any(|a| a == "--json");
    if let Err(e) = guard(given.get(1..).unwrap_or_default()) {
        return output::failed(as_json, &e);
    }
    let arguments = match Arguments::try_parse_from(given) {
        Ok(arguments) => arguments,
        Err(e) => return refused(&e, as_json),
    };
    let place = open::Place { home: arguments.home, json: arguments.json };
    let done = match arguments.command {
        Command::Init(asked) => init::run(&place, asked),
        Command::Call(asked) => call::run(&place, &asked),
        Command::Import(args::Import::Pupils(asked)) => import::run(&place, &asked),
        Command::Import(other) => import_table::run(&place, &other),
        Command::Propose(asked) => propose::run(&place, &asked),
        Command::Demo(asked) => demo::run(&place, &asked),
        Command::Print(args::Print::Journal(asked)) => print::run(&place, "journal", &asked),
        Command::Print(args::Print::Summary(asked)) => print::run(&place, "summary", &asked),
        Command::Print(args::Print::Printers) => print::printers(&place),
        Command::Archive(asked) => archive::run(&place, &asked),
        Command::Verify(asked) => verify::run(place.json, &asked),
        Command::Destroy(asked) => destroy::run(&place, &asked),
        Command::Quarantine { asked } => intake::run(&place, &asked.unwrap_or(args::Quarantine::List)),
        Command::Witness(args::Witness::Run) => witness::run(&place),
        Command::Check => check::run(&place),
        Command::Doctor(asked) => doctor::run(&place, &asked),
        Command::Volumes(args::Volumes::GoOn(asked)) => volumes::go_on(&place, &asked),
        Command::Log(asked) => log::run(&place, &asked),
        Command::Root(asked) => root::run(&place, &asked),
        Command::Admins(args::Admins::Remove(asked)) => admins::remove(&place, &asked),
        Command::Devices(asked) => admins::devices(&place, asked.sheet),
        Command::Law(asked) => law::run(&place, &asked),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(e) => output::failed(place.json, &e),
    }
}
