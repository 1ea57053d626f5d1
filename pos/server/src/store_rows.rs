//! The rows of views, read from the journal.

use std::sync::Arc;

use domain::catalogue::{Item, Menu};
use domain::floor::FloorPlan;
use domain::id::DeviceId;
use domain::kitchen::KitchenDesk;
use domain::shift::ShiftState;
use domain::stock::{Availability, StockRow};
use domain::{Code, Timestamp};
use journal::{JobDocument, JobState, ReadError, Reader, RowJson, StoredJob};
use kds::{BoardRows, Reference, Resume, Rows, Table, View};
use protocol::frames::{BoardRow, SoldOut};
use protocol::printers::{PrintDocument, PrintJob, PrintJobState};

use crate::parts::Parts;

/// Print jobs in a snapshot at most.
const PRINT_JOBS_MAX: u32 = 300;

/// What was read for a screen.
#[derive(Debug)]
pub(crate) enum ReadRows {
    /// Everything.
    Snapshot(u64, Rows),
    /// What changed.
    Changes(u64, Rows),
}

/// One moment of the journal. Reads `seq` first, so that all rows are of the same moment.
struct StoreRows<'a> {
    reader: &'a Reader<'a>,
    /// A seq that was durable before the reading began.
    seq_before: u64,
    menu: &'a Menu,
}

/// Reads what a view shows, or what of it changed after a seq if that is not too long ago.
///
/// # Errors
/// The journal cannot be read.
pub(crate) async fn read(
    parts: &Arc<Parts>,
    view: View,
    after: Option<u64>,
) -> Result<ReadRows, ReadError> {
    let head = *parts.journal.head().borrow();
    let seen = after.map(|seq| (head.epoch, seq));
    let journal = parts.journal.clone();
    let parts = Arc::clone(parts);
    journal
        .read(move |reader| {
            let menu = parts.journal.menu();
            let rows = StoreRows { reader, seq_before: head.seq, menu: &menu };
            match kds::resume(seen, head.epoch, rows.seq()?) {
                Resume::Snapshot => {
                    let reference = reference(&parts, |_| true);
                    let (seq, rows) = kds::snapshot(&rows, &view, reference)?;
                    Ok(ReadRows::Snapshot(seq, rows))
                }
                // Printers and their jobs go on without a seq: they are sent even then.
                Resume::UpToDate | Resume::ChangesAfter(_) => {
                    let after = after.unwrap_or(head.seq);
                    let missed = reader.events_after(after, usize::MAX, usize::MAX)?;
                    let changed = |kind: &str| missed.iter().any(|event| event.kind == kind);
                    let reference = reference(&parts, changed);
                    let (seq, rows) = kds::changes_after(&rows, &view, after, reference)?;
                    Ok(ReadRows::Changes(seq, rows))
                }
            }
        })
        .await
}

/// Reference data for a screen that has not seen events of these kinds.
fn reference(parts: &Parts, changed: impl Fn(&str) -> bool) -> Reference {
    let rows = parts.reference.current(&parts.journal);
    let catalogue = changed("catalogue_changed");
    Reference {
        catalogue: catalogue.then(|| rows.catalogue.to_string()),
        stations: catalogue.then(|| rows.stations.to_string()),
        staff: changed("staff_changed").then(|| rows.staff.to_string()),
        printers: parts.printers.rows(),
    }
}

fn bodies(rows: Vec<RowJson>) -> Vec<String> {
    rows.into_iter().map(|row| row.json).collect()
}

