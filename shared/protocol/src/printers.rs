//! Rows of the printers page, and the paper that a virtual printer shows.

use domain::id::OrderId;
use domain::{Code, Names, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrintDocument {
    /// For the guest.
    Receipt,
    /// A ticket on paper.
    Chit,
    /// That a line on a chit was struck.
    VoidChit,
    /// No paper: the pulse that opens the drawer.
    Drawer,
    /// For the guest: what was given back.
    Refund,
    /// A shift, the takings or a Z.
    Report,
    /// For a member: what they paid in, or got back.
    ValueSlip,
}

/// How far a print job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrintJobState {
    /// Waiting for its turn.
    Queued,
    /// Being sent; a restart now means a marked second copy.
    Sending,
    /// Sent to a printer that cannot or did not confirm.
    SentUnconfirmed,
    /// The printer said that it is on paper.
    Confirmed,
    /// Not printed; somebody must come.
    Failed,
}

/// A print job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrintJob {
    /// Which: follows from the event that asked for it.
    pub id: String,
    /// Of that event.
    pub seq: u64,
    /// Which printer.
    pub printer: Code,
    /// What is printed.
    pub document: PrintDocument,
    /// Of which order; zeros for paper that is about none.
    pub order_id: OrderId,
    /// That order's number as people say it.
    pub order_number: String,
    /// 1 for the first copy.
    pub copy: u32,
    /// Whether an earlier attempt may have printed already.
    pub possible_duplicate: bool,
    /// How far it is.
    pub state: PrintJobState,
    /// How often it was tried.
    pub attempts: u32,
    /// When that changed.
    pub changed_at: Timestamp,
}

/// What is wrong with a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PrinterAlarmCode {
    /// Nobody answers at its address.
    Unreachable,
    /// It has no paper.
    PaperOut,
    /// Its cover is open.
    CoverOpen,
    /// It took the bytes and said nothing.
    NoAnswer,
    /// It hung up in the middle.
    ConnectionLost,
}

/// That something is wrong with a printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrinterAlarm {
    /// What.
    pub code: PrinterAlarmCode,
    /// Since when.
    pub since: Timestamp,
}

/// A printer as the printers page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PrinterCard {
    /// Which.
    pub code: Code,
    /// What it is called.
    pub names: Names,
    /// Where it listens.
    pub address: String,
    /// Width of its paper in millimetres.
    pub width_mm: u32,
    /// Whether it is a virtual one, whose paper can be looked at.
    pub is_virtual: bool,
    /// What is wrong with it.
    pub alarm: Option<PrinterAlarm>,
    /// Jobs that wait for it.
    pub waiting: u32,
}

/// A run of text on paper in one style.
#[expect(clippy::struct_excessive_bools, reason = "a printer's styles are independent switches")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperSpan {
    /// The text.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is twice as wide.
    pub wide: bool,
    /// Whether it is twice as tall.
    pub tall: bool,
    /// Whether it is white on black.
    pub inverse: bool,
}

/// How a row of paper is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "left, centre and right say it")]
pub enum PaperAlign {
    Left,
    Centre,
    Right,
}

/// A row of paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperRow {
    /// How it is aligned.
    pub align: PaperAlign,
    /// What stands in it.
    pub spans: Vec<PaperSpan>,
}

/// A piece of paper that a virtual printer cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Paper {
    /// Counts from 1 since the printer was switched on.
    pub number: u64,
    /// When it was cut.
    pub at: Timestamp,
    /// Columns of the narrow font: 48 on 80 mm, 32 on 58 mm.
    pub columns: u32,
    /// What stands on it.
    pub rows: Vec<PaperRow>,
    /// Whether it was cut off.
    pub cut: bool,
    /// Drawer pulses that came with it.
    pub drawer_pulses: u32,
}
