//! Drivers that take money on other machines: a card terminal ([`zvt`]), a payment code ([`code`]).
//!
//! A driver is asked for money under an id and answers with what became of it. Whatever may have
//! left this machine without an answer is [`Answer::Unknown`], never a guess: it is resolved by
//! [`Driver::ask_again`] with the same id, which never charges anew. Owns no journal: what is asked
//! when, and what an answer means for an order, is decided by whoever calls.
//!
//! *Invariant:* no card number passes these doors. What a terminal sends of one is cut to its last
//! four digits where it is read.

pub mod code;
pub mod zvt;

use std::net::SocketAddr;
use std::time::Duration;

use domain::id::{RefundId, TenderId};
use domain::money::Currency;
use domain::{Code, Money};

pub use self::code::CodeDriver;
pub use self::zvt::ZvtDriver;

/// Money that another machine is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// What both sides know it by.
    pub id: TenderId,
    /// How much, the tip included; above zero.
    pub amount: Money,
    /// In which currency.
    pub currency: Currency,
    /// The guest's payment code, if it was scanned; used once, never kept.
    pub guest_code: Option<String>,
}

/// Money that another machine is asked to give back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repayment {
    /// What both sides know it by.
    pub id: RefundId,
    /// The charge that it is of.
    pub of: TenderId,
    /// What the other machine called that charge.
    pub reference: String,
    /// How much, above zero.
    pub amount: Money,
    /// In which currency.
    pub currency: Currency,
}

/// What became of money that another machine was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was taken.
    Approved(Approval),
    /// It was not taken, and will not be.
    Declined {
        /// Why, in a few words.
        reason: String,
    },
    /// The machine waits for the guest.
    Waiting {
        /// A code for the guest to scan, if it gave one.
        shown_code: Option<String>,
    },
    /// It may or may not have been taken: ask again.
    Unknown {
        /// What went wrong.
        why: String,
    },
}

impl Answer {
    fn declined(reason: impl Into<String>) -> Self {
        Self::Declined { reason: reason.into() }
    }

    fn unknown(why: impl Into<String>) -> Self {
        Self::Unknown { why: why.into() }
    }

    /// Whether nothing more will come of it.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Approved(_) | Self::Declined { .. } => true,
            Self::Waiting { .. } | Self::Unknown { .. } => false,
        }
    }
}

/// How money was taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Approval {
    /// What the other machine calls it.
    pub reference: String,
    /// The card's brand; empty where there is no card.
    pub brand: String,
    /// The card's last four digits; empty where there is no card.
    pub last4: String,
}

/// How to reach a machine that takes money.
#[derive(Clone, PartialEq, Eq)]
pub enum DriverSetup {
    /// A card terminal that speaks ZVT over TCP.
    Zvt {
        /// Where it listens.
        address: SocketAddr,
        /// Its merchant password: six digits.
        password: String,
        /// How long a guest may take.
        patience: Duration,
    },
    /// An acquirer that takes payment codes over HTTP.
    Code {
        /// Its address without a path, `https://pay.example.com` for example.
        url: String,
        /// The secret it gave this store.
        token: String,
        /// How long an answer may take.
        patience: Duration,
    },
}

impl std::fmt::Debug for DriverSetup {
    // Passwords and tokens must not reach a log through a derived `Debug`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Zvt { address, .. } => f.debug_tuple("Zvt").field(address).finish(),
            Self::Code { url, .. } => f.debug_tuple("Code").field(url).finish(),
        }
    }
}

/// A driver cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The password is not one.
    #[error("the password of payment machine {0} is not six digits")]
    Password(Code),
    /// The address is not one.
    #[error("the address of payment machine {0} is not one: it begins with http:// or https://")]
    Address(Code),
    /// The HTTP client cannot be built.
    #[error("the line to payment machine {0} cannot be set up: {1}")]
    Client(Code, reqwest::Error),
}

/// A machine that takes money.
#[derive(Debug)]
pub enum Driver {
    /// A card terminal.
    Zvt(ZvtDriver),
    /// An acquirer of payment codes.
    Code(CodeDriver),
}

impl Driver {
    /// Makes the driver of a machine. Reaches nothing yet.
    ///
    /// # Errors
    /// [`SetupError`], which names `code`.
    pub fn new(code: &Code, setup: &DriverSetup) -> Result<Self, SetupError> {
        match setup {
            DriverSetup::Zvt { address, password, patience } => {
                let driver = ZvtDriver::new(*address, password, *patience)
                    .ok_or_else(|| SetupError::Password(code.clone()))?;
                Ok(Self::Zvt(driver))
            }
            DriverSetup::Code { url, token, patience } => {
                CodeDriver::new(code, url, token, *patience).map(Self::Code)
            }
        }
    }

    /// Asks for money. May take as long as a guest takes.
    pub async fn ask(&self, charge: &Charge) -> Answer {
        match self {
            Self::Zvt(driver) => driver.ask(charge).await,
            Self::Code(driver) => driver.ask(charge).await,
        }
    }

    /// Asks what became of money that was asked for under this id. Never charges anew.
    pub async fn ask_again(&self, charge: &Charge) -> Answer {
        match self {
            Self::Zvt(driver) => driver.ask_again(charge).await,
            Self::Code(driver) => driver.ask_again(charge).await,
        }
    }

    /// Asks to call it off, and says what became of it; it may have been taken already.
    pub async fn cancel(&self, charge: &Charge) -> Answer {
        match self {
            Self::Zvt(driver) => driver.cancel(charge).await,
            Self::Code(driver) => driver.cancel(charge).await,
        }
    }

    /// Asks to give money back.
    pub async fn refund(&self, repayment: &Repayment) -> Answer {
        match self {
            Self::Zvt(driver) => driver.refund(repayment).await,
            Self::Code(driver) => driver.refund(repayment).await,
        }
    }
}
