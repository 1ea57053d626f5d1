//! What this store holds of its members, and what others do: brought here while a guest stands at the
//! till, given back when another store asks, and what is more than the store keeps once they paid.

use std::sync::Arc;
use std::time::Duration;

use domain::SystemCommand;
use domain::id::MemberId;
use domain::member::MemberRecord;
use domain::order::Order;
use journal::{Change, Commit, OrderChange, ReadError};
use outbox::backoff::{Jitter, SystemJitter, ceiling_ms};
use outbox::{LinkSettings, MemberLine};
use protocol::sync::{Brought, HeldElsewhere, MergedElsewhere};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::HqOptions;
use crate::frames::Refusal;
use crate::member_news;
use crate::own_ask::{Noted, note};
use crate::parts::Parts;

/// What stands in the JSON of an order that has a member.
const MARK: &str = "\"member_id\":\"";

/// Members who owe points here and are looked after once HQ is back, at most; whoever is beyond them is
/// when they come next.
const OWING_MAX: u32 = 1_000;

/// What is known of a member's belongings in other stores.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere {
    /// What stays there.
    pub(crate) held: Vec<HeldElsewhere>,
    /// The store has an HQ, which could not be asked.
    pub(crate) hq_away: bool,
}

/// The line for questions about members, where the store has an HQ.
pub(crate) fn line(
    parts_hq: Option<&HqOptions>,
    store_id: domain::id::StoreId,
) -> Option<MemberLine> {
    let hq = parts_hq?;
    let settings = LinkSettings { hq_url: hq.url.clone(), token: hq.token.clone(), store_id };
    match MemberLine::new(settings) {
        Ok(line) => Some(line),
        Err(error) => {
            tracing::error!(%error, "members of other stores cannot be looked up: correct the settings and restart the store server");
            None
        }
    }
}

/// Takes a member from HQ whom another store enrolled; nobody when HQ knows nobody with this phone or
/// cannot be asked in time.
pub(crate) async fn adopt(parts: &Parts, phone: &str) -> Option<MemberId> {
    let line = parts.members.as_ref().filter(|_| parts.hq.borrow().connected)?;
    match line.find(phone).await {
        Ok(found) => {
            let (record, stop) = (found?, CancellationToken::new());
            let id = record.id;
            let noted = note(parts, &stop, SystemCommand::AdoptMember { record }).await;
            (noted == Noted::Accepted).then_some(id)
        }
        Err(error) => {
            tracing::warn!(%error, "HQ did not say in time whether it knows a member");
            None
        }
    }
}

/// Takes a member from HQ, or the key of their new phone; false when HQ has nothing newer than this
/// store, or cannot be asked.
pub(crate) async fn look_up(parts: &Parts, member_id: MemberId) -> bool {
    let Some(line) = parts.members.as_ref().filter(|_| parts.hq.borrow().connected) else {
        return false;
    };
    let known = parts.journal.read(move |reader| reader.member(member_id)).await;
    let known = known.ok().flatten().map(|(record, _)| record);
    match line.bring(member_id, known.as_ref(), false).await {
        Ok(Brought { record: Some(record), .. }) => {
            let stop = CancellationToken::new();
            note(parts, &stop, SystemCommand::AdoptMember { record }).await == Noted::Accepted
        }
        Ok(_) => false,
        Err(error) => {
            tracing::warn!(%error, "HQ did not say whose code was scanned");
            false
        }
    }
}

/// An address that a member's phone opens their page with.
///
/// # Errors
/// Why there is none now.
pub(crate) async fn invite(parts: &Parts, member_id: MemberId) -> Result<String, Refusal> {
    let (Some(line), Some(hq)) = (&parts.members, &parts.hq_options) else {
        return Err(Refusal::new(
            "no_hq",
            "this store has no HQ, and member pages are shown by HQ: give the store one in store.toml",
        ));
    };
    match line.invite(member_id).await {
        Ok(claim) => Ok(format!("{}/m#{claim}", hq.url.trim_end_matches('/'))),
        Err(error) => {
            tracing::warn!(%error, "a member could not be invited to their page");
            Err(Refusal::new(
                "hq_away",
                "HQ, which shows member pages, does not answer: try again once it does",
            ))
        }
    }
}

