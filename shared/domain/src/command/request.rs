//! Whatever is decided: what a terminal asks, or what the store asks itself.

use super::{Command, SystemCommand};

/// A command from either side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// From a device.
    Device(Command),
    /// From the store server.
    System(SystemCommand),
}