impl BoardRows for StoreRows<'_> {
    type Error = ReadError;

    fn seq(&self) -> Result<u64, ReadError> {
        let newer = self.reader.events_after(self.seq_before, usize::MAX, usize::MAX)?;
        Ok(newer.last().map_or(self.seq_before, |event| event.seq))
    }

    fn orders(&self, after: Option<u64>) -> Result<Vec<String>, ReadError> {
        Ok(bodies(match after {
            None => self.reader.open_orders()?,
            Some(seq) => self.reader.orders_after(seq)?,
        }))
    }

    fn tickets(
        &self,
        station: Option<&Code>,
        after: Option<u64>,
    ) -> Result<Vec<String>, ReadError> {
        Ok(bodies(match after {
            None => self.reader.open_tickets(station)?,
            Some(seq) => self.reader.tickets_after(station, seq)?,
        }))
    }

    fn bumped_tickets(
        &self,
        station: Option<&Code>,
        limit: usize,
    ) -> Result<Vec<String>, ReadError> {
        let limit = u32::try_from(limit).unwrap_or(u32::MAX);
        let mut rows = bodies(self.reader.bumped_tickets(station, limit)?);
        rows.reverse();
        Ok(rows)
    }

    fn board(&self, after: Option<u64>, with_held: bool) -> Result<Vec<String>, ReadError> {
        let orders = match after {
            None => self.reader.orders_on_board()?,
            Some(seq) => {
                let rows = self.reader.orders_after(seq)?;
                rows.iter().map(|row| serde_json::from_str(&row.json)).collect::<Result<_, _>>()?
            }
        };
        let row = |order| {
            let mut row = BoardRow::from(order);
            if !with_held {
                row.held.clear();
            }
            Ok(serde_json::to_string(&row)?)
        };
        orders.iter().map(row).collect()
    }

    fn shift(&self, device: DeviceId, or_last: bool) -> Result<Option<String>, ReadError> {
        let shift = self.reader.shift_of(device)?;
        let wanted = shift.filter(|shift| or_last || matches!(shift.state, ShiftState::Open));
        Ok(wanted.as_ref().map(serde_json::to_string).transpose()?)
    }

    fn whole(&self, table: Table) -> Result<Option<String>, ReadError> {
        match table {
            Table::Stock => Ok(Some(self.reader.stock()?)),
            Table::Tables => Ok(Some(self.reader.table_states()?)),
            Table::FloorPlan => match self.reader.floor_plan()? {
                Some(plan) => Ok(Some(plan)),
                // A store whose floor nobody has drawn yet.
                None => Ok(Some(serde_json::to_string(&FloorPlan::default())?)),
            },
            Table::Kitchen => match self.reader.kitchen()? {
                Some(desk) => Ok(Some(desk)),
                None => Ok(Some(serde_json::to_string(&KitchenDesk::default())?)),
            },
            Table::SoldOut => {
                let rows = sold_out(&self.reader.stock()?, self.menu)?;
                Ok(Some(serde_json::to_string(&rows)?))
            }
            Table::Orders
            | Table::Tickets
            | Table::Board
            | Table::Shifts
            | Table::PrintJobs
            | Table::Printers
            | Table::Catalogue
            | Table::Staff => Ok(None),
        }
    }

    fn print_jobs(&self, since: Timestamp) -> Result<Vec<String>, ReadError> {
        let mut jobs = self.reader.recent_jobs(PRINT_JOBS_MAX)?;
        jobs.retain(|job| job.changed_at >= since);
        jobs.reverse();
        jobs.iter().map(|job| Ok(serde_json::to_string(&print_job(job))?)).collect()
    }
}

/// What of a JSON list of [`StockRow`] guests are told cannot be had, in the order of the menu.
///
/// # Errors
/// It is no such list.
pub(crate) fn sold_out(stock: &str, menu: &Menu) -> Result<Vec<SoldOut>, serde_json::Error> {
    let rows: Vec<StockRow> = serde_json::from_str(stock)?;
    let out = |item: &&Item| {
        let row = rows.iter().find(|row| row.item_id == item.id);
        row.is_some_and(|row| match row.stock.availability {
            Availability::EightySix | Availability::Countdown { left: 0 } => true,
            Availability::Available | Availability::Countdown { .. } => false,
        })
    };
    let items = if rows.is_empty() { &[][..] } else { &menu.catalogue().items };
    let named = |item: &Item| SoldOut { item_id: item.id, names: item.names.clone() };
    Ok(items.iter().filter(out).map(named).collect())
}

/// A print job as screens get it.
pub(crate) fn print_job(job: &StoredJob) -> PrintJob {
    PrintJob {
        id: job.id.to_string(),
        seq: job.seq,
        printer: job.printer.clone(),
        document: match job.document {
            JobDocument::Receipt => PrintDocument::Receipt,
            JobDocument::Chit => PrintDocument::Chit,
            JobDocument::VoidChit => PrintDocument::VoidChit,
            JobDocument::Drawer => PrintDocument::Drawer,
            JobDocument::Refund => PrintDocument::Refund,
            JobDocument::ValueSlip => PrintDocument::ValueSlip,
            JobDocument::Report => PrintDocument::Report,
        },
        order_id: job.order_id,
        order_number: job.order_number.clone(),
        copy: job.copy,
        possible_duplicate: job.possible_duplicate,
        state: match job.state {
            JobState::Queued => PrintJobState::Queued,
            JobState::Sending => PrintJobState::Sending,
            JobState::Retrying | JobState::SentUnconfirmed => PrintJobState::SentUnconfirmed,
            JobState::Confirmed => PrintJobState::Confirmed,
            JobState::Failed => PrintJobState::Failed,
        },
        attempts: job.attempts,
        changed_at: job.changed_at,
    }
}
