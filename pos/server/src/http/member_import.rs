//! Members from another system's list: first a trial with a report, then the real thing.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::id::{CommandId, MemberId};
use domain::ledger::AdjustReason;
use domain::member::{Consent, MemberAbout, MemberRecord, Purpose};
use domain::{Actor, Command, CommandResult, Money, Request};
use futures_util::future::join_all;
use journal::{Answer, AppendError, Ask, Outcome};
use protocol::http::Problem;
use protocol::reports::{ImportOutcome, ImportRow};
use serde::Deserialize;
use uuid::Uuid;

use super::App;
use super::ask::{Asker, Result, failed, manager, no_store, refused};
use super::catalogue::file_refused;
use super::reports::{bad, dry_run};
use crate::member_import::{self, Newcomer, Row};
use crate::menu_import::report;

/// Bytes of a list at most.
pub(super) const MEMBERS_BYTES_MAX: usize = 20 * 1024 * 1024;
/// People who are enrolled at the same time: as many as share one flush to the disk.
const TOGETHER: usize = 64;
/// The version of the text that people agreed to somewhere else.
const ELSEWHERE: u32 = 0;

/// How an import is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct AskedImport {
    dry_run: Option<String>,
    consent: Option<String>,
}

/// Enrols the members of another system's list. Whoever is a member here already stays as they are,
/// so that the same list again changes nothing.
#[utoipa::path(
    post, path = "/api/v1/members/import",
    request_body(content = String, content_type = "text/csv", description = "Columns phone, name, birthday, tags, card, points; UTF-8, at most 20 MiB and 100000 rows"),
    responses((status = 200, description = "What became of each row: {dry_run, imported, changed, unchanged, refused, rows}.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem)),
    params(
        ("dry_run" = Option<String>, Query, description = "true: nobody is enrolled"),
        ("consent" = String, Query, description = "agreed: everybody in the list agreed to membership, and that can be shown"),
        ("authorization" = String, Header, description = "Bearer and the device's token"),
        ("comanda-session" = String, Header, description = "The manager's session token")
    )
)]
pub(super) async fn import(
    State(app): State<App>,
    Query(asked): Query<AskedImport>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let asker = manager(&app, &headers).await?;
    let dry_run = dry_run(asked.dry_run.as_deref())?;
    if asked.consent.as_deref() != Some("agreed") {
        return Err(bad(
            "consent_missing",
            "Only those who agreed to membership may be brought along: say consent=agreed if all did.",
        ));
    }
    let bytes = body.map_err(|_| {
        refused(413, "Content Too Large", "file_too_large", "A file may have 20 MiB: split it.")
    })?;
    let phones = app.parts.phones;
    let read = tokio::task::spawn_blocking(move || member_import::read(&bytes, phones));
    let rows = read.await.map_err(|error| failed(&error))?.map_err(|why| file_refused(&why))?;
    let mut told = Vec::with_capacity(rows.len());
    for part in rows.chunks(TOGETHER) {
        let part = part.iter().map(|row| take(&app, asker, row, dry_run));
        told.extend(join_all(part).await.into_iter().collect::<Result<Vec<_>>>()?);
    }
    let mut report = report(told);
    report.dry_run = dry_run;
    Ok(no_store(report))
}

/// Takes one row, or says what would become of it.
async fn take(app: &App, asker: Asker, row: &Row, dry_run: bool) -> Result<ImportRow> {
    let told = |outcome, why: &str| ImportRow {
        line: row.line,
        name: row.name.clone(),
        outcome,
        why: why.to_owned(),
    };
    let newcomer = match &row.read {
        Ok(newcomer) => newcomer,
        Err(why) => return Ok(told(ImportOutcome::Refused, why)),
    };
    let phone = newcomer.phone.clone();
    let known = app.parts.journal.read(move |reader| reader.members_by_phone(&phone)).await;
    let known = known.map_err(|error| failed(&error))?.into_iter().next();
    let stays = "is a member here already and stays as they are";
    match known {
        // From an earlier try of a list: what was left of it then is done now, and nothing twice.
        Some((record, _)) if came_along(&record) => {
            if !dry_run {
                bring(app, asker, record.id, newcomer).await?;
            }
            return Ok(told(ImportOutcome::Unchanged, stays));
        }
        Some(_) => return Ok(told(ImportOutcome::Unchanged, stays)),
        None => {}
    }
    if !dry_run {
        let member_id = MemberId::from_uuid(Uuid::now_v7());
        let enrol = Command::EnrolMember {
            member_id,
            phone: newcomer.phone.clone(),
            name: newcomer.name.clone(),
            consents: vec![Consent { purpose: Purpose::Membership, text_version: ELSEWHERE }],
            came: domain::member::Came::default(),
        };
        match done(app, asker, CommandId::from_uuid(Uuid::now_v7()), enrol).await? {
            Ok(CommandResult::Member { member_id, .. }) => {
                bring(app, asker, member_id, newcomer).await?;
            }
            Ok(_) => {}
            Err(why) => return Ok(told(ImportOutcome::Refused, &why)),
        }
    }
    Ok(told(ImportOutcome::Imported, ""))
}

fn came_along(record: &MemberRecord) -> bool {
    record
        .consents
        .iter()
        .any(|consent| consent.purpose == Purpose::Membership && consent.text_version == ELSEWHERE)
}

/// Brings what a newcomer had elsewhere. The ids of these commands follow from whose they are, so that
/// a list that is taken again brings nothing twice.
async fn bring(app: &App, asker: Asker, member_id: MemberId, newcomer: &Newcomer) -> Result<()> {
    let id = |what: &str| CommandId::from_uuid(Uuid::new_v5(&member_id.uuid(), what.as_bytes()));
    let Newcomer { name, birthday, tags, card, points, .. } = newcomer.clone();
    if birthday.is_some() || !tags.is_empty() || !card.is_empty() {
        let cards = Vec::from_iter(Some(card).filter(|card| !card.is_empty()));
        let about = MemberAbout { name, tags, birthday, cards, marketing: None };
        let change = Command::ChangeMember { member_id, about };
        let _refused = done(app, asker, id("brought along: about"), change).await?;
    }
    if points > 0 {
        let why = AdjustReason::BroughtAlong;
        let adjust = Command::AdjustMember { member_id, points, gift: Money::ZERO, why };
        let _refused = done(app, asker, id("brought along: points"), adjust).await?;
    }
    Ok(())
}

/// Asks as the manager, until the store has taken it up. The inner error is a refusal by rule.
async fn done(
    app: &App,
    asker: Asker,
    command_id: CommandId,
    command: Command,
) -> Result<std::result::Result<CommandResult, String>> {
    let ask = Ask {
        command_id,
        actor: Actor::Staff { staff_id: asker.staff_id },
        device: asker.device,
        request: Request::Device(command),
    };
    loop {
        match app.parts.journal.append(ask.clone()).await {
            Ok(Answer::Stored(reply)) => {
                return Ok(match reply.outcome {
                    Outcome::Accepted { result, .. } => Ok(result),
                    Outcome::Refused { message, .. } => Err(message),
                });
            }
            // The same list with other points, later: what was brought then stays.
            Ok(Answer::Conflict) => return Ok(Ok(CommandResult::Done)),
            Err(AppendError::Busy) => tokio::task::yield_now().await,
            Err(error) => return Err(failed(&error)),
        }
    }
}
