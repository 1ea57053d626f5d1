//! `comanda backup`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::verify::journal_dir;

/// Copies the journal and the pictures.
pub(super) fn run(dir: &Path, out: &Path) -> anyhow::Result<ExitCode> {
    let report = store_server::backup(&journal_dir(dir), out)?;
    writeln!(
        std::io::stdout(),
        "{} holds everything up to seq {} and {} pictures ({} bytes). The keys are not in it, and \
         without them nobody reads who your members are: copy the folder keys by hand to where \
         nobody else reads it.",
        out.display(),
        report.seq,
        report.photos,
        report.bytes
    )?;
    Ok(ExitCode::SUCCESS)
}
