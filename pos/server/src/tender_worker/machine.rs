//! The machines that take money, from the store's description; simulated ones are started.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use domain::Code;
use domain::settings::{DriverCard, DriverKind};
use firmware_config::{TenderDescription, TenderKind, address};
use tenders::code::SimulatedAcquirer;
use tenders::zvt::SimulatedTerminal;
use tenders::{Driver, DriverSetup};

/// What a simulated acquirer is shown; it takes any.
const SIMULATED_TOKEN: &str = "simulated";

/// A machine that takes money, as the store is told of it.
#[derive(Debug, Clone)]
pub struct TenderMachine {
    /// What the till shows of it.
    pub card: DriverCard,
    /// How it is reached.
    pub setup: DriverSetup,
    /// The program that stands for it, which ends with the last that holds it; `None` for a real
    /// machine.
    pub simulated: Option<Arc<SimulatedMachine>>,
}

/// A program that stands for a machine. The last two digits of an amount tell it what to do.
#[derive(Debug)]
pub enum SimulatedMachine {
    /// A card terminal.
    Terminal(SimulatedTerminal),
    /// An acquirer of payment codes.
    Acquirer(SimulatedAcquirer),
}

/// A payment machine that is described cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MachineError {
    /// Its code is not one.
    #[error("store.toml: {0}")]
    Code(#[from] domain::names::NotACode),
    /// It is not said where it is, or what it is shown.
    #[error(
        "payment machine {0} has no {1}: write it into its [[tenders]] section of store.toml, or \
         set is_simulated = true to try things out"
    )]
    Missing(Code, &'static str),
    /// The program that stands for it has no place to listen at.
    #[error(
        "the simulated payment machine {0} cannot listen at its address ({1}): free that port, or \
         leave the address out of its [[tenders]] section of store.toml"
    )]
    Listen(Code, std::io::Error),
    /// It cannot be set up.
    #[error("{0}: correct it in store.toml")]
    Setup(#[from] tenders::SetupError),
}

/// The machines of a store's description, in its order. Reaches none that is real yet.
///
/// # Errors
/// [`MachineError`], a sentence that names the first machine that cannot be used.
pub async fn tender_machines(
    tenders: &[TenderDescription],
) -> Result<Vec<TenderMachine>, MachineError> {
    let mut machines = Vec::with_capacity(tenders.len());
    for tender in tenders {
        let machine = match tender.kind {
            TenderKind::Zvt => card_terminal(tender).await?,
            TenderKind::ScanToPay => acquirer(tender).await?,
        };
        // What is wrong with it is said now, not when a guest wants to pay.
        Driver::new(&machine.card.code, &machine.setup)?;
        machines.push(machine);
    }
    Ok(machines)
}

fn card(tender: &TenderDescription, kind: DriverKind) -> Result<DriverCard, MachineError> {
    Ok(DriverCard { code: Code::new(&tender.code)?, names: tender.names.clone(), kind })
}

async fn card_terminal(tender: &TenderDescription) -> Result<TenderMachine, MachineError> {
    let card = card(tender, DriverKind::Card)?;
    let (address, simulated) = if tender.is_simulated {
        let at = loopback(tender.address.as_deref());
        let terminal = SimulatedTerminal::start(at)
            .await
            .map_err(|error| MachineError::Listen(card.code.clone(), error))?;
        terminal.by_amount();
        (terminal.address().to_string(), Some(SimulatedMachine::Terminal(terminal)))
    } else {
        let address = tender.address.clone();
        (address.ok_or_else(|| MachineError::Missing(card.code.clone(), "address"))?, None)
    };
    let (password, patience) = (tender.password().to_owned(), tender.timeout());
    let setup = DriverSetup::Zvt { address, password, patience };
    Ok(TenderMachine { card, setup, simulated: simulated.map(Arc::new) })
}

