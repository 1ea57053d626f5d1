//! Which rows a view is made of, read from whoever keeps them.

use domain::id::DeviceId;
use domain::{Code, Timestamp};

use crate::view::{Table, View};

/// Tickets that are done and that a kitchen screen still gets, so that one can be recalled.
pub const BUMPED_TICKETS_MAX: usize = 20;

/// The rows that screens are made of, each as JSON, all as of one seq.
pub trait BoardRows {
    /// What reading can fail with.
    type Error;

    /// The seq that all rows are as of.
    ///
    /// # Errors
    /// Reading failed.
    fn seq(&self) -> Result<u64, Self::Error>;
    /// Orders that are open, or those that changed after a seq.
    ///
    /// # Errors
    /// Reading failed.
    fn orders(&self, after: Option<u64>) -> Result<Vec<String>, Self::Error>;
    /// Tickets that are open, or those that changed after a seq, of one station or of all.
    ///
    /// # Errors
    /// Reading failed.
    fn tickets(
        &self,
        station: Option<&Code>,
        after: Option<u64>,
    ) -> Result<Vec<String>, Self::Error>;
    /// The tickets bumped last, of one station or of all.
    ///
    /// # Errors
    /// Reading failed.
    fn bumped_tickets(
        &self,
        station: Option<&Code>,
        limit: usize,
    ) -> Result<Vec<String>, Self::Error>;
    /// Rows of the pickup board, or those that changed after a seq; with what the order still holds
    /// back or without.
    ///
    /// # Errors
    /// Reading failed.
    fn board(&self, after: Option<u64>, with_held: bool) -> Result<Vec<String>, Self::Error>;
    /// The shift that runs on a terminal; with `or_last` the last one if none runs.
    ///
    /// # Errors
    /// Reading failed.
    fn shift(&self, device: DeviceId, or_last: bool) -> Result<Option<String>, Self::Error>;
    /// A table of which everything is sent whenever something of it changes; `None` when it is
    /// empty.
    ///
    /// # Errors
    /// Reading failed.
    fn whole(&self, table: Table) -> Result<Option<String>, Self::Error>;
    /// Print jobs that changed since.
    ///
    /// # Errors
    /// Reading failed.
    fn print_jobs(&self, since: Timestamp) -> Result<Vec<String>, Self::Error>;
}

/// Rows by their table, as JSON.
pub type Rows = Vec<(Table, Vec<String>)>;

/// Rows that are not read but known: one JSON text each, empty for "did not change".
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// The catalogue, for a till.
    pub catalogue: Option<String>,
    /// The catalogue as far as the kitchen needs it.
    pub stations: Option<String>,
    /// Everybody who may sign in.
    pub staff: Option<String>,
    /// The printers.
    pub printers: Vec<String>,
}

/// Everything a view shows, and the seq it is as of.
///
/// # Errors
/// Reading failed.
pub fn snapshot<R: BoardRows>(
    rows: &R,
    view: &View,
    reference: Reference,
) -> Result<(u64, Rows), R::Error> {
    let seq = rows.seq()?;
    let mut found = match view {
        View::Till { device } => vec![
            (Table::Orders, rows.orders(None)?),
            (Table::Shifts, rows.shift(*device, false)?.into_iter().collect()),
        ],
        View::Station(station) => vec![(Table::Tickets, all_tickets(rows, Some(station))?)],
        View::Expo => vec![
            (Table::Tickets, all_tickets(rows, None)?),
            (Table::Board, rows.board(None, true)?),
        ],
        View::Board => vec![(Table::Board, rows.board(None, false)?)],
        View::Printers { since } => vec![(Table::PrintJobs, rows.print_jobs(*since)?)],
        View::None => Vec::new(),
    };
    add_whole(&mut found, rows, view)?;
    // One row that is everything is left out when there is none; an empty list says so itself.
    found.retain(|(table, rows)| table.is_list() || !rows.is_empty());
    add(&mut found, view, reference);
    Ok((seq, found))
}

/// What of a view changed after a seq, each row in the state it has now, and the seq that is as of.
///
/// # Errors
/// Reading failed.
pub fn changes_after<R: BoardRows>(
    rows: &R,
    view: &View,
    after: u64,
    reference: Reference,
) -> Result<(u64, Rows), R::Error> {
    let seq = rows.seq()?;
    let after = Some(after);
    let mut found = match view {
        View::Till { device } => vec![
            (Table::Orders, rows.orders(after)?),
            (Table::Shifts, rows.shift(*device, true)?.into_iter().collect()),
        ],
        View::Station(station) => vec![(Table::Tickets, rows.tickets(Some(station), after)?)],
        View::Expo => vec![
            (Table::Tickets, rows.tickets(None, after)?),
            (Table::Board, rows.board(after, true)?),
        ],
        View::Board => vec![(Table::Board, rows.board(after, false)?)],
        // Jobs go on without a seq of their own.
        View::Printers { since } => vec![(Table::PrintJobs, rows.print_jobs(*since)?)],
        View::None => Vec::new(),
    };
    // Few rows, and sent whole: cheaper than finding out whether one of them changed.
    add_whole(&mut found, rows, view)?;
    // One row that is everything is left out when there is none; an empty list says so itself.
    found.retain(|(table, rows)| table.is_list() || !rows.is_empty());
    add(&mut found, view, reference);
    Ok((seq, found))
}

/// The tables that are kept in the store and sent whole.
const WHOLE_TABLES: [Table; 5] =
    [Table::Stock, Table::Tables, Table::FloorPlan, Table::Kitchen, Table::SoldOut];

fn add_whole<R: BoardRows>(found: &mut Rows, rows: &R, view: &View) -> Result<(), R::Error> {
    for table in WHOLE_TABLES {
        if view.shows(table) {
            found.push((table, rows.whole(table)?.into_iter().collect()));
        }
    }
    Ok(())
}

fn all_tickets<R: BoardRows>(rows: &R, station: Option<&Code>) -> Result<Vec<String>, R::Error> {
    let mut tickets = rows.bumped_tickets(station, BUMPED_TICKETS_MAX)?;
    tickets.extend(rows.tickets(station, None)?);
    Ok(tickets)
}

fn add(found: &mut Rows, view: &View, reference: Reference) {
    let Reference { catalogue, stations, staff, printers } = reference;
    match view {
        View::Till { .. } => {
            found.extend(catalogue.map(|row| (Table::Catalogue, vec![row])));
            found.extend(staff.map(|list| (Table::Staff, vec![list])));
        }
        View::Station(_) | View::Expo => {
            found.extend(stations.map(|row| (Table::Catalogue, vec![row])));
        }
        View::Printers { .. } => found.push((Table::Printers, printers)),
        View::Board | View::None => {}
    }
}
