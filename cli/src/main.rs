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
mod law;
mod log;
mod open;
mod output;
mod print;
mod propose;
mod root;
mod verify;
mod witness;

use args::{Arguments, Command};
use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(e) => {
            let _closed = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
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
        Command::Archive(asked) => archive::run(&place, &asked),
        Command::Verify(asked) => verify::run(place.json, &asked),
        Command::Destroy(asked) => destroy::run(&place, &asked),
        Command::Witness(args::Witness::Run) => witness::run(&place),
        Command::Check => check::run(&place),
        Command::Doctor(asked) => doctor::run(&place, &asked),
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
