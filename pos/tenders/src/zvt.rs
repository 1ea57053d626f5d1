//! A card terminal that speaks ZVT over TCP.
//!
//! The `zvt` crate (0.1.0) was tried and does not fit: it knows reservations and end of day, but no
//! authorisation (06 01), no refund (06 31), no repeated receipt (06 20) and no calling off (06 B0),
//! gives up a whole status when one field is new to it, and brings `clap`, `env_logger` and `yore`
//! into a library. The few packets needed stand in `packet`.
//!
//! **How an unknown outcome is resolved.** ZVT has no id of ours on a transaction. Before money is
//! asked for, the driver asks the terminal for its last transaction (06 20) and remembers its trace
//! number; asking again means asking for the last transaction once more. The same trace number as
//! before: the charge never happened. Another one with the same amount: it did. Anything else (the
//! terminal does not say, somebody used it meanwhile, this program was restarted and remembers
//! nothing): still unknown, and somebody must look at the terminal's own journal.

mod packet;
mod simulated;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::id::TenderId;
use domain::money::Currency;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::watch;

use self::packet::{Kind, Packet, Transaction, bcd, from_bcd, reason, transaction};
pub use self::simulated::{Behaviour, SimulatedTerminal};
use crate::{Answer, Approval, Charge, Repayment};

/// How long the terminal may take to pick up.
const CONNECT_SECONDS_MAX: u64 = 5;
/// How long it may take to say what its last transaction was.
const REPEAT_SECONDS_MAX: u64 = 15;
/// Charges remembered at most; the oldest go first, and stay unknown if they were.
const REMEMBERED_MAX: usize = 200;
/// What the till asks of the terminal on hello: progress, and that payments are begun by the till.
const CONFIGURATION: u8 = 0x18;

/// What is remembered of a charge that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Memory {
    /// It may be under way; the terminal's last trace number before it, if it said one.
    Asked { before: Option<u64> },
    /// It ended so.
    Ended(Answer),
}

/// A card terminal.
#[derive(Debug)]
pub struct ZvtDriver {
    address: SocketAddr,
    password: u64,
    patience: Duration,
    memory: Mutex<BTreeMap<TenderId, Memory>>,
    /// One transaction at a time: the terminal has one display.
    turn: tokio::sync::Mutex<()>,
    /// The charge that is to be called off.
    call_off: watch::Sender<Option<TenderId>>,
}

/// Why an exchange with the terminal did not end.
enum Broken {
    /// Nothing had been asked for yet.
    Before(String),
    /// Money may have moved.
    After(String),
}

impl ZvtDriver {
    /// A driver of the terminal at `address`; `None` when the password is not six digits.
    pub fn new(address: SocketAddr, password: &str, patience: Duration) -> Option<Self> {
        let sound = password.len() == 6 && password.bytes().all(|byte| byte.is_ascii_digit());
        let password = password.parse().ok().filter(|_| sound)?;
        Some(Self {
            address,
            password,
            patience,
            memory: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            call_off: watch::Sender::new(None),
        })
    }

    /// Asks for money.
    pub async fn ask(&self, charge: &Charge) -> Answer {
        match self.remembered(charge.id) {
            None => {}
            Some(Memory::Ended(answer)) => return answer,
            Some(Memory::Asked { .. }) => return self.ask_again(charge).await,
        }
        let _turn = self.turn.lock().await;
        let answer = match self.charge(charge).await {
            Ok(answer) => answer,
            Err(Broken::Before(why)) => Answer::declined(why),
            Err(Broken::After(why)) => Answer::unknown(why),
        };
        if answer.is_final() {
            self.remember(charge.id, Memory::Ended(answer.clone()));
        }
        answer
    }

