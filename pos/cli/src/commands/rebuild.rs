//! `comanda rebuild`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::verify::journal_dir;

/// Derives everything again.
pub(super) fn run(dir: &Path) -> anyhow::Result<ExitCode> {
    let report = journal::rebuild(&journal_dir(dir))?;
    writeln!(std::io::stdout(), "Everything was derived again from {} events.", report.events)?;
    Ok(ExitCode::SUCCESS)
}