/// Has what a member owns elsewhere lent to this store, or with `lend` false only looks.
///
/// # Errors
/// The journal cannot be read.
pub(crate) async fn bring(
    parts: &Parts,
    member_id: MemberId,
    lend: bool,
) -> Result<Elsewhere, ReadError> {
    let Some(line) = &parts.members else { return Ok(Elsewhere::default()) };
    if !parts.hq.borrow().connected {
        return Ok(Elsewhere { held: Vec::new(), hq_away: true });
    }
    let known = parts.journal.read(move |reader| reader.member_now(member_id)).await?;
    let Some((record, member)) = known else { return Ok(Elsewhere::default()) };
    let mut found = bring_one(parts, line, record.id, Some(&record), lend).await;
    // What HQ and other stores hold for those who were merged is theirs too.
    for id in member.merged {
        let more = bring_one(parts, line, id, None, lend).await;
        found.held.extend(more.held);
        found.hq_away |= more.hq_away;
    }
    Ok(found)
}

async fn bring_one(
    parts: &Parts,
    line: &MemberLine,
    member_id: MemberId,
    known: Option<&MemberRecord>,
    lend: bool,
) -> Elsewhere {
    let brought = match line.bring(member_id, known, lend).await {
        Ok(brought) => brought,
        Err(error) => {
            tracing::warn!(%error, "what a member owns elsewhere could not be brought here");
            return Elsewhere { held: Vec::new(), hq_away: true };
        }
    };
    let stop = CancellationToken::new();
    if let Some(record) = brought.record.filter(|_| known.is_some()) {
        note(parts, &stop, SystemCommand::AdoptMember { record }).await;
    }
    if lend && known.is_some() {
        let elsewhere = brought.seen;
        note(parts, &stop, SystemCommand::NoteElsewhere { member_id, elsewhere }).await;
    }
    if lend {
        take(parts, &stop, member_id, brought.lendings).await;
    }
    Elsewhere { held: brought.elsewhere, hq_away: false }
}

async fn take(
    parts: &Parts,
    stop: &CancellationToken,
    member_id: MemberId,
    lendings: Vec<domain::ledger::lending::Lending>,
) {
    if !lendings.is_empty() {
        note(parts, stop, SystemCommand::TakeLent { member_id, lendings }).await;
    }
}

/// Starts giving back, if the store has an HQ.
pub(crate) fn start(parts: &Arc<Parts>, tasks: &TaskTracker, stop: &CancellationToken) {
    if parts.members.is_none() {
        return;
    }
    tasks.spawn(follow_hq(Arc::clone(parts), stop.clone()));
    let asked = give_back_wanted(Arc::clone(parts), stop.clone());
    let stopped = stop.clone();
    tasks.spawn(async move {
        tokio::select! {
            () = stopped.cancelled() => {}
            () = asked => {}
        }
    });
    let (followed, stopped) = (member_news::follow(Arc::clone(parts), stop.clone()), stop.clone());
    tasks.spawn(async move {
        tokio::select! {
            () = stopped.cancelled() => {}
            () = followed => {}
        }
    });
    let rules = &parts.card.trade.members;
    if rules.kept_value.is_some() || rules.kept_points.is_some() {
        let commits = parts.journal.commits();
        tasks.spawn(give_back_beyond_kept(Arc::clone(parts), commits, stop.clone()));
    }
}

/// Tells the journal whether HQ can be reached; once it can again, brings what members have elsewhere
/// who spent here, at the owner's risk, what did not lie here.
async fn follow_hq(parts: Arc<Parts>, stop: CancellationToken) {
    let mut hq = parts.hq.subscribe();
    loop {
        let connected = hq.borrow_and_update().connected;
        parts.journal.set_hq_away(!connected);
        let settled = async {
            if connected {
                settle_risks(&parts).await;
            }
            hq.changed().await.is_ok()
        };
        tokio::select! {
            () = stop.cancelled() => return,
            goes_on = settled => if !goes_on { return },
        }
    }
}

async fn settle_risks(parts: &Parts) {
    match parts.journal.read(|reader| reader.members_owing(OWING_MAX)).await {
        Ok(owing) => {
            for member_id in owing {
                if let Err(error) = bring(parts, member_id, true).await {
                    tracing::warn!(%error, "points that a member owes could not be looked for");
                }
            }
        }
        Err(error) => tracing::warn!(%error, "who owes points here could not be read"),
    }
}

