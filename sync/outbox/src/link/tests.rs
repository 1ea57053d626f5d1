//! The loop over real sockets, against something that is not HQ and against nothing.

use domain::Timestamp;
use domain::chain::Hash;
use domain::settings::StoreCard;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;
use crate::source::Head;

const STORE: &str = "00000000-0000-7000-8000-000000000001";

/// A store with one row that nobody confirmed.
struct OneRow(watch::Sender<Head>);

impl OutboxSource for OneRow {
    async fn load_batch(
        &self,
        _after: Option<Mark>,
        _events_max: usize,
        _bytes_max: usize,
    ) -> Result<Batch, SourceFailed> {
        let id: StoreId = STORE.parse().unwrap();
        Ok(Batch {
            store: StoreCard {
                id,
                names: domain::Names::new("面馆", "Noodle bar"),
                currency: "GBP".to_owned(),
                currency_exponent: 2,
                time_zone: "Europe/London".to_owned(),
                day_cut_off_minutes: 240,
                trade: domain::settings::Trade::default(),
            },
            day_cut_off_minutes: 240,
            epoch: domain::id::Epoch::from_uuid(id.uuid()),
            previous_hash: Hash::ZERO,
            head_seq: 1,
            next_at: None,
            events: Vec::new(),
            records: Vec::new(),
        })
    }
    async fn hash_at(&self, _seq: u64) -> Result<Option<Mark>, SourceFailed> {
        Ok(None)
    }
    async fn last_of(&self, _epoch: domain::id::Epoch) -> Result<Option<Mark>, SourceFailed> {
        Ok(None)
    }
    async fn load_cursor(&self) -> Result<Option<Mark>, SourceFailed> {
        Ok(None)
    }
    async fn save_cursor(&self, mark: Mark) -> Result<(), SourceFailed> {
        Err(SourceFailed(format!("nothing was confirmed, and yet {} is kept", mark.seq)))
    }
    async fn forget(&self, members: Vec<domain::id::MemberId>) -> Result<(), SourceFailed> {
        Err(SourceFailed(format!("nobody was erased, and yet {} are", members.len())))
    }
    fn head(&self) -> watch::Receiver<Head> {
        self.0.subscribe()
    }
}

fn settings(address: std::net::SocketAddr) -> LinkSettings {
    LinkSettings {
        hq_url: format!("http://{address}/"),
        token: "secret".to_owned(),
        store_id: STORE.parse().unwrap(),
    }
}

#[tokio::test]
async fn a_sign_in_page_of_a_coffee_shops_network_confirms_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (asked, mut requests) = tokio::sync::mpsc::channel::<String>(8);
    let portal = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).await.unwrap_or(0);
            let page = "<html>Please accept our terms</html>";
            let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n";
            let reply = format!("{head}content-length: {}\r\n\r\n{page}", page.len());
            let _ = stream.write_all(reply.as_bytes()).await;
            let line = String::from_utf8_lossy(&request[..length]).into_owned();
            if asked.send(line).await.is_err() {
                return;
            }
        }
    });
    let (head, _) = watch::channel(Head { seq: 1, at: Timestamp::from_ms(5) });
    let (status, heard) = watch::channel(HqLink::default());
    let stop = CancellationToken::new();
    let line = tokio::spawn(run(settings(address), Arc::new(OneRow(head)), status, stop.clone()));
    for _ in 0..3 {
        let request = requests.recv().await.unwrap().to_lowercase();
        assert!(request.starts_with(&format!("get {ERASED_PATH}?store={STORE} ")), "{request}");
        assert!(request.contains("authorization: bearer secret"), "{request}");
    }
    let link = *heard.borrow();
    assert!(link.configured && !link.connected && link.acked_seq == 0 && link.waiting == 1);
    stop.cancel();
    line.await.unwrap().unwrap();
    portal.abort();
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_before_anything_is_sent() {
    for hq_url in ["", "hq", "ftp://hq.example.com"] {
        let (head, _) = watch::channel(Head::default());
        let (status, _) = watch::channel(HqLink::default());
        let settings = LinkSettings {
            hq_url: hq_url.to_owned(),
            token: String::new(),
            store_id: STORE.parse().unwrap(),
        };
        let stop = CancellationToken::new();
        let ended = run(settings, Arc::new(OneRow(head)), status, stop).await;
        assert!(matches!(ended, Err(LinkError::Address(_))), "{hq_url}");
    }
}

#[test]
fn a_batch_travels_compressed_and_arrives_as_it_was() {
    let (head, _) = watch::channel(Head::default());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let batch = runtime.block_on(OneRow(head).load_batch(None, 1, 1)).unwrap();
    let read = zstd::decode_all(encode(&batch).unwrap().as_slice()).unwrap();
    assert_eq!(serde_json::from_slice::<Batch>(&read).unwrap(), batch);
}
