//! Drivers that take money on other machines: a card terminal ([`zvt`]), a payment code ([`code`]).
//!
//! A driver is asked for money under an id and answers with what became of it. Whatever may have
//! left this machine without an answer is [`Answer::Unknown`], never a guess: it is resolved by
//! [`Driver::ask_again`] with the same id, which never charges anew. Owns no journal: what is asked
//! when, and what an answer means for an order, is decided by whoever calls.
//!
//! *Invariant:* money moves at most once under an id, however often it is asked for; across a restart
//! for as long as whoever calls keeps to what [`Driver::ask`] says.
//! *Invariant:* no card number passes these doors. What a terminal sends of one is cut to its last
//! four digits where it is read.

mod by_amount;
pub mod code;
pub mod zvt;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use domain::id::{RefundId, TenderId};
use domain::money::Currency;
use domain::order::pending::OUTCOME_CHARS_MAX;
use domain::{Code, Money};
use serde::{Deserialize, Serialize};

pub use self::code::CodeDriver;
pub use self::zvt::ZvtDriver;

/// Money that another machine is asked for.
#[derive(Clone, PartialEq, Eq)]
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

impl fmt::Debug for Charge {
    // Whoever reads the guest's code in a log could pay with it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, amount, currency, guest_code: _ } = self;
        f.debug_struct("Charge")
            .field("id", id)
            .field("amount", amount)
            .field("currency", currency)
            .finish_non_exhaustive()
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    fn declined(reason: impl AsRef<str>) -> Self {
        Self::Declined { reason: plain(reason.as_ref()) }
    }

    fn unknown(why: impl AsRef<str>) -> Self {
        Self::Unknown { why: plain(why.as_ref()) }
    }

    /// Whether nothing more will come of it.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Approved(_) | Self::Declined { .. } => true,
            Self::Waiting { .. } | Self::Unknown { .. } => false,
        }
    }
}

/// Refuses an address that others could reach: what is simulated takes anybody's word for money.
fn must_be_loopback(at: SocketAddr) -> std::io::Result<()> {
    if at.ip().is_loopback() {
        return Ok(());
    }
    let why = "a simulated machine listens on a loopback address only";
    Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, why))
}

/// What another machine says, as it may be shown and printed: short, one line, nothing but text.
fn plain(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(OUTCOME_CHARS_MAX).collect();
    shown.trim().to_owned()
}

/// How money was taken.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
        /// Where it listens: `host:port`. A name is looked up each time.
        address: String,
        /// Its merchant password: six digits.
        password: String,
        /// How long a guest may take; then the terminal is told to stop.
        patience: Duration,
    },
    /// An acquirer that takes payment codes over HTTP.
    Code {
        /// What stands before `/v1/charges`, `https://pay.example.com` for example.
        url: String,
        /// The secret it gave this store.
        token: String,
        /// How long an answer may take.
        patience: Duration,
    },
}