async fn acquirer(tender: &TenderDescription) -> Result<TenderMachine, MachineError> {
    let card = card(tender, DriverKind::Code)?;
    let missing = |key| MachineError::Missing(card.code.clone(), key);
    let (url, token, simulated) = if tender.is_simulated {
        let place = tender.url.as_deref().and_then(|url| url.strip_prefix("http://"));
        let at = loopback(place.map(|place| place.trim_end_matches('/')));
        let acquirer = SimulatedAcquirer::start(at)
            .await
            .map_err(|error| MachineError::Listen(card.code.clone(), error))?;
        acquirer.by_amount();
        let token = tender.token.clone().unwrap_or_else(|| SIMULATED_TOKEN.to_owned());
        (acquirer.url(), token, Some(SimulatedMachine::Acquirer(acquirer)))
    } else {
        let url = tender.url.clone().ok_or_else(|| missing("url"))?;
        (url, tender.token.clone().ok_or_else(|| missing("token"))?, None)
    };
    let setup = DriverSetup::Code { url, token, patience: tender.timeout() };
    Ok(TenderMachine { card, setup, simulated: simulated.map(Arc::new) })
}

/// Where a simulated machine listens: as described, or at any free port.
fn loopback(address: Option<&str>) -> SocketAddr {
    let described = address.and_then(|address| address::split(address).ok());
    let at = described.and_then(|(host, port)| Some((host.parse::<IpAddr>().ok()?, port)));
    let (ip, port) = at.unwrap_or((IpAddr::V4(Ipv4Addr::LOCALHOST), 0));
    SocketAddr::new(ip, port)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::Names;

    use super::*;

    fn described(kind: TenderKind) -> TenderDescription {
        TenderDescription {
            code: "card".to_owned(),
            names: Names::new("刷卡机", "Card terminal"),
            kind,
            address: None,
            password: None,
            url: None,
            token: None,
            timeout_s: 30,
            is_simulated: false,
        }
    }

    #[tokio::test]
    async fn a_real_machine_is_reached_as_it_is_described_and_the_till_shows_its_names() {
        let terminal = TenderDescription {
            address: Some("192.0.2.1:20007".to_owned()),
            ..described(TenderKind::Zvt)
        };
        let acquirer = TenderDescription {
            code: "wallet".to_owned(),
            url: Some("https://pay.example".to_owned()),
            token: Some("s3cret".to_owned()),
            ..described(TenderKind::ScanToPay)
        };
        let machines = tender_machines(&[terminal.clone(), acquirer]).await.unwrap();
        let cards: Vec<_> = machines.iter().map(|machine| &machine.card).collect();
        assert_eq!((cards[0].kind, cards[1].kind), (DriverKind::Card, DriverKind::Code));
        assert_eq!((&cards[0].names, cards[1].code.as_str()), (&terminal.names, "wallet"));
        assert!(machines.iter().all(|machine| machine.simulated.is_none()));
        let zvt = DriverSetup::Zvt {
            address: "192.0.2.1:20007".to_owned(),
            password: "000000".to_owned(),
            patience: Duration::from_secs(30),
        };
        assert_eq!(machines[0].setup, zvt);
    }

    #[tokio::test]
    async fn a_machine_that_cannot_be_used_is_named_with_what_to_do() {
        let held = SimulatedTerminal::start(loopback(None)).await.unwrap();
        for (bad, expected) in [
            (described(TenderKind::Zvt), "card has no address"),
            (described(TenderKind::ScanToPay), "card has no url"),
            (
                TenderDescription {
                    is_simulated: true,
                    address: Some(held.address().to_string()),
                    ..described(TenderKind::Zvt)
                },
                "card cannot listen",
            ),
            (
                TenderDescription {
                    address: Some("192.0.2.1:20007".to_owned()),
                    password: Some("secret".to_owned()),
                    ..described(TenderKind::Zvt)
                },
                "card is not six digits",
            ),
        ] {
            let told = tender_machines(&[bad]).await.unwrap_err().to_string();
            assert!(told.contains(expected) && told.contains("store.toml"), "{told}");
            assert!(!told.contains("secret"), "{told}");
        }
    }
}
