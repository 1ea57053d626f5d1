//! One request inside the writer's transaction: decide, chain, evolve, keep the answer.

use std::sync::Arc;

use domain::chain::{Hash, Link, hash};
use domain::store::apply_record;
use domain::{Context, Decision, Event, Stamp, State, Timestamp, decide, evolve};
use rusqlite::{Connection, OptionalExtension, params};

use crate::commit::Head;
use crate::error::ReadError;
use crate::load::load;
use crate::outcome::{Answer, Ask, Outcome, Reply};
use crate::project::{Projector, write_record};
use crate::stored::bytes;
use crate::upcast;

/// Answers one request. Nothing of it is visible to anybody until the transaction commits.
pub(crate) fn append(
    connection: &Connection,
    state: &mut State,
    projector: &mut Projector,
    head: &mut Head,
    ask: &Ask,
    payload: Hash,
    (now, hq_away): (Timestamp, bool),
) -> Result<Answer, ReadError> {
    if let Some(answer) = known_answer(connection, ask, payload)? {
        return Ok(answer);
    }
    loop {
        let missing = state.missing(&ask.request);
        if missing.is_empty() {
            break;
        }
        for key in missing {
            load(connection, state, key)?;
        }
    }
    let context = Context {
        command_id: ask.command_id,
        now,
        actor: ask.actor,
        device: ask.device,
        command_hash: payload,
        hq_away,
    };
    let outcome = match decide(state, &ask.request, &context) {
        Ok(decision) => {
            let first_seq = head.seq + 1;
            write_decision(connection, state, projector, head, &decision, &context)?;
            Outcome::Accepted { first_seq, last_seq: head.seq, result: decision.result }
        }
        Err(rejection) => {
            let message = rejection.to_string();
            Outcome::Refused { rejection, message }
        }
    };
    let json: Arc<str> = serde_json::to_string(&outcome)?.into();
    connection
        .prepare_cached(
            "INSERT INTO command_outcomes (command_id, payload_hash, outcome) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![ask.command_id.as_bytes(), payload.as_bytes(), &*json])?;
    Ok(Answer::Stored(Reply { outcome, json }))
}

/// The answer given before to this command id, if it was used before.
fn known_answer(
    connection: &Connection,
    ask: &Ask,
    payload: Hash,
) -> Result<Option<Answer>, ReadError> {
    let mut find = connection.prepare_cached(
        "SELECT payload_hash, outcome FROM command_outcomes WHERE command_id = ?1",
    )?;
    let known: Option<([u8; 32], String)> = find
        .query_row([ask.command_id.as_bytes()], |row| Ok((bytes(row, 0)?, row.get(1)?)))
        .optional()?;
    let Some((known_payload, json)) = known else { return Ok(None) };
    if known_payload != *payload.as_bytes() {
        tracing::warn!(command.id = %ask.command_id, "a command id came again with another payload");
        return Ok(Some(Answer::Conflict));
    }
    let outcome = serde_json::from_str(&json)?;
    Ok(Some(Answer::Stored(Reply { outcome, json: json.into() })))
}

fn write_decision(
    connection: &Connection,
    state: &mut State,
    projector: &mut Projector,
    head: &mut Head,
    decision: &Decision,
    context: &Context,
) -> Result<(), ReadError> {
    let stamp = Stamp::from(context);
    for record in &decision.records {
        write_record(connection, record)?;
        apply_record(state, record);
    }
    for (index, event) in (0_u32..).zip(&decision.events) {
        write_event(connection, head, event, index, context)?;
        projector.foresee(event, state);
        evolve(state, event, &stamp);
        projector.note(event, head.seq, &stamp, state);
    }
    Ok(())
}

/// Writes the next row of the journal and moves the head to it.
pub(crate) fn write_event(
    connection: &Connection,
    head: &mut Head,
    event: &Event,
    index: u32,
    context: &Context,
) -> Result<(), ReadError> {
    let body = serde_json::to_string(event)?;
    let link = Link {
        seq: head.seq + 1,
        epoch: head.epoch,
        command_id: context.command_id,
        index,
        at: context.now,
        actor: context.actor,
        device: context.device,
        kind: event.kind(),
        version: upcast::VERSION,
        body: &body,
    };
    let row_hash = hash(&head.hash, &link);
    let (actor, staff) = link.actor.tag();
    connection
        .prepare_cached("INSERT INTO journal (seq, epoch, command_id, idx, at, actor, staff, device, kind, version, body, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")?
        .execute(params![
            link.seq,
            link.epoch.as_bytes(),
            link.command_id.as_bytes(),
            link.index,
            link.at.ms(),
            actor,
            staff,
            link.device.as_bytes(),
            link.kind,
            link.version,
            link.body,
            head.hash.as_bytes(),
            row_hash.as_bytes()
        ])?;
    *head = Head { epoch: head.epoch, seq: link.seq, hash: row_hash, at: context.now };
    Ok(())
}
