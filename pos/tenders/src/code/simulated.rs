//! An acquirer that is a program: it keeps the contract, and can be told to misbehave.

use std::collections::VecDeque;
use std::collections::btree_map::{BTreeMap, Entry};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State as Shared};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::id::{RefundId, TenderId};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{AnswerBody, ChargeBody, RefundBody, State};
use crate::by_amount::{self, AmountAsks};

/// How long a guest whom the amount plays takes to pay a code that was shown.
const GUEST_PAYS_AFTER: Duration = Duration::from_secs(4);

/// What a simulated acquirer does with the next charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeBehaviour {
    /// Takes the money from the guest's code; without one, shows a code and waits.
    Usual,
    /// Waits for the guest, also when the guest's code was scanned.
    Wait,
    /// Does not take it.
    Decline,
    /// Takes it and answers with something that is no answer.
    ApproveAndGarble,
    /// Takes it and hangs up in the middle of the answer.
    ApproveAndHangUp,
    /// Takes it and never answers.
    ApproveAndHang,
    /// Never answers, and takes nothing: the request is lost on its way in.
    Hang,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    amount: i64,
    state: State,
    /// How often money was taken for it.
    charged: u32,
}

impl Known {
    fn new(amount: i64, state: State) -> Self {
        Self { amount, state, charged: u32::from(state == State::Approved) }
    }
}

#[derive(Debug, Default)]
struct Inside {
    next: VecDeque<CodeBehaviour>,
    /// Whether the amount tells what it does when nothing else does.
    by_amount: bool,
    /// What to do with the next refunds.
    next_back: VecDeque<CodeBehaviour>,
    charges: BTreeMap<TenderId, Known>,
    refunds: BTreeMap<RefundId, (TenderId, i64)>,
}

#[derive(Debug, Default)]
struct Book {
    inside: Mutex<Inside>,
    /// How many requests for money have come in.
    begun: watch::Sender<usize>,
    /// How many requests to give money back have come in.
    begun_back: watch::Sender<usize>,
}

type Kept = Arc<Book>;

/// An acquirer on this machine, for demos and tests. It ends when it is dropped.
#[derive(Debug)]
pub struct SimulatedAcquirer {
    address: SocketAddr,
    book: Kept,
    _running: DropGuard,
}

impl SimulatedAcquirer {
    /// Starts one on a loopback address; port 0 chooses a free one.
    ///
    /// Whoever shows any bearer token is believed to be the store.
    ///
    /// # Errors
    /// The address is not on this machine alone, or cannot be listened on.
    pub async fn start(at: SocketAddr) -> std::io::Result<Self> {
        crate::must_be_loopback(at)?;
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let book = Kept::default();
        let stop = CancellationToken::new();
        let router = Router::new()
            .route("/v1/charges", post(charge))
            .route("/v1/charges/{id}", get(look))
            .route("/v1/charges/{id}/cancel", post(cancel))
            .route("/v1/refunds", post(refund))
            .layer(from_fn(with_token))
            .with_state(Arc::clone(&book));
        let until = stop.clone();
        tokio::spawn(async move {
            until.run_until_cancelled(async { axum::serve(listener, router).await }).await;
        });
        Ok(Self { address, book, _running: stop.drop_guard() })
    }

    /// Its address, as a driver is told it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Tells it what to do with the next charge that nothing was told for yet.
    pub fn next(&self, behaviour: CodeBehaviour) {
        locked(&self.book).next.push_back(behaviour);
    }

    /// Tells it what to do with the next refund that it never heard of: the usual is to give back.
    pub fn next_back(&self, behaviour: CodeBehaviour) {
        locked(&self.book).next_back.push_back(behaviour);
    }

    /// Lets the last two digits of the amount tell what it does with a charge that nothing was told
    /// for: 01 declines, 02 never answers, 03 takes it and hangs up in the middle of the answer, 04
    /// waits for a guest who never comes. With all else it takes the money; a code that is shown is
    /// paid by itself after some seconds. Asked for money back of a charge that it does not know, it
    /// believes that it took it before it was started.
    pub fn by_amount(&self) {
        locked(&self.book).by_amount = true;
    }

