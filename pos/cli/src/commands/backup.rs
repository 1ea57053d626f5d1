//! `comanda backup`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::verify::journal_dir;

/// Copies the journal.
pub(super) fn run(dir: &Path, out: &Path) -> anyhow::Result<ExitCode> {
    let report = journal::backup(&journal_dir(dir), out)?;
    writeln!(
        std::io::stdout(),
        "{} holds everything up to seq {} ({} bytes).",
        out.display(),
        report.seq,
        report.bytes
    )?;
    Ok(ExitCode::SUCCESS)
}