    /// Asks what became of a charge.
    pub async fn ask_again(&self, charge: &Charge) -> Answer {
        // What is under way is heard out first.
        let _turn = self.turn.lock().await;
        let before = match self.remembered(charge.id) {
            Some(Memory::Ended(answer)) => return answer,
            Some(Memory::Asked { before }) => before,
            None => {
                return Answer::unknown(
                    "the till was restarted meanwhile: look at the terminal's own journal",
                );
            }
        };
        let answer = match (self.last_transaction().await, before) {
            (Ok(Some(last)), Some(before)) if last.trace == Some(before) => {
                Answer::declined("the terminal took nothing")
            }
            (Ok(None), Some(0)) => Answer::declined("the terminal took nothing"),
            (Ok(Some(last)), Some(_))
                if last.result == 0 && last.amount == u64::try_from(charge.amount.minor()).ok() =>
            {
                Answer::Approved(approval(&last))
            }
            (Ok(_), _) => Answer::unknown("the terminal cannot tell: look at its own journal"),
            (Err(Broken::Before(why) | Broken::After(why)), _) => Answer::unknown(why),
        };
        if answer.is_final() {
            self.remember(charge.id, Memory::Ended(answer.clone()));
        }
        answer
    }

    /// Calls a charge off, and says what became of it.
    pub async fn cancel(&self, charge: &Charge) -> Answer {
        // Whoever waits for the terminal's answer sends the packet and hears what comes of it.
        self.call_off.send_replace(Some(charge.id));
        self.ask_again(charge).await
    }

    /// Gives money back; the terminal asks for the card again where it must.
    pub async fn refund(&self, repayment: &Repayment) -> Answer {
        let _turn = self.turn.lock().await;
        let data = self.amount_data(repayment.amount.minor(), repayment.currency, true);
        let sent = Packet::new(Kind::Refund, data);
        let exchanged = async {
            let mut line = self.connect().await?;
            self.exchange(&mut line, sent, None).await
        };
        match exchanged.await {
            Ok(answer) => answer,
            Err(Broken::Before(why)) => Answer::declined(why),
            Err(Broken::After(why)) => Answer::unknown(why),
        }
    }

    async fn charge(&self, charge: &Charge) -> Result<Answer, Broken> {
        let before = self.last_transaction().await?.map_or(Some(0), |last| last.trace);
        let mut line = self.connect().await?;
        self.remember(charge.id, Memory::Asked { before });
        let data = self.amount_data(charge.amount.minor(), charge.currency, false);
        let sent = Packet::new(Kind::Authorisation, data);
        self.exchange(&mut line, sent, Some(charge.id)).await
    }

    /// A registered line to the terminal.
    async fn connect(&self) -> Result<TcpStream, Broken> {
        let reached = tokio::time::timeout(
            Duration::from_secs(CONNECT_SECONDS_MAX),
            TcpStream::connect(self.address),
        );
        let mut line = match reached.await {
            Ok(Ok(line)) => line,
            Ok(Err(error)) => {
                return Err(Broken::Before(format!("the terminal does not answer: {error}")));
            }
            Err(_) => return Err(Broken::Before("the terminal does not answer".to_owned())),
        };
        let _ = line.set_nodelay(true);
        let hello = [bcd(self.password, 3), vec![CONFIGURATION]].concat();
        let registered = self.until_done(&mut line, Packet::new(Kind::Registration, hello), None);
        let patience = Duration::from_secs(CONNECT_SECONDS_MAX);
        match tokio::time::timeout(patience, registered).await {
            Ok(Ok(_)) => Ok(line),
            Ok(Err(error)) => Err(Broken::Before(format!("the terminal hung up: {error}"))),
            Err(_) => Err(Broken::Before("the terminal does not answer".to_owned())),
        }
    }

    /// The terminal's last transaction; `None` when it has none.
    async fn last_transaction(&self) -> Result<Option<Transaction>, Broken> {
        let mut line = self.connect().await?;
        let asked = Packet::new(Kind::RepeatReceipt, bcd(self.password, 3));
        let heard = self.until_done(&mut line, asked, None);
        match tokio::time::timeout(Duration::from_secs(REPEAT_SECONDS_MAX), heard).await {
            Ok(Ok(End::Done(last))) => Ok(last),
            Ok(Ok(End::Aborted(_))) => Ok(None),
            Ok(Err(error)) => Err(Broken::Before(format!("the terminal hung up: {error}"))),
            Err(_) => Err(Broken::Before("the terminal does not answer".to_owned())),
        }
    }

