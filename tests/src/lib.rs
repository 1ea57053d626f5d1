//! The real binary, driven from outside: what the acceptance tests and the benchmarks share.

mod running;
mod wire;

pub use running::{Comanda, Ended, comanda, comanda_in, sample_evening};
pub use wire::{Client, MENU_VIEW, Seat, http, seat};
