//! The rules of the trade: orders, kitchen, shifts, members, money, tax.
//!
//! Everything here is a pure function of its arguments. Owns no clock, no socket, no file, no
//! random number and no async: time, ids and policy come in, events or a [`Rejection`] go out.
//!
//! Start at [`store::decide`] (may it?) and [`store::evolve`] (what then?); each aggregate has the
//! same two questions in a folder of its own: [`order`], [`kitchen`], [`shift`], [`day`], [`member`], [`ledger`], [`stock`], [`floor`].

pub mod actor;
pub mod catalogue;
pub mod chain;
pub mod command;
pub mod commission;
pub mod day;
pub mod event;
pub mod floor;
pub mod id;
pub mod kitchen;
pub mod ledger;
pub mod member;
pub mod money;
pub mod names;
pub mod order;
pub mod rejection;
pub mod settings;
pub mod shift;
#[cfg(test)]
mod shop;
pub mod staff;
pub mod stock;
pub mod store;
pub mod tax;
pub mod time;
pub mod words;

pub use actor::{Actor, Context, Stamp};
pub use command::{Command, CommandResult, Request, SystemCommand};
pub use event::Event;
pub use money::Money;
pub use names::{Code, Names};
pub use rejection::Rejection;
pub use store::{Decision, Record, Row, State, decide, evolve};
pub use time::{BusinessDay, Timestamp};

/// Whether a field holds what an older version, which did not write it, meant.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