    /// The guest pays a code that was shown. False when there is no such charge waiting.
    pub fn pay(&self, id: TenderId) -> bool {
        pay(&self.book, id)
    }

    /// The charges that wait for a guest, with their amounts in minor units.
    pub fn waiting(&self) -> BTreeMap<TenderId, i64> {
        self.amounts(State::Waiting)
    }

    /// What it has taken, in minor units, by charge.
    pub fn taken(&self) -> BTreeMap<TenderId, i64> {
        self.amounts(State::Approved)
    }

    /// How often it has taken money for a charge: once at most, if all is well.
    pub fn times_charged(&self, id: TenderId) -> u32 {
        locked(&self.book).charges.get(&id).map_or(0, |known| known.charged)
    }

    /// What it has given back, in minor units, by refund.
    pub fn given_back(&self) -> BTreeMap<RefundId, i64> {
        let inside = locked(&self.book);
        inside.refunds.iter().map(|(id, (_, amount))| (*id, *amount)).collect()
    }

    /// Ends once it has been asked `times` times in all to take money.
    pub async fn begun(&self, times: usize) {
        let mut begun = self.book.begun.subscribe();
        // The sender lives as long as this acquirer.
        let _ = begun.wait_for(|count| *count >= times).await.map(drop);
    }

    /// Ends once it has been asked `times` times in all to give money back.
    pub async fn begun_back(&self, times: usize) {
        let mut begun = self.book.begun_back.subscribe();
        // The sender lives as long as this acquirer.
        let _ = begun.wait_for(|count| *count >= times).await.map(drop);
    }

    fn amounts(&self, state: State) -> BTreeMap<TenderId, i64> {
        let inside = locked(&self.book);
        let such = inside.charges.iter().filter(|(_, known)| known.state == state);
        such.map(|(id, known)| (*id, known.amount)).collect()
    }
}

fn locked(book: &Book) -> MutexGuard<'_, Inside> {
    book.inside.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pay(book: &Book, id: TenderId) -> bool {
    let mut inside = locked(book);
    let waiting = inside.charges.get_mut(&id).filter(|known| known.state == State::Waiting);
    let Some(known) = waiting else { return false };
    known.state = State::Approved;
    known.charged += 1;
    true
}

async fn with_token(request: Request, next: Next) -> Response {
    let shown = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if shown.and_then(|value| value.strip_prefix("Bearer ")).is_none_or(str::is_empty) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    next.run(request).await
}

fn told(id: impl std::fmt::Display, state: State) -> AnswerBody {
    let shown_code = (state == State::Waiting).then(|| format!("https://pay.example/{id}"));
    let reason = if state == State::Declined { "not enough money" } else { "" };
    AnswerBody { state, reference: format!("SIM-{id}"), shown_code, reason: reason.to_owned() }
}

async fn charge(Shared(book): Shared<Kept>, Json(body): Json<ChargeBody>) -> Response {
    let (behaviour, state) = {
        let mut inside = locked(&book);
        let known = inside.charges.get(&body.id).map(|known| known.state);
        let behaviour = match known {
            Some(_) => CodeBehaviour::Usual,
            None => inside.next.pop_front().unwrap_or_else(|| {
                if inside.by_amount { of_amount(body.amount_minor) } else { CodeBehaviour::Usual }
            }),
        };
        let state = known.unwrap_or(match behaviour {
            CodeBehaviour::Usual if body.guest_code.is_none() => State::Waiting,
            CodeBehaviour::Wait => State::Waiting,
            CodeBehaviour::Usual
            | CodeBehaviour::ApproveAndGarble
            | CodeBehaviour::ApproveAndHangUp
            | CodeBehaviour::ApproveAndHang => State::Approved,
            CodeBehaviour::Decline | CodeBehaviour::Hang => State::Declined,
        });
        if behaviour != CodeBehaviour::Hang {
            inside.charges.entry(body.id).or_insert(Known::new(body.amount_minor, state));
        }
        let plays_guest = known.is_none() && inside.by_amount;
        if plays_guest && behaviour == CodeBehaviour::Usual && state == State::Waiting {
            let (book, id) = (Arc::clone(&book), body.id);
            tokio::spawn(async move {
                tokio::time::sleep(GUEST_PAYS_AFTER).await;
                pay(&book, id);
            });
        }
        (behaviour, state)
    };
    book.begun.send_modify(|count| *count += 1);
    answer(behaviour, body.id, state).await
}

