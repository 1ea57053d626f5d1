//! A store's journal and an HQ on a real socket with a real database.

use std::net::SocketAddr;

use domain::chain::{Hash, hash};
use domain::id::{CommandId, DeviceId, Epoch, ItemId, LineId, MemberId, OrderId, StoreId};
use domain::order::{Channel, Line, LineState, Totals};
use domain::settings::{MemberRules, StoreCard, Trade};
use domain::{Actor, Code, Event, Money, Names, Timestamp};
use hq::{HqOptions, serve};
use protocol::hq::{HqStoreTotals, HqToday};
use protocol::sync::{Batch, SyncAnswer, SyncEvent};
use reqwest::StatusCode;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// 2026-11-21 12:00 UTC, which is noon in London.
pub(crate) const NOON: i64 = 1_795_262_400_000;
pub(crate) const DAY: &str = "2026-11-21";
pub(crate) const HOUR_MS: i64 = 3_600_000;
pub(crate) const READ_KEY: &str = "a key for the office";

pub(crate) fn store(n: u128) -> StoreId {
    StoreId::from_uuid(Uuid::from_u128(n))
}

pub(crate) fn epoch(n: u128) -> Epoch {
    Epoch::from_uuid(Uuid::from_u128(0xE00 + n))
}

pub(crate) fn token(n: u128) -> String {
    format!("token-of-store-number-{n}")
}

pub(crate) fn order(n: u128) -> OrderId {
    OrderId::from_uuid(Uuid::from_u128(0x0_0D00 + n))
}

/// What one store wrote.
#[derive(Clone)]
pub(crate) struct Journal {
    pub(crate) store: StoreId,
    pub(crate) epoch: Epoch,
    pub(crate) rows: Vec<(Epoch, SyncEvent)>,
    pub(crate) currency: &'static str,
    pub(crate) rules: MemberRules,
}

impl Journal {
    pub(crate) fn new(n: u128) -> Self {
        let rules = MemberRules::default();
        let (store, epoch) = (store(n), epoch(n));
        let mut journal = Self { store, epoch, rows: Vec::new(), currency: "GBP", rules };
        let began = Event::EpochBegan {
            store_id: journal.store,
            epoch: journal.epoch,
            restored_from: None,
        };
        journal.write(&began, NOON);
        journal
    }

    pub(crate) fn write(&mut self, event: &Event, at: i64) {
        let body = serde_json::to_string(event).unwrap();
        self.write_raw(event.kind(), 1, body, at);
    }

    pub(crate) fn write_raw(&mut self, kind: &str, version: u32, body: String, at: i64) {
        let seq = u64::try_from(self.rows.len()).unwrap() + 1;
        let mut row = SyncEvent {
            seq,
            command_id: CommandId::from_uuid(Uuid::from_u128(seq.into())),
            index: 0,
            at: Timestamp::from_ms(at),
            actor: Actor::System,
            device: DeviceId::from_uuid(Uuid::nil()),
            kind: kind.to_owned(),
            version,
            body,
            hash: Hash::ZERO,
        };
        row.hash = hash(&self.hash_before(seq), &row.link(self.epoch));
        self.rows.push((self.epoch, row));
    }

    /// Places an order of `minor` and, when `closed`, takes the money an hour later.
    pub(crate) fn sell(&mut self, n: u128, day: &str, at: i64, minor: i64, closed: bool) {
        let order_id = order(n + self.store.uuid().as_u128() * 1_000);
        let identified = n.is_multiple_of(2);
        self.write(
            &Event::OrderPlaced {
                order_id,
                number: u32::try_from(n).unwrap(),
                business_day: day.parse().unwrap(),
                channel: Channel::DineIn,
                member_id: identified.then(|| MemberId::from_uuid(Uuid::from_u128(n))),
                lines: vec![line(minor)],
                totals: Totals { total: Money::from_minor(minor), ..Totals::default() },
                details: domain::order::OrderDetails::default(),
                service_ppm: 0,
                packaging: None,
            },
            at,
        );
        if closed {
            let paid = Event::OrderClosed {
                order_id,
                receipt_number: 1,
                receipt_printer: None,
                check_id: None,
            };
            self.write(&paid, at + HOUR_MS);
        }
    }

    /// The rows from one seq to another, both included, as a batch.
    pub(crate) fn batch(&self, from: u64, to: u64) -> Batch {
        let index = |seq: u64| usize::try_from(seq).unwrap();
        let rows = &self.rows[index(from) - 1..index(to)];
        Batch {
            store: StoreCard {
                id: self.store,
                names: Names::new("面馆", "Noodle bar"),
                currency: self.currency.to_owned(),
                currency_exponent: 2,
                time_zone: "Europe/London".to_owned(),
                day_cut_off_minutes: 240,
                trade: Trade { members: self.rules.clone(), ..Trade::default() },
            },
            day_cut_off_minutes: 240,
            epoch: rows.first().map_or(self.epoch, |(epoch, _)| *epoch),
            previous_hash: self.hash_before(from),
            head_seq: self.head(),
            next_at: self.rows.get(index(to)).map(|(_, row)| row.at),
            events: rows.iter().map(|(_, row)| row.clone()).collect(),
            records: Vec::new(),
        }
    }

