//! `comanda rebuild`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use super::verify::journal_dir;

/// Derives everything again; with `give_up` gives up members' records first, whose key is lost.
pub(super) fn run(dir: &Path, give_up: bool) -> anyhow::Result<ExitCode> {
    let dir = journal_dir(dir);
    if give_up {
        let gone = journal::give_up_member_records(&dir)?;
        writeln!(
            std::io::stdout(),
            "The records of {gone} members were given up: what they own and ordered stays, and HQ \
             gives their names and phones back when they come."
        )?;
    }
    let report = journal::rebuild(&dir)?;
    writeln!(std::io::stdout(), "Everything was derived again from {} events.", report.events)?;
    Ok(ExitCode::SUCCESS)
}
