use domain::kitchen::{Ticket, TicketLine, TicketStatus};
use domain::order::Channel;
use domain::{BusinessDay, Names, Timestamp};
use protocol::frames::{Rows as WireRows, ServerFrame};
use uuid::Uuid;

use super::*;

fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

fn ticket(n: u128, station: &str, revision: u32) -> Ticket {
    Ticket {
        id: TicketId::from_uuid(Uuid::from_u128(n)),
        order_id: OrderId::from_uuid(Uuid::from_u128(n + 1_000_000)),
        order_number: 42,
        channel: Channel::DineIn,
        station: code(station),
        number: 7,
        business_day: "2026-11-21".parse::<BusinessDay>().unwrap(),
        firing: 1,
        fired_at: Timestamp::from_ms(1_795_000_000_000),
        lines: vec![TicketLine {
            line_id: domain::id::LineId::from_uuid(Uuid::from_u128(n + 2_000_000)),
            names: Names::new("红烧牛肉面", "Braised beef noodles"),
            quantity: 2,
            modifiers: vec![Names::new("少辣", "Less spicy")],
            voided: false,
            seat: None,
            course: None,
            grams: None,
            note: None,
            allergens: Vec::new(),
            makes: Vec::new(),
            done_at: None,
            conflict: Vec::new(),
            confirmed: false,
        }],
        status: TicketStatus::Sent,
        recalled: 0,
        revision,
        details: domain::order::OrderDetails::default(),
        moved_from: None,
        home: None,
        came_from: None,
        rushed_at: None,
        remake: None,
        unshown: None,
        guest: None,
        reprints: 0,
        moments: Vec::new(),
    }
}

/// Hands a commit that changed these tickets to a feed.
fn commit(feed: &mut Feed, seq: u64, tickets: &[Ticket]) {
    let rows: Vec<(TicketId, Code, Arc<str>)> = tickets
        .iter()
        .map(|t| (t.id, t.station.clone(), serde_json::to_string(t).unwrap().into()))
        .collect();
    feed.handle_commit(
        seq,
        rows.iter().map(|(id, station, json)| Changed::Ticket {
            id: *id,
            station,
            came_from: None,
            json: Arc::clone(json),
        }),
    );
}

fn changes(frame: &str) -> (u64, WireRows) {
    let frame: ServerFrame = serde_json::from_str(frame).unwrap();
    let ServerFrame::Changes { seq, rows } = frame else { panic!("not changes: {frame:?}") };
    (seq, rows)
}

#[test]
fn an_idle_screen_gets_its_ticket_at_once_and_a_busy_one_gets_a_hundred_frames_a_second() {
    let mut feed = Feed::new(View::Station(code("noodle")), 10);
    commit(&mut feed, 11, &[ticket(1, "noodle", 1)]);
    let (seq, rows) = changes(&feed.poll_frame(1_000).unwrap());
    assert_eq!((seq, rows.tickets.unwrap().len()), (11, 1));

    commit(&mut feed, 12, &[ticket(2, "noodle", 1)]);
    assert_eq!(feed.poll_frame(1_009), None);
    assert_eq!(feed.poll_timeout(), Some(1_010));
    commit(&mut feed, 13, &[ticket(3, "noodle", 1)]);
    let (seq, rows) = changes(&feed.poll_frame(1_010).unwrap());
    assert_eq!((seq, rows.tickets.unwrap().len()), (13, 2));
    assert_eq!(feed.poll_timeout(), None);
}

#[test]
fn the_latest_state_of_a_row_wins_and_a_bumped_ticket_is_sent_once_in_its_final_state() {
    let mut feed = Feed::new(View::Expo, 0);
    let mut done = ticket(1, "noodle", 1);
    commit(&mut feed, 1, &[done.clone(), ticket(2, "wok", 1)]);
    done.status = TicketStatus::Bumped { bumped_at: Timestamp::from_ms(5) };
    done.revision = 2;
    commit(&mut feed, 2, std::slice::from_ref(&done));
    let (seq, rows) = changes(&feed.poll_frame(0).unwrap());
    assert_eq!(seq, 2);
    assert_eq!(rows.tickets.unwrap(), vec![ticket(2, "wok", 1), done]);
    assert_eq!(feed.poll_frame(10_000), None);
}

#[test]
fn a_station_is_sent_its_own_tickets_and_nothing_else() {
    let mut feed = Feed::new(View::Station(code("wok")), 0);
    commit(&mut feed, 1, &[ticket(1, "noodle", 1)]);
    assert_eq!(feed.poll_frame(0), None);
    commit(&mut feed, 2, &[ticket(2, "noodle", 1), ticket(3, "wok", 1)]);
    let json: Arc<str> = "{}".into();
    let id = OrderId::from_uuid(Uuid::from_u128(9));
    feed.handle_commit(3, [Changed::Order { id, json: Arc::clone(&json), board: json }]);
    let (seq, rows) = changes(&feed.poll_frame(0).unwrap());
    assert_eq!(seq, 3);
    assert_eq!(rows, WireRows { tickets: Some(vec![ticket(3, "wok", 1)]), ..WireRows::default() });
}