impl fmt::Debug for DriverSetup {
    // Passwords and tokens must not reach a log through a derived `Debug`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
                let driver = ZvtDriver::new(address, password, *patience)
                    .ok_or_else(|| SetupError::Password(code.clone()))?;
                Ok(Self::Zvt(driver))
            }
            DriverSetup::Code { url, token, patience } => {
                CodeDriver::new(code, url, token, *patience).map(Self::Code)
            }
        }
    }

    /// The same driver, with what must outlive a restart kept in a file of its own there. An
    /// acquirer knows our ids, so that nothing has to be kept for it.
    #[must_use]
    pub fn remembering_in(self, file: PathBuf) -> Self {
        match self {
            Self::Zvt(driver) => Self::Zvt(driver.remembering_in(file)),
            Self::Code(driver) => Self::Code(driver),
        }
    }

    /// Asks for money. May take as long as a guest takes.
    ///
    /// Only for an id that was never asked for. Within one run of this program it may be called
    /// again with the same id; after a restart a card terminal whose file is gone could not tell that
    /// it was, so that whoever calls notes that it is about to ask, and goes on with
    /// [`ask_again`](Self::ask_again).
    pub async fn ask(&self, charge: &Charge) -> Answer {
        if !is_payable(charge.amount) {
            return Answer::declined("nothing above zero was asked for");
        }
        match self {
            Self::Zvt(driver) => driver.ask(charge).await,
            Self::Code(driver) => driver.ask(charge).await,
        }
    }

    /// Asks what became of money that was asked for under this id. Never charges anew. When the
    /// answer is declined, nothing will be taken under this id later either.
    pub async fn ask_again(&self, charge: &Charge) -> Answer {
        match self {
            Self::Zvt(driver) => driver.ask_again(charge).await,
            Self::Code(driver) => driver.ask_again(charge).await,
        }
    }

    /// Asks to call it off, and says what became of it; it may have been taken already. May be
    /// called while [`ask`](Self::ask) waits.
    pub async fn cancel(&self, charge: &Charge) -> Answer {
        match self {
            Self::Zvt(driver) => driver.cancel(charge).await,
            Self::Code(driver) => driver.cancel(charge).await,
        }
    }

    /// Asks to give money back. Like [`ask`](Self::ask): only for an id that was never asked for.
    pub async fn refund(&self, repayment: &Repayment) -> Answer {
        if !is_payable(repayment.amount) {
            return Answer::declined("nothing above zero was to be given back");
        }
        match self {
            Self::Zvt(driver) => driver.refund(repayment).await,
            Self::Code(driver) => driver.refund(repayment).await,
        }
    }

    /// Asks what became of money that was to be given back under this id. It is never given back
    /// twice; an acquirer of payment codes that never heard of it gives it back now.
    pub async fn refund_again(&self, repayment: &Repayment) -> Answer {
        match self {
            Self::Zvt(driver) => driver.refund_again(repayment).await,
            Self::Code(driver) => driver.refund_again(repayment).await,
        }
    }
}

fn is_payable(amount: Money) -> bool {
    amount > Money::ZERO
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn driver() -> Driver {
        let setup = DriverSetup::Zvt {
            address: "192.0.2.1:20007".to_owned(),
            password: "123456".to_owned(),
            patience: Duration::from_secs(1),
        };
        assert!(!format!("{setup:?}").contains("123456"), "the password must not reach a log");
        Driver::new(&Code::new("card").unwrap(), &setup).unwrap()
    }

    #[tokio::test]
    async fn nothing_and_less_than_nothing_is_never_asked_for_and_never_given_back() {
        let currency = Currency::from_code("GBP").unwrap();
        for minor in [0, -500] {
            let amount = Money::from_minor(minor);
            let id = TenderId::from_uuid(Uuid::from_u128(1));
            let charge = Charge { id, amount, currency, guest_code: None };
            assert!(matches!(driver().ask(&charge).await, Answer::Declined { .. }));
            let repayment = Repayment {
                id: RefundId::from_uuid(Uuid::from_u128(2)),
                of: id,
                reference: String::new(),
                amount,
                currency,
            };
            assert!(matches!(driver().refund(&repayment).await, Answer::Declined { .. }));
        }
    }

    #[test]
    fn a_guests_code_never_reaches_a_log() {
        let charge = Charge {
            id: TenderId::from_uuid(Uuid::from_u128(1)),
            amount: Money::from_minor(100),
            currency: Currency::from_code("GBP").unwrap(),
            guest_code: Some("28763312".to_owned()),
        };
        assert!(!format!("{charge:?}").contains("28763312"));
    }

    #[test]
    fn what_a_machine_says_is_one_short_line() {
        let told = plain(&format!("no\u{1b}@\n{}", "x".repeat(500)));
        assert!(told.starts_with("no@x"), "{told}");
        assert_eq!(told.chars().count(), OUTCOME_CHARS_MAX);
        assert_eq!(plain("  \u{0}"), "");
    }
}
