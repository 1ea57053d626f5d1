//! Paper: what a receipt or a chit says, the bytes that print it, the wire to the printer, and a
//! printer that is a page in a browser.
//!
//! [`receipt`] and [`chit`] build a [`Document`]; [`encode()`] turns it into the bytes of one job;
//! [`PrinterConnection`] takes a job to a printer and says how it ended; [`VirtualPrinter`] decodes
//! the same bytes back into [`Paper`], which [`raster`] draws. Owns no journal and no retry: which
//! copy is printed when is decided by whoever calls.

pub mod chit;
pub mod decode;
pub mod document;
pub mod encode;
pub mod paper;
pub mod raster;
pub mod receipt;
pub mod report;
pub mod roll;
pub mod text;
pub mod transport;
pub mod virtual_printer;
pub mod wording;

pub use document::{Block, Document, PaperForm};
pub use encode::encode;
pub use paper::{Align, Paper, PaperRow, PaperSpan};
pub use transport::{PrintResult, PrinterAlarmCode, PrinterConnection, PrinterTarget, Timeouts};
pub use virtual_printer::{Fault, VirtualPrinter};
pub use wording::Language;
