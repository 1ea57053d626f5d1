//! The store's printers: where they are, what is wrong with them, and who waits to be woken.

use domain::{Code, Timestamp};
use firmware_config::{PrinterDescription, StoreDescription};
use printing::PrinterAlarmCode;
use protocol::printers::{PrinterAlarm, PrinterCard};
use tokio::sync::{Notify, watch};

use crate::SettingsError;

/// One printer.
#[derive(Debug)]
pub(crate) struct Printer {
    /// Which.
    pub(crate) code: Code,
    /// How it is set up.
    pub(crate) description: PrinterDescription,
    /// Wakes its spooler.
    pub(crate) wake: Notify,
}

/// All printers, in the order of the description.
#[derive(Debug)]
pub(crate) struct Printers {
    pub(crate) all: Vec<Printer>,
    cards: watch::Sender<Vec<PrinterCard>>,
}

impl Printers {
    /// # Errors
    /// A printer has no proper code.
    pub(crate) fn new(description: &StoreDescription) -> Result<Self, SettingsError> {
        let all = description
            .printers
            .iter()
            .map(|printer| {
                Ok(Printer {
                    code: Code::new(&printer.code)?,
                    description: printer.clone(),
                    wake: Notify::new(),
                })
            })
            .collect::<Result<Vec<_>, SettingsError>>()?;
        let cards = all.iter().map(card).collect();
        Ok(Self { all, cards: watch::Sender::new(cards) })
    }

    /// The printers as the printers page shows them, now and whenever something changes.
    pub(crate) fn cards(&self) -> watch::Receiver<Vec<PrinterCard>> {
        self.cards.subscribe()
    }

    /// One JSON row for each printer.
    pub(crate) fn rows(&self) -> Vec<String> {
        let cards = self.cards.borrow();
        cards.iter().map(|card| crate::reference::json(card).to_string()).collect()
    }

    /// How many printers want somebody to come.
    pub(crate) fn alarms(&self) -> u32 {
        let cards = self.cards.borrow();
        u32::try_from(cards.iter().filter(|card| card.alarm.is_some()).count()).unwrap_or(u32::MAX)
    }

    /// Raises or clears a printer's alarm; one that goes on keeps the time it began.
    pub(crate) fn set_alarm(&self, code: &Code, alarm: Option<PrinterAlarmCode>, now: Timestamp) {
        self.change(code, |card| {
            let alarm = alarm.map(wire);
            if card.alarm.map(|alarm| alarm.code) == alarm {
                return false;
            }
            card.alarm = alarm.map(|code| {
                let since = card.alarm.map_or(now, |alarm| alarm.since);
                PrinterAlarm { code, since }
            });
            true
        });
    }

    /// Notes how many jobs wait for a printer.
    pub(crate) fn set_waiting(&self, code: &Code, waiting: u32) {
        self.change(code, |card| {
            let changed = card.waiting != waiting;
            card.waiting = waiting;
            changed
        });
    }

    fn change(&self, code: &Code, change: impl FnOnce(&mut PrinterCard) -> bool) {
        self.cards.send_if_modified(|cards| {
            cards.iter_mut().find(|card| card.code == *code).is_some_and(change)
        });
    }
}

fn card(printer: &Printer) -> PrinterCard {
    let description = &printer.description;
    PrinterCard {
        code: printer.code.clone(),
        names: description.names.clone(),
        address: description.address.clone(),
        width_mm: u32::from(description.width_mm),
        is_virtual: description.is_virtual,
        alarm: None,
        waiting: 0,
    }
}

fn wire(code: PrinterAlarmCode) -> protocol::printers::PrinterAlarmCode {
    match code {
        PrinterAlarmCode::Unreachable => protocol::printers::PrinterAlarmCode::Unreachable,
        PrinterAlarmCode::PaperOut => protocol::printers::PrinterAlarmCode::PaperOut,
        PrinterAlarmCode::CoverOpen => protocol::printers::PrinterAlarmCode::CoverOpen,
        PrinterAlarmCode::NoAnswer => protocol::printers::PrinterAlarmCode::NoAnswer,
        PrinterAlarmCode::ConnectionLost => protocol::printers::PrinterAlarmCode::ConnectionLost,
    }
}
