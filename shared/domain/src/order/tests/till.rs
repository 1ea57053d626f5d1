//! One order at a till of a shop, asked about by the manager unless somebody else is named.

use crate::command::CommandResult;
use crate::id::{CheckId, CommandId, LineId, ReductionId, RefundId};
use crate::order::{
    Channel, NewLine, NewReduction, NewTender, NewTenderKind, Order, OrderDetails, ReductionKind,
    ReductionReason, RefundLine, RefundReason, RefundTender, SplitBy, TenderOutcome, VoidReason,
};
use crate::settings::{DriverCard, DriverKind};
use crate::shop::{
    Ask, MANAGER, NOON, Shop, ask, code, device, float, opened, order, pence, system, tender,
};
use crate::tax::TaxMode;
use crate::{Actor, Command, Decision, Event, Names, Rejection, SystemCommand, Timestamp};

pub(super) struct Till {
    pub(super) shop: Shop,
    pub(super) who: u128,
    pub(super) now: Timestamp,
    /// Cash handed out on refunds so far.
    pub(super) cash_back: i64,
}

type Answer = Result<Vec<&'static str>, Rejection>;

impl Till {
    pub(super) fn new(mode: TaxMode) -> Self {
        let mut shop = Shop::new(mode);
        let names = Names::new("刷卡", "Card");
        let driver = DriverCard { code: code("zvt"), names, kind: DriverKind::Card };
        shop.state.settings.trade.drivers = vec![driver];
        Self { shop, who: MANAGER, now: NOON, cash_back: 0 }
    }

    pub(super) fn order(&self) -> &Order {
        self.shop.state.order(order(1)).unwrap()
    }

    pub(super) fn revision(&self) -> u32 {
        self.order().revision
    }

    fn told(&mut self, asked: Ask) -> Result<Decision, Rejection> {
        let who = self.who;
        self.shop.ask(&asked.by(who).at(self.now))
    }

    pub(super) fn ask(&mut self, command: Command) -> Answer {
        let decision = self.told(ask(command))?;
        Ok(decision.events.iter().map(Event::kind).collect())
    }

    pub(super) fn system(&mut self, command: SystemCommand) -> Answer {
        let decision = self.shop.ask(&system(command).at(self.now))?;
        Ok(decision.events.iter().map(Event::kind).collect())
    }

    pub(super) fn float(&mut self, minor: i64) {
        self.told(float(1, minor)).unwrap();
        assert!(self.shop.state.open_shift(device(crate::shop::TILL)).is_some());
    }

    pub(super) fn open(&mut self, lines: Vec<NewLine>) {
        self.told(opened(1, lines)).unwrap();
    }

    pub(super) fn practise(&mut self, lines: Vec<NewLine>) {
        self.ask(Command::PlaceOrder {
            order_id: order(1),
            channel: Channel::DineIn,
            member_id: None,
            lines,
            fire: false,
            tenders: Vec::new(),
            print_receipt: false,
            details: OrderDetails { training: true, ..OrderDetails::default() },
        })
        .unwrap();
    }

    /// Somebody allows what is asked next.
    pub(super) fn approve(&mut self, who: u128) {
        let now = float(9, 0).at(self.now);
        let last = self.shop.context(&now).command_id.uuid().as_u128();
        let command_id = CommandId::from_uuid(uuid::Uuid::from_u128(last + 2));
        let command_hash = crate::chain::Hash::ZERO;
        let given = SystemCommand::GiveApproval { command_id, command_hash };
        let actor = Actor::Staff { staff_id: crate::shop::staff(who) };
        self.shop.ask(&Ask { actor, ..system(given).at(self.now) }).unwrap();
    }

    pub(super) fn add(&mut self, lines: Vec<NewLine>) -> Answer {
        let revision = self.revision();
        self.ask(Command::AddLines { order_id: order(1), revision, lines, fire: false })
    }

    pub(super) fn void(&mut self, line_id: LineId) -> Answer {
        let reason = VoidReason::GuestChangedMind;
        self.ask(Command::VoidLine { order_id: order(1), line_id, reason })
    }

