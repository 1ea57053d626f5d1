//! The machines that take money, as they stand in the file.

use std::fmt;
use std::time::Duration;

use domain::Names;
use serde::{Deserialize, Serialize};

/// What a card terminal's merchant password is until somebody changes it.
const PASSWORD: &str = "000000";
/// How long a machine may take when the file does not say, in seconds.
const TIMEOUT_S: u16 = 90;

/// One machine that takes money and how it is reached.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenderDescription {
    /// Short name in lower-case letters, digits and hyphens, unique among these machines.
    pub code: String,
    /// What the till calls it.
    pub names: Names,
    /// What it speaks.
    pub kind: TenderKind,
    /// Where a card terminal listens: `host:port`. A simulated one without it takes any free port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The merchant password of a card terminal, six digits; `000000` when it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    /// Where an acquirer of payment codes is, such as `https://pay.example.com`. A simulated one
    /// without it takes any free port.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The secret that the acquirer gave this store. A simulated one takes any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// How long it may take, in seconds, 5 to 600: a card terminal over a guest, an acquirer over an
    /// answer.
    #[serde(default = "default_timeout")]
    pub timeout_s: u16,
    /// True for a machine that is a program on the store server; it moves no money.
    #[serde(default)]
    pub is_simulated: bool,
}

impl TenderDescription {
    /// The merchant password to use.
    pub fn password(&self) -> &str {
        self.password.as_deref().unwrap_or(PASSWORD)
    }

    /// How long it may take.
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(u64::from(self.timeout_s))
    }
}

impl fmt::Debug for TenderDescription {
    // Password and token must not reach a log through a derived `Debug`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TenderDescription")
            .field("code", &self.code)
            .field("kind", &self.kind)
            .field("address", &self.address)
            .field("url", &self.url)
            .field("is_simulated", &self.is_simulated)
            .finish_non_exhaustive()
    }
}

/// What a machine that takes money speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TenderKind {
    /// ZVT over TCP: a card terminal.
    Zvt,
    /// Payment codes over HTTP: an acquirer.
    ScanToPay,
}

fn default_timeout() -> u16 {
    TIMEOUT_S
}
