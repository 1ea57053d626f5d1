//! `comanda restore`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Puts a backup into an empty data directory.
pub(super) fn run(file: &Path, dir: &Path) -> anyhow::Result<ExitCode> {
    let report = journal::restore(file, dir)?;
    writeln!(
        std::io::stdout(),
        "{} holds everything up to seq {} of history {}; history {} begins there.",
        dir.display(),
        report.restored_seq,
        report.restored_epoch,
        report.epoch
    )?;
    Ok(ExitCode::SUCCESS)
}
