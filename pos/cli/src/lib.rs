//! The commands of `comanda`, the one binary people install, and the sample shop of its demo.
//!
//! [`args`] is what may be typed, [`commands`] has a file for each command, [`sample`] is the shop
//! that the demo opens, [`replay`] plays real orders against a store. The rules of the trade are
//! in other crates: nothing is decided here.

pub mod args;
pub mod commands;
pub mod logging;
pub mod replay;
pub mod sample;
