//! The line against a model of a store and of HQ, without sockets.

use domain::Timestamp;
use domain::chain::{Hash, payload_hash};
use domain::id::Epoch;
use protocol::sync::{Batch, SyncEvent};

use super::*;
use crate::backoff::BACKOFF_MS_MAX;

const PORTAL: &[u8] = b"<!doctype html><title>Welcome to the coffee shop's network</title>";

/// Waits as long as it may, so that a test can tell the moment.
#[derive(Debug)]
struct Longest;

impl Jitter for Longest {
    fn up_to(&mut self, most: u64) -> u64 {
        most
    }
}

fn epoch(n: u8) -> Epoch {
    format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap()
}

fn row(epoch: Epoch, seq: u64) -> Mark {
    Mark { epoch, seq, hash: payload_hash(format!("{epoch} {seq}").as_bytes()) }
}

fn at(seq: u64) -> Timestamp {
    Timestamp::from_ms(i64::try_from(seq).unwrap() * 1_000)
}

/// A store's journal and HQ's copy of it, and the line between them.
struct Line {
    session: Session<Longest>,
    store: Vec<Mark>,
    hq: Vec<Mark>,
    saved: Option<Mark>,
    now_ms: u64,
    did: Vec<String>,
}

impl Line {
    fn new(rows: u64) -> Self {
        let store: Vec<Mark> = (1..=rows).map(|seq| row(epoch(1), seq)).collect();
        let head = Head { seq: rows, at: at(rows) };
        let session = Session::new(None, head, (rows > 0).then(|| at(1)), Longest);
        Self { session, store, hq: Vec::new(), saved: None, now_ms: 0, did: Vec::new() }
    }

    fn sell(&mut self) {
        let seq = u64::try_from(self.store.len()).unwrap() + 1;
        self.store.push(row(epoch(1), seq));
        self.session.handle_head(Head { seq, at: at(seq) });
    }

    fn load(&self, after: Option<Mark>, events_max: usize) -> Batch {
        let skip = after.map_or(0, |mark| usize::try_from(mark.seq).unwrap());
        let rest = &self.store[skip.min(self.store.len())..];
        let epoch = rest.first().or(self.store.last()).map_or(epoch(1), |mark| mark.epoch);
        let sent: Vec<Mark> =
            rest.iter().take_while(|mark| mark.epoch == epoch).take(events_max).copied().collect();
        let next = rest.get(sent.len()).map(|mark| at(mark.seq));
        batch(epoch, after, &sent, u64::try_from(self.store.len()).unwrap(), next)
    }

    /// What HQ answers to a batch; it keeps what follows on.
    fn take(&mut self, batch: &Batch) -> SyncAnswer {
        let held = u64::try_from(self.hq.len()).unwrap();
        let first = batch.events.first().map_or(held + 1, |event| event.seq);
        if first != held + 1 {
            return self.mark_or_nothing(|mark| SyncAnswer::GoOnAfter { mark });
        }
        for event in &batch.events {
            self.hq.push(Mark { epoch: batch.epoch, seq: event.seq, hash: event.hash });
        }
        self.mark_or_nothing(|mark| SyncAnswer::Acknowledged { mark })
    }

    fn mark_or_nothing(&self, answer: impl FnOnce(Mark) -> SyncAnswer) -> SyncAnswer {
        self.hq.last().copied().map_or(SyncAnswer::Nothing, answer)
    }

    fn place(&self, mark: Mark) -> Place {
        if self.store.contains(&mark) {
            return Place::OnOurChain;
        }
        let end = self.store.iter().rfind(|row| row.epoch == mark.epoch);
        match end {
            Some(end) if Some(end) != self.store.last() => Place::BranchedAfter(*end),
            Some(_) | None => Place::NotOurs,
        }
    }

    fn answer(&mut self, answer: &SyncAnswer) {
        self.session.handle_answer(200, &serde_json::to_vec(answer).unwrap(), self.now_ms);
    }

    /// Does one action as an honest world would; returns whether there was something to do.
    fn step(&mut self) -> bool {
        let action = self.session.poll_action().expect("an answered machine always says what next");
        assert_eq!(
            self.session.poll_action().filter(|next| *next != action),
            None,
            "one at a time"
        );
        match action {
            Action::AskMark => {
                self.did.push("ask".to_owned());
                let answer = self.mark_or_nothing(|mark| SyncAnswer::Acknowledged { mark });
                self.answer(&answer);
            }
            Action::Verify(mark) => self.session.handle_place(self.place(mark), self.now_ms),
            Action::Load { after, events_max } => {
                self.session.handle_loaded(self.load(after, events_max));
            }
            Action::Post(batch) => {
                self.did.push(posted(&batch));
                let answer = self.take(&batch);
                self.answer(&answer);
            }
            Action::SaveCursor(mark) => {
                self.saved = Some(mark);
                self.session.handle_saved(self.now_ms);
            }
            Action::WaitUntil(_) => return false,
        }
        true
    }

    fn settle(&mut self) {
        for _ in 0..100 {
            if !self.step() {
                return;
            }
        }
        panic!("the line never comes to rest: {:?}", self.did);
    }

