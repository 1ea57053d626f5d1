//! `comanda replay`.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use crate::args::ReplayArgs;
use crate::replay::{self, Options};

/// Plays the file, reports, and fails when it does not add up.
pub(super) fn run(args: ReplayArgs) -> anyhow::Result<ExitCode> {
    let options = Options {
        file: args.file,
        to: args.to,
        hq: args.hq,
        hq_token: args.hq_token,
        terminals: args.terminals,
        speed: args.speed,
        limit: args.limit,
        patience: Duration::from_secs(args.patience),
        pairing_code: args.pairing_code,
        pin: args.pin,
        staff: args.staff,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let report = runtime.block_on(replay::run(&options))?;
    let mut out = std::io::stdout().lock();
    if args.json {
        report.write_json(&mut out)?;
    } else {
        report.write_table(&mut out)?;
    }
    out.flush()?;
    Ok(if report.agrees { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
