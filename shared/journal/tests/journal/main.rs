//! The journal as its users have it: a small shop that writes, stops, breaks and comes back.

#![expect(
    clippy::unwrap_used,
    clippy::unwrap_in_result,
    reason = "a test that finds nothing where something must be has failed"
)]
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself is not general enough in the lifetime of its reader"
)]

mod answers;
mod backups;
mod before;
mod damage;
mod ledger;
mod money;
mod opening;
mod paper;
mod privacy;
mod replay;
mod screens;
mod shop;
mod throng;
