//! Members from another system's list: first a trial with a report, then the real thing.

use std::io::Error;

use axum::RequestExt;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use domain::id::{CommandId, MemberId};
use domain::ledger::AdjustReason;
use domain::member::{Consent, MemberAbout, MemberRecord, Purpose};
use domain::{Command, CommandResult, Money};
use futures_util::TryStreamExt;
use futures_util::future::join_all;
use protocol::http::Problem;
use protocol::reports::{ImportOutcome, ImportRow};
use serde::Deserialize;
use tokio::sync::mpsc;
use tokio_util::io::{StreamReader, SyncIoBridge};
use uuid::Uuid;

use super::App;
use super::ask::{Asker, Result, done, failed, manager, no_store};
use super::catalogue::file_refused;
use super::reports::{bad, dry_run};
use crate::import_report::{FileRefused, Tally};
use crate::member_import::{List, Newcomer, Row};

/// Bytes of a list at most.
pub(super) const MEMBERS_BYTES_MAX: usize = 200 * 1024 * 1024;
/// People who are enrolled at the same time: as many as share one flush to the disk.
const TOGETHER: usize = journal::BATCH_MAX;
/// Such parts that are read ahead at most; whoever sends waits past it.
const PARTS_AHEAD: usize = 2;
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
    request_body(content = String, content_type = "text/csv", description = "Columns phone, name, birthday, tags, card, points; UTF-8, at most 200 MiB and 1000000 rows; read as it arrives"),
    responses((status = 200, description = "What became of each row: {dry_run, imported, changed, unchanged, refused, rows}.", content_type = "application/json"), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem)),
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
    request: Request,
) -> Result<Response> {
    let asker = manager(&app, request.headers()).await?;
    let dry_run = dry_run(asked.dry_run.as_deref())?;
    if asked.consent.as_deref() != Some("agreed") {
        return Err(bad(
            "consent_missing",
            "Only those who agreed to membership may be brought along: say consent=agreed if all did.",
        ));
    }
    let sent =
        StreamReader::new(request.into_limited_body().into_data_stream().map_err(Error::other));
    let source = SyncIoBridge::new(sent);
    let phones = app.parts.phones;
    // Read as it arrives: whoever sends waits while the store enrols.
    let (read, mut parts) = mpsc::channel(PARTS_AHEAD);
    let reading = tokio::task::spawn_blocking(move || {
        let mut list = List::open(source, phones)?;
        loop {
            let rows = list.next_rows(TOGETHER)?;
            if rows.is_empty() || read.blocking_send(rows).is_err() {
                return Ok(());
            }
        }
    });
    let mut tally = Tally::new();
    while let Some(rows) = parts.recv().await {
        for row in take(&app, asker, &rows, dry_run).await? {
            tally.add(row);
        }
    }
    let whole: std::result::Result<(), FileRefused> =
        reading.await.map_err(|error| failed(&error))?;
    whole.map_err(|why| file_refused(&why))?;
    let mut report = tally.finish();
    report.dry_run = dry_run;
    Ok(no_store(report))
}

/// Takes rows, or says what would become of them.
async fn take(app: &App, asker: Asker, rows: &[Row], dry_run: bool) -> Result<Vec<ImportRow>> {
    let phones: Vec<Option<String>> =
        rows.iter().map(|row| row.read.as_ref().ok().map(|read| read.phone.clone())).collect();
    let known = app.parts.journal.read(move |reader| {
        let find = |phone: Option<String>| {
            let found = phone.map(|phone| reader.members_by_phone(&phone)).transpose()?;
            Ok(found.unwrap_or_default().into_iter().next().map(|(record, _)| record))
        };
        phones.into_iter().map(find).collect::<std::result::Result<Vec<_>, _>>()
    });
    let known = known.await.map_err(|error| failed(&error))?;
    let taken = rows.iter().zip(known);
    let taken = taken.map(|(row, known)| take_one(app, asker, row, known, dry_run));
    join_all(taken).await.into_iter().collect()
}

async fn take_one(
    app: &App,
    asker: Asker,
    row: &Row,
    known: Option<MemberRecord>,
    dry_run: bool,
) -> Result<ImportRow> {
    let told = |outcome, code: &str, why: String| ImportRow {
        line: row.line,
        name: row.name.clone(),
        outcome,
        why,
        code: code.to_owned(),
    };
    let newcomer = match &row.read {
        Ok(newcomer) => newcomer,
        Err(why) => return Ok(told(ImportOutcome::Refused, why.code(), why.to_string())),
    };
    if let Some(record) = known {
        // From an earlier try of a list: what was left of it then is done now, and nothing twice.
        if came_along(&record) && !dry_run {
            bring(app, asker, record.id, newcomer).await?;
        }
        let stays = "is a member here already and stays as they are".to_owned();
        return Ok(told(ImportOutcome::Unchanged, "row_member_already", stays));
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
        match done(app, asker, CommandId::from_uuid(Uuid::now_v7()), domain::Request::Device(enrol))
            .await?
        {
            Ok(CommandResult::Member { member_id, .. }) => {
                bring(app, asker, member_id, newcomer).await?;
            }
            Ok(_) => {}
            Err((code, why)) => return Ok(told(ImportOutcome::Refused, code, why)),
        }
    }
    Ok(told(ImportOutcome::Imported, "", String::new()))
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
        let _refused =
            done(app, asker, id("brought along: about"), domain::Request::Device(change)).await?;
    }
    if points > 0 {
        let why = AdjustReason::BroughtAlong;
        let adjust = Command::AdjustMember { member_id, points, gift: Money::ZERO, why };
        let _refused =
            done(app, asker, id("brought along: points"), domain::Request::Device(adjust)).await?;
    }
    Ok(())
}
