//! The TypeScript types of everything here, generated.

use domain::catalogue::{
    Allergen, Catalogue, CatalogueChange, Category, ChannelRate, ChannelTerms, Colour, ComboChoice,
    ComboGroup, Hours, Ingredient, Item, KitchenLayout, Modifier, ModifierGroup, Offer, PriceRule,
    Promotion, RecipePart, Route, Size, SoldBy, Station, StationMove, TaxRate, Terms, Weekdays,
    Which,
};
use domain::command::{ReportAsked, TopUpMoney};
use domain::commission::{Commission, CommissionRules, Touch};
use domain::day::{ClosedDay, Signing, Takings, TenderName, TenderSum, ZReport};
use domain::floor::{Area, FloorPlan, Table, TableRow, TableShape, TableState};
use domain::id::{
    CallId, CheckId, CommandId, CouponId, DeviceId, Epoch, ItemId, LineId, MemberId,
    ModifierGroupId, ModifierId, MovementId, OrderId, ReductionId, RefundId, ShiftId, SizeId,
    StaffId, StoreId, TenderId, TicketId,
};
use domain::kitchen::times::{
    HourTimes, ItemTimes, KitchenTimes, LongWait, RemakeCount, Spread, StationTimes,
};
use domain::kitchen::{
    AcknowledgeLevel, CallKind, CannotMakeReason, Guest, KitchenCall, KitchenDesk, MomentKind,
    RemakeReason, Ticket, TicketLine, TicketMoment, TicketStatus, Unshown,
};
use domain::ledger::{AdjustReason, Coupon, CouponMove, Entry, Reason};
use domain::member::duplicates::Alike;
use domain::member::groups::GroupOf;
use domain::member::numbers::{Brought, Cohort, HourRate, MemberNumbers, Month, StaffRate};
use domain::member::scorecard::StaffScore;
use domain::member::standing::{LifeStage, Tier};
use domain::member::tagging::TagRule;
use domain::member::{Birthday, MemberAbout};
use domain::member::{Came, Source};
use domain::member::{Consent, Purpose};
use domain::order::details::LineSize;
use domain::order::{
    AppliedPromotion, Channel, Check, CheckState, HeldLine, Line, LineDetails, LineModifier,
    LinePart, LineReduction, LineState, NewLine, NewPart, NewReduction, NewTender, NewTenderKind,
    Note, Order, OrderDetails, OrderState, OrderTicket, Packaging, PendingState, PendingTender,
    Reduction, ReductionKind, ReductionReason, Refund, RefundLine, RefundReason, RefundTender,
    SplitBy, Stage, Tender, TenderKind, Totals, VoidReason,
};
use domain::settings::{
    DriverCard, DriverKind, MemberRules, PickupSlots, Policy, StoreCard, TopUpGift, Trade,
    TradeMode,
};
use domain::shift::{CashMovement, Counted, MovementKind, Shift, ShiftState};
use domain::staff::{DeviceCard, DeviceKind, Role, StaffCard};
use domain::stock::{Availability, Stock, StockRow};
use domain::tax::{TaxLine, TaxMode};
use domain::{
    BusinessDay, Code, Command, CommandResult, Money, Names, Rejection, Timestamp, chain::Hash,
};
use ts_rs::{Config, TS};

use crate::frames::{
    BoardRow, ClientFrame, HqLink, LedgerLine, Mark, MemberCard, MemberDetail, MemberOrder,
    MergedMember, OrderQuery, Outcome, Rows, ServerFrame, SoldOut, ViewName,
};
use crate::hq::{
    HqCampaign, HqCampaigns, HqClash, HqGroups, HqHolding, HqHour, HqMember, HqMemberLine,
    HqMembers, HqOrder, HqOrderState, HqSpent, HqStore, HqStoreTotals, HqToday, HqWriteTo,
};
use crate::http::{DemoAccess, DemoPin, PairRequest, Paired, Problem, Status, StoreTotals};
use crate::member_page::{
    CouponLook, MemberPage, PageAsk, PageBought, PageClaim, PageClaimed, PageOrder, PageStore,
};
use crate::printers::{
    Paper, PaperAlign, PaperRow, PaperSpan, PrintDocument, PrintJob, PrintJobState, PrinterAlarm,
    PrinterAlarmCode, PrinterCard,
};
use crate::sync::HeldElsewhere;