#[test]
fn i9_f37_a_screen_that_stops_reading_is_resynced_not_buffered_forever() {
    let mut feed = Feed::new(View::Expo, 5);
    let most = u128::try_from(PENDING_ROWS_MAX).unwrap();
    for n in 0..most {
        commit(&mut feed, 6 + u64::try_from(n).unwrap(), &[ticket(n, "wok", 1)]);
    }
    assert!(!feed.needs_resync(), "as many as it may hold");
    commit(&mut feed, 600, &[ticket(most, "wok", 1)]);
    assert!(feed.needs_resync());
    assert_eq!(feed.pending.len(), 0);
    assert_eq!(feed.poll_frame(0), None, "nothing goes out before the gap is filled");
    assert_eq!(feed.poll_resync(), Some(Resync::After(5)));
    assert_eq!(feed.poll_resync(), None, "it is being read");

    // While the database is read, trade goes on: one commit that the read saw, one that it did not.
    commit(&mut feed, 601, &[ticket(1, "wok", 2)]);
    commit(&mut feed, 602, &[ticket(1, "wok", 3)]);
    let row = serde_json::to_string(&ticket(1, "wok", 2)).unwrap();
    feed.handle_changes_after(601, &vec![(Table::Tickets, vec![row])]);
    let (seq, rows) = changes(&feed.poll_frame(0).unwrap());
    assert_eq!((seq, rows.tickets.unwrap()), (601, vec![ticket(1, "wok", 2)]));
    let (seq, rows) = changes(&feed.poll_frame(10).unwrap());
    assert_eq!((seq, rows.tickets.unwrap()), (602, vec![ticket(1, "wok", 3)]));
    assert!(!feed.needs_resync());
}

#[test]
fn a_commit_that_the_snapshot_already_has_is_passed_over() {
    let mut feed = Feed::new(View::Expo, 0);
    feed.ask_resync(Resync::Snapshot);
    assert_eq!(feed.poll_resync(), Some(Resync::Snapshot));
    let row = serde_json::to_string(&ticket(1, "wok", 3)).unwrap();
    feed.handle_snapshot(20, &vec![(Table::Tickets, vec![row])]);
    commit(&mut feed, 19, &[ticket(1, "wok", 2)]);
    let frame: ServerFrame = serde_json::from_str(&feed.poll_frame(0).unwrap()).unwrap();
    assert!(matches!(frame, ServerFrame::Snapshot { seq: 20, .. }));
    assert_eq!(feed.poll_frame(10_000), None);
    assert_eq!(feed.sent_seq(), 20);
}

#[test]
fn missed_commits_are_read_from_the_last_seq_that_was_sent() {
    let mut feed = Feed::new(View::Expo, 0);
    commit(&mut feed, 7, &[ticket(1, "wok", 1)]);
    feed.poll_frame(0).unwrap();
    feed.handle_lag();
    assert_eq!(feed.poll_resync(), Some(Resync::After(7)));
    feed.handle_lag();
    assert_eq!(feed.poll_resync(), Some(Resync::After(7)), "missed more while reading: read again");
}

#[test]
fn a_changed_ticket_costs_a_screen_less_than_a_kilobyte() {
    let mut feed = Feed::new(View::Expo, 0);
    commit(&mut feed, 1, &[ticket(1, "noodle-bar", 1)]);
    assert!(feed.poll_frame(0).unwrap().len() <= 1_024);
}

#[test]
fn print_jobs_go_on_without_a_seq() {
    let mut feed = Feed::new(View::Printers { since: Timestamp::from_ms(0) }, 50);
    let json: Arc<str> = r#"{"id":"1","seq":3,"printer":"counter","document":"receipt",
        "order_id":"00000000-0000-0000-0000-000000000001","order_number":"A 042","copy":1,
        "possible_duplicate":false,"state":"confirmed","attempts":1,"changed_at":5}"#
        .into();
    feed.handle_commit(50, [Changed::PrintJob { id: 1, json }]);
    let (seq, rows) = changes(&feed.poll_frame(0).unwrap());
    assert_eq!((seq, rows.print_jobs.unwrap().len()), (50, 1));
}

#[test]
fn the_catalogue_and_the_staff_replace_the_last_ones() {
    let device = DeviceId::from_uuid(Uuid::from_u128(1));
    let mut feed = Feed::new(View::Till { device }, 0);
    let catalogue = domain::catalogue::Catalogue::empty();
    let json: Arc<str> = serde_json::to_string(&catalogue).unwrap().into();
    let none: Arc<str> = "[]".into();
    feed.handle_commit(
        1,
        [
            Changed::Catalogue { json: Arc::clone(&json), stations: json },
            Changed::Staff { json: none },
        ],
    );
    let (_, rows) = changes(&feed.poll_frame(0).unwrap());
    assert_eq!((rows.catalogue, rows.staff), (Some(catalogue), Some(Vec::new())));
}