    /// Sends what moves money and hears the terminal out.
    async fn exchange(
        &self,
        line: &mut TcpStream,
        sent: Packet,
        of: Option<TenderId>,
    ) -> Result<Answer, Broken> {
        let heard = tokio::time::timeout(self.patience, self.until_done(line, sent, of)).await;
        match heard {
            Ok(Ok(End::Done(Some(done)))) if done.result == 0 => {
                Ok(Answer::Approved(approval(&done)))
            }
            Ok(Ok(End::Done(Some(done)))) => Ok(Answer::declined(reason(done.result))),
            Ok(Ok(End::Done(None))) => {
                Err(Broken::After("the terminal did not say what it did".to_owned()))
            }
            Ok(Ok(End::Aborted(code))) => Ok(Answer::declined(reason(code))),
            Ok(Err(error)) => Err(Broken::After(format!("the terminal hung up: {error}"))),
            Err(_) => Err(Broken::After("the terminal did not answer in time".to_owned())),
        }
    }

    /// Sends one packet and acknowledges what comes until the terminal is done or gives up. A
    /// wish to call off the charge `of` is passed on once, while it waits.
    async fn until_done(
        &self,
        line: &mut TcpStream,
        sent: Packet,
        of: Option<TenderId>,
    ) -> std::io::Result<End> {
        line.write_all(&sent.encode()).await?;
        let mut status = None;
        let mut wishes = self.call_off.subscribe();
        let mut may_call_off = of.is_some();
        let mut first = [0_u8; 1];
        loop {
            // A packet is read to its end before anything is written: reading is never given up in
            // the middle, so the call-off looks for the next packet's first byte instead.
            let packet = tokio::select! {
                biased;
                ready = line.peek(&mut first) => { ready?; Packet::read(line).await? }
                () = wished(&mut wishes, of), if may_call_off => {
                    may_call_off = false;
                    line.write_all(&Packet::new(Kind::CallOff, Vec::new()).encode()).await?;
                    continue;
                }
            };
            match packet.kind {
                Kind::Ack => continue,
                Kind::Nack(code) => return Ok(End::Aborted(code)),
                Kind::Status => status = transaction(&packet.data).or(status),
                Kind::Completion => {
                    acknowledge(line).await?;
                    return Ok(End::Done(status));
                }
                Kind::Abort => {
                    acknowledge(line).await?;
                    return Ok(End::Aborted(packet.data.first().copied().unwrap_or(0xFF)));
                }
                Kind::Registration
                | Kind::Authorisation
                | Kind::RepeatReceipt
                | Kind::Refund
                | Kind::CallOff
                | Kind::Progress
                | Kind::Other(..) => {}
            }
            acknowledge(line).await?;
        }
    }

    fn amount_data(&self, minor: i64, currency: Currency, with_password: bool) -> Vec<u8> {
        let mut data = if with_password { bcd(self.password, 3) } else { Vec::new() };
        data.push(0x04);
        data.extend(bcd(minor.unsigned_abs(), 6));
        data.push(0x49);
        data.extend(bcd(u64::from(currency.numeric()), 2));
        data
    }

    fn remembered(&self, id: TenderId) -> Option<Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    fn remember(&self, id: TenderId, memory: Memory) {
        let mut known = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(id, memory);
        if known.len() > REMEMBERED_MAX {
            known.pop_first();
        }
    }
}

/// How an exchange ended.
enum End {
    /// The terminal is done, and said what it did.
    Done(Option<Transaction>),
    /// It gave up, with a code.
    Aborted(u8),
}

/// Ends when somebody wishes to call off the charge `of`.
async fn wished(wishes: &mut watch::Receiver<Option<TenderId>>, of: Option<TenderId>) {
    // The sender lives as long as the driver that waits here.
    let _ = wishes.wait_for(|wish| *wish == of).await.map(drop);
}

async fn acknowledge(line: &mut TcpStream) -> std::io::Result<()> {
    line.write_all(&Packet::new(Kind::Ack, Vec::new()).encode()).await
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
