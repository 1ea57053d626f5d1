//! Payment codes: the guest's code is scanned, or a code is shown to the guest.
//!
//! # The contract with an acquirer
//!
//! JSON over HTTP with `authorization: Bearer TOKEN`. Amounts are in minor units, ids are UUIDs.
//!
//! | Request | Body | What it does |
//! |---|---|---|
//! | `POST /v1/charges` | `{"id", "amount_minor", "currency", "guest_code"}` | asks for money; the same id again is the same charge, whatever else is in the body; `guest_code` is `null` when a code is to be shown |
//! | `GET /v1/charges/{id}` | | says how a charge stands; 404 for an id that was never asked for |
//! | `POST /v1/charges/{id}/cancel` | | calls it off unless it was paid; an id that was never asked for is declined, and stays so if it is asked for later |
//! | `POST /v1/refunds` | `{"id", "charge", "amount_minor"}` | gives money back; the same id again is the same refund |
//!
//! Each is answered with status 200 and
//!
//! ```json
//! {"state": "waiting", "reference": "A-1", "shown_code": "https://pay.example/A-1", "reason": ""}
//! ```
//!
//! where `state` is `approved`, `declined` or `waiting` (for the guest), and all but `state` may be
//! absent. `reason` says in a few words why it was declined. Anything else (another status, a page of
//! a captive portal, silence) leaves the outcome unknown.
//!
//! # Why asking again may call off
//!
//! A request that nobody answered may still be on its way. So a 404 alone does not mean that no money
//! will move: the driver then calls the id off, and only the acquirer's *declined* to that is
//! believed.

mod simulated;

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::Code;
use domain::id::TenderId;
use reqwest::{Method, Response, StatusCode, Url};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use self::simulated::{CodeBehaviour, SimulatedAcquirer};
use crate::{Answer, Approval, Charge, Repayment, SetupError, plain};

/// Seconds to reach the acquirer at most.
const CONNECT_SECONDS_MAX: u64 = 5;
/// Bytes of an answer at most; a longer one cannot be read.
const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// Bytes of a code to show at most: more does not fit into a code that a phone can read.
const SHOWN_CODE_BYTES_MAX: usize = 2_000;
/// Ids remembered as sent at most; the oldest goes first.
const SENT_MAX: usize = 500;

/// A charge as it goes to the acquirer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ChargeBody {
    id: TenderId,
    amount_minor: i64,
    currency: String,
    guest_code: Option<String>,
}

/// A refund as it goes to the acquirer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RefundBody {
    id: domain::id::RefundId,
    charge: TenderId,
    amount_minor: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Approved,
    Declined,
    Waiting,
}

/// What the acquirer answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct AnswerBody {
    state: State,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    shown_code: Option<String>,
    #[serde(default)]
    reason: String,
}

/// An acquirer of payment codes.
pub struct CodeDriver {
    /// Without a slash at its end.
    base: String,
    token: String,
    client: reqwest::Client,
    /// What may have reached the acquirer, the latest last.
    sent: Mutex<VecDeque<Uuid>>,
}

impl std::fmt::Debug for CodeDriver {
    // The token must not reach a log through a derived `Debug`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CodeDriver").field("base", &self.base).finish_non_exhaustive()
    }
}

/// How a request ended.
enum Heard {
    Answer(AnswerBody),
    NotThere,
    /// It was never sent.
    Unreachable(String),
    Unclear(String),
}

