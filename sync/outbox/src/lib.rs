//! The store's end of the line to HQ.
//!
//! [`session`] decides everything and owns no socket, clock or random number; [`link`] is the loop
//! that does what it says over HTTP; [`source`] is what the store must offer; [`members`] asks about members. The journal itself is
//! the outbox: there is no second list, only the place up to which HQ has confirmed.
//!
//! *Invariant:* sees no database. *Invariant:* nothing but HQ's own answer, naming the epoch, seq
//! and hash that were sent, moves that place forward.

pub mod backoff;
pub mod link;
pub mod members;
pub mod session;
pub mod source;

pub use link::{LinkError, LinkSettings, run};
pub use members::{AskFailed, MemberLine};
pub use session::{Action, Fault, Place, Session};
pub use source::{Head, OutboxSource, SourceFailed};
