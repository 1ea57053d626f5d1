//! A card terminal that speaks ZVT over TCP.
//!
//! The `zvt` crate (0.1.0) was tried and does not fit. Of the packets needed here it lacks
//! authorisation (06 01), repeated receipt (06 20), refund (06 31) and calling off (06 B0); a refusal
//! (84 xx) is a parse error to it, and its sequences cannot be told to stop. It logs every packet it
//! hears, and reads a card number into an integer: a masked one becomes another number, and a long
//! one overflows. It brings `clap` and `env_logger` into a library. So the few packets needed stand in
//! `packet` and `status`.
//!
//! # How an outcome that was not heard is resolved
//!
//! ZVT has no id of ours on a transaction. Before money is asked for, the driver asks the terminal
//! for its last transaction (06 20) and notes the trace number on disk; asking again, also after a
//! restart, means asking for the last transaction once more:
//!
//! | The last transaction now | What became of ours |
//! |---|---|
//! | has the same trace number as before | it was not taken |
//! | has the next trace number, succeeded, with our amount | it was taken |
//! | has the next trace number, failed | it was not taken |
//! | anything else, or the terminal did not or does not say | unknown |
//!
//! Unknown for good, until somebody looks at the terminal's own journal, is what was still unknown
//! when the terminal moved other money or was replaced, and what was noted on a disk that is gone;
//! the driver therefore settles what it can before it asks for more.
//!
//! When a guest takes too long, the terminal is told to stop and heard out, so that nobody can pay
//! behind the till's back.

mod line;
mod memory;
mod notebook;
mod packet;
mod simulated;
mod status;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use domain::Money;
use domain::id::TenderId;
use domain::money::Currency;
use tokio::sync::watch;

use self::line::{End, Line, broken};
use self::memory::{Known, Mark, Memory, Of, Sum, judge};
use self::notebook::Notebook;
use self::packet::{Kind, Packet, bcd};
pub use self::simulated::{Behaviour, SimulatedTerminal};
use self::status::{Transaction, reason};
use crate::{Answer, Approval, Charge, Repayment};

/// The largest amount that a terminal can be told, in minor units: twelve digits.
const AMOUNT_MAX: u64 = 999_999_999_999;

/// A card terminal.
#[derive(Debug)]
pub struct ZvtDriver {
    address: String,
    password: u64,
    patience: Duration,
    memory: Memory,
    /// One transaction at a time: the terminal has one display.
    turn: tokio::sync::Mutex<()>,
    /// The charges that are to be called off.
    call_off: watch::Sender<BTreeSet<TenderId>>,
}

impl ZvtDriver {
    /// A driver of the terminal at `address` (`host:port`); `None` when the password is not six
    /// digits.
    pub fn new(address: &str, password: &str, patience: Duration) -> Option<Self> {
        let sound = password.len() == 6 && password.bytes().all(|byte| byte.is_ascii_digit());
        let password = password.parse().ok().filter(|_| sound)?;
        Some(Self {
            address: address.to_owned(),
            password,
            patience,
            memory: Memory::default(),
            turn: tokio::sync::Mutex::default(),
            call_off: watch::Sender::default(),
        })
    }

    /// The same driver, with what it remembers kept in a file: what was there before, it knows again.
    #[must_use]
    pub fn remembering_in(self, file: PathBuf) -> Self {
        let memory = Memory::kept_in(Notebook::new(file, self.address.clone()));
        Self { memory, ..self }
    }

    /// Asks for money.
    pub async fn ask(&self, charge: &Charge) -> Answer {
        let _turn = self.turn.lock().await;
        let of = Of::Charge(charge.id);
        if self.memory.known(of).is_some() {
            return self.resolve(of).await;
        }
        let answer = if self.call_off.borrow().contains(&charge.id) {
            Answer::declined("called off")
        } else {
            self.move_money(of, Kind::Authorisation, charge.amount, charge.currency).await
        };
        self.keep(of, answer).await
    }

    /// Asks what became of a charge.
    pub async fn ask_again(&self, charge: &Charge) -> Answer {
        // What is under way is heard out first.
        let _turn = self.turn.lock().await;
        self.resolve(Of::Charge(charge.id)).await
    }

    /// Calls a charge off, and says what became of it.
    pub async fn cancel(&self, charge: &Charge) -> Answer {
        // Whoever waits for the terminal's answer tells it to stop and hears what comes of it.
        let _wish = Wish::new(&self.call_off, charge.id);
        self.ask_again(charge).await
    }

    /// Gives money back; the guest presents a card again.
    pub async fn refund(&self, repayment: &Repayment) -> Answer {
        let _turn = self.turn.lock().await;
        let of = Of::Refund(repayment.id);
        if self.memory.known(of).is_some() {
            return self.resolve(of).await;
        }
        let answer = self.move_money(of, Kind::Refund, repayment.amount, repayment.currency).await;
        self.keep(of, answer).await
    }

    /// Asks what became of money that was to be given back.
    pub async fn refund_again(&self, repayment: &Repayment) -> Answer {
        let _turn = self.turn.lock().await;
        self.resolve(Of::Refund(repayment.id)).await
    }

