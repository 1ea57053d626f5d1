//! What a store asks HQ of members: who has a phone, what they own elsewhere, and whom other stores
//! ask for.

use std::time::Duration;

use domain::id::{MemberId, StoreId};
use domain::member::MemberRecord;
use protocol::sync::{
    BRING_MEMBER_PATH, BringMember, Brought, FIND_MEMBER_PATH, FindMember, FoundMember,
    INVITE_MEMBER_PATH, InviteMember, Invited, MEMBER_NEWS_PATH, MemberNews, RETURN_MS_MAX,
    WANTED_PATH, WANTED_SECONDS, WantedMembers,
};
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::link::{ANSWER_BYTES_MAX, LinkError, LinkSettings, client};

/// How long a guest at the till waits for HQ to know them.
pub const FIND_MS_MAX: u64 = 300;
/// How long somebody waits for an invitation to the member page.
const INVITE_MS_MAX: u64 = 5_000;
/// How long a store waits for what a member owns elsewhere, beyond what HQ itself waits.
const BRING_MARGIN_MS: u64 = 1_000;
/// How long a store waits for its next wanted members, beyond what HQ lets it wait.
const WANTED_MARGIN_SECONDS: u64 = 10;

/// HQ could not be asked, or did not answer as HQ does.
#[derive(Debug, thiserror::Error)]
pub enum AskFailed {
    /// It cannot be reached, or not in time.
    #[error("HQ cannot be reached: {0}")]
    Line(#[from] reqwest::Error),
    /// It answered something else.
    #[error("HQ answered with status {0}")]
    Status(u16),
    /// What it answered is not an answer of HQ's.
    #[error("HQ's answer cannot be read")]
    Answer,
}

/// The store's questions about members.
#[derive(Debug, Clone)]
pub struct MemberLine {
    settings: LinkSettings,
    client: reqwest::Client,
}

impl MemberLine {
    /// Gets ready to ask; nothing is sent yet.
    ///
    /// # Errors
    /// [`LinkError`] when HQ's address is not one.
    pub fn new(mut settings: LinkSettings) -> Result<Self, LinkError> {
        let client = client(&mut settings)?;
        Ok(Self { settings, client })
    }

    /// Whom HQ knows by a phone in E.164 form. Gives up after [`FIND_MS_MAX`].
    ///
    /// # Errors
    /// [`AskFailed`].
    pub async fn find(&self, phone: &str) -> Result<Option<MemberRecord>, AskFailed> {
        let asked = FindMember { store: self.store(), phone: phone.to_owned() };
        let found: FoundMember = self.post(FIND_MEMBER_PATH, &asked, FIND_MS_MAX).await?;
        Ok(found.record)
    }

    /// Has what a member owns elsewhere lent to this store; with `lend` false only asks again for
    /// what was lent already. `known` is the record as it is here.
    ///
    /// # Errors
    /// [`AskFailed`].
    pub async fn bring(
        &self,
        member_id: MemberId,
        known: Option<&MemberRecord>,
        lend: bool,
    ) -> Result<Brought, AskFailed> {
        let version = known.map_or(0, |record| record.version);
        let page_key = known.map(|record| record.page_key.clone()).unwrap_or_default();
        let asked = BringMember { store: self.store(), member_id, version, page_key, lend };
        self.post(BRING_MEMBER_PATH, &asked, RETURN_MS_MAX + BRING_MARGIN_MS).await
    }

    /// Invites a member to their page: gives what the address of the page ends with.
    ///
    /// # Errors
    /// [`AskFailed`].
    pub async fn invite(&self, member_id: MemberId) -> Result<String, AskFailed> {
        let asked = InviteMember { store: self.store(), member_id };
        let invited: Invited = self.post(INVITE_MEMBER_PATH, &asked, INVITE_MS_MAX).await?;
        Ok(invited.claim)
    }

    /// Waits until HQ has something to tell of members; nothing after a while. With `fresh` the line is
    /// new, and HQ first tells what this store may have missed.
    ///
    /// # Errors
    /// [`AskFailed`].
    pub async fn wanted(&self, fresh: bool) -> Result<WantedMembers, AskFailed> {
        let url =
            format!("{}{WANTED_PATH}?store={}&fresh={fresh}", self.settings.hq_url, self.store());
        let patience = Duration::from_secs(WANTED_SECONDS + WANTED_MARGIN_SECONDS);
        self.send(self.client.get(url).timeout(patience)).await
    }

    /// Waits until HQ has news of members after a change of its list; none after a while.
    ///
    /// # Errors
    /// [`AskFailed`].
    pub async fn news(&self, list: uuid::Uuid, after: u64) -> Result<MemberNews, AskFailed> {
        let (hq, store) = (&self.settings.hq_url, self.store());
        let url = format!("{hq}{MEMBER_NEWS_PATH}?store={store}&list={list}&after={after}");
        let patience = Duration::from_secs(WANTED_SECONDS + WANTED_MARGIN_SECONDS);
        self.send(self.client.get(url).timeout(patience)).await
    }

    fn store(&self) -> StoreId {
        self.settings.store_id
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        body: &impl Serialize,
        patience_ms: u64,
    ) -> Result<T, AskFailed> {
        let bytes = serde_json::to_vec(body).map_err(|_| AskFailed::Answer)?;
        let request = self
            .client
            .post(format!("{}{path}", self.settings.hq_url))
            .header(CONTENT_TYPE, "application/json")
            .timeout(Duration::from_millis(patience_ms))
            .body(bytes);
        self.send(request).await
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, AskFailed> {
        let mut response = request.bearer_auth(&self.settings.token).send().await?;
        let status = response.status().as_u16();
        if status != 200 {
            return Err(AskFailed::Status(status));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len().saturating_add(chunk.len()) > ANSWER_BYTES_MAX {
                return Err(AskFailed::Answer);
            }
            body.extend_from_slice(&chunk);
        }
        serde_json::from_slice(&body).map_err(|_| AskFailed::Answer)
    }
}
