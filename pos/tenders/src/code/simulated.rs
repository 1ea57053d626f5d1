//! An acquirer that is a program: it keeps the contract, and can be told to misbehave.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::id::{RefundId, TenderId};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{AnswerBody, ChargeBody, RefundBody, State};

/// What a simulated acquirer does with the next charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeBehaviour {
    /// Takes the money from the guest's code; without one, shows a code and waits.
    Usual,
    /// Does not take it.
    Decline,
    /// Takes it and answers with something that is no answer.
    ApproveAndGarble,
    /// Never answers, and takes nothing.
    Hang,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    amount: i64,
    state: State,
    /// How often it was asked for.
    asked: u32,
}

#[derive(Debug, Default)]
struct Inside {
    next: VecDeque<CodeBehaviour>,
    charges: BTreeMap<TenderId, Known>,
    refunds: BTreeMap<RefundId, i64>,
}

type Kept = Arc<Mutex<Inside>>;

/// An acquirer on this machine, for demos and tests. It ends when it is dropped.
#[derive(Debug)]
pub struct SimulatedAcquirer {
    address: SocketAddr,
    inside: Kept,
    _running: DropGuard,
}

impl SimulatedAcquirer {
    /// Starts one on a loopback address; port 0 chooses a free one.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn start(at: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind(at).await?;
        let address = listener.local_addr()?;
        let inside = Kept::default();
        let stop = CancellationToken::new();
        let router = Router::new()
            .route("/v1/charges", post(charge))
            .route("/v1/charges/{id}", get(look))
            .route("/v1/charges/{id}/cancel", post(cancel))
            .route("/v1/refunds", post(refund))
            .with_state(Arc::clone(&inside));
        let until = stop.clone();
        tokio::spawn(async move {
            until.run_until_cancelled(async { axum::serve(listener, router).await }).await;
        });
        Ok(Self { address, inside, _running: stop.drop_guard() })
    }

    /// Its address, as a driver is told it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Tells it what to do with the next charge that nothing was told for yet.
    pub fn next(&self, behaviour: CodeBehaviour) {
        locked(&self.inside).next.push_back(behaviour);
    }

    /// The guest pays a code that was shown. False when there is no such charge waiting.
    pub fn pay(&self, id: TenderId) -> bool {
        let mut inside = locked(&self.inside);
        let waiting = inside.charges.get_mut(&id).filter(|known| known.state == State::Waiting);
        waiting.map(|known| known.state = State::Approved).is_some()
    }

    /// What it has taken, in minor units, by charge.
    pub fn taken(&self) -> BTreeMap<TenderId, i64> {
        let inside = locked(&self.inside);
        let approved = inside.charges.iter().filter(|(_, known)| known.state == State::Approved);
        approved.map(|(id, known)| (*id, known.amount)).collect()
    }

    /// What it has given back, in minor units, by refund.
    pub fn given_back(&self) -> BTreeMap<RefundId, i64> {
        locked(&self.inside).refunds.clone()
    }
}

fn locked(inside: &Mutex<Inside>) -> std::sync::MutexGuard<'_, Inside> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told(id: impl std::fmt::Display, state: State) -> AnswerBody {
    let shown_code = (state == State::Waiting).then(|| format!("https://pay.example/{id}"));
    let reason = if state == State::Declined { "not enough money" } else { "" };
    AnswerBody { state, reference: format!("SIM-{id}"), shown_code, reason: reason.to_owned() }
}

async fn charge(Shared(inside): Shared<Kept>, Json(body): Json<ChargeBody>) -> Response {
    let (behaviour, state) = {
        let mut inside = locked(&inside);
        if let Some(known) = inside.charges.get_mut(&body.id) {
            known.asked += 1;
            return Json(told(body.id, known.state)).into_response();
        }
        let behaviour = inside.next.pop_front().unwrap_or(CodeBehaviour::Usual);
        let state = match behaviour {
            CodeBehaviour::Usual if body.guest_code.is_none() => State::Waiting,
            CodeBehaviour::Usual | CodeBehaviour::ApproveAndGarble => State::Approved,
            CodeBehaviour::Decline | CodeBehaviour::Hang => State::Declined,
        };
        let known = Known { amount: body.amount_minor, state, asked: 1 };
        inside.charges.insert(body.id, known);
        (behaviour, state)
    };
    match behaviour {
        CodeBehaviour::Usual | CodeBehaviour::Decline => Json(told(body.id, state)).into_response(),
        CodeBehaviour::ApproveAndGarble => "<html>Welcome to our network</html>".into_response(),
        CodeBehaviour::Hang => std::future::pending().await,
    }
}

async fn look(Shared(inside): Shared<Kept>, Path(id): Path<TenderId>) -> Response {
    let known = locked(&inside).charges.get(&id).copied();
    known.map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        |known| Json(told(id, known.state)).into_response(),
    )
}

async fn cancel(Shared(inside): Shared<Kept>, Path(id): Path<TenderId>) -> Response {
    let state = {
        let mut inside = locked(&inside);
        let Some(known) = inside.charges.get_mut(&id) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        if known.state == State::Waiting {
            known.state = State::Declined;
        }
        known.state
    };
    Json(told(id, state)).into_response()
}

async fn refund(Shared(inside): Shared<Kept>, Json(body): Json<RefundBody>) -> Response {
    locked(&inside).refunds.entry(body.id).or_insert(body.amount_minor);
    Json(told(body.id, State::Approved)).into_response()
}
