//! Members of the other stores: HQ tells of them change by change, and this store keeps its own copy, so
//! that it recognises everybody with HQ away too. What they own stays where it lies.

use std::sync::Arc;

use domain::SystemCommand;
use domain::chain::Hash;
use domain::id::{Epoch, MemberId};
use journal::{Cursor, MEMBERS_CURSOR, Note, ReadError};
use protocol::sync::MemberNews;
use tokio_util::sync::CancellationToken;

use crate::allowances::{line_again, merge};
use crate::own_ask::note;
use crate::parts::Parts;

/// Takes what is new of members, for as long as the store runs.
pub(crate) async fn follow(parts: Arc<Parts>, stop: CancellationToken) {
    let mut failures = 0_u32;
    loop {
        let Some(line) = &parts.members else { return };
        let known = match parts.journal.read(|reader| reader.cursor(MEMBERS_CURSOR)).await {
            Ok(known) => known,
            Err(error) => {
                tracing::error!(%error, "how far HQ has told of members cannot be read: members of other stores are not followed until a restart");
                return;
            }
        };
        let (list, after) = known.map_or_else(Default::default, |at| (at.epoch.uuid(), at.seq));
        match line.news(list, after).await {
            Ok(news) if news.list == list && news.upto == after => failures = 0,
            Ok(news) => {
                failures = 0;
                if let Err(error) = take(&parts, &stop, news).await {
                    tracing::error!(%error, "news of members cannot be kept: they are not followed until a restart");
                    return;
                }
            }
            Err(error) => {
                failures = failures.saturating_add(1);
                tracing::debug!(%error, "HQ cannot say what is new of members");
                if !line_again(&parts, failures).await {
                    return;
                }
            }
        }
    }
}

async fn take(parts: &Parts, stop: &CancellationToken, news: MemberNews) -> Result<(), ReadError> {
    let MemberNews { list, upto, records, merged, erased } = news;
    // Whom nothing is known of here, nothing is forgotten of.
    for member_id in known_of(parts, erased).await? {
        note(parts, stop, SystemCommand::EraseMember { member_id }).await;
    }
    for merged in merged {
        merge(parts, stop, merged).await;
    }
    // Last, with how far it is: what was cut off before is told again.
    let cursor = Cursor { epoch: Epoch::from_uuid(list), seq: upto, hash: Hash::ZERO };
    parts.journal.note(Note::Members { records, cursor }).await.map_err(|_| ReadError::Closed)
}

async fn known_of(parts: &Parts, members: Vec<MemberId>) -> Result<Vec<MemberId>, ReadError> {
    parts
        .journal
        .read(move |reader| {
            let known = members.into_iter().map(|id| Ok(reader.member(id)?.map(|_| id)));
            known.filter_map(Result::transpose).collect()
        })
        .await
}
