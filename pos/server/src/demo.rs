//! How to get into a demo, told to somebody on the same machine only.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use protocol::http::{DemoAccess, DemoPin};

use crate::DemoOptions;

/// The pairing code and PINs of a demo.
#[derive(Debug)]
pub(crate) struct Demo {
    pairing_code: String,
    pins: Mutex<Vec<DemoPin>>,
}

impl Demo {
    pub(crate) fn new(options: DemoOptions) -> Self {
        Self { pairing_code: options.pairing_code, pins: Mutex::new(Vec::new()) }
    }

    /// Notes somebody's PIN, once.
    pub(crate) fn note_pin(&self, pin: DemoPin) {
        let mut pins = self.pins.lock().unwrap_or_else(PoisonError::into_inner);
        if pins.iter().all(|known| known.staff.id != pin.staff.id) {
            pins.push(pin);
        }
    }

    /// The code, as it is compared.
    pub(crate) fn pairing_code(&self) -> &str {
        &self.pairing_code
    }

    /// What somebody on the same machine may know.
    pub(crate) fn access(&self) -> DemoAccess {
        let pins = self.pins.lock().unwrap_or_else(PoisonError::into_inner);
        DemoAccess { pairing_code: self.pairing_code.clone(), pins: pins.clone() }
    }
}

/// Whether a request comes from this machine.
pub(crate) fn is_local(peer: IpAddr) -> bool {
    peer.to_canonical().is_loopback()
}