    /// Asks the terminal to move money. Only for whoever has the turn.
    async fn move_money(&self, of: Of, kind: Kind, amount: Money, currency: Currency) -> Answer {
        let minor = u64::try_from(amount.minor()).ok().filter(|minor| *minor <= AMOUNT_MAX);
        let Some(minor) = minor else {
            return Answer::declined("the terminal cannot take such an amount");
        };
        let sum = Sum { minor, currency: currency.numeric() };
        // Up to here and in here nothing is asked for yet: no money can have moved.
        let opened = async {
            let mut line = Line::open(&self.address, self.password).await?;
            let last = line.last_transaction().await?;
            Ok::<_, String>((line, last))
        };
        let (mut line, last) = match opened.await {
            Ok(opened) => opened,
            Err(why) => return Answer::declined(why),
        };
        self.memory.settle(last.as_ref());
        self.memory.note(of, Known::Asked { before: Mark::of(last.as_ref()), sum });
        if let Err(error) = self.memory.keep().await {
            tracing::error!(%error, "a card terminal was not asked for money, because that cannot be noted first: look at the disk");
            return Answer::declined("the till cannot note what it asks for: look at its disk");
        }
        let sent = Packet::new(kind, self.order_data(kind, sum));
        match line.until_done(sent, self.patience, self.called_off(of)).await {
            Ok(end) => answer(end, sum),
            Err(error) => Answer::unknown(broken(&error)),
        }
    }

    /// What became of what was asked for. Only for whoever has the turn.
    async fn resolve(&self, of: Of) -> Answer {
        let (before, sum) = match self.memory.known(of) {
            Some(Known::Ended(answer)) => return answer,
            Some(Known::Asked { before, sum }) => (before, sum),
            Some(Known::Lost) => {
                return Answer::unknown(
                    "the terminal was used again since: look at its own journal",
                );
            }
            None => {
                return Answer::unknown(
                    "nothing was noted of it: look at the terminal's own journal",
                );
            }
        };
        let last =
            async { Line::open(&self.address, self.password).await?.last_transaction().await };
        let answer = match last.await {
            Ok(last) => judge(before, sum, last.as_ref()).unwrap_or_else(|| {
                Answer::unknown("the terminal cannot tell: look at its own journal")
            }),
            Err(why) => Answer::Unknown { why },
        };
        self.keep(of, answer).await
    }

    async fn keep(&self, of: Of, answer: Answer) -> Answer {
        if answer.is_final() {
            self.memory.note(of, Known::Ended(answer.clone()));
            // What stands on disk then says that it was asked for, which leads to the same answer.
            if let Err(error) = self.memory.keep().await {
                tracing::warn!(%error, "what a card terminal answered cannot be noted: look at the disk");
            }
        }
        answer
    }

    /// Ends when somebody wishes to call it off; giving back is not called off.
    async fn called_off(&self, of: Of) {
        match of {
            Of::Charge(id) => {
                let mut wishes = self.call_off.subscribe();
                // The sender lives as long as the driver that waits here.
                let _ = wishes.wait_for(|wishes| wishes.contains(&id)).await.map(drop);
            }
            Of::Refund(_) => std::future::pending().await,
        }
    }

    fn order_data(&self, kind: Kind, sum: Sum) -> Vec<u8> {
        let mut data = if kind == Kind::Refund { bcd(self.password, 3) } else { Vec::new() };
        data.push(0x04);
        data.extend(bcd(sum.minor, 6));
        data.push(0x49);
        data.extend(bcd(u64::from(sum.currency), 2));
        data
    }
}

/// A wish to call a charge off, for as long as somebody waits for what comes of it.
struct Wish<'a> {
    wishes: &'a watch::Sender<BTreeSet<TenderId>>,
    id: TenderId,
}

impl<'a> Wish<'a> {
    fn new(wishes: &'a watch::Sender<BTreeSet<TenderId>>, id: TenderId) -> Self {
        wishes.send_modify(|wishes| {
            wishes.insert(id);
        });
        Self { wishes, id }
    }
}

impl Drop for Wish<'_> {
    fn drop(&mut self) {
        self.wishes.send_modify(|wishes| {
            wishes.remove(&self.id);
        });
    }
}

/// What the end of an exchange about `sum` means.
fn answer(end: End, sum: Sum) -> Answer {
    match end {
        End::Done(Some(done)) => match done.result {
            Some(0) if is_for(&done, sum) => Answer::Approved(approval(&done)),
            Some(0) => Answer::unknown("the terminal took another amount: look at its journal"),
            Some(code) => Answer::declined(reason(code)),
            None => Answer::unknown("the terminal did not say how it ended"),
        },
        End::Done(None) => Answer::unknown("the terminal did not say what it did"),
        End::Aborted(_, Some(done)) if done.result == Some(0) => {
            Answer::unknown("the terminal took it, and gave up then")
        }
        End::Aborted(Some(code), _) if code != 0 => Answer::declined(reason(code)),
        End::Aborted(..) => Answer::unknown("the terminal gave up and did not say why"),
        End::Refused(code) => Answer::declined(reason(code)),
    }
}

/// Whether a transaction is for this sum, as far as it says.
fn is_for(done: &Transaction, sum: Sum) -> bool {
    done.amount.is_none_or(|minor| minor == sum.minor)
        && done.currency.is_none_or(|number| number == u64::from(sum.currency))
}

fn approval(done: &Transaction) -> Approval {
    let number = done.receipt.or(done.trace);
    Approval {
        reference: number.map(|number| number.to_string()).unwrap_or_default(),
        brand: done.brand.clone(),
        last4: done.last4.clone(),
    }
}

#[cfg(test)]
mod tests;
