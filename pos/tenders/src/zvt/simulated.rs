//! A card terminal that is a program: it speaks the real bytes, and can be told to misbehave.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

use super::packet::{Kind, Packet, bcd, from_bcd};
use super::status::with_length;
use crate::by_amount::{self, AmountAsks};

/// The card that every guest of a simulated terminal pays with, unmasked as a terminal should not
/// send it: a driver that lets more than the last four digits pass is found out.
const CARD: [u8; 8] = [0x49, 0x29, 0x12, 0x34, 0x56, 0x78, 0x42, 0x42];
/// What an earlier transaction was of, in minor units.
const EARLIER_AMOUNT: u64 = 100;
/// The code for what a terminal cannot do.
const CANNOT: u8 = 0x85;
/// The code for a guest or a till that called it off.
const CALLED_OFF: u8 = 0x6C;

/// What a simulated terminal does when it is asked to take money or to give it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// Does it and says so.
    Approve,
    /// Does it after a guest has taken this long, unless the till calls it off meanwhile.
    Slow(Duration),
    /// Does not do it and says so.
    Decline,
    /// Says that it is busy with the guest, and then nothing more, whatever the till says.
    Hang,
    /// Does it, and then says nothing more.
    HangWithMoney,
    /// Hangs up after it did it, before it says so.
    DieWithMoney,
    /// Hangs up before it did it.
    DieWithoutMoney,
    /// Does it and tells of it in a status that means nothing.
    Garbage,
    /// Does it and answers with bytes that are no packets.
    Noise,
    /// Does it with one minor unit more than it was asked for.
    AnotherAmount,
    /// Waits for the guest until the till calls it off.
    WaitForCallOff,
    /// Waits for the till to call it off, refuses that because the guest has paid, and says so.
    RefuseCallOff,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Taken,
    GivenBack,
}

/// What happened at a simulated terminal.
#[derive(Debug)]
struct Inside {
    next: VecDeque<Behaviour>,
    /// `None` when the amount tells.
    usual: Option<Behaviour>,
    /// Whether it says what its last transaction was.
    recalls: bool,
    /// What moved, in order; the trace number of each is its place, from 1, after those of earlier.
    moved: Vec<(Way, u64)>,
    /// How many transactions it had before it was started.
    earlier: usize,
    /// Its own number: started anew, it is another terminal, which knows nothing of the one before.
    number: u64,
}

impl Inside {
    /// The trace number of its last transaction.
    fn trace(&self) -> usize {
        self.earlier + self.moved.len()
    }
}

#[derive(Debug)]
struct Kept {
    inside: Mutex<Inside>,
    /// How often it was asked to move money.
    begun: watch::Sender<usize>,
    /// How often it was asked for its last transaction.
    recalled: watch::Sender<usize>,
}

impl Kept {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn moved(&self, way: Way) -> Vec<u64> {
        let inside = self.inside();
        inside.moved.iter().filter(|(moved, _)| *moved == way).map(|(_, amount)| *amount).collect()
    }
}

/// A card terminal on this machine, for demos and tests. It ends when it is dropped.
#[derive(Debug)]
pub struct SimulatedTerminal {
    address: SocketAddr,
    kept: Arc<Kept>,
    _running: DropGuard,
}

