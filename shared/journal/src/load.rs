//! Loading what a decision needs from the derived tables and the reference data.

use domain::catalogue::Catalogue;
use domain::id::{ItemId, MemberId, StaffId};
use domain::member::Member;
use domain::order::Order;
use domain::staff::{DeviceCard, Staff};
use domain::store::{Counters, Key, Record, apply_record};
use domain::{Code, State, kitchen::Ticket, shift::Shift};
use rusqlite::{Connection, OptionalExtension, Params};
use serde::de::DeserializeOwned;

use crate::error::ReadError;
use crate::sealed;
use crate::stored::{HQ_CURSOR, uuid};

/// Loads one key into the state, or marks it absent.
pub(crate) fn load(connection: &Connection, state: &mut State, key: Key) -> Result<(), ReadError> {
    match &key {
        Key::Order(id) => {
            const SQL: &str = "SELECT body FROM orders WHERE order_id = ?1";
            if let Some(order) = body::<Order>(connection, SQL, [id.as_bytes()])? {
                state.load_order(order);
                return Ok(());
            }
        }
        Key::Ticket(id) => {
            const SQL: &str = "SELECT body FROM tickets WHERE ticket_id = ?1";
            if let Some(ticket) = body::<Ticket>(connection, SQL, [id.as_bytes()])? {
                state.load_ticket(ticket);
                return Ok(());
            }
        }
        Key::Shift(id) => {
            const SQL: &str = "SELECT body FROM shifts WHERE shift_id = ?1";
            if let Some(shift) = body::<Shift>(connection, SQL, [id.as_bytes()])? {
                state.load_shift(shift);
                return Ok(());
            }
        }
        Key::Member(id) => {
            if let Some(member) = member(connection, *id)? {
                if let Some(record) = sealed::read(connection, *id)? {
                    state.load_record(record);
                }
                state.load_member(*id, member);
                return Ok(());
            }
        }
        Key::Phone(phone) => {
            if let Some(record) = sealed::with_phone(connection, phone)? {
                state.load_phone(phone.clone(), record.id);
                return Ok(());
            }
        }
        Key::Card(card) => {
            const SQL: &str = "SELECT member_id FROM member_cards WHERE card = mark('card', ?1)";
            let mut find = connection.prepare_cached(SQL)?;
            let found = find.query_row([card], |row| uuid(row, 0)).optional()?;
            if let Some(id) = found {
                state.load_card(card.clone(), MemberId::from_uuid(id));
                return Ok(());
            }
        }
        Key::Day(number) => {
            if let Some(day) =
                body(connection, "SELECT body FROM days WHERE number = ?1", [number])?
            {
                state.load_day(day);
                return Ok(());
            }
        }
        Key::Catalogue(version) => {
            const SQL: &str = "SELECT body FROM catalogues WHERE version = ?1";
            if let Some(catalogue) = body::<Catalogue>(connection, SQL, [version])? {
                state.load_old_catalogue(catalogue);
                return Ok(());
            }
        }
        Key::OpenTickets => open_tickets(connection, state)?,
    }
    state.mark_absent(key);
    Ok(())
}

/// Every open ticket with its order. What is in the state already is newer, and stays.
fn open_tickets(connection: &Connection, state: &mut State) -> Result<(), ReadError> {
    const SQL: &str = "SELECT body FROM tickets WHERE bumped_at IS NULL";
    const ORDER: &str = "SELECT body FROM orders WHERE order_id = ?1";
    for ticket in bodies::<Ticket>(connection, SQL)? {
        if state.order(ticket.order_id).is_none()
            && let Some(order) = body::<Order>(connection, ORDER, [ticket.order_id.as_bytes()])?
        {
            state.load_order(order);
        }
        if state.ticket(ticket.id).is_none() {
            state.load_ticket(ticket);
        }
    }
    Ok(())
}

/// What a member earned; `None` when there is no such member. One who was erased but has earned
/// still counts, so that their orders can be folded.
fn member(connection: &Connection, id: MemberId) -> Result<Option<Member>, ReadError> {
    const EARNED: &str = "SELECT body FROM members_earned WHERE member_id = ?1";
    if let Some(member) = body::<Member>(connection, EARNED, [id.as_bytes()])? {
        return Ok(Some(member));
    }
    let mut find = connection.prepare_cached("SELECT 1 FROM members WHERE member_id = ?1")?;
    Ok(find.exists([id.as_bytes()])?.then(Member::default))
}

/// Loads what always stays in the state: reference data, counters, running shifts, wrong PINs.
pub(crate) fn load_all(connection: &Connection, state: &mut State) -> Result<(), ReadError> {
    const CATALOGUE: &str = "SELECT body FROM catalogues ORDER BY version DESC LIMIT 1";
    const FLOOR: &str = "SELECT body FROM floor_plans ORDER BY version DESC LIMIT 1";
    if let Some(catalogue) = body::<Catalogue>(connection, CATALOGUE, [])? {
        apply_record(state, &Record::Catalogue(catalogue));
    }
    for staff in bodies::<Staff>(connection, "SELECT body FROM staff")? {
        apply_record(state, &Record::Staff(staff));
    }
    for device in bodies::<DeviceCard>(connection, "SELECT body FROM devices")? {
        apply_record(state, &Record::Device(device, domain::chain::Hash::ZERO));
    }
    if let Some(counters) = body::<Counters>(connection, "SELECT body FROM counters", [])? {
        state.load_counters(counters);
    }
    if let Some(plan) = body(connection, FLOOR, [])? {
        apply_record(state, &Record::FloorPlan(plan));
    }
    if let Some(kitchen) = body(connection, "SELECT body FROM kitchen", [])? {
        state.load_kitchen(kitchen);
    }
    if let Some(takings) = body(connection, "SELECT body FROM takings", [])? {
        state.load_takings(takings);
    }
    let confirmed = "SELECT seq FROM cursors WHERE name = ?1";
    if let Some(seq) = connection.query_row(confirmed, [HQ_CURSOR], |row| row.get(0)).optional()? {
        state.note_hq_confirmed(seq);
    }
    load_stock_and_tables(connection, state)?;
    for shift in bodies::<Shift>(connection, "SELECT body FROM shifts WHERE open = 1")? {
        state.load_shift(shift);
    }
    let mut failures = connection.prepare("SELECT staff_id, body FROM pin_failures")?;
    let mut rows = failures.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(1)?;
        state.load_pin_failures(StaffId::from_uuid(uuid(row, 0)?), serde_json::from_str(&text)?);
    }
    Ok(())
}

fn load_stock_and_tables(connection: &Connection, state: &mut State) -> Result<(), ReadError> {
    let mut find = connection.prepare("SELECT item_id, body FROM stock")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(1)?;
        state.load_stock(ItemId::from_uuid(uuid(row, 0)?), serde_json::from_str(&text)?);
    }
    let mut find = connection.prepare("SELECT code, body FROM table_states")?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let (code, text): (String, String) = (row.get(0)?, row.get(1)?);
        let code = Code::new(&code).map_err(|_| ReadError::Column("code"))?;
        state.load_table(code, serde_json::from_str(&text)?);
    }
    Ok(())
}

/// Reads the one body that a query finds.
pub(crate) fn body<T: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Option<T>, ReadError> {
    let mut statement = connection.prepare_cached(sql)?;
    let text: Option<String> = statement.query_row(params, |row| row.get(0)).optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

fn bodies<T: DeserializeOwned>(connection: &Connection, sql: &str) -> Result<Vec<T>, ReadError> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let text: String = row.get(0)?;
        found.push(serde_json::from_str(&text)?);
    }
    Ok(found)
}
