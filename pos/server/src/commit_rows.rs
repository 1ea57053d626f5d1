//! What a commit changed, as a feed takes it: serialised only where the view wants it.

use std::sync::Arc;

use journal::{Change, Commit, OrderChange};
use kds::{Changed, Feed, Table};
use protocol::frames::BoardRow;

use crate::parts::Parts;
use crate::reference::json;
use crate::store_rows::{print_job, sold_out};

/// Hands a commit to a connection's feed.
pub(crate) fn offer(feed: &mut Feed, commit: &Commit, parts: &Parts) {
    let shows_board = feed.view().shows(Table::Board);
    let shows_board_only = feed.view().shows(Table::SoldOut);
    let shows_jobs = feed.view().shows(Table::PrintJobs);
    let rows = commit.changes.iter().filter_map(|change| match change {
        Change::Order(order) => Some(Changed::Order {
            id: order.order_id,
            json: Arc::clone(&order.json),
            board: if shows_board {
                json(&board_row(order, !shows_board_only))
            } else {
                Arc::clone(&order.json)
            },
        }),
        Change::Ticket(ticket) => Some(Changed::Ticket {
            id: ticket.ticket_id,
            station: &ticket.station,
            came_from: ticket.came_from.as_ref(),
            json: Arc::clone(&ticket.json),
        }),
        Change::Shift(shift) => Some(Changed::Shift {
            id: shift.shift_id,
            device: shift.device_id,
            json: Arc::clone(&shift.json),
        }),
        Change::PrintJob(job) => {
            shows_jobs.then(|| Changed::PrintJob { id: job.id, json: json(&print_job(job)) })
        }
        Change::Catalogue(_) => {
            let rows = parts.reference.current(&parts.journal);
            Some(Changed::Catalogue { json: rows.catalogue, stations: rows.stations })
        }
        // A board is told what cannot be had, and nothing of how many are left.
        Change::Stock(list) if shows_board_only => {
            let rows = sold_out(list, &parts.journal.menu());
            rows.ok().map(|rows| Changed::Whole { table: Table::SoldOut, json: json(&rows) })
        }
        Change::Stock(list) => Some(Changed::Whole { table: Table::Stock, json: Arc::clone(list) }),
        Change::Kitchen(row) => {
            Some(Changed::Whole { table: Table::Kitchen, json: Arc::clone(row) })
        }
        Change::Tables(list) => {
            Some(Changed::Whole { table: Table::Tables, json: Arc::clone(list) })
        }
        Change::FloorPlan(row) => {
            Some(Changed::Whole { table: Table::FloorPlan, json: Arc::clone(row) })
        }
        Change::Staff => {
            Some(Changed::Staff { json: parts.reference.current(&parts.journal).staff })
        }
    });
    feed.handle_commit(commit.seq, rows);
}

fn board_row(order: &OrderChange, with_held: bool) -> BoardRow {
    BoardRow {
        order_id: order.order_id,
        number: order.number,
        channel: order.channel,
        stage: order.stage,
        voided: order.is_voided,
        opened_at: order.opened_at,
        held: if with_held { order.held.clone() } else { Vec::new() },
    }
}
