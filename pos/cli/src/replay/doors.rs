//! The HTTP side: who the store is, letting devices in, and what store and HQ have counted.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use domain::Code;
use domain::staff::DeviceKind;
use protocol::hq::HqStoreTotals;
use protocol::http::{PairRequest, Paired, Problem, Status, StoreTotals};
use reqwest::{Client, RequestBuilder};
use serde::de::DeserializeOwned;
use tokio::time::sleep;

use super::Options;
use super::book::Book;
use super::line::backoff;
use super::reconcile::{AtHq, Before, Counted};

/// How long an answer over HTTP may take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the store may take to be there when a replay begins.
const FIRST_ANSWER_MAX: Duration = Duration::from_secs(5);
/// How often store and HQ are asked at the end what they have counted.
const COUNT_POLL: Duration = Duration::from_millis(250);

/// The doors of a store and of its HQ.
pub(super) struct Doors {
    client: Client,
    store: String,
    hq: Option<String>,
    hq_token: Option<String>,
    status: Status,
}

impl Doors {
    /// Asks the store who it is.
    ///
    /// # Errors
    /// The address cannot be used, or nobody answers there.
    pub(super) async fn open(options: &Options) -> anyhow::Result<Self> {
        let store = options.to.trim_end_matches('/').to_owned();
        if !store.starts_with("http://") {
            bail!("{store} is no address of a store: write it as http://host:port");
        }
        // A provider that is installed already serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().timeout(ANSWER_TIMEOUT).build()?;
        let status = first_status(&client, &store, options.patience.min(FIRST_ANSWER_MAX))
            .await
            .with_context(|| format!("no store answers at {store}"))?;
        let hq = options.hq.clone().or_else(|| status.hq_url.clone());
        let hq = hq.map(|url| url.trim_end_matches('/').to_owned());
        Ok(Self { client, store, hq, hq_token: options.hq_token.clone(), status })
    }

    /// What the store said of itself.
    pub(super) fn status(&self) -> &Status {
        &self.status
    }

    /// Where its terminals and screens connect.
    pub(super) fn socket_url(&self) -> String {
        format!("{}/ws", self.store.replacen("http://", "ws://", 1))
    }

    /// Lets a device in.
    ///
    /// # Errors
    /// What the store says against it.
    pub(super) async fn pair(
        &self,
        code: &str,
        name: &str,
        kind: DeviceKind,
        station: Option<Code>,
    ) -> anyhow::Result<Paired> {
        let request = PairRequest { code: code.to_owned(), name: name.to_owned(), kind, station };
        let asked = self.client.post(format!("{}/api/v1/pair", self.store)).json(&request);
        answer(asked).await.with_context(|| format!("{name} was not let in"))
    }

    /// What the store and HQ have counted before anything is sent.
    ///
    /// # Errors
    /// The store does not say; an HQ that does not answer now is asked again at the end.
    pub(super) async fn baseline(&self, token: &str) -> anyhow::Result<Before> {
        let store = self.store_totals(token).await.context("the store's totals")?;
        let hq_doubled = self.hq_totals().await.ok().flatten().map_or(0, |totals| totals.doubled);
        Ok(Before { store, hq_doubled })
    }

    /// Waits until the store has printed and HQ has caught up, for as long as that goes on, and
    /// answers with what both have counted then.
    pub(super) async fn settle(
        &self,
        token: &str,
        before: &Before,
        book: &Book,
        patience: Duration,
    ) -> Counted {
        let accepted = u64::try_from(book.notes().accept.len()).unwrap_or(u64::MAX);
        let mut counted = Counted::default();
        let mut since = Instant::now();
        loop {
            let now = Counted {
                store: self.store_totals(token).await.ok().or(counted.store),
                hq: match self.hq_totals().await {
                    Ok(Some(totals)) => AtHq::Counted(totals),
                    Ok(None) => AtHq::NoHq,
                    Err(_) if counted.hq == AtHq::NoHq => AtHq::Silent,
                    Err(_) => counted.hq,
                },
            };
            if now != counted {
                (counted, since) = (now, Instant::now());
            }
            if counted.is_settled(before, accepted) || since.elapsed() > patience {
                return counted;
            }
            sleep(COUNT_POLL).await;
        }
    }

    async fn store_totals(&self, token: &str) -> anyhow::Result<StoreTotals> {
        answer(self.client.get(format!("{}/api/v1/totals", self.store)).bearer_auth(token)).await
    }

    /// What HQ has counted; `None` for a store without one.
    async fn hq_totals(&self) -> anyhow::Result<Option<HqStoreTotals>> {
        let Some(hq) = &self.hq else { return Ok(None) };
        let mut asked =
            self.client.get(format!("{hq}/api/v1/stores/{}/totals", self.status.store.id));
        if let Some(token) = &self.hq_token {
            asked = asked.bearer_auth(token);
        }
        answer(asked).await.map(Some)
    }
}

/// Asks for the status, again and again for a little while: the store may just be starting.
async fn first_status(client: &Client, store: &str, wait: Duration) -> anyhow::Result<Status> {
    let since = Instant::now();
    let mut attempt = 0;
    loop {
        let asked = client.get(format!("{store}/api/v1/status"));
        match answer(asked).await {
            Ok(status) => return Ok(status),
            Err(error) if since.elapsed() > wait => return Err(error),
            Err(_) => sleep(backoff(attempt)).await,
        }
        attempt += 1;
    }
}

/// The answer to a request, or what the problem document says.
async fn answer<T: DeserializeOwned>(asked: RequestBuilder) -> anyhow::Result<T> {
    let response = asked.send().await?;
    let status = response.status();
    let body = response.bytes().await?;
    if status.is_success() {
        return serde_json::from_slice(&body).context("the answer is not of the form it should be");
    }
    match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => bail!("{} ({})", problem.detail, problem.code),
        Err(_) => bail!("status {status}"),
    }
}