/// Listens at HQ for members whom other stores ask for, and gives back what this store has of them;
/// and for those who have another phone, or left.
async fn give_back_wanted(parts: Arc<Parts>, stop: CancellationToken) {
    let (mut failures, mut fresh) = (0_u32, true);
    loop {
        let Some(line) = &parts.members else { return };
        match line.wanted(fresh).await {
            Ok(wanted) => {
                (failures, fresh) = (0, false);
                for record in wanted.changed {
                    note(&parts, &stop, SystemCommand::AdoptMember { record }).await;
                }
                for merged in wanted.merged {
                    merge(&parts, &stop, merged).await;
                }
                for member_id in wanted.erased {
                    note(&parts, &stop, SystemCommand::EraseMember { member_id }).await;
                }
                for member_id in wanted.members {
                    give_back(&parts, &stop, line, member_id).await;
                }
            }
            Err(error) => {
                (failures, fresh) = (failures.saturating_add(1), true);
                tracing::debug!(%error, "HQ cannot say which members other stores ask for");
                if !line_again(&parts, failures).await {
                    return;
                }
            }
        }
    }
}

/// Waits until a line that failed is worth another try; false when the store stops. While the line is
/// down the journal's own end of it tries for all, and nobody waits for more than that.
pub(crate) async fn line_again(parts: &Parts, failures: u32) -> bool {
    let mut hq = parts.hq.subscribe();
    if hq.borrow().connected {
        let pause = Duration::from_millis(SystemJitter.up_to(ceiling_ms(failures)));
        let cut = hq.wait_for(|link| !link.connected);
        let _ = tokio::time::timeout(pause, cut).await;
    }
    hq.wait_for(|link| link.connected).await.is_ok()
}

/// Follows HQ in who is who.
pub(crate) async fn merge(parts: &Parts, stop: &CancellationToken, merged: MergedElsewhere) {
    let MergedElsewhere { member_id, into } = merged;
    // What contradicts it here is taken apart first: then it is asked once more.
    for _ in 0..2 {
        let into = into.clone();
        note(parts, stop, SystemCommand::MergeAsTold { member_id, into }).await;
    }
}

async fn give_back(
    parts: &Parts,
    stop: &CancellationToken,
    line: &MemberLine,
    member_id: MemberId,
) {
    // What HQ has lent and this store has not taken yet comes first, so that it can go back too.
    let known = parts.journal.read(move |reader| reader.member(member_id)).await.ok().flatten();
    let known = known.map(|(record, _)| record);
    match line.bring(member_id, known.as_ref(), false).await {
        Ok(brought) => take(parts, stop, member_id, brought.lendings).await,
        Err(error) => tracing::debug!(%error, "what HQ lent last could not be asked for"),
    }
    note(parts, stop, SystemCommand::ReturnToHq { member_id, beyond_kept: false }).await;
}

/// After each paid order gives back what the store does not keep, while HQ can be reached.
async fn give_back_beyond_kept(
    parts: Arc<Parts>,
    mut commits: broadcast::Receiver<Arc<Commit>>,
    stop: CancellationToken,
) {
    loop {
        let commit = tokio::select! {
            () = stop.cancelled() => return,
            commit = commits.recv() => match commit {
                Ok(commit) => commit,
                // What was missed stays here until the member's next order, or until it is wanted.
                Err(RecvError::Lagged(_)) => continue,
                Err(RecvError::Closed) => return,
            },
        };
        if !parts.hq.borrow().connected {
            continue;
        }
        for member_id in commit.changes.iter().filter_map(paid_by) {
            note(&parts, &stop, SystemCommand::ReturnToHq { member_id, beyond_kept: true }).await;
        }
    }
}

/// The member who paid an order, when a change closed one.
fn paid_by(change: &Change) -> Option<MemberId> {
    let Change::Order(OrderChange { is_open: false, is_voided: false, json, .. }) = change else {
        return None;
    };
    if !json.contains(MARK) {
        return None;
    }
    serde_json::from_str::<Order>(json).ok()?.member_id
}
