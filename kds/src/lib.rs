//! What each kitchen screen, till and board is sent, and how a screen picks up where it left off.
//!
//! [`Feed`] is a connection's state without a socket: commits go in, frames come out, and what may
//! wait in between is bounded. [`Resume`] is the rule for a screen that comes back. [`rows`] names
//! the rows that each view is made of, over the narrow [`BoardRows`]. Owns no socket, no clock and
//! no database. Who may ask for what is decided in `domain`.

pub mod feed;
pub mod resume;
pub mod rows;
pub mod view;

pub use feed::{Changed, Feed, PENDING_ROWS_MAX, PUSH_INTERVAL_MS, Resync};
pub use resume::{RESUME_EVENTS_MAX, Resume, resume};
pub use rows::{BUMPED_TICKETS_MAX, BoardRows, Reference, Rows, changes_after, snapshot};
pub use view::{Table, View};