/// How a request is answered.
async fn answer(behaviour: CodeBehaviour, id: impl std::fmt::Display, state: State) -> Response {
    match behaviour {
        CodeBehaviour::Usual | CodeBehaviour::Wait | CodeBehaviour::Decline => {
            Json(told(id, state)).into_response()
        }
        CodeBehaviour::ApproveAndGarble => "<html>Welcome to our network</html>".into_response(),
        CodeBehaviour::ApproveAndHangUp => hang_up(),
        CodeBehaviour::ApproveAndHang | CodeBehaviour::Hang => std::future::pending().await,
    }
}

fn of_amount(minor: i64) -> CodeBehaviour {
    match by_amount::of(minor.unsigned_abs()) {
        AmountAsks::Approve => CodeBehaviour::Usual,
        AmountAsks::Decline => CodeBehaviour::Decline,
        AmountAsks::Silence => CodeBehaviour::Hang,
        AmountAsks::BreakWithMoney => CodeBehaviour::ApproveAndHangUp,
        AmountAsks::NoGuest => CodeBehaviour::Wait,
    }
}

/// The beginning of an answer, and then the line breaks.
fn hang_up() -> Response {
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    let parts = [Ok(Bytes::from_static(b"{\"state\": \"appr")), Err(broken)];
    Body::from_stream(futures_util::stream::iter(parts)).into_response()
}

async fn look(Shared(book): Shared<Kept>, Path(id): Path<TenderId>) -> Response {
    let known = locked(&book).charges.get(&id).copied();
    known.map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |known| Json(told(id, known.state)).into_response(),
    )
}

async fn cancel(Shared(book): Shared<Kept>, Path(id): Path<TenderId>) -> Response {
    let state = {
        let mut inside = locked(&book);
        // An id that was never asked for is declined before it is.
        let known = inside.charges.entry(id).or_insert(Known::new(0, State::Declined));
        if known.state == State::Waiting {
            known.state = State::Declined;
        }
        known.state
    };
    Json(told(id, state)).into_response()
}

async fn refund(Shared(book): Shared<Kept>, Json(body): Json<RefundBody>) -> Response {
    let (behaviour, state) = {
        let mut inside = locked(&book);
        let is_new = !inside.refunds.contains_key(&body.id);
        let told = if is_new { inside.next_back.pop_front() } else { None };
        let behaviour = told.unwrap_or(CodeBehaviour::Usual);
        let state = match behaviour {
            CodeBehaviour::Decline | CodeBehaviour::Hang => State::Declined,
            CodeBehaviour::Wait => State::Waiting,
            CodeBehaviour::Usual
            | CodeBehaviour::ApproveAndGarble
            | CodeBehaviour::ApproveAndHangUp
            | CodeBehaviour::ApproveAndHang => give_back(&mut inside, &body),
        };
        (behaviour, state)
    };
    book.begun_back.send_modify(|count| *count += 1);
    answer(behaviour, body.id, state).await
}

/// Gives money back once, and never more than was taken.
fn give_back(inside: &mut Inside, body: &RefundBody) -> State {
    let of_charge = inside.refunds.values().filter(|(charge, _)| *charge == body.charge);
    let back: i64 = of_charge.map(|(_, amount)| amount).sum();
    let left = match inside.charges.get(&body.charge) {
        Some(known) if known.state == State::Approved => known.amount - back,
        None if inside.by_amount => body.amount_minor,
        Some(_) | None => 0,
    };
    match inside.refunds.entry(body.id) {
        Entry::Occupied(_) => State::Approved,
        Entry::Vacant(_) if body.amount_minor > left => State::Declined,
        Entry::Vacant(new) => {
            new.insert((body.charge, body.amount_minor));
            State::Approved
        }
    }
}