impl CodeDriver {
    /// A driver of the acquirer at `url`.
    ///
    /// # Errors
    /// [`SetupError`], which names `code`.
    pub fn new(
        code: &Code,
        url: &str,
        token: &str,
        patience: Duration,
    ) -> Result<Self, SetupError> {
        let parsed = Url::parse(url).ok();
        if !parsed.is_some_and(|url| matches!(url.scheme(), "http" | "https")) {
            return Err(SetupError::Address(code.clone()));
        }
        // Another part of the program may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
            .timeout(patience)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| SetupError::Client(code.clone(), error))?;
        let base = url.trim_end_matches('/').to_owned();
        Ok(Self { base, token: token.to_owned(), client, sent: Mutex::default() })
    }

    /// Asks for money.
    pub async fn ask(&self, charge: &Charge) -> Answer {
        let body = ChargeBody {
            id: charge.id,
            amount_minor: charge.amount.minor(),
            currency: charge.currency.code().to_owned(),
            guest_code: charge.guest_code.clone(),
        };
        self.ask_to_move(charge.id.uuid(), "/v1/charges", &body).await
    }

    /// Asks what became of a charge. One that the acquirer never saw is called off, so that it
    /// takes nothing later either.
    pub async fn ask_again(&self, charge: &Charge) -> Answer {
        let path = format!("/v1/charges/{}", charge.id);
        match self.send::<()>(Method::GET, &path, None).await {
            Heard::NotThere => self.cancel(charge).await,
            heard @ (Heard::Answer(_) | Heard::Unreachable(_) | Heard::Unclear(_)) => answer(heard),
        }
    }

    /// Calls a charge off, and says what became of it.
    pub async fn cancel(&self, charge: &Charge) -> Answer {
        let path = format!("/v1/charges/{}/cancel", charge.id);
        answer(self.send::<()>(Method::POST, &path, None).await)
    }

    /// Gives money back.
    pub async fn refund(&self, repayment: &Repayment) -> Answer {
        let body = RefundBody {
            id: repayment.id,
            charge: repayment.of,
            amount_minor: repayment.amount.minor(),
        };
        self.ask_to_move(repayment.id.uuid(), "/v1/refunds", &body).await
    }

    /// Asks what became of money that was to be given back, or gives it back if the acquirer never
    /// heard of it.
    pub async fn refund_again(&self, repayment: &Repayment) -> Answer {
        // It may have been sent before this program was restarted.
        self.note_sent(repayment.id.uuid());
        self.refund(repayment).await
    }

    /// Sends what moves money. It was surely not moved when the acquirer could not be reached and
    /// nothing had left under this id before.
    async fn ask_to_move(&self, id: Uuid, path: &str, body: &impl Serialize) -> Answer {
        let was_sent = self.note_sent(id);
        match self.send(Method::POST, path, Some(body)).await {
            Heard::Unreachable(why) if !was_sent => {
                self.sent().retain(|sent| *sent != id);
                Answer::declined(why)
            }
            heard @ (Heard::Answer(_)
            | Heard::NotThere
            | Heard::Unreachable(_)
            | Heard::Unclear(_)) => answer(heard),
        }
    }

    async fn send<B: Serialize>(&self, method: Method, path: &str, body: Option<&B>) -> Heard {
        let url = format!("{}{path}", self.base);
        let mut request = self.client.request(method, url).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) if error.is_connect() => {
                return Heard::Unreachable("the acquirer cannot be reached".to_owned());
            }
            Err(error) if error.is_timeout() => {
                return Heard::Unclear("the acquirer did not answer in time".to_owned());
            }
            Err(_) => return Heard::Unclear("the line to the acquirer broke".to_owned()),
        };
        if response.status() == StatusCode::NOT_FOUND {
            return Heard::NotThere;
        }
        if response.status() != StatusCode::OK {
            return Heard::Unclear(format!("the acquirer answered {}", response.status().as_u16()));
        }
        read(response).await.map_or_else(
            || Heard::Unclear("the acquirer's answer cannot be read".to_owned()),
            Heard::Answer,
        )
    }

    /// Notes that an id is about to leave; true when it may have left before.
    fn note_sent(&self, id: Uuid) -> bool {
        let mut sent = self.sent();
        if sent.contains(&id) {
            return true;
        }
        if sent.len() == SENT_MAX {
            sent.pop_front();
        }
        sent.push_back(id);
        false
    }

    fn sent(&self) -> MutexGuard<'_, VecDeque<Uuid>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads an answer; `None` when it is too long, ends too early or is none.
async fn read(mut response: Response) -> Option<AnswerBody> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        if bytes.len() + chunk.len() > ANSWER_BYTES_MAX {
            return None;
        }
        bytes.extend_from_slice(&chunk);
    }
    serde_json::from_slice(&bytes).ok()
}

fn answer(heard: Heard) -> Answer {
    match heard {
        Heard::Answer(body) => match body.state {
            State::Approved => Answer::Approved(Approval {
                reference: plain(&body.reference),
                brand: String::new(),
                last4: String::new(),
            }),
            State::Declined if body.reason.trim().is_empty() => Answer::declined("declined"),
            State::Declined => Answer::declined(body.reason),
            State::Waiting => match body.shown_code {
                Some(code) if code.len() > SHOWN_CODE_BYTES_MAX => {
                    Answer::unknown("the acquirer's code is too long to be shown")
                }
                shown_code => Answer::Waiting { shown_code },
            },
        },
        Heard::NotThere => Answer::unknown("the acquirer does not know this address"),
        Heard::Unreachable(why) | Heard::Unclear(why) => Answer::Unknown { why },
    }
}

#[cfg(test)]
mod tests;
