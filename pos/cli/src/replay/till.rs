//! A terminal: signs in, opens a shift, takes orders from the queue one at a time, counts its drawer.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::id::{CommandId, ShiftId};
use domain::{Command, CommandResult, Money};
use protocol::frames::Outcome;
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::book::Book;
use super::inflight::Inflight;
use super::line::{GaveUp, Part};
use super::plan::{Plan, mint};
use super::sign_in::SignIn;
use super::wire::{self, Frame};

/// Cash in each drawer to begin with, in minor units.
const FLOAT: Money = Money::from_minor(10_000);

/// The orders that all terminals take from.
pub(super) struct Queue {
    orders: usize,
    next: Mutex<usize>,
    released: watch::Sender<usize>,
}

impl Queue {
    /// A queue of so many orders, none of them released.
    pub(super) fn new(orders: usize) -> Self {
        Self { orders, next: Mutex::new(0), released: watch::Sender::new(0) }
    }

    /// Lets terminals take the first `count` orders.
    pub(super) fn release(&self, count: usize) {
        self.released.send_replace(count);
    }

    /// Changes whenever more may be taken.
    pub(super) fn releases(&self) -> watch::Receiver<usize> {
        self.released.subscribe()
    }

    fn take(&self) -> Option<usize> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        (*next < *self.released.borrow()).then(|| {
            *next += 1;
            *next - 1
        })
    }

    fn is_finished(&self) -> bool {
        *self.next.lock().unwrap_or_else(PoisonError::into_inner) == self.orders
    }
}

/// What the terminal waits for.
enum Doing {
    /// To begin.
    Nothing,
    /// The shift to open.
    Opening,
    /// The next order.
    Ready,
    /// The answer to a step of an order.
    Selling { order: usize, step: usize },
    /// The drawer to be counted.
    Closing,
    /// Nothing more.
    Finished,
}

/// A terminal.
pub(super) struct Till {
    sign_in: SignIn,
    plan: Arc<Plan>,
    book: Arc<Book>,
    queue: Arc<Queue>,
    inflight: Inflight,
    doing: Doing,
    shift_id: ShiftId,
    in_drawer: Money,
    over_short: Money,
}

impl Till {
    /// A terminal that somebody will sign in on.
    pub(super) fn new(
        sign_in: SignIn,
        plan: Arc<Plan>,
        book: Arc<Book>,
        queue: Arc<Queue>,
    ) -> Self {
        Self {
            sign_in,
            plan,
            book,
            queue,
            inflight: Inflight::default(),
            doing: Doing::Nothing,
            shift_id: mint(ShiftId::from_uuid),
            in_drawer: FLOAT,
            over_short: Money::ZERO,
        }
    }

    /// Counted minus expected in its drawer, by the store's reckoning.
    pub(super) fn over_short(&self) -> Money {
        self.over_short
    }

    fn ask(&mut self, command: Command, doing: Doing, now: Instant) {
        self.inflight.ask(wire::command(command), now);
        self.doing = doing;
    }

    /// Takes up the next thing to do, when nothing is waited for.
    fn proceed(&mut self, now: Instant) {
        match self.doing {
            Doing::Nothing => {
                let open = Command::OpenShift { shift_id: self.shift_id, float: FLOAT };
                self.ask(open, Doing::Opening, now);
            }
            Doing::Ready => {
                if let Some(order) = self.queue.take() {
                    self.book.sent(order, now);
                    self.sell(order, 0, now);
                } else if self.queue.is_finished() {
                    let (shift_id, counted) = (self.shift_id, self.in_drawer);
                    self.ask(
                        Command::CloseShift {
                            shift_id,
                            counted,
                            denominations: Vec::new(),
                            leave_orders: false,
                            print: false,
                        },
                        Doing::Closing,
                        now,
                    );
                }
            }
            Doing::Opening | Doing::Selling { .. } | Doing::Closing | Doing::Finished => {}
        }
    }

    fn sell(&mut self, order: usize, step: usize, now: Instant) {
        self.inflight.ask(self.plan.orders[order].steps[step].clone(), now);
        self.doing = Doing::Selling { order, step };
    }

    fn handle_reply(
        &mut self,
        id: CommandId,
        outcome: Outcome,
        now: Instant,
    ) -> Result<(), GaveUp> {
        if !self.inflight.answered(id) {
            return Ok(());
        }
        match (&self.doing, outcome) {
            (Doing::Opening, Outcome::Accepted { .. }) => self.doing = Doing::Ready,
            (Doing::Selling { order, step }, Outcome::Accepted { .. }) => {
                let (order, step) = (*order, *step);
                let planned = &self.plan.orders[order];
                if step + 1 < planned.steps.len() {
                    self.sell(order, step + 1, now);
                    return Ok(());
                }
                if planned.cash {
                    let sum = self.in_drawer.checked_add(planned.total);
                    self.in_drawer = sum.unwrap_or(self.in_drawer);
                }
                self.book.accepted(order, now);
                self.doing = Doing::Ready;
            }
            (Doing::Selling { order, .. }, Outcome::Refused { message, .. }) => {
                self.book.refused(*order, &message, now);
                self.doing = Doing::Ready;
            }
            (Doing::Closing, Outcome::Accepted { result, .. }) => {
                if let CommandResult::Shift { over_short, .. } = result {
                    self.over_short = over_short.unwrap_or_default();
                }
                self.doing = Doing::Finished;
            }
            (Doing::Opening | Doing::Closing, Outcome::Refused { message, .. }) => {
                return Err(GaveUp(message));
            }
            (Doing::Nothing | Doing::Ready | Doing::Finished, _) => {}
        }
        Ok(())
    }
}

impl Part for Till {
    fn session(&self) -> Option<String> {
        self.sign_in.session()
    }

    fn handle_welcome(&mut self, signed_in: bool, now: Instant) {
        self.sign_in.handle_welcome(signed_in);
        self.inflight.reconnected(now);
    }

    fn handle_frame(&mut self, frame: Frame<'_>, now: Instant) -> Result<(), GaveUp> {
        match frame {
            Frame::Reply { command_id, outcome } => self.handle_reply(command_id, *outcome, now)?,
            Frame::SignedIn { session } => self.sign_in.handle_signed_in(session),
            Frame::Refused { request_id, code, .. } => {
                if code == "not_signed_in" {
                    self.sign_in.handle_welcome(false);
                }
                self.inflight.put_off(request_id.as_deref(), now);
            }
            Frame::Rows { .. } | Frame::Welcome { .. } | Frame::Other => {}
        }
        Ok(())
    }

    fn handle_tick(&mut self, now: Instant, patience: Duration) -> Result<(), GaveUp> {
        self.inflight.tick(now, patience)
    }

    fn poll_frame(&mut self, now: Instant) -> Option<Utf8Bytes> {
        if !self.sign_in.is_in() {
            return self.sign_in.poll(now);
        }
        if self.inflight.is_empty() {
            self.proceed(now);
        }
        self.inflight.poll()
    }

    fn is_done(&self) -> bool {
        matches!(self.doing, Doing::Finished)
    }
}