    /// Steps until a batch is to be sent, and returns it unanswered.
    fn until_post(&mut self) -> Box<Batch> {
        while !matches!(self.session.state, State::Post { .. }) {
            assert!(self.step(), "nothing is sent");
        }
        let Some(Action::Post(batch)) = self.session.poll_action() else {
            unreachable!("a batch that is to be sent is sent")
        };
        batch
    }

    fn wait(&mut self) -> u64 {
        let Some(Action::WaitUntil(until_ms)) = self.session.poll_action() else {
            panic!("the line does not wait")
        };
        let waited = until_ms - self.now_ms;
        self.now_ms = until_ms;
        self.session.handle_timeout(self.now_ms);
        waited
    }
}

fn posted(batch: &Batch) -> String {
    match (batch.events.first(), batch.events.last()) {
        (Some(first), Some(last)) => format!("post {}-{}", first.seq, last.seq),
        _ => "sign of life".to_owned(),
    }
}

fn batch(
    epoch: Epoch,
    after: Option<Mark>,
    rows: &[Mark],
    head: u64,
    next: Option<Timestamp>,
) -> Batch {
    let events = rows.iter().map(|mark| SyncEvent {
        seq: mark.seq,
        command_id: domain::id::CommandId::from_uuid(mark.epoch.uuid()),
        index: 0,
        at: at(mark.seq),
        actor: domain::Actor::System,
        device: domain::id::DeviceId::from_uuid(mark.epoch.uuid()),
        kind: "order_ready".to_owned(),
        version: 1,
        body: "{}".to_owned(),
        hash: mark.hash,
    });
    Batch {
        store: domain::settings::StoreCard {
            id: domain::id::StoreId::from_uuid(epoch.uuid()),
            names: domain::Names::new("面馆", "Noodle bar"),
            currency: "GBP".to_owned(),
            currency_exponent: 2,
            time_zone: "Europe/London".to_owned(),
            day_cut_off_minutes: 240,
            trade: domain::settings::Trade::default(),
        },
        day_cut_off_minutes: 240,
        epoch,
        previous_hash: after.map_or(Hash::ZERO, |mark| mark.hash),
        head_seq: head,
        next_at: next,
        events: events.collect(),
        records: Vec::new(),
    }
}

#[test]
fn a_day_of_orders_drains_in_order_and_the_place_is_kept_after() {
    let mut line = Line::new(1_200);
    line.settle();
    assert_eq!(line.did, ["ask", "post 1-500", "post 501-1000", "post 1001-1200"]);
    assert_eq!(line.hq, line.store);
    assert_eq!(line.saved, line.store.last().copied());
    let link = line.session.link();
    assert!(link.connected && link.waiting == 0 && link.oldest_waiting_at.is_none());
}

#[test]
fn an_order_on_an_idle_line_is_sent_at_once_and_silence_is_filled_with_signs_of_life() {
    let mut line = Line::new(1);
    line.settle();
    line.did.clear();
    line.sell();
    line.settle();
    assert_eq!(line.did, ["post 2-2"]);
    assert_eq!(line.wait(), SIGN_OF_LIFE_MS);
    line.settle();
    assert_eq!(line.did, ["post 2-2", "sign of life"]);
}

#[test]
fn while_a_batch_is_on_its_way_nothing_else_is_sent() {
    let mut line = Line::new(1);
    let batch = line.until_post();
    line.sell();
    line.sell();
    assert_eq!(line.session.poll_action(), None);
    assert_eq!(line.session.link().waiting, 3);
    let answer = line.take(&batch);
    line.answer(&answer);
    line.settle();
    assert_eq!(line.did.last().unwrap(), "post 2-3");
}

#[test]
fn a_captive_portals_page_with_status_200_is_not_an_acknowledgement() {
    let mut line = Line::new(3);
    line.until_post();
    line.session.handle_answer(200, PORTAL, line.now_ms);
    assert_eq!(line.session.fault(), Some(&Fault::NotHq));
    let link = line.session.link();
    assert!(!link.connected && link.acked_seq == 0 && link.waiting == 3);
    assert_eq!((line.saved, link.oldest_waiting_at), (None, Some(at(1))));
    for body in [b"".as_slice(), b"{}", b"null", b"{\"type\":\"ok\"}"] {
        line.wait();
        assert_eq!(line.session.poll_action(), Some(Action::AskMark));
        line.session.handle_answer(200, body, line.now_ms);
        assert!(!line.session.link().connected);
    }
}

#[test]
fn an_acknowledgement_of_something_else_moves_nothing() {
    let mut line = Line::new(3);
    line.until_post();
    let mark = Mark { hash: Hash::ZERO, ..row(epoch(1), 3) };
    line.answer(&SyncAnswer::Acknowledged { mark });
    line.step(); // looks the row up
    let link = line.session.link();
    assert!(link.store_is_behind && link.acked_seq == 0, "{link:?}");
    assert_eq!(line.session.fault(), Some(&Fault::OffChain { seq: 3 }));
}

