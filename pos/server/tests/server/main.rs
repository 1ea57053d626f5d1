//! The store server over real sockets, with a real database and virtual printers.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a test waits for one kind of frame and passes over all others, also later ones"
)]

#[cfg(test)]
mod approvals;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod by_hand;
#[cfg(test)]
mod charges;
#[cfg(test)]
mod client;
#[cfg(test)]
mod commands;
#[cfg(test)]
mod fire_times;
#[cfg(test)]
mod frames;
#[cfg(test)]
mod guests;
#[cfg(test)]
mod hq;
#[cfg(test)]
mod http;
#[cfg(test)]
mod kitchen;
#[cfg(test)]
mod machines;
#[cfg(test)]
mod office;
#[cfg(test)]
mod people;
#[cfg(test)]
mod printers;
#[cfg(test)]
mod screens;
#[cfg(test)]
mod shop;
#[cfg(test)]
mod two_tills;
