//! One line to a terminal: packets out, packets in, each acknowledged, until the terminal is done.

use std::io;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};

use super::packet::{Kind, Packet, bcd};
use super::status::{Transaction, transaction};

/// Seconds the terminal may take to pick up, and to say hello.
const CONNECT_SECONDS_MAX: u64 = 5;
/// Seconds it may take to say what its last transaction was.
const REPEAT_SECONDS_MAX: u64 = 15;
/// Seconds it may take to stop once it was told to.
const STOP_SECONDS_MAX: u64 = 10;
/// Seconds between the first byte of a packet and its last.
const PACKET_SECONDS_MAX: u64 = 5;
/// What the till asks of the terminal on hello: progress, and that payments are begun by the till.
const CONFIGURATION: u8 = 0x18;
/// What is wanted of a repeated receipt: the status of the last transaction, and no paper. Not
/// tried on a terminal of every make; one that reads it otherwise prints a copy or says no status,
/// and then an outcome that was not heard stays unknown.
const STATUS_WITHOUT_PAPER: [u8; 2] = [0x03, 0x03];

/// How an exchange ended.
#[derive(Debug)]
pub(super) enum End {
    /// The terminal is done, and said what it did.
    Done(Option<Transaction>),
    /// It gave up, perhaps with a code; what it had said until then.
    Aborted(Option<u8>, Option<Transaction>),
    /// It did not begin.
    Refused(u8),
}

/// A registered line.
#[derive(Debug)]
pub(super) struct Line {
    stream: TcpStream,
    password: u64,
}

impl Line {
    /// Reaches the terminal and says hello.
    ///
    /// # Errors
    /// Why it cannot be spoken to, in a few words. Nothing was asked for.
    pub(super) async fn open(address: &str, password: u64) -> Result<Self, String> {
        let reached =
            timeout(Duration::from_secs(CONNECT_SECONDS_MAX), TcpStream::connect(address)).await;
        let Ok(Ok(stream)) = reached else {
            return Err("the terminal cannot be reached".to_owned());
        };
        // Slower without it, never wrong.
        let _ = stream.set_nodelay(true);
        let mut line = Self { stream, password };
        let hello = [bcd(password, 3), vec![CONFIGURATION]].concat();
        match line.short(Kind::Registration, hello, CONNECT_SECONDS_MAX).await? {
            End::Done(_) => Ok(line),
            End::Aborted(..) | End::Refused(_) => {
                Err("the terminal refuses this till: look at its password".to_owned())
            }
        }
    }

    /// What the terminal says its last transaction was; `None` when it does not say. That may be
    /// because there is none, because it is busy or because it cannot: it is not told which.
    ///
    /// # Errors
    /// The line broke, in a few words. Nothing was asked for.
    pub(super) async fn last_transaction(&mut self) -> Result<Option<Transaction>, String> {
        let data = [bcd(self.password, 3), STATUS_WITHOUT_PAPER.to_vec()].concat();
        match self.short(Kind::RepeatReceipt, data, REPEAT_SECONDS_MAX).await? {
            End::Done(last) => Ok(last),
            End::Aborted(..) | End::Refused(_) => Ok(None),
        }
    }

    /// An exchange in which no guest takes part.
    async fn short(&mut self, kind: Kind, data: Vec<u8>, seconds: u64) -> Result<End, String> {
        let patience = Duration::from_secs(seconds);
        let heard = self.until_done(Packet::new(kind, data), patience, std::future::pending());
        heard.await.map_err(|error| broken(&error))
    }

    /// Sends one packet and acknowledges what comes until the terminal is done or gives up. Once
    /// `called_off` ends, or `patience` does, the terminal is told to stop and its answer awaited.
    ///
    /// # Errors
    /// The line broke or the terminal fell silent: whatever was asked for may have happened.
    pub(super) async fn until_done(
        &mut self,
        sent: Packet,
        patience: Duration,
        called_off: impl Future<Output = ()>,
    ) -> io::Result<End> {
        self.send(&sent).await?;
        let mut called_off = std::pin::pin!(called_off);
        let mut deadline = Instant::now() + patience;
        let mut is_stopping = false;
        let mut has_begun = false;
        let mut status = None;
        loop {
            // Reading a packet is never given up in the middle, or the next one would begin there:
            // what else may happen is looked for only until the packet's first byte.
            let mut first = [0_u8; 1];
            tokio::select! {
                biased;
                ready = self.stream.peek(&mut first) => { ready?; }
                () = &mut called_off, if !is_stopping => {
                    is_stopping = true;
                    deadline = self.tell_to_stop().await?;
                    continue;
                }
                () = sleep_until(deadline) => {
                    if is_stopping {
                        return Err(io::ErrorKind::TimedOut.into());
                    }
                    is_stopping = true;
                    deadline = self.tell_to_stop().await?;
                    continue;
                }
            }
            let packet = self.read().await?;
            match packet.kind {
                Kind::Ack => {
                    has_begun = true;
                    continue;
                }
                // Once it has begun, a refusal is of something else: of being told to stop.
                Kind::Nack(_) if has_begun => continue,
                Kind::Nack(code) => return Ok(End::Refused(code)),
                Kind::Status => status = transaction(&packet.data),
                Kind::Completion => {
                    self.acknowledge().await;
                    return Ok(End::Done(status));
                }
                Kind::Abort => {
                    self.acknowledge().await;
                    return Ok(End::Aborted(packet.data.first().copied(), status));
                }
                Kind::Registration
                | Kind::Authorisation
                | Kind::RepeatReceipt
                | Kind::Refund
                | Kind::CallOff
                | Kind::Progress
                | Kind::Other(..) => {}
            }
            self.send(&Packet::new(Kind::Ack, Vec::new())).await?;
        }
    }

    async fn tell_to_stop(&mut self) -> io::Result<Instant> {
        self.send(&Packet::new(Kind::CallOff, Vec::new())).await?;
        Ok(Instant::now() + Duration::from_secs(STOP_SECONDS_MAX))
    }

    async fn read(&mut self) -> io::Result<Packet> {
        let whole =
            timeout(Duration::from_secs(PACKET_SECONDS_MAX), Packet::read(&mut self.stream));
        whole.await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    /// Acknowledges the last packet of an exchange. What it said counts even if this is lost.
    async fn acknowledge(&mut self) {
        let _ = self.send(&Packet::new(Kind::Ack, Vec::new())).await;
    }

    async fn send(&mut self, packet: &Packet) -> io::Result<()> {
        self.stream.write_all(&packet.encode()).await
    }
}

/// How a broken line is told to people.
pub(super) fn broken(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::TimedOut {
        "the terminal did not answer in time".to_owned()
    } else {
        "the line to the terminal broke".to_owned()
    }
}