#[test]
fn an_answer_that_is_lost_after_hq_applied_the_batch_sends_nothing_twice() {
    let mut line = Line::new(10);
    let batch = line.until_post();
    line.take(&batch);
    line.session.handle_failure(Fault::Unreachable("reset".to_owned()), line.now_ms);
    line.sell();
    line.wait();
    line.did.clear();
    line.settle();
    assert_eq!(line.did, ["ask", "post 11-11"]);
    assert_eq!(line.hq, line.store);
}

#[test]
fn an_hq_restored_from_yesterdays_backup_is_sent_again_what_it_lost() {
    let mut line = Line::new(600);
    line.settle();
    line.hq.truncate(40);
    line.sell();
    line.did.clear();
    line.settle();
    assert_eq!(line.did, ["post 601-601", "post 41-540", "post 541-601"]);
    assert_eq!(line.hq, line.store);
    assert_eq!(line.saved, line.store.last().copied());
}

#[test]
fn an_hq_that_lost_everything_is_sent_everything() {
    let mut line = Line::new(5);
    line.settle();
    line.hq.clear();
    line.wait();
    line.settle();
    line.sell();
    line.settle();
    assert_eq!(line.hq, line.store);
}

#[test]
fn a_store_restored_from_a_backup_stops_pushing_and_says_that_it_is_behind() {
    let mut line = Line::new(10);
    line.hq = (1..=50).map(|seq| row(epoch(1), seq)).collect();
    line.settle();
    let link = line.session.link();
    assert!(link.store_is_behind && link.connected);
    assert_eq!(line.session.fault(), Some(&Fault::Behind { hq: 50, store: 10 }));
    line.sell();
    assert_eq!(line.wait(), CONTRADICTION_RETRY_MS);
    line.settle();
    assert_eq!(line.did, ["ask", "ask"], "nothing was pushed");
}

#[test]
fn a_store_that_pulled_its_missing_tail_sells_again_once_hq_has_confirmed() {
    let mut line = Line::new(2);
    line.hq = (1..=3).map(|seq| row(epoch(1), seq)).collect();
    line.settle();
    line.sell();
    assert!(line.session.link().store_is_behind);
    line.wait();
    line.settle();
    assert_eq!(line.did, ["ask", "ask", "sign of life"]);
    assert!(!line.session.link().store_is_behind);
}

#[test]
fn a_new_history_of_a_restored_store_is_pushed_from_where_it_branched() {
    let mut line = Line::new(10);
    line.hq = (1..=50).map(|seq| row(epoch(1), seq)).collect();
    line.store.extend((11..=12).map(|seq| row(epoch(2), seq)));
    line.session.handle_head(Head { seq: 12, at: at(12) });
    let batch = line.until_post();
    assert_eq!((batch.epoch, batch.events[0].seq), (epoch(2), 11));
    line.answer(&SyncAnswer::Acknowledged { mark: row(epoch(2), 12) });
    line.settle();
    assert!(!line.session.link().store_is_behind);
}

#[test]
fn a_box_that_was_replaced_and_one_that_contradicts_stop_and_ask_slowly() {
    let mark = row(epoch(1), 1);
    for answer in [
        SyncAnswer::Fenced { epoch: epoch(2) },
        SyncAnswer::Forked { mark, why: "row 2 is not what it was".to_owned() },
    ] {
        let mut line = Line::new(3);
        line.until_post();
        line.answer(&answer);
        assert!(line.session.link().store_is_behind);
        assert_eq!(line.wait(), CONTRADICTION_RETRY_MS);
    }
}

#[test]
fn the_waits_grow_to_their_limit_and_begin_anew_once_hq_answers() {
    let mut line = Line::new(1);
    let mut waits = Vec::new();
    for _ in 0..9 {
        line.session.poll_action();
        line.session.handle_failure(Fault::Unreachable("no route".to_owned()), line.now_ms);
        waits.push(line.wait());
    }
    assert_eq!(
        waits,
        [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, BACKOFF_MS_MAX, BACKOFF_MS_MAX]
    );
    line.settle();
    assert_eq!(line.session.fault(), None);
    line.wait();
    line.session.handle_failure(Fault::Unreachable("no route".to_owned()), line.now_ms);
    assert_eq!(line.wait(), 250);
}

#[test]
fn an_hq_that_sends_the_store_to_and_fro_is_backed_off_from() {
    let mut line = Line::new(4);
    for _ in 0..=REDIRECTS_MAX {
        assert!(line.session.fault().is_none());
        line.until_post();
        line.answer(&SyncAnswer::Nothing);
    }
    assert_eq!(line.session.fault(), Some(&Fault::Undecided));
}

#[test]
fn a_batch_that_is_too_large_for_hq_comes_again_in_halves() {
    let mut line = Line::new(400);
    line.until_post();
    line.session.handle_answer(413, b"", line.now_ms);
    line.wait();
    assert_eq!(line.until_post().events.len(), 250);
    line.session.handle_answer(413, b"", line.now_ms);
    line.wait();
    line.settle();
    assert_eq!(line.did.last().unwrap(), "post 376-400");
    assert_eq!(line.hq, line.store);
}
