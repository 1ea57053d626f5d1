//! `comanda printer`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use printing::virtual_printer::machine_clock;
use printing::{Paper, VirtualPrinter};
use tokio_util::sync::CancellationToken;

use super::running::until_stopped;
use crate::args::PrinterArgs;

/// Papers that are taken out at a time.
const PAPERS_AT_ONCE: usize = 100;

/// Prints until it is stopped.
pub(super) fn run(args: &PrinterArgs) -> anyhow::Result<ExitCode> {
    until_stopped(async |stop| print(args, stop).await)
}

async fn print(args: &PrinterArgs, stop: CancellationToken) -> anyhow::Result<()> {
    let columns = if args.width == "58" { 32 } else { 48 };
    let printer = VirtualPrinter::start(args.listen, columns, machine_clock)
        .await
        .with_context(|| format!("the printer cannot listen on {}", args.listen))?;
    if let Some(out) = &args.out {
        std::fs::create_dir_all(out).with_context(|| format!("cannot make {}", out.display()))?;
    }
    writeln!(std::io::stdout(), "A printer of {} mm listens on {}.", args.width, printer.addr())?;
    let mut papers = printer.subscribe();
    let mut taken = 0;
    loop {
        let total = *papers.borrow_and_update();
        for paper in printer.papers(PAPERS_AT_ONCE) {
            if paper.number > taken && paper.number <= total {
                take_out(&paper, args.out.as_deref())?;
            }
        }
        taken = total;
        tokio::select! {
            changed = papers.changed() => changed?,
            () = stop.cancelled() => break,
        }
    }
    printer.shutdown().await;
    Ok(())
}

fn take_out(paper: &Paper, dir: Option<&Path>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "── {} ──\n{}", paper.number, paper.text())?;
    if let Some(dir) = dir {
        let file = dir.join(format!("{:06}.png", paper.number));
        std::fs::write(&file, printing::raster::png(paper)?)
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}
