//! A card terminal that is a program: it speaks the real bytes, and can be told to misbehave.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::packet::with_length;
use super::{Kind, Packet, bcd, from_bcd};

/// What a simulated terminal does with the next charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// Takes the money and says so.
    Approve,
    /// Does not take it and says so.
    Decline,
    /// Says that it is busy with the guest, and then nothing more.
    Hang,
    /// Hangs up after it took the money, before it says so.
    DieWithMoney,
    /// Hangs up before it took the money.
    DieWithoutMoney,
    /// Answers with bytes that mean nothing.
    Garbage,
    /// Waits for the guest until the till calls it off.
    WaitForCallOff,
}

/// What happened at a simulated terminal.
#[derive(Debug, Default)]
struct Inside {
    next: VecDeque<Behaviour>,
    /// Amounts taken, in order; the trace number of each is its place, from 1.
    taken: Vec<u64>,
    given_back: Vec<u64>,
}

/// A card terminal on this machine, for demos and tests. It ends when it is dropped.
#[derive(Debug)]
pub struct SimulatedTerminal {
    address: SocketAddr,
    inside: Arc<Mutex<Inside>>,
    _running: DropGuard,
}

impl SimulatedTerminal {
    /// Starts one on a loopback address; port 0 chooses a free one. It approves until told otherwise.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn start(at: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let inside = Arc::new(Mutex::new(Inside::default()));
        let stop = CancellationToken::new();
        let (serving, until) = (Arc::clone(&inside), stop.clone());
        tokio::spawn(async move {
            let accept = async {
                while let Ok((line, _)) = listener.accept().await {
                    tokio::spawn(
                        until
                            .child_token()
                            .run_until_cancelled_owned(serve(line, Arc::clone(&serving))),
                    );
                }
            };
            until.run_until_cancelled(accept).await;
        });
        Ok(Self { address, inside, _running: stop.drop_guard() })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Tells it what to do with the next charge that nothing was told for yet.
    pub fn next(&self, behaviour: Behaviour) {
        locked(&self.inside).next.push_back(behaviour);
    }

    /// The amounts it has taken, in minor units.
    pub fn taken(&self) -> Vec<u64> {
        locked(&self.inside).taken.clone()
    }

    /// The amounts it has given back, in minor units.
    pub fn given_back(&self) -> Vec<u64> {
        locked(&self.inside).given_back.clone()
    }
}

fn locked(inside: &Mutex<Inside>) -> std::sync::MutexGuard<'_, Inside> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers one till until it hangs up.
async fn serve(mut line: TcpStream, inside: Arc<Mutex<Inside>>) {
    while let Ok(packet) = Packet::read(&mut line).await {
        if answer(&mut line, &inside, &packet).await.is_err() {
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

async fn answer(
    line: &mut TcpStream,
    inside: &Mutex<Inside>,
    packet: &Packet,
) -> Result<(), HangUp> {
    match packet.kind {
        Kind::Registration => {
            send(line, Kind::Ack, Vec::new()).await?;
            send(line, Kind::Completion, Vec::new()).await
        }
        Kind::RepeatReceipt => {
            send(line, Kind::Ack, Vec::new()).await?;
            let last = {
                let inside = locked(inside);
                inside.taken.last().map(|amount| (*amount, inside.taken.len()))
            };
            match last {
                Some((amount, trace)) => {
                    send(line, Kind::Status, status(0, amount, trace)).await?;
                    send(line, Kind::Completion, Vec::new()).await
                }
                None => send(line, Kind::Abort, vec![0x9C]).await,
            }
        }
        Kind::Authorisation => authorise(line, inside, amount_in(&packet.data)).await,
        Kind::Refund => {
            send(line, Kind::Ack, Vec::new()).await?;
            let amount = amount_in(packet.data.get(3..).unwrap_or_default());
            locked(inside).given_back.push(amount);
            send(line, Kind::Status, status(0, amount, 900)).await?;
            send(line, Kind::Completion, Vec::new()).await
        }
        Kind::CallOff => {
            send(line, Kind::Ack, Vec::new()).await?;
            send(line, Kind::Abort, vec![0x6C]).await
        }
        Kind::Completion
        | Kind::Abort
        | Kind::Status
        | Kind::Progress
        | Kind::Ack
        | Kind::Nack(_)
        | Kind::Other(..) => Ok(()),
    }
}

async fn authorise(
    line: &mut TcpStream,
    inside: &Mutex<Inside>,
    amount: u64,
) -> Result<(), HangUp> {
    send(line, Kind::Ack, Vec::new()).await?;
    let behaviour = locked(inside).next.pop_front().unwrap_or(Behaviour::Approve);
    send(line, Kind::Progress, vec![0x0A]).await?;
    match behaviour {
        Behaviour::Approve => {
            let trace = take(inside, amount);
            send(line, Kind::Status, status(0, amount, trace)).await?;
            send(line, Kind::Completion, Vec::new()).await
        }
        Behaviour::Decline => {
            send(line, Kind::Status, vec![0x27, 0x6F]).await?;
            send(line, Kind::Completion, Vec::new()).await
        }
        Behaviour::Hang | Behaviour::WaitForCallOff => Ok(()),
        Behaviour::DieWithMoney => {
            take(inside, amount);
            Err(HangUp)
        }
        Behaviour::DieWithoutMoney => Err(HangUp),
        Behaviour::Garbage => {
            take(inside, amount);
            line.write_all(&[0x04, 0x0F, 0x02, 0xF7, 0x01]).await?;
            send(line, Kind::Completion, Vec::new()).await
        }
    }
}

fn take(inside: &Mutex<Inside>, amount: u64) -> usize {
    let mut inside = locked(inside);
    inside.taken.push(amount);
    inside.taken.len()
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

/// A status as a real terminal sends it, its card number masked.
fn status(result: u8, amount: u64, trace: usize) -> Vec<u8> {
    let trace = u64::try_from(trace).unwrap_or(0);
    let mut data = vec![0x27, result, 0x04];
    data.extend(bcd(amount, 6));
    data.push(0x0B);
    data.extend(bcd(trace, 3));
    data.push(0x87);
    data.extend(bcd(trace, 2));
    data.extend(with_length(0x22, &[0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0x42, 0x42]));
    data.extend(with_length(0x8B, b"SAMPLE CARD\0"));
    data
}