    pub(crate) fn all(&self) -> Batch {
        self.batch(1, self.head())
    }

    pub(crate) fn sign_of_life(&self) -> Batch {
        self.batch(self.head() + 1, self.head())
    }

    pub(crate) fn head(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap()
    }

    pub(crate) fn hash_before(&self, seq: u64) -> Hash {
        match usize::try_from(seq).unwrap().checked_sub(2) {
            Some(index) => self.rows[index].1.hash,
            None => Hash::ZERO,
        }
    }
}

fn line(minor: i64) -> Line {
    Line {
        id: LineId::from_uuid(Uuid::from_u128(1)),
        position: 1,
        item_id: ItemId::from_uuid(Uuid::from_u128(1)),
        names: Names::new("面", "Noodles"),
        quantity: 1,
        unit_price: Money::from_minor(minor),
        modifiers: Vec::new(),
        tax: Code::new("standard").unwrap(),
        tax_ppm: 200_000,
        amount: Money::from_minor(minor),
        stations: Vec::new(),
        state: LineState::Held,
        details: domain::order::LineDetails::default(),
        reductions: Vec::new(),
    }
}

/// An HQ that lets stores 1 to 3 in.
pub(crate) struct Site {
    pub(crate) dir: TempDir,
    pub(crate) client: reqwest::Client,
    address: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<anyhow::Result<()>>,
}

impl Site {
    pub(crate) async fn open() -> Self {
        Self::open_in(TempDir::new().unwrap()).await
    }

    pub(crate) async fn open_in(dir: TempDir) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .tls_certs_only(std::iter::empty())
            .no_proxy()
            .build()
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let options = HqOptions {
            dir: dir.path().to_owned(),
            tokens: (1..=3).map(|n| (store(n), token(n))).collect(),
            read_key: Some(READ_KEY.to_owned()),
        };
        let stop = CancellationToken::new();
        let serving = tokio::spawn(serve(options, listener, stop.clone()));
        Self { dir, client, address, stop, serving }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Stops HQ as its owner would, and gives its folder back.
    pub(crate) async fn stop(self) -> TempDir {
        self.stop.cancel();
        self.serving.await.unwrap().unwrap();
        self.dir
    }

    /// Ends HQ without a word to it.
    pub(crate) async fn kill(self) -> TempDir {
        self.serving.abort();
        drop(self.client);
        assert!(self.serving.await.unwrap_err().is_cancelled());
        self.dir
    }

    pub(crate) async fn post_raw(
        &self,
        token: &str,
        encoding: &str,
        kind: &str,
        body: Vec<u8>,
    ) -> (StatusCode, Vec<u8>) {
        let request = self
            .client
            .post(self.url("/sync/v1/batches"))
            .bearer_auth(token)
            .header("content-type", kind)
            .header("content-encoding", encoding)
            .body(body);
        let response = request.send().await.unwrap();
        (response.status(), response.bytes().await.unwrap().to_vec())
    }

    pub(crate) async fn post_as(&self, token: &str, batch: &Batch) -> (StatusCode, Vec<u8>) {
        let body = zstd::encode_all(serde_json::to_vec(batch).unwrap().as_slice(), 3).unwrap();
        self.post_raw(token, "zstd", "application/json", body).await
    }

    pub(crate) async fn post(&self, batch: &Batch) -> SyncAnswer {
        let token = token(batch.store.id.uuid().as_u128());
        let (status, body) = self.post_as(&token, batch).await;
        assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).unwrap()
    }

    /// Posts and expects the acknowledged seq.
    pub(crate) async fn acknowledged(&self, batch: &Batch) -> u64 {
        let answer = self.post(batch).await;
        let SyncAnswer::Acknowledged { mark } = answer else {
            panic!("not acknowledged: {answer:?}")
        };
        mark.seq
    }

    pub(crate) async fn mark(&self, n: u128) -> SyncAnswer {
        let url = self.url(&format!("/sync/v1/mark?store={}", store(n)));
        let response = self.client.get(url).bearer_auth(token(n)).send().await.unwrap();
        response.json().await.unwrap()
    }

    pub(crate) async fn today(&self) -> HqToday {
        let response = self.client.get(self.url("/api/v1/today")).send().await.unwrap();
        response.error_for_status().unwrap().json().await.unwrap()
    }

    pub(crate) async fn totals(&self, n: u128) -> HqStoreTotals {
        let url = self.url(&format!("/api/v1/stores/{}/totals", store(n)));
        let response = self.client.get(url).send().await.unwrap();
        response.error_for_status().unwrap().json().await.unwrap()
    }

    /// Counts rows of a table in the database itself.
    pub(crate) fn rows(&self, table: &str) -> u64 {
        let file = self.dir.path().join("hq.sqlite");
        let connection = rusqlite::Connection::open(file).unwrap();
        let sql = format!("SELECT count(*) FROM {table}");
        let count: i64 = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
        u64::try_from(count).unwrap()
    }
}
