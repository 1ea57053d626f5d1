//! Payment codes: the guest's code is scanned, or a code is shown to the guest.
//!
//! # The contract with an acquirer
//!
//! JSON over HTTP with `authorization: Bearer TOKEN`. Amounts are in minor units.
//!
//! - `POST /v1/charges` with `{"id", "amount_minor", "currency", "guest_code"}`. The same id again is
//!   the same charge, whatever else is in the body.
//! - `GET /v1/charges/{id}`; 404 for an id that was never asked for.
//! - `POST /v1/charges/{id}/cancel`.
//! - `POST /v1/refunds` with `{"id", "charge", "amount_minor"}`. The same id again is the same refund.
//!
//! Each is answered with status 200 and `{"state": "approved" | "declined" | "waiting", "reference",
//! "shown_code", "reason"}`, of which all but `state` may be absent. Anything else (another status, a
//! page of a captive portal, silence) leaves the outcome unknown.

mod simulated;

use std::time::Duration;

use domain::Code;
use domain::id::TenderId;
use reqwest::{Method, StatusCode, Url};
use serde::{Deserialize, Serialize};

pub use self::simulated::{CodeBehaviour, SimulatedAcquirer};
use crate::{Answer, Approval, Charge, Repayment, SetupError};

/// Seconds to reach the acquirer at most.
const CONNECT_SECONDS_MAX: u64 = 5;
/// Bytes of an answer at most.
const ANSWER_BYTES_MAX: usize = 16 * 1024;

/// A charge as it goes to the acquirer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug)]
pub struct CodeDriver {
    base: Url,
    token: String,
    client: reqwest::Client,
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
        let base = Url::parse(url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .ok_or_else(|| SetupError::Address(code.clone()))?;
        // Another part of the program may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(CONNECT_SECONDS_MAX))
            .timeout(patience)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| SetupError::Client(code.clone(), error))?;
        Ok(Self { base, token: token.to_owned(), client })
    }

    /// Asks for money.
    pub async fn ask(&self, charge: &Charge) -> Answer {
        let body = ChargeBody {
            id: charge.id,
            amount_minor: charge.amount.minor(),
            currency: charge.currency.code().to_owned(),
            guest_code: charge.guest_code.clone(),
        };
        match self.send(Method::POST, "/v1/charges", Some(&body)).await {
            Heard::Unreachable(why) => Answer::declined(why),
            heard => answer(heard),
        }
    }

    /// Asks what became of a charge. An id that the acquirer never saw took no money.
    pub async fn ask_again(&self, charge: &Charge) -> Answer {
        let path = format!("/v1/charges/{}", charge.id);
        match self.send::<()>(Method::GET, &path, None).await {
            Heard::NotThere => Answer::declined("the acquirer was never asked"),
            heard => answer(heard),
        }
    }

    /// Calls a charge off, and says what became of it.
    pub async fn cancel(&self, charge: &Charge) -> Answer {
        let path = format!("/v1/charges/{}/cancel", charge.id);
        match self.send::<()>(Method::POST, &path, None).await {
            Heard::NotThere => Answer::declined("the acquirer was never asked"),
            heard => answer(heard),
        }
    }

    /// Gives money back.
    pub async fn refund(&self, repayment: &Repayment) -> Answer {
        let body = RefundBody {
            id: repayment.id,
            charge: repayment.of,
            amount_minor: repayment.amount.minor(),
        };
        answer(self.send(Method::POST, "/v1/refunds", Some(&body)).await)
    }

    async fn send<B: Serialize>(&self, method: Method, path: &str, body: Option<&B>) -> Heard {
        let Ok(url) = self.base.join(path) else {
            return Heard::Unreachable("the acquirer's address cannot be used".to_owned());
        };
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
        let bytes = response.bytes().await.unwrap_or_default();
        let read = serde_json::from_slice(&bytes).ok().filter(|_| bytes.len() <= ANSWER_BYTES_MAX);
        read.map_or_else(
            || Heard::Unclear("the acquirer's answer cannot be read".to_owned()),
            Heard::Answer,
        )
    }
}

fn answer(heard: Heard) -> Answer {
    match heard {
        Heard::Answer(body) => match body.state {
            State::Approved => Answer::Approved(Approval {
                reference: body.reference,
                brand: String::new(),
                last4: String::new(),
            }),
            State::Declined => Answer::declined(body.reason),
            State::Waiting => Answer::Waiting { shown_code: body.shown_code },
        },
        Heard::NotThere => Answer::unknown("the acquirer does not know this address"),
        Heard::Unreachable(why) | Heard::Unclear(why) => Answer::Unknown { why },
    }
}

#[cfg(test)]
mod tests;
