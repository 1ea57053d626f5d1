//! Where a demo lives: addresses and secrets that stay the same from one start to the next.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::sample::{Branch, HqPlace, PrinterPlaces, store_toml};

/// The port that the store takes when it is free and nothing else was said.
const STORE_PORT: u16 = 9300;
/// The same for HQ.
const HQ_PORT: u16 = 9310;
/// The file that all this is kept in.
const FILE_NAME: &str = "demo.json";
/// The sample shop's pairing code; it lets in from the same machine only.
const PAIRING_CODE: &str = "DEM0-SH0P";

/// Where a demo lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub(super) store: SocketAddr,
    pub(super) hq: SocketAddr,
    pub(super) receipt_printer: SocketAddr,
    pub(super) kitchen_printer: SocketAddr,
    pub(super) hq_token: String,
    pub(super) pairing_code: String,
    /// Whether the addresses were chosen here, so that another port may be taken instead.
    #[serde(skip)]
    any_port: bool,
}

impl Place {
    /// The place of an earlier start, or a new one; what was asked for now goes first.
    pub(super) fn of(
        dir: &Path,
        store: Option<SocketAddr>,
        hq: Option<SocketAddr>,
    ) -> anyhow::Result<Self> {
        fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let file = dir.join(FILE_NAME);
        let mut place = match fs::read_to_string(&file) {
            Ok(text) => serde_json::from_str(&text)
                .with_context(|| format!("{} cannot be read", file.display()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::new()?,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", file.display()));
            }
        };
        place.store = address(store, place.store, place.any_port);
        place.hq = address(hq, place.hq, place.any_port);
        Ok(place)
    }

    fn new() -> anyhow::Result<Self> {
        let local = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut secret = [0; 16];
        getrandom::fill(&mut secret).context("the machine gives no random numbers")?;
        Ok(Self {
            store: local(STORE_PORT),
            hq: local(HQ_PORT),
            receipt_printer: local(0),
            kitchen_printer: local(0),
            hq_token: format!("{:032x}", u128::from_be_bytes(secret)),
            pairing_code: PAIRING_CODE.to_owned(),
            any_port: true,
        })
    }

    /// Whether this demo was never started before.
    pub(super) fn is_new(&self) -> bool {
        self.any_port
    }

    /// Listens where the store is; a new demo goes to a free port when the usual one is taken.
    pub(super) async fn store_listener(&mut self) -> anyhow::Result<TcpListener> {
        let usual = self.any_port && self.store.port() == STORE_PORT;
        let listener = listen(self.store, usual).await?;
        self.store = listener.local_addr()?;
        Ok(listener)
    }

    /// Listens where HQ is, in the same way.
    pub(super) async fn hq_listener(&mut self) -> anyhow::Result<TcpListener> {
        let usual = self.any_port && self.hq.port() == HQ_PORT;
        let listener = listen(self.hq, usual).await?;
        self.hq = listener.local_addr()?;
        Ok(listener)
    }

    /// Keeps it for the next start, with the store description that follows from it.
    pub(super) fn keep(&self, dir: &Path, branch: Branch) -> anyhow::Result<()> {
        let printers =
            PrinterPlaces { receipt: self.receipt_printer, kitchen: self.kitchen_printer };
        let hq = HqPlace { url: &self.hq_url(), token: &self.hq_token };
        let guests = self.store_url();
        for (name, text) in [
            (FILE_NAME, serde_json::to_string_pretty(self)? + "\n"),
            (
                "store.toml",
                store_toml(branch, printers, Some(hq), Some(guests.trim_start_matches("http://"))),
            ),
        ] {
            // Written aside and renamed, so that a power cut leaves the old one or the new one.
            let (file, aside) = (dir.join(name), dir.join(format!(".{name}.{}", Uuid::now_v7())));
            fs::write(&aside, text)
                .and_then(|()| fs::rename(&aside, &file))
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        Ok(())
    }

    /// Where browsers find the store.
    pub(super) fn store_url(&self) -> String {
        url(self.store)
    }

    /// Where browsers and the store find HQ.
    pub(super) fn hq_url(&self) -> String {
        url(self.hq)
    }
}

/// What was asked for now goes first; but port 0 means "any", and a demo that had one keeps it.
fn address(asked: Option<SocketAddr>, known: SocketAddr, is_new: bool) -> SocketAddr {
    match asked {
        Some(asked) if asked.port() != 0 || is_new => asked,
        Some(_) | None => known,
    }
}

async fn listen(address: SocketAddr, or_any_port: bool) -> anyhow::Result<TcpListener> {
    match store_server::listen(address).await {
        Err(_) if or_any_port => store_server::listen(SocketAddr::new(address.ip(), 0)).await,
        listening => listening,
    }
}

/// An address that listens everywhere is reached on this machine.
fn url(address: SocketAddr) -> String {
    let here = SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()));
    let shown = if address.ip().is_unspecified() { here } else { address };
    format!("http://{shown}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_port_is_any_only_the_first_time() {
        let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        for (asked, is_new, expected) in [
            (None, true, at(5)),
            (Some(at(0)), true, at(0)),
            (Some(at(0)), false, at(5)),
            (Some(at(6)), false, at(6)),
        ] {
            assert_eq!(address(asked, at(5), is_new), expected, "{asked:?} {is_new}");
        }
    }

    #[test]
    fn a_demo_started_again_is_where_it_was() {
        let dir = std::env::temp_dir().join(format!("comanda-place-{}", Uuid::now_v7()));
        let mut first = Place::of(&dir, None, None).unwrap();
        first.receipt_printer.set_port(40_101);
        first.kitchen_printer.set_port(40_102);
        first.keep(&dir, Branch::Lane).unwrap();
        let again = Place::of(&dir, None, None).unwrap();
        assert_eq!(again, Place { any_port: false, ..first.clone() });
        let asked: SocketAddr = "0.0.0.0:9999".parse().unwrap();
        let moved = Place::of(&dir, Some(asked), None).unwrap();
        assert_eq!((moved.store_url(), moved.hq), ("http://127.0.0.1:9999".to_owned(), first.hq));
        assert!(super::super::description(&dir.join("store.toml")).is_ok());
        fs::remove_dir_all(&dir).unwrap();
    }
}
