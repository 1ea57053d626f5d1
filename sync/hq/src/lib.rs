//! Headquarters: takes the journals of all stores in, counts them, and shows today.
//!
//! [`serve`] is the whole of it on a socket. A batch goes: `http` → `incoming` (read and
//! checked, no database) → `writer` (one thread, one commit for all that waits) → `ingest` (what it
//! means for what HQ holds) → `books` and `project` (what it counts for).
//!
//! *Invariant:* an acknowledgement leaves only after the commit. *Invariant:* no event blocks the
//! queue: one that HQ cannot count is stored, kept aside and acknowledged. *Invariant:* sees no
//! store's database, only what stores send.

mod books;
mod clashes;
mod clock;
mod coupons;
mod database;
mod headquarters;
mod http;
mod incoming;
mod ingest;
mod member_books;
mod member_letters;
mod member_pages;
mod member_records;
mod member_standings;
mod member_sums;
mod merges;
mod metering;
mod project;
mod readers;
mod reckoning;
mod reports;
mod rows;
mod sentence;
mod wanted;
mod writer;

pub use headquarters::{Hq, HqOptions, TOKEN_CHARS_MIN};
pub use http::serve;
