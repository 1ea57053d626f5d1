//! `comanda restore`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

/// Puts a backup into an empty data directory.
pub(super) fn run(file: &Path, dir: &Path) -> anyhow::Result<ExitCode> {
    let report = store_server::restore(file, dir)?;
    let (journal, photos) = (report.journal, report.photos);
    writeln!(
        std::io::stdout(),
        "{} holds everything up to seq {} of history {} and {photos} pictures; history {} begins \
         there. Now put the folder keys back from its own copy: members' records can only be read \
         with it, and closed days would be signed with a new key from now on.",
        dir.display(),
        journal.restored_seq,
        journal.restored_epoch,
        journal.epoch
    )?;
    Ok(ExitCode::SUCCESS)
}
