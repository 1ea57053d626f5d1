//! The one binary people install.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use comanda::args::Args;
use comanda::{commands, logging};

/// The store runs for months on a small box, with work that hops between threads. The system's
/// allocator keeps what each thread once held; this one gives it back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    logging::start(args.log_json);
    match commands::run(args.command) {
        Ok(code) => code,
        Err(error) => {
            // Standard error may be closed; there is nobody left to tell then.
            let _ = writeln!(std::io::stderr(), "comanda: {error:#}");
            commands::exit_code_of(&error)
        }
    }
}
