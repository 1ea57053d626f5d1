//! `comanda verify`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use journal::VerifyError;
use serde_json::json;

/// Checks a data directory; a failure names the first bad seq.
pub(super) fn run(dir: &Path, as_json: bool) -> anyhow::Result<ExitCode> {
    let found = journal::verify(&journal_dir(dir));
    let mut out = std::io::stdout().lock();
    match found {
        Ok(report) if as_json => {
            let epoch = report.epoch.map(|epoch| epoch.to_string());
            let said = json!({
                "sound": true, "first_bad_seq": null, "events": report.events, "epoch": epoch,
                "head_hash": report.head_hash, "epochs": report.epochs,
                "orders": report.orders, "receipts": report.receipts,
                "refunds": report.refunds, "days": report.days,
            });
            writeln!(out, "{said}")?;
            Ok(ExitCode::SUCCESS)
        }
        Ok(report) => {
            let (events, orders, receipts) = (report.events, report.orders, report.receipts);
            writeln!(out, "{events} events, {orders} orders, {receipts} receipts: all sound.")?;
            let (refunds, days) = (report.refunds, report.days);
            writeln!(out, "{refunds} refunds, {days} days closed: every sum and every Z holds.")?;
            writeln!(out, "head {}, histories {}", report.head_hash, report.epochs)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) if as_json => {
            let first_bad_seq = match &error {
                VerifyError::BadRow { seq, .. } => Some(*seq),
                VerifyError::Open(_)
                | VerifyError::Projection { .. }
                | VerifyError::File(_)
                | VerifyError::Read(_) => None,
            };
            let problem = error.to_string();
            let said =
                json!({ "sound": false, "first_bad_seq": first_bad_seq, "problem": problem });
            writeln!(out, "{said}")?;
            Ok(ExitCode::FAILURE)
        }
        Err(error) => Err(error.into()),
    }
}

/// Where the journal is: in the directory itself, or in `store` below it, where a demo keeps it.
pub(super) fn journal_dir(dir: &Path) -> PathBuf {
    let of_demo = dir.join("store");
    let is_demo =
        !dir.join(journal::FILE_NAME).exists() && of_demo.join(journal::FILE_NAME).exists();
    if is_demo { of_demo } else { dir.to_owned() }
}
