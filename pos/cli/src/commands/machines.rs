//! The machines that take money, as a store's description has them; simulated ones run in here.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context as _;
use firmware_config::{StoreDescription, TenderDescription, TenderKind};
use store_server::TenderMachine;
use tenders::code::SimulatedAcquirer;
use tenders::zvt::SimulatedTerminal;

/// Machines that are reached, and those of them that run in this process as long as this is kept.
#[derive(Default)]
pub(super) struct Machines {
    pub(super) reached: Vec<TenderMachine>,
    terminals: Vec<SimulatedTerminal>,
    acquirers: Vec<SimulatedAcquirer>,
}

impl Machines {
    /// Starts what is simulated. It does what the amount asks for, as terminals for trying do.
    pub(super) async fn start(description: &StoreDescription) -> anyhow::Result<Self> {
        let mut machines = Self::default();
        for tender in &description.tenders {
            let described = if tender.is_simulated {
                machines.simulate(tender).await.with_context(|| {
                    format!("the simulated payment machine {} cannot start", tender.code)
                })?
            } else {
                tender.clone()
            };
            machines.reached.push(TenderMachine::of(&described)?);
        }
        Ok(machines)
    }

    /// Starts a program in place of a machine, and describes where it is.
    async fn simulate(&mut self, tender: &TenderDescription) -> anyhow::Result<TenderDescription> {
        let mut described = tender.clone();
        match tender.kind {
            TenderKind::Zvt => {
                let at = tender.address.as_deref().map(str::parse).transpose()?;
                let terminal = SimulatedTerminal::start(at.unwrap_or_else(any_port)).await?;
                terminal.obey_amounts();
                described.address = Some(terminal.address().to_string());
                self.terminals.push(terminal);
            }
            TenderKind::ScanToPay => {
                let at = tender.url.as_deref().map(|url| url.trim_start_matches("http://"));
                let at = at.map(|at| at.trim_end_matches('/').parse()).transpose()?;
                let acquirer = SimulatedAcquirer::start(at.unwrap_or_else(any_port)).await?;
                acquirer.obey_amounts();
                described.url = Some(acquirer.url());
                described.token = Some(tender.token.clone().unwrap_or_else(|| "simulated".into()));
                self.acquirers.push(acquirer);
            }
        }
        Ok(described)
    }
}

/// Wherever there is room, on this machine alone.
fn any_port() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, 0))
}
