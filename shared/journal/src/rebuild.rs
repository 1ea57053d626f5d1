//! Deriving every projection again from the journal.

use std::panic::AssertUnwindSafe;
use std::path::Path;

use domain::id::StoreId;
use domain::money::Currency;
use domain::settings::Settings;
use domain::{Names, Stamp, State, evolve};
use rusqlite::Connection;

use crate::FILE_NAME;
use crate::error::{OpenError, ReadError, VerifyError};
use crate::load::load;
use crate::money::MoneyCheck;
use crate::open::{DERIVE_AGAIN, lock, look, meta, open_file};
use crate::project::{Projector, TABLES};
use crate::sealed;
use crate::stored::{COLUMNS, StoredEvent};
use crate::upcast;
use crate::verify::check_chain;

/// Events folded between two flushes: bounds what is held in memory.
const FLUSH_EVERY: u64 = 500;

/// What a rebuild did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RebuildReport {
    /// Events folded.
    pub events: u64,
}

/// Deletes every projection and derives it again, in one transaction.
///
/// # Errors
/// [`VerifyError`]; then everything is as it was.
pub fn rebuild(dir: &Path) -> Result<RebuildReport, VerifyError> {
    let file = dir.join(FILE_NAME);
    if !file.exists() {
        return Err(OpenError::Missing { dir: dir.to_owned() }.into());
    }
    let _lock = lock(dir)?;
    // What does not hold is not built upon.
    let Some(reader) = look(&file)? else {
        return Err(OpenError::NotAJournal { file }.into());
    };
    check_chain(&reader)?;
    let seal = sealed::seal_of(dir, Some(&reader))?;
    drop(reader);
    let mut connection = open_file(&file)?;
    sealed::begin(&mut connection, &seal)?;
    let events = derive_again(&mut connection)?;
    let transaction = connection.transaction()?;
    sealed::derive_words_again(&transaction)?;
    transaction.commit()?;
    Ok(RebuildReport { events })
}

/// Empties the projections and derives them again, in one transaction.
pub(crate) fn derive_again(connection: &mut Connection) -> Result<u64, VerifyError> {
    let transaction = connection.transaction()?;
    for (table, _) in TABLES {
        transaction.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let events = fold(&transaction, &transaction)?;
    transaction.execute("DELETE FROM meta WHERE key = ?1", [DERIVE_AGAIN])?;
    transaction.commit()?;
    Ok(events)
}

/// Folds the whole journal of `source` into the projections of `target`, which are empty. Names the
/// first row at which the money does not hold.
pub(crate) fn fold(source: &Connection, target: &Connection) -> Result<u64, VerifyError> {
    let mut state = State::new(settings_for_folding(source)?);
    let mut projector = Projector::default();
    let mut money = MoneyCheck::default();
    let mut statement = source.prepare(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    let mut events = 0;
    while let Some(row) = rows.next()? {
        let stored = StoredEvent::read(row)?;
        let bad = |why: String| VerifyError::BadRow { seq: stored.seq, why };
        let event = upcast(&stored.kind, stored.version, &stored.body)
            .map_err(|error| bad(error.to_string()))?;
        loop {
            let missing = state.missing_rows(&event.rows());
            if missing.is_empty() {
                break;
            }
            for key in missing {
                load(target, &mut state, key)?;
            }
        }
        money.before(&state, &event).map_err(bad)?;
        let stamp = Stamp { at: stored.at, actor: stored.actor, device: stored.device };
        // A chain may hold and its events still contradict each other: somebody wrote it anew.
        std::panic::catch_unwind(AssertUnwindSafe(|| {
            projector.foresee(&event, &state);
            evolve(&mut state, &event, &stamp);
            projector.note(&event, stored.seq, &stamp, &mut state);
        }))
        .map_err(|_| bad("it contradicts what stands before it".to_owned()))?;
        money.after(&state, &event).map_err(bad)?;
        events += 1;
        if stored.seq.is_multiple_of(FLUSH_EVERY) {
            projector.flush(target, &state)?;
            state.trim();
        }
    }
    projector.flush(target, &state)?;
    Ok(events)
}

/// Settings to fold with. Folding reads none of them: whatever was decided stands in the events.
fn settings_for_folding(source: &Connection) -> Result<Settings, VerifyError> {
    let store_id = meta(source, "store_id")?.unwrap_or_default();
    let store_id = store_id.parse::<StoreId>().map_err(|_| ReadError::Column("store_id"))?;
    let currency = Currency::from_code("GBP").ok_or(ReadError::Column("currency"))?;
    Ok(Settings {
        store_id,
        names: Names::default(),
        currency,
        time_zone: chrono_tz::UTC,
        day_cut_off_minutes: 0,
        receipt_printer: None,
        drawer_printer: None,
        chit_printers: std::collections::BTreeMap::new(),
        fallback_printer: None,
        points_per_major: 0,
        trade: domain::settings::Trade::default(),
    })
}
