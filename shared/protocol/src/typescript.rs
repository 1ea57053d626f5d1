//! The TypeScript types of everything here, generated.

use domain::catalogue::{
    Catalogue, Category, Colour, Item, Modifier, ModifierGroup, Station, TaxRate,
};
use domain::id::{
    CommandId, DeviceId, Epoch, ItemId, LineId, MemberId, ModifierGroupId, ModifierId, OrderId,
    ShiftId, StaffId, StoreId, TenderId, TicketId,
};
use domain::kitchen::{AcknowledgeLevel, Ticket, TicketLine, TicketStatus};
use domain::member::{Consent, Purpose};
use domain::order::{
    Channel, Line, LineModifier, LineState, NewLine, NewTender, NewTenderKind, Order, OrderState,
    OrderTicket, Stage, Tender, TenderKind, Totals, VoidReason,
};
use domain::settings::StoreCard;
use domain::shift::{Shift, ShiftState};
use domain::staff::{DeviceCard, DeviceKind, Role, StaffCard};
use domain::tax::{TaxLine, TaxMode};
use domain::{
    BusinessDay, Code, Command, CommandResult, Money, Names, Rejection, Timestamp, chain::Hash,
};
use ts_rs::{Config, TS};

use crate::frames::{
    BoardRow, ClientFrame, HqLink, Mark, MemberCard, Outcome, Rows, ServerFrame, ViewName,
};
use crate::hq::{HqHour, HqOrder, HqOrderState, HqStore, HqStoreTotals, HqToday};
use crate::http::{DemoAccess, DemoPin, PairRequest, Paired, Problem, Status, StoreTotals};
use crate::printers::{
    Paper, PaperAlign, PaperRow, PaperSpan, PrintDocument, PrintJob, PrintJobState, PrinterAlarm,
    PrinterAlarmCode, PrinterCard,
};

/// Every type, in one file. Whole numbers are `number`: amounts and seqs stay below 2^53.
pub fn all() -> String {
    let config = Config::new().with_large_int("number");
    let (protocol, heartbeat, frame) =
        (crate::PROTOCOL_VERSION, crate::HEARTBEAT_MS, crate::CLIENT_FRAME_BYTES_MAX);
    let mut declarations = vec![
        "// Generated from shared/protocol by `cargo xtask protocol`. Do not edit.\n".to_owned(),
        format!("export const PROTOCOL_VERSION = {protocol};"),
        format!("export const HEARTBEAT_MS = {heartbeat};"),
        format!("export const CLIENT_FRAME_BYTES_MAX = {frame};"),
    ];
    for group in [ids, reference, trade, paper, wire] {
        declarations
            .extend(group(&config).into_iter().map(|declared| format!("export {declared}")));
    }
    declarations.join("\n") + "\n"
}

/// The declarations of types, in this order.
macro_rules! declared {
    ($config:expr, $($type:ty),+ $(,)?) => {
        vec![$(<$type as TS>::decl($config)),+]
    };
}

/// Ids and the small types that everything is made of.
fn ids(config: &Config) -> Vec<String> {
    declared!(
        config,
        CommandId,
        DeviceId,
        Epoch,
        ItemId,
        LineId,
        MemberId,
        ModifierGroupId,
        ModifierId,
        OrderId,
        ShiftId,
        StaffId,
        StoreId,
        TenderId,
        TicketId,
        Hash,
        Money,
        Timestamp,
        BusinessDay,
        Code,
        Names,
    )
}

/// Reference data.
fn reference(config: &Config) -> Vec<String> {
    declared!(
        config,
        TaxMode,
        Station,
        Colour,
        Category,
        TaxRate,
        Modifier,
        ModifierGroup,
        Item,
        Catalogue,
        Role,
        StaffCard,
        StoreCard,
        DeviceKind,
        DeviceCard,
    )
}

/// Orders, kitchen, members, shifts.
fn trade(config: &Config) -> Vec<String> {
    declared!(
        config,
        Channel,
        VoidReason,
        LineModifier,
        LineState,
        Line,
        TenderKind,
        Tender,
        TaxLine,
        Totals,
        OrderState,
        Stage,
        OrderTicket,
        Order,
        BoardRow,
        AcknowledgeLevel,
        TicketLine,
        TicketStatus,
        Ticket,
        Purpose,
        Consent,
        MemberCard,
        ShiftState,
        Shift,
    )
}

/// Printers and paper.
fn paper(config: &Config) -> Vec<String> {
    declared!(
        config,
        PrintDocument,
        PrintJobState,
        PrintJob,
        PrinterAlarmCode,
        PrinterAlarm,
        PrinterCard,
        PaperSpan,
        PaperAlign,
        PaperRow,
        Paper,
    )
}

/// Frames and bodies.
fn wire(config: &Config) -> Vec<String> {
    declared!(
        config,
        NewLine,
        NewTenderKind,
        NewTender,
        Command,
        CommandResult,
        Rejection,
        Outcome,
        ViewName,
        ClientFrame,
        Rows,
        HqLink,
        Mark,
        ServerFrame,
        PairRequest,
        Paired,
        DemoPin,
        DemoAccess,
        Status,
        Problem,
        StoreTotals,
        HqStore,
        HqOrderState,
        HqOrder,
        HqHour,
        HqToday,
        HqStoreTotals,
    )
}

#[cfg(test)]
mod tests {
    /// Where the front ends read it.
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/src/protocol.gen.ts");

    #[test]
    fn the_front_ends_types_are_the_ones_the_server_speaks() {
        let now = super::all();
        if std::env::var_os("WRITE_PROTOCOL").is_some() {
            std::fs::write(FILE, &now).unwrap();
        }
        let there = std::fs::read_to_string(FILE).unwrap_or_default();
        assert!(there == now, "protocol.gen.ts is not current: run `cargo xtask protocol`");
    }
}