    pub(super) fn reduce(
        &mut self,
        id: u128,
        line_id: Option<LineId>,
        kind: ReductionKind,
    ) -> Answer {
        let reduction_id = reduction(id);
        let reason = ReductionReason::Complaint;
        let reduction = NewReduction { reduction_id, line_id, kind, reason };
        let revision = self.revision();
        self.ask(Command::Reduce { order_id: order(1), revision, reduction })
    }

    pub(super) fn service(&mut self, ppm: u32) -> Answer {
        let revision = self.revision();
        self.ask(Command::SetServiceCharge { order_id: order(1), revision, ppm })
    }

    pub(super) fn split(&mut self, by: SplitBy) -> Answer {
        let revision = self.revision();
        self.ask(Command::SplitOrder { order_id: order(1), revision, by })
    }

    pub(super) fn join(&mut self, check_ids: &[CheckId]) -> Answer {
        let (revision, check_ids) = (self.revision(), check_ids.to_vec());
        self.ask(Command::JoinChecks { order_id: order(1), revision, check_ids })
    }

    pub(super) fn take(&mut self, check_id: Option<CheckId>, tender: NewTender) -> Answer {
        self.ask(Command::TakeTender { order_id: order(1), check_id, tender, print_receipt: true })
    }

    pub(super) fn card(&mut self, id: u128, on: Option<CheckId>, due: i64, tip: i64) -> Answer {
        self.take(on, NewTender { tip: pence(tip), ..crate::shop::card(id, due) })
    }

    /// Cash with a hundred to spare.
    pub(super) fn cash(&mut self, id: u128, on: Option<CheckId>, due: i64, tip: i64) -> Answer {
        let kind = NewTenderKind::Cash { received: pence(due + tip + 100) };
        self.take(on, NewTender { tip: pence(tip), kind, ..crate::shop::card(id, due) })
    }

    pub(super) fn close(&mut self) -> Answer {
        self.ask(Command::CloseOrder { order_id: order(1) })
    }

    pub(super) fn charge(&mut self, id: u128, on: Option<CheckId>, minor: i64) -> Answer {
        self.charge_with_tip(id, on, minor, 0)
    }

    pub(super) fn charge_with_tip(
        &mut self,
        id: u128,
        on: Option<CheckId>,
        minor: i64,
        tip: i64,
    ) -> Answer {
        self.ask(Command::AskTender {
            order_id: order(1),
            check_id: on,
            tender_id: tender(id),
            driver: code("zvt"),
            amount: pence(minor),
            tip: pence(tip),
            guest_code: None,
            print_receipt: true,
        })
    }

    pub(super) fn answer(&mut self, id: u128, outcome: TenderOutcome) -> Answer {
        let tender_id = tender(id);
        self.system(SystemCommand::ResolveTender { order_id: order(1), tender_id, outcome })
    }

    /// Somebody says what they read on the machine's slip: its reference, or that it took nothing.
    pub(super) fn settle(&mut self, id: u128, taken: Option<&str>) -> Answer {
        let (order_id, tender_id) = (order(1), tender(id));
        let reference = taken.unwrap_or_default().to_owned();
        let taken = taken.is_some();
        self.ask(Command::SettleTender { order_id, tender_id, taken, reference })
    }

    pub(super) fn refund(
        &mut self,
        id: u128,
        lines: Vec<RefundLine>,
        tenders: Vec<RefundTender>,
    ) -> Answer {
        let asked = ask(Command::RefundOrder {
            order_id: order(1),
            revision: self.revision(),
            refund_id: refund(id),
            lines,
            tenders,
            reason: RefundReason::Quality,
            print_receipt: true,
        });
        let decision = self.told(asked)?;
        if let CommandResult::Refunded { cash, .. } = decision.result {
            self.cash_back += cash.minor();
        }
        Ok(decision.events.iter().map(Event::kind).collect())
    }
}

pub(super) fn reduction(n: u128) -> ReductionId {
    ReductionId::from_uuid(uuid::Uuid::from_u128(n))
}

pub(super) fn refund(n: u128) -> RefundId {
    RefundId::from_uuid(uuid::Uuid::from_u128(n))
}
