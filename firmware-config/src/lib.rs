//! Which devices a store has and how each is set up: one `store.toml`, checked as a whole.
//!
//! [`StoreDescription::parse`] answers with every problem at once, each a sentence that says what to
//! do. Reads no file and opens no socket.

pub mod address;
mod check;
mod description;
mod members;
mod problem;
mod shape;
mod trade;

pub use address::AddressRefusal;
pub use description::{
    ChitRoute, Confirm, DrawerPulse, Encoding, HqSection, PrinterDescription, Routes,
    StoreDescription, StoreSection, TenderDescription, TenderKind,
};
pub use members::{
    CommissionSection, MembersSection, TagRuleSection, TierSection, TopUpGiftSection,
};
pub use problem::Problem;
pub use trade::{PolicySection, SlotsSection, TradeSection};
