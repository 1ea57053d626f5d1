//! A file for each command; this one chooses.

mod backup;
mod config;
mod demo;
mod hq;
mod printer;
mod rebuild;
mod replay;
mod restore;
mod running;
mod store;
mod verify;

use std::process::ExitCode;

use crate::args::Command;
use crate::replay::SheetError;

/// The exit code of what was asked for and could not be understood or read.
const EXIT_BAD_INPUT: u8 = 2;

/// Does what was asked for, and answers with the exit code.
///
/// # Errors
/// Why it could not be done, in a sentence.
pub fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(args) => demo::run(&args),
        Command::Store(args) => store::run(args),
        Command::Hq(args) => hq::run(args),
        Command::Replay(args) => replay::run(args),
        Command::Verify { dir, json } => verify::run(&dir, json),
        Command::Rebuild { dir, give_up_member_records } => {
            rebuild::run(&dir, give_up_member_records)
        }
        Command::Backup { dir, out } => backup::run(&dir, &out),
        Command::Restore { file, dir } => restore::run(&file, &dir),
        Command::Printer(args) => printer::run(&args),
        Command::Config { action } => config::run(&action),
    }
}

/// The exit code of a failure: 2 for input that cannot be read, else 1.
pub fn exit_code_of(error: &anyhow::Error) -> ExitCode {
    if error.is::<SheetError>() { ExitCode::from(EXIT_BAD_INPUT) } else { ExitCode::FAILURE }
}