use crate::reports::{
    CatalogueVersion, CatalogueVersions, CommissionLine, CommissionLines, CommissionRow,
    Commissions, CouponCampaign, CouponCampaigns, Days, Duplicate, Duplicates, Exception,
    ExceptionKind, Exceptions, Feedback, FeedbackReport, GroupMember, GroupMembers, ImportOutcome,
    ImportReport, ImportRow, ImportSource, MemberExport, MemberGroup, MemberGroups, MergedExport,
    PhotoKept, SalesBy, SalesReport, SalesRow, Scorecard, Shifts,
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
    for group in [ids, reference, trade, paper, reports, wire] {
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
        SizeId,
        CheckId,
        ReductionId,
        RefundId,
        MovementId,
        CallId,
        CouponId,
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
        Channel,
        Station,
        Colour,
        Category,
        ChannelRate,
        ChannelTerms,
        TaxRate,
        Modifier,
        ModifierGroup,
        Size,
        SoldBy,
        Allergen,
        Weekdays,
        PriceRule,
        ComboChoice,
        ComboGroup,
        Item,
        Catalogue,
        CatalogueChange,
        Area,
        TableShape,
        Table,
        FloorPlan,
        TableState,
        TableRow,
        Hours,
        Ingredient,
        KitchenLayout,
        RecipePart,
        Route,
        StationMove,
        CallKind,
        CannotMakeReason,
        Guest,
        KitchenCall,
        KitchenDesk,
        MomentKind,
        RemakeReason,
        TicketMoment,
        Unshown,
        SoldOut,
        Spread,
        StationTimes,
        ItemTimes,
        HourTimes,
        LongWait,
        RemakeCount,
        KitchenTimes,
        HeldLine,
        Availability,
        Stock,
        StockRow,
        Role,
        StaffCard,
        DriverKind,
        DriverCard,
        PickupSlots,
        Policy,
        TopUpGift,
        MemberRules,
        TradeMode,
        Trade,
        StoreCard,
        DeviceKind,
        DeviceCard,
    )
}

/// Orders, kitchen, members, shifts.
fn trade(config: &Config) -> Vec<String> {
    declared!(
        config,
        VoidReason,
        Note,
        OrderDetails,
        LineModifier,
        LinePart,
        LineSize,
        LineDetails,
        ReductionKind,
        ReductionReason,
        NewReduction,
        Reduction,
        LineState,
        Line,
        Coupon,
        TenderKind,
        Tender,
        SplitBy,
        CheckState,
        Check,
        PendingState,
        PendingTender,
        RefundReason,
        RefundLine,
        RefundTender,
        Refund,
        Packaging,
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
        TenderName,
        CouponMove,
        AdjustReason,
        Reason,
        Entry,
        MemberCard,
        MemberOrder,
        LedgerLine,
        HeldElsewhere,
        MemberDetail,
        MergedMember,
        MovementKind,
        CashMovement,
        Counted,
        ShiftState,
        Shift,
        TenderSum,
        Takings,
        ZReport,
        Signing,
        ClosedDay,
        ReportAsked,
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

/// Reports, and what the back office asks.
fn reports(config: &Config) -> Vec<String> {
    declared!(
        config,
        SalesBy,
        SalesRow,
        SalesReport,
        Brought,
        StaffRate,
        HourRate,
        Month,
        Cohort,
        MemberNumbers,
        Promotion,
        Offer,
        Which,
        Terms,
        AppliedPromotion,
        LineReduction,
        MemberGroups,
        MemberGroup,
        GroupOf,
        GroupMembers,
        GroupMember,
        LifeStage,
        Birthday,
        MemberAbout,
        TagRule,
        Tier,
        StaffScore,
        Scorecard,
        MemberExport,
        MergedExport,
        Touch,
        Commission,
        CommissionRules,
        CommissionRow,
        CouponCampaign,
        CouponCampaigns,
        Commissions,
        CommissionLine,
        CommissionLines,
        Came,
        Source,
        Alike,
        Duplicate,
        Duplicates,
        Feedback,
        FeedbackReport,
        ExceptionKind,
        Exception,
        Exceptions,
        Shifts,
        Days,
        ImportSource,
        ImportOutcome,
        ImportRow,
        ImportReport,
        CatalogueVersion,
        CatalogueVersions,
        PhotoKept,
    )
}

/// Frames and bodies.
fn wire(config: &Config) -> Vec<String> {
    declared!(
        config,
        NewPart,
        NewLine,
        TopUpMoney,
        NewTenderKind,
        NewTender,
        Command,
        CommandResult,
        Rejection,
        Outcome,
        ViewName,
        OrderQuery,
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
        HqClash,
        HqCampaign,
        HqCampaigns,
        HqGroups,
        HqWriteTo,
        HqSpent,
        HqToday,
        HqStoreTotals,
        HqMembers,
        HqMember,
        HqHolding,
        HqMemberLine,
        PageClaim,
        PageClaimed,
        CouponLook,
        PageOrder,
        PageBought,
        PageAsk,
        MemberPage,
        PageStore,
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