impl SimulatedTerminal {
    /// Starts one on a loopback address; port 0 chooses a free one. It approves until told otherwise.
    ///
    /// # Errors
    /// The address is not on this machine alone, or cannot be listened on.
    pub async fn start(at: SocketAddr) -> std::io::Result<Self> {
        crate::must_be_loopback(at)?;
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let kept = Arc::new(Kept {
            inside: Mutex::new(Inside {
                next: VecDeque::new(),
                usual: Some(Behaviour::Approve),
                recalls: true,
                moved: Vec::new(),
                earlier: 0,
                number: a_number(),
            }),
            begun: watch::Sender::new(0),
            recalled: watch::Sender::new(0),
        });
        let stop = CancellationToken::new();
        let (serving, until) = (Arc::clone(&kept), stop.clone());
        tokio::spawn(async move {
            let accept = async {
                while let Ok((line, _)) = listener.accept().await {
                    let serving = serve(line, Arc::clone(&serving));
                    tokio::spawn(until.child_token().run_until_cancelled_owned(serving));
                }
            };
            until.run_until_cancelled(accept).await;
        });
        Ok(Self { address, kept, _running: stop.drop_guard() })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Tells it what to do the next time that nothing was told for yet.
    pub fn next(&self, behaviour: Behaviour) {
        self.kept.inside().next.push_back(behaviour);
    }

    /// Tells it what to do whenever nothing was told for that time.
    pub fn usually(&self, behaviour: Behaviour) {
        self.kept.inside().usual = Some(behaviour);
    }

    /// Lets the last two digits of the amount tell what it does whenever nothing was told for that
    /// time, at a terminal that was used before, as one in a shop was: 01 declines, 02 hangs, 03 dies with the money, 04 waits for the call-off, all else
    /// approves.
    pub fn by_amount(&self) {
        let mut inside = self.kept.inside();
        inside.usual = None;
        // One that was never used cannot say what its last transaction was, so that its first
        // charge stays unknown for good when it breaks.
        inside.earlier = inside.earlier.max(1);
    }

    /// Makes it refuse from now on to say what its last transaction was, as some terminals do.
    pub fn forget(&self) {
        self.kept.inside().recalls = false;
    }

    /// Ends once it has been asked `times` times in all to move money.
    pub async fn begun(&self, times: usize) {
        let mut begun = self.kept.begun.subscribe();
        // The sender lives as long as this terminal.
        let _ = begun.wait_for(|count| *count >= times).await.map(drop);
    }

    /// How often it has been asked for its last transaction.
    pub fn recalled(&self) -> watch::Receiver<usize> {
        self.kept.recalled.subscribe()
    }

    /// The amounts it has taken, in minor units.
    pub fn taken(&self) -> Vec<u64> {
        self.kept.moved(Way::Taken)
    }

    /// The amounts it has given back, in minor units.
    pub fn given_back(&self) -> Vec<u64> {
        self.kept.moved(Way::GivenBack)
    }
}

/// Eight digits that no other simulated terminal has.
fn a_number() -> u64 {
    u64::try_from(Uuid::now_v7().as_u128() % 100_000_000).unwrap_or(0)
}

/// Answers one till until it hangs up.
async fn serve(mut line: TcpStream, kept: Arc<Kept>) {
    while let Ok(packet) = Packet::read(&mut line).await {
        if answer(&mut line, &kept, &packet).await.is_err() {
            return;
        }
    }
}

/// The line is to be closed.
struct HangUp;

impl From<std::io::Error> for HangUp {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

async fn answer(line: &mut TcpStream, kept: &Kept, packet: &Packet) -> Result<(), HangUp> {
    match packet.kind {
        Kind::Registration => {
            send(line, Kind::Ack, Vec::new()).await?;
            send(line, Kind::Completion, Vec::new()).await
        }
        Kind::RepeatReceipt => {
            kept.recalled.send_modify(|count| *count += 1);
            send(line, Kind::Ack, Vec::new()).await?;
            let last = {
                let inside = kept.inside();
                let last = inside.moved.last().map_or(EARLIER_AMOUNT, |(_, amount)| *amount);
                (inside.recalls && inside.trace() > 0).then(|| (last, inside.trace()))
            };
            match last {
                Some((amount, trace)) => tell(line, kept, amount, trace).await,
                None => send(line, Kind::Abort, vec![CANNOT]).await,
            }
        }
        Kind::Authorisation => move_money(line, kept, Way::Taken, amount_in(&packet.data)).await,
        Kind::Refund => {
            let amount = amount_in(packet.data.get(3..).unwrap_or_default());
            move_money(line, kept, Way::GivenBack, amount).await
        }
        Kind::CallOff => send(line, Kind::Ack, Vec::new()).await,
        Kind::Completion
        | Kind::Abort
        | Kind::Status
        | Kind::Progress
        | Kind::Ack
        | Kind::Nack(_)
        | Kind::Other(..) => Ok(()),
    }
}

async fn move_money(
    line: &mut TcpStream,
    kept: &Kept,
    way: Way,
    amount: u64,
) -> Result<(), HangUp> {
    let asked_at = Instant::now();
    send(line, Kind::Ack, Vec::new()).await?;
    let behaviour = {
        let mut inside = kept.inside();
        inside.next.pop_front().or(inside.usual).unwrap_or_else(|| of_amount(amount))
    };
    send(line, Kind::Progress, vec![0x0A]).await?;
    let moved = |amount: u64| {
        let mut inside = kept.inside();
        inside.moved.push((way, amount));
        inside.trace()
    };
    let taken = match behaviour {
        Behaviour::Approve
        | Behaviour::HangWithMoney
        | Behaviour::DieWithMoney
        | Behaviour::Garbage
        | Behaviour::Noise => Some(amount),
        Behaviour::AnotherAmount => Some(amount + 1),
        Behaviour::Slow(_)
        | Behaviour::Decline
        | Behaviour::Hang
        | Behaviour::DieWithoutMoney
        | Behaviour::WaitForCallOff
        | Behaviour::RefuseCallOff => None,
    };
    let trace = taken.map_or(0, moved);
    kept.begun.send_modify(|count| *count += 1);
    match behaviour {
        Behaviour::Approve => tell(line, kept, amount, trace).await,
        Behaviour::AnotherAmount => tell(line, kept, amount + 1, trace).await,
        Behaviour::Slow(guest) => {
            if is_called_off(line, Some(asked_at + guest)).await? {
                send(line, Kind::Ack, Vec::new()).await?;
                return send(line, Kind::Abort, vec![CALLED_OFF]).await;
            }
            tell(line, kept, amount, moved(amount)).await
        }
        Behaviour::WaitForCallOff => {
            is_called_off(line, None).await?;
            send(line, Kind::Ack, Vec::new()).await?;
            send(line, Kind::Abort, vec![CALLED_OFF]).await
        }
        Behaviour::RefuseCallOff => {
            is_called_off(line, None).await?;
            send(line, Kind::Nack(CANNOT), Vec::new()).await?;
            tell(line, kept, amount, moved(amount)).await
        }
        Behaviour::Decline => {
            send(line, Kind::Status, vec![0x27, 0x71]).await?;
            send(line, Kind::Completion, Vec::new()).await
        }
        Behaviour::Hang | Behaviour::HangWithMoney => loop {
            Packet::read(line).await?;
        },
        Behaviour::DieWithMoney | Behaviour::DieWithoutMoney => Err(HangUp),
        Behaviour::Garbage => {
            send(line, Kind::Status, vec![0xF7, 0x01]).await?;
            send(line, Kind::Completion, Vec::new()).await
        }
        Behaviour::Noise => {
            line.write_all(&[0x15, 0xFF, 0x20, 0x00, 0x00, 0xAB]).await?;
            Err(HangUp)
        }
    }
}

fn of_amount(minor: u64) -> Behaviour {
    match by_amount::of(minor) {
        AmountAsks::Approve => Behaviour::Approve,
        AmountAsks::Decline => Behaviour::Decline,
        AmountAsks::Silence => Behaviour::Hang,
        AmountAsks::BreakWithMoney => Behaviour::DieWithMoney,
        AmountAsks::NoGuest => Behaviour::WaitForCallOff,
    }
}

/// Waits for a guest until then, or for ever, and says whether the till called it off.
async fn is_called_off(line: &mut TcpStream, guest: Option<Instant>) -> Result<bool, HangUp> {
    let mut done = std::pin::pin!(async {
        match guest {
            Some(then) => sleep_until(then).await,
            None => std::future::pending().await,
        }
    });
    loop {
        // Looks for the first byte only, so that no packet is given up in the middle.
        let mut first = [0_u8; 1];
        tokio::select! {
            biased;
            ready = line.peek(&mut first) => { ready?; }
            () = &mut done => return Ok(false),
        }
        if Packet::read(line).await?.kind == Kind::CallOff {
            return Ok(true);
        }
    }
}

/// Says what was done, and that it is done.
async fn tell(line: &mut TcpStream, kept: &Kept, amount: u64, trace: usize) -> Result<(), HangUp> {
    let number = kept.inside().number;
    send(line, Kind::Status, status(number, amount, trace)).await?;
    send(line, Kind::Completion, Vec::new()).await
}

async fn send(line: &mut TcpStream, kind: Kind, data: Vec<u8>) -> Result<(), HangUp> {
    Ok(line.write_all(&Packet::new(kind, data).encode()).await?)
}

fn amount_in(data: &[u8]) -> u64 {
    match data.split_first() {
        Some((0x04, rest)) => rest.get(..6).and_then(from_bcd).unwrap_or(0),
        Some(_) | None => 0,
    }
}

/// A status as a real terminal sends it.
fn status(terminal: u64, amount: u64, trace: usize) -> Vec<u8> {
    let trace = u64::try_from(trace).unwrap_or(0);
    let mut data = vec![0x27, 0x00, 0x04];
    data.extend(bcd(amount, 6));
    data.push(0x29);
    data.extend(bcd(terminal, 4));
    data.push(0x0B);
    data.extend(bcd(trace, 3));
    data.push(0x87);
    data.extend(bcd(trace, 2));
    data.extend(with_length(0x22, &CARD));
    data.extend(with_length(0x8B, b"SAMPLE CARD\0"));
    data
}
