//! One host connected to a virtual printer.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{OwnedMutexGuard, watch};
use tokio::time::{Instant, sleep, sleep_until};

use super::{Fault, Shared};
use crate::decode::{Decoder, Op};
use crate::roll::Roll;

/// Bytes taken from the network at once.
const READ_BYTES_MAX: usize = 16 * 1024;
/// Ops held in the printer's memory while it cannot print; past this it stops reading.
const HELD_OPS_MAX: usize = 20_000;

/// A host that leaves its job unfinished this long loses the paper to whoever waits for it.
const UNFINISHED_FOR_MAX: Duration = Duration::from_secs(30);

/// Serves one host until it hangs up and all it sent is printed, or the printer is switched off.
pub(super) async fn serve(shared: Arc<Shared>, socket: TcpStream) {
    // Answers are a few bytes each; a refusal only makes them later.
    let _ = socket.set_nodelay(true);
    let fault = shared.fault.subscribe();
    let connection = Connection {
        shared,
        fault,
        socket: Some(socket),
        decoder: Decoder::default(),
        held: VecDeque::new(),
        roll: None,
        read_again_at: None,
    };
    connection.run().await;
}

struct Connection {
    shared: Arc<Shared>,
    fault: watch::Receiver<Fault>,
    /// None once the host hung up; what it sent is still printed.
    socket: Option<TcpStream>,
    decoder: Decoder,
    /// Received, not yet printed.
    held: VecDeque<Op>,
    /// The paper, while a job of this host is on it.
    roll: Option<OwnedMutexGuard<Roll>>,
    /// A slow printer takes no byte before this.
    read_again_at: Option<Instant>,
}

impl Connection {
    async fn run(mut self) {
        let mut buffer = vec![0; READ_BYTES_MAX];
        loop {
            let fault = *self.fault.borrow_and_update();
            if fault == Fault::Off {
                self.held.clear();
                break;
            }
            if fault.lets_print() && self.roll.is_some() {
                self.print(fault).await;
            }
            if self.socket.is_none() && self.held.is_empty() {
                break;
            }
            let wants_paper = fault.lets_print() && !self.held.is_empty();
            let limit = read_limit(fault, buffer.len());
            let room = &mut buffer[..limit];
            let may_read = self.held.len() < HELD_OPS_MAX;
            let read = async {
                match (&mut self.socket, may_read) {
                    (Some(socket), true) => {
                        if let Some(at) = self.read_again_at {
                            sleep_until(at).await;
                        }
                        socket.read(room).await
                    }
                    (Some(_) | None, _) => pending().await,
                }
            };
            tokio::select! {
                biased;
                _ = self.fault.changed() => {}
                () = sleep(UNFINISHED_FOR_MAX), if self.roll.is_some() && self.held.is_empty() => {
                    self.tear();
                }
                roll = Arc::clone(&self.shared.roll).lock_owned(), if wants_paper => self.roll = Some(roll),
                read = read => match read {
                    Ok(count) if count > 0 => self.take(&buffer[..count], fault).await,
                    Ok(_) | Err(_) => self.socket = None,
                },
            }
        }
        self.tear();
    }

    /// Gives the paper back; a job that broke off half-way leaves its piece behind.
    fn tear(&mut self) {
        if let Some(paper) = self.roll.take().and_then(|mut roll| roll.tear()) {
            self.shared.keep(paper);
        }
    }

    /// Decodes what arrived: real-time questions are answered at once, the rest waits for paper.
    async fn take(&mut self, bytes: &[u8], fault: Fault) {
        if fault == Fault::BlackHole {
            return;
        }
        let mut ops = Vec::new();
        self.decoder.push(bytes, &mut ops);
        let mut answers = Vec::new();
        for op in ops {
            if let Op::Status(question) = op {
                answers.push(status(question, fault));
            } else {
                self.held.push_back(op);
            }
        }
        self.answer(&answers, fault).await;
        match fault {
            Fault::HangUpAfter(left) => {
                let left = left.saturating_sub(bytes.len());
                let next = if left == 0 { Fault::None } else { Fault::HangUpAfter(left) };
                // Another fault may have been set meanwhile; that one counts.
                self.shared.fault.send_if_modified(|now| {
                    let unchanged = *now == fault;
                    if unchanged {
                        *now = next;
                    }
                    unchanged
                });
                if left == 0 {
                    self.socket = None;
                }
            }
            Fault::BytesPerSecond(rate) => {
                let took = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
                self.read_again_at =
                    Some(Instant::now() + Duration::from_secs(1) * took / rate.max(1));
            }
            Fault::None
            | Fault::Off
            | Fault::PaperOut
            | Fault::CoverOpen
            | Fault::BlackHole
            | Fault::DropConfirmations => self.read_again_at = None,
        }
    }

    /// Prints what is held; gives the paper back after the cut.
    async fn print(&mut self, fault: Fault) {
        let mut answers = Vec::new();
        if let Some(roll) = &mut self.roll {
            while let Some(op) = self.held.pop_front() {
                if let Op::ProcessId(id) = &op
                    && fault != Fault::DropConfirmations
                {
                    answers.extend_from_slice(&[0x37, 0x22]);
                    answers.extend_from_slice(id);
                    answers.push(0);
                }
                if let Op::DrawerPulse { .. } = &op {
                    self.shared.drawer_pulses_total.fetch_add(1, Ordering::Relaxed);
                }
                let paper_ends = op == Op::Cut;
                if let Some(paper) = roll.apply(op) {
                    self.shared.keep(paper);
                }
                // Others may go between two jobs of this host, but never between rows of one.
                if paper_ends && !matches!(self.held.front(), Some(Op::ProcessId(_))) {
                    break;
                }
            }
            if roll.is_blank() {
                self.roll = None;
            }
        }
        self.answer(&answers, fault).await;
    }

    async fn answer(&mut self, bytes: &[u8], fault: Fault) {
        if bytes.is_empty() || !fault.answers() {
            return;
        }
        if let Some(socket) = &mut self.socket
            && socket.write_all(bytes).await.is_err()
        {
            self.socket = None;
        }
    }
}

/// Bytes to take at once so that a fault takes effect at its byte.
fn read_limit(fault: Fault, room: usize) -> usize {
    match fault {
        Fault::HangUpAfter(left) => left.clamp(1, room),
        // A tenth of a second's worth, so that a slow printer is slow and not jerky.
        Fault::BytesPerSecond(rate) => usize::try_from(rate / 10).unwrap_or(room).clamp(1, room),
        Fault::None
        | Fault::Off
        | Fault::PaperOut
        | Fault::CoverOpen
        | Fault::BlackHole
        | Fault::DropConfirmations => room,
    }
}

/// The one-byte answer to `DLE EOT question`.
fn status(question: u8, fault: Fault) -> u8 {
    const FIXED: u8 = 0b0001_0010;
    let (cover_open, paper_out) = (fault == Fault::CoverOpen, fault == Fault::PaperOut);
    let flag = |set: bool, bits: u8| if set { bits } else { 0 };
    FIXED
        | match question {
            1 => flag(cover_open || paper_out, 0b0000_1000),
            2 => flag(cover_open, 0b0000_0100) | flag(paper_out, 0b0010_0000),
            4 => flag(paper_out, 0b0110_0000),
            _ => 0,
        }
}

#[cfg(test)]
mod tests;
