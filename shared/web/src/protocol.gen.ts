// Generated from shared/protocol by `cargo xtask protocol`. Do not edit.

export const PROTOCOL_VERSION = 1;
export const HEARTBEAT_MS = 1000;
export const CLIENT_FRAME_BYTES_MAX = 65536;
export type CommandId = string;
export type DeviceId = string;
export type Epoch = string;
export type ItemId = string;
export type LineId = string;
export type MemberId = string;
export type ModifierGroupId = string;
export type ModifierId = string;
export type OrderId = string;
export type ShiftId = string;
export type StaffId = string;
export type StoreId = string;
export type TenderId = string;
export type TicketId = string;
export type Hash = string;
export type Money = number;
export type Timestamp = number;
export type BusinessDay = string;
export type Code = string;
export type Names = { 
/**
 * 简体中文.
 */
zh: string, 
/**
 * English.
 */
en: string, };
export type TaxMode = "inclusive" | "exclusive";
export type Station = { 
/**
 * Its address: `/kds/{code}`.
 */
code: Code, 
/**
 * What it is called.
 */
names: Names, 
/**
 * Whether it wants a chit on paper besides its screen.
 */
paper: boolean, 
/**
 * Seconds after firing at which a ticket's age turns to a warning.
 */
warn_after_s: number, 
/**
 * Seconds after firing at which a ticket is late.
 */
late_after_s: number, };
export type Colour = "tea" | "noodle" | "dumpling" | "side" | "sweet" | "plain";
export type Category = { 
/**
 * Which.
 */
code: Code, 
/**
 * What it is called.
 */
names: Names, 
/**
 * The colour of its edge.
 */
colour: Colour, };
export type TaxRate = { 
/**
 * Which.
 */
code: Code, 
/**
 * What the receipt calls it.
 */
names: Names, 
/**
 * Parts per million: 200 000 is 20 %. At most 1 000 000.
 */
rate_ppm: number, };
export type Modifier = { 
/**
 * Which.
 */
id: ModifierId, 
/**
 * What it is called.
 */
names: Names, 
/**
 * What it adds to the unit price; negative takes away.
 */
price: Money, 
/**
 * Whether it is chosen when nobody chooses.
 */
default: boolean, };
export type ModifierGroup = { 
/**
 * Which.
 */
id: ModifierGroupId, 
/**
 * What it is called.
 */
names: Names, 
/**
 * How many must be chosen.
 */
min: number, 
/**
 * How many may be chosen.
 */
max: number, 
/**
 * What there is to choose from, in the order shown.
 */
modifiers: Array<Modifier>, };
export type Item = { 
/**
 * Which.
 */
id: ItemId, 
/**
 * What it is called.
 */
names: Names, 
/**
 * Initials of the Chinese name in pinyin, for search: `hsnrm`.
 */
pinyin: string, 
/**
 * Where the till shows it.
 */
category: Code, 
/**
 * The price of one; `None` is an open price, given with each line.
 */
price: Money | null, 
/**
 * Which rate applies.
 */
tax: Code, 
/**
 * Where it is made; empty for what is handed over the counter.
 */
stations: Array<Code>, 
/**
 * What may or must be chosen with it.
 */
modifier_groups: Array<ModifierGroupId>, 
/**
 * Whether it is among the favourites.
 */
popular: boolean, };
export type Catalogue = { 
/**
 * Rises by one with each change; 0 is the empty catalogue.
 */
version: number, 
/**
 * Whether prices include tax.
 */
tax_mode: TaxMode, 
/**
 * Where lines are made.
 */
stations: Array<Station>, 
/**
 * The till's rail.
 */
categories: Array<Category>, 
/**
 * The rates.
 */
tax_rates: Array<TaxRate>, 
/**
 * The sets to choose from.
 */
modifier_groups: Array<ModifierGroup>, 
/**
 * The items, in the order shown.
 */
items: Array<Item>, };
export type Role = "cashier" | "cook" | "manager";
export type StaffCard = { 
/**
 * Who.
 */
id: StaffId, 
/**
 * Their name in both scripts.
 */
names: Names, 
/**
 * What they are trusted with.
 */
role: Role, };
export type StoreCard = { 
/**
 * Which.
 */
id: StoreId, 
/**
 * What it is called.
 */
names: Names, 
/**
 * ISO 4217 code.
 */
currency: string, 
/**
 * Decimal places of the major unit.
 */
currency_exponent: number, 
/**
 * IANA name, `Europe/London` for example.
 */
time_zone: string, };
export type DeviceKind = "terminal" | "station_screen" | "expo_screen" | "board" | "printer_page";
export type DeviceCard = { 
/**
 * Which.
 */
id: DeviceId, 
/**
 * What people call it.
 */
name: string, 
/**
 * What it is.
 */
kind: DeviceKind, 
/**
 * The station a station screen shows.
 */
station: Code | null, };
export type Channel = "dine_in" | "takeaway" | "delivery" | "phone";
export type VoidReason = "guest_changed_mind" | "entered_by_mistake" | "not_available" | "quality";
export type LineModifier = { 
/**
 * Which.
 */
modifier_id: ModifierId, 
/**
 * What it was called.
 */
names: Names, 
/**
 * What it added to the unit price.
 */
price: Money, };
export type LineState = { "type": "held" } | { "type": "fired", 
/**
 * When.
 */
fired_at: Timestamp, } | { "type": "voided", 
/**
 * Why.
 */
reason: VoidReason, 
/**
 * Whether the kitchen had it.
 */
was_fired: boolean, };
export type Line = { 
/**
 * Which.
 */
id: LineId, 
/**
 * Place on the slip, from 1.
 */
position: number, 
/**
 * What.
 */
item_id: ItemId, 
/**
 * What it was called.
 */
names: Names, 
/**
 * How many.
 */
quantity: number, 
/**
 * The price of one, modifiers included.
 */
unit_price: Money, 
/**
 * What was chosen with it.
 */
modifiers: Array<LineModifier>, 
/**
 * Which tax rate applied.
 */
tax: Code, 
/**
 * That rate in parts per million.
 */
tax_ppm: number, 
/**
 * `quantity` × `unit_price`.
 */
amount: Money, 
/**
 * Where it is made.
 */
stations: Array<Code>, 
/**
 * How far it is.
 */
state: LineState, };
export type TenderKind = { "type": "cash", 
/**
 * What the guest gave.
 */
received: Money, 
/**
 * What went back.
 */
change: Money, } | { "type": "card_elsewhere", 
/**
 * That machine's reference.
 */
reference: string, };
export type Tender = { 
/**
 * Which.
 */
id: TenderId, 
/**
 * What sort.
 */
kind: TenderKind, 
/**
 * How much of it counts toward the order.
 */
amount: Money, 
/**
 * When.
 */
at: Timestamp, };
export type TaxLine = { 
/**
 * Which rate.
 */
code: Code, 
/**
 * The rate in parts per million, as it was when the lines were rung.
 */
rate_ppm: number, 
/**
 * The amount without the tax.
 */
net: Money, 
/**
 * The tax itself.
 */
tax: Money, };
export type Totals = { 
/**
 * The sum of the lines that were not struck.
 */
subtotal: Money, 
/**
 * The tax in it or on it.
 */
tax: Money, 
/**
 * What the guest pays.
 */
total: Money, 
/**
 * What was paid.
 */
paid: Money, 
/**
 * What is still due.
 */
due: Money, 
/**
 * The tax by rate.
 */
taxes: Array<TaxLine>, };
export type OrderState = { "type": "open" } | { "type": "closed", 
/**
 * When.
 */
at: Timestamp, 
/**
 * Gapless over the life of the store.
 */
receipt_number: number, } | { "type": "voided", 
/**
 * When.
 */
at: Timestamp, 
/**
 * Why.
 */
reason: VoidReason, };
export type Stage = "not_fired" | "preparing" | "ready" | "handed_over";
export type OrderTicket = { 
/**
 * Which ticket.
 */
id: TicketId, 
/**
 * Whose.
 */
station: Code, 
/**
 * Whether it is done.
 */
bumped: boolean, };
export type Order = { 
/**
 * Which.
 */
id: OrderId, 
/**
 * Gapless within the business day, from 1.
 */
number: number, 
/**
 * The trading date it was opened on.
 */
business_day: BusinessDay, 
/**
 * How the guest eats.
 */
channel: Channel, 
/**
 * Whose it is, if recognised.
 */
member_id: MemberId | null, 
/**
 * Whether it may still change.
 */
state: OrderState, 
/**
 * How far the kitchen is.
 */
stage: Stage, 
/**
 * In the order rung.
 */
lines: Array<Line>, 
/**
 * In the order taken.
 */
tenders: Array<Tender>, 
/**
 * What it comes to.
 */
totals: Totals, 
/**
 * When it was opened.
 */
opened_at: Timestamp, 
/**
 * Who opened it.
 */
opened_by: StaffId | null, 
/**
 * From which device.
 */
opened_on: DeviceId, 
/**
 * Rises with every event of the order.
 */
revision: number, 
/**
 * Points its member earned with it.
 */
member_points_earned: number, 
/**
 * How often lines were fired.
 */
firings: number, 
/**
 * The tickets that made.
 */
tickets: Array<OrderTicket>, 
/**
 * How often its receipt was issued, the first included.
 */
receipt_copies: number, };
export type BoardRow = { 
/**
 * Which.
 */
order_id: OrderId, 
/**
 * Its number of the business day.
 */
number: number, 
/**
 * How the guest eats.
 */
channel: Channel, 
/**
 * How far it is.
 */
stage: Stage, 
/**
 * Whether the order was struck.
 */
voided: boolean, 
/**
 * When it was opened.
 */
opened_at: Timestamp, };
export type AcknowledgeLevel = "shown" | "seen";
export type TicketLine = { 
/**
 * The order's line.
 */
line_id: LineId, 
/**
 * What to make.
 */
names: Names, 
/**
 * How many.
 */
quantity: number, 
/**
 * How.
 */
modifiers: Array<Names>, 
/**
 * Whether it was struck after firing.
 */
voided: boolean, };
export type TicketStatus = { "type": "sent" } | { "type": "shown", 
/**
 * Since when.
 */
shown_at: Timestamp, } | { "type": "seen", 
/**
 * Since when a screen showed it.
 */
shown_at: Timestamp, 
/**
 * When it was touched.
 */
seen_at: Timestamp, } | { "type": "bumped", 
/**
 * When.
 */
bumped_at: Timestamp, };
export type Ticket = { 
/**
 * Which.
 */
id: TicketId, 
/**
 * Of which order.
 */
order_id: OrderId, 
/**
 * That order's number.
 */
order_number: number, 
/**
 * How the guest eats.
 */
channel: Channel, 
/**
 * Whose it is.
 */
station: Code, 
/**
 * Gapless within the station and business day, from 1: a hole is a lost ticket.
 */
number: number, 
/**
 * The trading date of the firing.
 */
business_day: BusinessDay, 
/**
 * 1 for the order's first firing; more for what was added later.
 */
firing: number, 
/**
 * When it was fired.
 */
fired_at: Timestamp, 
/**
 * What to make.
 */
lines: Array<TicketLine>, 
/**
 * How far it is.
 */
status: TicketStatus, 
/**
 * How often it was brought back.
 */
recalled: number, 
/**
 * Rises with every change that a cook must notice: what was asked for, bump and recall.
 */
revision: number, };
export type Purpose = "membership" | "marketing";
export type Consent = { 
/**
 * To what.
 */
purpose: Purpose, 
/**
 * The version of the text they saw.
 */
text_version: number, };
export type MemberCard = { 
/**
 * Who.
 */
id: MemberId, 
/**
 * What to call them; may be empty.
 */
name: string, 
/**
 * All but the last four digits hidden.
 */
phone_masked: string, 
/**
 * Points to their name.
 */
points: number, 
/**
 * Orders so far.
 */
visits: number, 
/**
 * The business day of the last one.
 */
last_visit: BusinessDay | null, };
export type ShiftState = { "type": "open" } | { "type": "closed", 
/**
 * When.
 */
at: Timestamp, 
/**
 * Cash counted.
 */
counted: Money, 
/**
 * Counted minus expected.
 */
over_short: Money, };
export type Shift = { 
/**
 * Which.
 */
id: ShiftId, 
/**
 * The terminal whose drawer it is.
 */
device_id: DeviceId, 
/**
 * Who opened it.
 */
opened_by: StaffId | null, 
/**
 * When.
 */
opened_at: Timestamp, 
/**
 * Cash to begin with.
 */
float: Money, 
/**
 * Cash taken, change already off.
 */
cash_in: Money, 
/**
 * Cash that should be in the drawer.
 */
expected: Money, 
/**
 * Whether it still runs.
 */
state: ShiftState, };
export type PrintDocument = "receipt" | "chit" | "void_chit" | "drawer";
export type PrintJobState = "queued" | "sending" | "sent_unconfirmed" | "confirmed" | "failed";
export type PrintJob = { 
/**
 * Which: follows from the event that asked for it.
 */
id: string, 
/**
 * Of that event.
 */
seq: number, 
/**
 * Which printer.
 */
printer: Code, 
/**
 * What is printed.
 */
document: PrintDocument, 
/**
 * Of which order.
 */
order_id: OrderId, 
/**
 * That order's number as people say it.
 */
order_number: string, 
/**
 * 1 for the first copy.
 */
copy: number, 
/**
 * Whether an earlier attempt may have printed already.
 */
possible_duplicate: boolean, 
/**
 * How far it is.
 */
state: PrintJobState, 
/**
 * How often it was tried.
 */
attempts: number, 
/**
 * When that changed.
 */
changed_at: Timestamp, };
export type PrinterAlarmCode = "unreachable" | "paper_out" | "cover_open" | "no_answer" | "connection_lost";
export type PrinterAlarm = { 
/**
 * What.
 */
code: PrinterAlarmCode, 
/**
 * Since when.
 */
since: Timestamp, };
export type PrinterCard = { 
/**
 * Which.
 */
code: Code, 
/**
 * What it is called.
 */
names: Names, 
/**
 * Where it listens.
 */
address: string, 
/**
 * Width of its paper in millimetres.
 */
width_mm: number, 
/**
 * Whether it is a virtual one, whose paper can be looked at.
 */
is_virtual: boolean, 
/**
 * What is wrong with it.
 */
alarm: PrinterAlarm | null, 
/**
 * Jobs that wait for it.
 */
waiting: number, };
export type PaperSpan = { 
/**
 * The text.
 */
text: string, 
/**
 * Whether it is bold.
 */
bold: boolean, 
/**
 * Whether it is twice as wide.
 */
wide: boolean, 
/**
 * Whether it is twice as tall.
 */
tall: boolean, 
/**
 * Whether it is white on black.
 */
inverse: boolean, };
export type PaperAlign = "left" | "centre" | "right";
export type PaperRow = { 
/**
 * How it is aligned.
 */
align: PaperAlign, 
/**
 * What stands in it.
 */
spans: Array<PaperSpan>, };
export type Paper = { 
/**
 * Counts from 1 since the printer was switched on.
 */
number: number, 
/**
 * When it was cut.
 */
at: Timestamp, 
/**
 * Columns of the narrow font: 48 on 80 mm, 32 on 58 mm.
 */
columns: number, 
/**
 * What stands on it.
 */
rows: Array<PaperRow>, 
/**
 * Whether it was cut off.
 */
cut: boolean, 
/**
 * Drawer pulses that came with it.
 */
drawer_pulses: number, };
export type NewLine = { 
/**
 * Minted by the terminal.
 */
line_id: LineId, 
/**
 * What.
 */
item_id: ItemId, 
/**
 * How many, 1 to [`QUANTITY_MAX`].
 */
quantity: number, 
/**
 * What is chosen with it; one id twice is twice.
 */
modifiers: Array<ModifierId>, 
/**
 * The price of one, only for items with an open price.
 */
price?: Money, };
export type NewTenderKind = { "type": "cash", 
/**
 * What the guest gave; at least the amount.
 */
received: Money, } | { "type": "card_elsewhere", 
/**
 * That machine's reference; never a card number.
 */
reference: string, };
export type NewTender = { 
/**
 * Minted by the terminal.
 */
tender_id: TenderId, 
/**
 * What sort of money.
 */
kind: NewTenderKind, 
/**
 * How much of it counts toward the order; above zero.
 */
amount: Money, };
export type Command = { "type": "place_order", 
/**
 * Minted by the terminal.
 */
order_id: OrderId, 
/**
 * How the guest eats.
 */
channel: Channel, 
/**
 * Whose order it is, if recognised.
 */
member_id: MemberId | null, 
/**
 * At least one.
 */
lines: Array<NewLine>, 
/**
 * Whether the kitchen is told at once.
 */
fire: boolean, 
/**
 * Money taken with it.
 */
tenders: Array<NewTender>, 
/**
 * Whether a receipt is printed when this closes the order.
 */
print_receipt: boolean, } | { "type": "add_lines", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * At least one.
 */
lines: Array<NewLine>, 
/**
 * Whether the kitchen is told at once.
 */
fire: boolean, } | { "type": "change_line", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * Which line.
 */
line_id: LineId, 
/**
 * The new quantity.
 */
quantity: number, 
/**
 * The new modifiers, all of them.
 */
modifiers: Array<ModifierId>, } | { "type": "void_line", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Which line.
 */
line_id: LineId, 
/**
 * Why.
 */
reason: VoidReason, } | { "type": "void_order", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Why.
 */
reason: VoidReason, } | { "type": "fire_lines", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Which lines; empty for all that are held.
 */
line_ids: Array<LineId>, } | { "type": "take_tender", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The money.
 */
tender: NewTender, 
/**
 * Whether a receipt is printed when this closes the order.
 */
print_receipt: boolean, } | { "type": "close_order", 
/**
 * Which order.
 */
order_id: OrderId, } | { "type": "attach_member", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Whose, `None` to take the member off.
 */
member_id: MemberId | null, } | { "type": "reprint_receipt", 
/**
 * Which order.
 */
order_id: OrderId, } | { "type": "acknowledge_tickets", 
/**
 * Which tickets, at most [`crate::kitchen::ACKNOWLEDGED_TICKETS_MAX`].
 */
tickets: Array<TicketId>, 
/**
 * How far.
 */
level: AcknowledgeLevel, } | { "type": "bump_ticket", 
/**
 * Which ticket.
 */
ticket_id: TicketId, 
/**
 * The revision that the cook saw.
 */
revision: number, } | { "type": "recall_ticket", 
/**
 * Which ticket.
 */
ticket_id: TicketId, } | { "type": "hand_over_order", 
/**
 * Which order.
 */
order_id: OrderId, } | { "type": "recall_order", 
/**
 * Which order.
 */
order_id: OrderId, } | { "type": "open_shift", 
/**
 * Minted by the terminal.
 */
shift_id: ShiftId, 
/**
 * Cash in the drawer to begin with.
 */
float: Money, } | { "type": "close_shift", 
/**
 * Which shift.
 */
shift_id: ShiftId, 
/**
 * Cash counted in the drawer.
 */
counted: Money, } | { "type": "enrol_member", 
/**
 * Minted by the terminal; not used when the phone is known already.
 */
member_id: MemberId, 
/**
 * Their phone, in E.164 form once the store server has read it.
 */
phone: string, 
/**
 * What to call them; may be empty.
 */
name: string, 
/**
 * What they agreed to; membership at least.
 */
consents: Array<Consent>, } | { "type": "upsert_items", 
/**
 * The items, at most [`crate::store::UPSERTED_ITEMS_MAX`].
 */
items: Array<Item>, };
export type CommandResult = { "type": "done" } | { "type": "order", 
/**
 * Which.
 */
order_id: OrderId, 
/**
 * Its number of the business day.
 */
number: number, 
/**
 * Its receipt number, when this command closed it.
 */
receipt_number: number | null, 
/**
 * What it comes to.
 */
total: Money, 
/**
 * What is still due.
 */
due: Money, 
/**
 * Cash to give back for this command's tenders.
 */
change: Money, 
/**
 * The revision after the command.
 */
revision: number, } | { "type": "shift", 
/**
 * Which.
 */
shift_id: ShiftId, 
/**
 * Cash that should be in the drawer.
 */
expected: Money, 
/**
 * Counted minus expected, once counted.
 */
over_short: Money | null, } | { "type": "member", 
/**
 * Who.
 */
member_id: MemberId, 
/**
 * Whether they were one before.
 */
known: boolean, } | { "type": "sign_in", 
/**
 * Whether they are in.
 */
signed_in: boolean, };
export type Rejection = { "code": "not_signed_in" } | { "code": "not_permitted" } | { "code": "unknown_staff", staff_id: StaffId, } | { "code": "staff_locked", minutes_left: number, } | { "code": "unknown_order", order_id: OrderId, } | { "code": "order_exists", order_id: OrderId, } | { "code": "line_paid", line_id: LineId, } | { "code": "order_not_open", order_id: OrderId, } | { "code": "order_changed", seen: number, now: number, } | { "code": "order_empty" } | { "code": "too_many_lines", most: number, } | { "code": "unknown_line", line_id: LineId, } | { "code": "line_exists", line_id: LineId, } | { "code": "line_already_voided", line_id: LineId, } | { "code": "line_not_held", line_id: LineId, } | { "code": "nothing_to_fire" } | { "code": "unknown_item", item_id: ItemId, } | { "code": "quantity_out_of_range", quantity: number, most: number, } | { "code": "unknown_modifier", modifier_id: ModifierId, } | { "code": "too_few_modifiers", group_id: ModifierGroupId, least: number, } | { "code": "too_many_modifiers", group_id: ModifierGroupId, most: number, } | { "code": "price_missing", item_id: ItemId, } | { "code": "price_not_open", item_id: ItemId, } | { "code": "price_out_of_range", price: Money, } | { "code": "amount_overflow" } | { "code": "tender_exists", tender_id: TenderId, } | { "code": "tender_out_of_range", amount: Money, } | { "code": "tender_exceeds_due", due: Money, } | { "code": "cash_received_too_small", received: Money, } | { "code": "still_due", due: Money, } | { "code": "order_has_tenders", paid: Money, } | { "code": "no_open_shift" } | { "code": "shift_exists", shift_id: ShiftId, } | { "code": "shift_already_open", shift_id: ShiftId, } | { "code": "unknown_shift", shift_id: ShiftId, } | { "code": "shift_not_open", shift_id: ShiftId, } | { "code": "count_out_of_range", amount: Money, } | { "code": "no_receipt", order_id: OrderId, } | { "code": "batch_too_large", most: number, } | { "code": "unknown_ticket", ticket_id: TicketId, } | { "code": "not_your_station", ticket_id: TicketId, } | { "code": "ticket_changed", seen: number, now: number, } | { "code": "ticket_already_bumped", ticket_id: TicketId, } | { "code": "ticket_not_bumped", ticket_id: TicketId, } | { "code": "order_not_ready", order_id: OrderId, } | { "code": "order_not_handed_over", order_id: OrderId, } | { "code": "unknown_member", member_id: MemberId, } | { "code": "member_exists", member_id: MemberId, } | { "code": "phone_invalid" } | { "code": "name_invalid" } | { "code": "consent_missing" } | { "code": "catalogue_invalid", problems: Array<string>, };
export type Outcome = { "type": "accepted", 
/**
 * Seq of its first event.
 */
first_seq: number, 
/**
 * Seq of its last event; below `first_seq` when it changed nothing.
 */
last_seq: number, 
/**
 * What it came to.
 */
result: CommandResult, } | { "type": "refused", 
/**
 * Why, with a stable code.
 */
rejection: Rejection, 
/**
 * The same in an English sentence.
 */
message: string, };
export type ViewName = "till" | "station" | "expo" | "board" | "printers" | "none";
export type ClientFrame = { "type": "hello", 
/**
 * [`crate::PROTOCOL_VERSION`] of the client.
 */
protocol: number, 
/**
 * The token it got when it was paired.
 */
token: string, 
/**
 * The token of a sign-in that still holds.
 */
session: string | null, 
/**
 * What it shows.
 */
view: ViewName, 
/**
 * Which station, for [`ViewName::Station`].
 */
station: Code | null, 
/**
 * The history it last saw.
 */
epoch: Epoch | null, 
/**
 * The seq up to which it has seen that history.
 */
last_seq: number | null, } | { "type": "sign_in", 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * Who.
 */
staff_id: StaffId, 
/**
 * Their PIN.
 */
pin: string, } | { "type": "sign_out" } | { "type": "command", 
/**
 * Minted and kept by the client before it sends.
 */
command_id: CommandId, 
/**
 * What it asks.
 */
command: Command, } | { "type": "find_member", 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * A full number in any usual form, or its last four digits.
 */
digits: string, } | { "type": "member_card", 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * Who.
 */
member_id: MemberId, };
export type Rows = { 
/**
 * Orders.
 */
orders?: Array<Order>, 
/**
 * Tickets.
 */
tickets?: Array<Ticket>, 
/**
 * Rows of the pickup board.
 */
board?: Array<BoardRow>, 
/**
 * Shifts of the asking terminal; the open one, or the one that just closed.
 */
shifts?: Array<Shift>, 
/**
 * Print jobs.
 */
print_jobs?: Array<PrintJob>, 
/**
 * Printers.
 */
printers?: Array<PrinterCard>, 
/**
 * The catalogue.
 */
catalogue?: Catalogue, 
/**
 * Everybody who may sign in.
 */
staff?: Array<StaffCard>, };
export type HqLink = { 
/**
 * Whether the store has an HQ at all.
 */
configured: boolean, 
/**
 * Whether HQ answered the last time it was asked.
 */
connected: boolean, 
/**
 * The seq up to which HQ has confirmed.
 */
acked_seq: number, 
/**
 * Events that HQ has not confirmed.
 */
waiting: number, 
/**
 * When the oldest of them happened.
 */
oldest_waiting_at: Timestamp | null, 
/**
 * HQ knows more of this store than the store itself: it must not sell until someone decides.
 */
store_is_behind: boolean, };
export type Mark = { 
/**
 * Which history.
 */
epoch: Epoch, 
/**
 * Up to where; 0 for nothing yet.
 */
seq: number, 
/**
 * The hash of that row.
 */
hash: Hash, };
export type ServerFrame = { "type": "welcome", 
/**
 * The server's [`crate::PROTOCOL_VERSION`].
 */
protocol: number, 
/**
 * Which store this is.
 */
store: StoreCard, 
/**
 * Who the client is.
 */
device: DeviceCard, 
/**
 * Who is signed in on it.
 */
staff: StaffCard | null, 
/**
 * The running history.
 */
epoch: Epoch, 
/**
 * Its last seq.
 */
seq: number, 
/**
 * The server's clock.
 */
server_utc_ms: Timestamp, 
/**
 * How often it will be heard from.
 */
heartbeat_ms: number, } | { "type": "snapshot", 
/**
 * As of which seq.
 */
seq: number, 
/**
 * All rows of the view.
 */
rows: Rows, } | { "type": "changes", 
/**
 * As of which seq.
 */
seq: number, 
/**
 * The rows that changed.
 */
rows: Rows, } | { "type": "reply", 
/**
 * Which command.
 */
command_id: CommandId, 
/**
 * The answer, the same on every retry.
 */
outcome: Outcome, } | { "type": "signed_in", 
/**
 * Of the request.
 */
request_id: string, 
/**
 * Who.
 */
staff: StaffCard, 
/**
 * The session token, for the next hello.
 */
session: string, 
/**
 * The shift that runs on this terminal.
 */
shift: Shift | null, } | { "type": "members", 
/**
 * Of the request.
 */
request_id: string, 
/**
 * Who.
 */
members: Array<MemberCard>, } | { "type": "refused", 
/**
 * Of the request, if it had one; the command id for a command.
 */
request_id: string | null, 
/**
 * A stable code.
 */
code: string, 
/**
 * What happened and what to do, in English.
 */
message: string, } | { "type": "heartbeat", 
/**
 * The last seq.
 */
seq: number, 
/**
 * The server's clock.
 */
server_utc_ms: Timestamp, 
/**
 * The line to HQ.
 */
hq: HqLink, 
/**
 * Printers that want somebody.
 */
printer_alarms: number, };
export type PairRequest = { 
/**
 * The one-time code that a manager made.
 */
code: string, 
/**
 * What people will call the device, 1 to 40 characters.
 */
name: string, 
/**
 * What it is.
 */
kind: DeviceKind, 
/**
 * Which station, for a station screen.
 */
station: Code | null, };
export type Paired = { 
/**
 * What it is now.
 */
device: DeviceCard, 
/**
 * 256 random bits; the device keeps it, the store keeps its hash.
 */
token: string, };
export type DemoPin = { 
/**
 * Whose.
 */
staff: StaffCard, 
/**
 * The PIN.
 */
pin: string, };
export type DemoAccess = { 
/**
 * A pairing code that can be used again and again.
 */
pairing_code: string, 
/**
 * Everybody's PIN.
 */
pins: Array<DemoPin>, };
export type Status = { 
/**
 * Which store.
 */
store: StoreCard, 
/**
 * The running history.
 */
epoch: Epoch, 
/**
 * Its last seq.
 */
seq: number, 
/**
 * Where HQ is, if the store has one.
 */
hq_url: string | null, 
/**
 * How to get into a demo; only for somebody on the same machine.
 */
demo: DemoAccess | null, };
export type Problem = { 
/**
 * Always `about:blank`: the code tells.
 */
type: string, 
/**
 * What sort of problem it is.
 */
title: string, 
/**
 * The HTTP status.
 */
status: number, 
/**
 * What happened and what to do.
 */
detail: string, 
/**
 * Stable; for programs.
 */
code: string, };
export type StoreTotals = { 
/**
 * Orders placed.
 */
orders: number, 
/**
 * Lines on them that were not struck.
 */
lines: number, 
/**
 * The sum of the totals of all closed orders, in minor units.
 */
closed_sum: Money, 
/**
 * Orders that are closed.
 */
closed: number, 
/**
 * Tickets fired.
 */
tickets: number, 
/**
 * Tickets that a screen of their station has shown.
 */
tickets_shown: number, 
/**
 * Receipts asked for, first copies only.
 */
receipts: number, 
/**
 * Of those, printed: confirmed, or sent to a printer that cannot confirm.
 */
receipts_printed: number, };
export type HqStore = { 
/**
 * Which.
 */
id: StoreId, 
/**
 * What it is called.
 */
names: Names, 
/**
 * ISO 4217 code of its money.
 */
currency: string, 
/**
 * Decimal places of that.
 */
currency_exponent: number, 
/**
 * IANA name of its zone.
 */
time_zone: string, 
/**
 * When it was heard from last, by HQ's clock.
 */
last_heard_at: Timestamp | null, 
/**
 * The seq up to which HQ holds its journal.
 */
at_hq_seq: number, 
/**
 * The store's last seq when it was heard from.
 */
store_seq: number, 
/**
 * Events that wait there.
 */
waiting: number, 
/**
 * When the oldest of them happened.
 */
oldest_waiting_at: Timestamp | null, 
/**
 * A sentence when its journal contradicts what HQ holds.
 */
exception: string | null, 
/**
 * Orders of the business day that were not struck.
 */
orders_today: number, 
/**
 * What the closed ones of them came to.
 */
sales_today: Money, 
/**
 * How many of the closed ones had a member.
 */
identified_today: number, };
export type HqOrderState = "open" | "closed" | "voided";
export type HqOrder = { 
/**
 * Of which store.
 */
store_id: StoreId, 
/**
 * Which.
 */
order_id: OrderId, 
/**
 * Its number of the business day.
 */
number: number, 
/**
 * How the guest eats.
 */
channel: Channel, 
/**
 * Whether it may still change.
 */
state: HqOrderState, 
/**
 * How far the kitchen is.
 */
stage: Stage, 
/**
 * Lines that were not struck.
 */
lines: number, 
/**
 * What it comes to.
 */
total: Money, 
/**
 * When it was opened.
 */
opened_at: Timestamp, 
/**
 * When it was closed.
 */
closed_at: Timestamp | null, 
/**
 * Whether it had a member.
 */
identified: boolean, };
export type HqHour = { 
/**
 * 0 to 23, by the store's clock.
 */
hour: number, 
/**
 * Orders closed in it.
 */
orders: number, 
/**
 * What they came to.
 */
sales: Money, 
/**
 * The same hour a week before.
 */
orders_last_week: number, 
/**
 * What they came to.
 */
sales_last_week: Money, };
export type HqToday = { 
/**
 * HQ's clock.
 */
server_utc_ms: Timestamp, 
/**
 * The business day that is shown: the latest of any store.
 */
business_day: BusinessDay | null, 
/**
 * Every store.
 */
stores: Array<HqStore>, 
/**
 * The latest orders, newest first, at most [`ORDERS_SHOWN_MAX`].
 */
orders: Array<HqOrder>, 
/**
 * Sales by hour, all stores, 0 to 23.
 */
hours: Array<HqHour>, };
export type HqStoreTotals = { 
/**
 * Orders placed.
 */
orders: number, 
/**
 * Orders closed.
 */
closed: number, 
/**
 * The sum of the totals of all closed orders, in minor units.
 */
closed_sum: Money, 
/**
 * The seq up to which HQ holds the journal.
 */
at_hq_seq: number, 
/**
 * Batches or events that were taken twice: 0, or something is wrong.
 */
doubled: number, };
