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
export type SizeId = string;
export type CheckId = string;
export type ReductionId = string;
export type RefundId = string;
export type MovementId = string;
export type CallId = string;
export type CouponId = string;
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
export type Channel = "dine_in" | "takeaway" | "delivery" | "phone" | "pickup" | "self_order" | "online";
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
late_after_s: number, 
/**
 * Seconds in which one of its screens must show a new ticket; later, till and expo are told and
 * it comes out on paper. 1 to 600.
 */
shown_within_s?: number, };
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
export type ChannelRate = { 
/**
 * Which channel.
 */
channel: Channel, 
/**
 * Parts per million, at most 1 000 000.
 */
rate_ppm: number, };
export type ChannelTerms = { 
/**
 * Which channel; each at most once.
 */
channel: Channel, 
/**
 * A fee for packaging, once per order; zero for none.
 */
packaging: Money, 
/**
 * The tax class of that fee.
 */
packaging_tax: Code, 
/**
 * Minutes after ordering that the guest is told; zero for no quote.
 */
quote_minutes: number, };
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
rate_ppm: number, 
/**
 * Where a channel has a rate of its own.
 */
channel_rates?: Array<ChannelRate>, };
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
default: boolean, 
/**
 * Sets to choose from once this is chosen: one level deep, no deeper.
 */
groups?: Array<ModifierGroupId>, };
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
export type Size = { 
/**
 * Which.
 */
id: SizeId, 
/**
 * What it is called: 大, Large.
 */
names: Names, 
/**
 * The price of one.
 */
price: Money, 
/**
 * What a scanner reads from it.
 */
barcodes?: Array<string>, };
export type SoldBy = "piece" | "weight";
export type Allergen = "gluten" | "crustaceans" | "eggs" | "fish" | "peanuts" | "soybeans" | "milk" | "nuts" | "celery" | "mustard" | "sesame" | "sulphites" | "lupin" | "molluscs";
export type Weekdays = number;
export type PriceRule = { 
/**
 * On which channels; empty for all.
 */
channels?: Array<Channel>, 
/**
 * On which days of the week.
 */
weekdays?: Weekdays, 
/**
 * From how many minutes after local midnight, 0 to 1439.
 */
from_minute: number, 
/**
 * Until how many minutes after local midnight, 1 to 1440; at or below `from_minute` it runs
 * past midnight, and its weekday is the one it began on.
 */
until_minute: number, 
/**
 * For which size, of an item with sizes.
 */
size_id?: SizeId, 
/**
 * At which price level: for those whom a promotion gives it, [`super::Offer::PriceLevel`]; for
 * everybody where there is none.
 */
level?: Code, 
/**
 * The price then.
 */
price: Money, };
export type ComboChoice = { 
/**
 * An item that is no combo itself and has a price.
 */
item_id: ItemId, 
/**
 * In which size, for an item with sizes.
 */
size_id?: SizeId, 
/**
 * What it adds to the price of the combo; 0 or more.
 */
extra: Money, };
export type ComboGroup = { 
/**
 * What it is called: 主食, Main.
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
choices: Array<ComboChoice>, };
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
 * The price of one; `None` is an open price, given with each line, or an item whose sizes
 * carry the prices.
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
popular: boolean, 
/**
 * The sizes it comes in; one must be chosen. Empty for an item without sizes.
 */
sizes?: Array<Size>, 
/**
 * What a scanner reads from it.
 */
barcodes?: Array<string>, 
/**
 * The stock-keeping code that other systems know it by; empty for none.
 */
sku?: string, 
/**
 * Whether one is a piece or a kilogram.
 */
sold_by?: SoldBy, 
/**
 * Other prices at other times and on other channels; the first that fits counts.
 */
prices?: Array<PriceRule>, 
/**
 * The parts of a combo; empty for an item that is none.
 */
combo?: Array<ComboGroup>, 
/**
 * What is in it that may make somebody ill.
 */
allergens?: Array<Allergen>, 
/**
 * Seconds that making it takes; 0 where nobody said.
 */
prep_s?: number, 
/**
 * Its picture: the BLAKE3 hash of a file the store keeps, 64 hexadecimal digits.
 */
photo?: Hash, 
/**
 * What to offer when there is none left, best first.
 */
substitutes?: Array<ItemId>, 
/**
 * How many may be sold on one business day; 0 for no limit.
 */
most_per_day?: number, 
/**
 * How many one member may buy on one business day; 0 for no limit.
 */
most_per_member?: number, 
/**
 * What goes into one of it, as far as the kitchen counts it.
 */
recipe?: Array<RecipePart>, };
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
items: Array<Item>, 
/**
 * What selling on a channel adds or promises.
 */
channels?: Array<ChannelTerms>, 
/**
 * What the kitchen counts besides dishes.
 */
ingredients?: Array<Ingredient>, 
/**
 * Where lines are made other than where their item says, the first that fits first.
 */
routes?: Array<Route>, 
/**
 * How the kitchen is staffed by daypart.
 */
layouts?: Array<KitchenLayout>, 
/**
 * What is taken off, for whom and when, in the order in which it is applied.
 */
promotions?: Array<Promotion>, };
export type CatalogueChange = { "type": "put_item", item: Item, } | { "type": "remove_item", item_id: ItemId, } | { "type": "order_items", item_ids: Array<ItemId>, } | { "type": "put_category", category: Category, } | { "type": "remove_category", code: Code, } | { "type": "put_group", group: ModifierGroup, } | { "type": "remove_group", group_id: ModifierGroupId, } | { "type": "put_station", station: Station, } | { "type": "remove_station", code: Code, } | { "type": "put_tax_rate", rate: TaxRate, } | { "type": "remove_tax_rate", code: Code, } | { "type": "put_channel", terms: ChannelTerms, } | { "type": "set_tax_mode", mode: TaxMode, } | { "type": "set_ingredients", ingredients: Array<Ingredient>, } | { "type": "set_routes", routes: Array<Route>, } | { "type": "set_layouts", layouts: Array<KitchenLayout>, } | { "type": "set_promotions", promotions: Array<Promotion>, };
export type Area = { 
/**
 * Which.
 */
code: Code, 
/**
 * What it is called.
 */
names: Names, };
export type TableShape = "square" | "round" | "stool";
export type Table = { 
/**
 * Which; orders and addresses name it by this.
 */
code: Code, 
/**
 * What staff call it, 1 to 12 characters: `12`, `窗边2`.
 */
name: string, 
/**
 * In which area.
 */
area: Code, 
/**
 * What it looks like.
 */
shape: TableShape, 
/**
 * How many sit at it.
 */
seats: number, 
/**
 * From the left.
 */
x: number, 
/**
 * From the top.
 */
y: number, 
/**
 * Steps wide, at least 1.
 */
width: number, 
/**
 * Steps high, at least 1.
 */
height: number, };
export type FloorPlan = { 
/**
 * Rises by one with each change; 0 is a store without tables.
 */
version: number, 
/**
 * In the order shown.
 */
areas: Array<Area>, 
/**
 * In the order drawn.
 */
tables: Array<Table>, };
export type TableState = { 
/**
 * Since when it must be cleaned.
 */
dirty_since?: Timestamp | null, };
export type TableRow = { 
/**
 * Which table.
 */
code: Code, 
/**
 * What is known of it.
 */
state: TableState, };
export type Hours = { 
/**
 * On which days of the week.
 */
weekdays?: Weekdays, 
/**
 * From how many minutes after local midnight, 0 to 1439.
 */
from_minute: number, 
/**
 * Until how many minutes after local midnight, 1 to 1440; at or below `from_minute` it runs
 * past midnight, and its weekday is the one it began on.
 */
until_minute: number, };
export type Ingredient = { 
/**
 * Which.
 */
code: Code, 
/**
 * What it is called.
 */
names: Names, };
export type KitchenLayout = { 
/**
 * Which.
 */
code: Code, 
/**
 * What it is called: 早市, Quiet morning.
 */
names: Names, 
/**
 * From how many minutes after local midnight it begins by itself, 0 to 1439; `None` when
 * somebody switches to it.
 */
from_minute?: number, 
/**
 * What is worked elsewhere; empty for every station at its own place.
 */
moves: Array<StationMove>, };
export type RecipePart = { 
/**
 * Which.
 */
ingredient: Code, 
/**
 * Portions, 1 to [`PORTIONS_MAX`].
 */
portions: number, };
export type Route = { 
/**
 * These items, or those of `categories`.
 */
items?: Array<ItemId>, 
/**
 * Items of these categories, or those of `items`.
 */
categories?: Array<Code>, 
/**
 * With one of these choices.
 */
modifiers?: Array<ModifierId>, 
/**
 * On one of these channels.
 */
channels?: Array<Channel>, 
/**
 * In these hours, by the moment of firing.
 */
hours?: Hours, 
/**
 * Where. May be empty for what needs no making then, unless it is `also`.
 */
stations: Array<Code>, 
/**
 * Whether these stand beside the others; otherwise they take their place, and of several such
 * routes the first that fits counts.
 */
also?: boolean, };
export type StationMove = { 
/**
 * Whose tickets.
 */
from: Code, 
/**
 * Where they are made then.
 */
to: Code, };
export type CallKind = { "type": "runner" } | { "type": "cannot_make", 
/**
 * Why.
 */
reason: CannotMakeReason, };
export type CannotMakeReason = "out_of_stock" | "equipment" | "too_long" | "as_asked";
export type Guest = { 
/**
 * Their orders before this one: none for a first visit, [`REGULAR_VISITS`] for a regular.
 */
visits: number, 
/**
 * Their tier, where it is one that the kitchen marks.
 */
tier?: Names, };
export type KitchenCall = { 
/**
 * Minted by the screen.
 */
id: CallId, 
/**
 * What.
 */
kind: CallKind, 
/**
 * From which station; none for the expo.
 */
station: Code | null, 
/**
 * About which ticket.
 */
ticket_id: TicketId | null, 
/**
 * Of which order.
 */
order_id: OrderId | null, 
/**
 * How the guest eats, and the number of that order.
 */
order: [Channel, number] | null, 
/**
 * Which line of it.
 */
line_id: LineId | null, 
/**
 * What that line is.
 */
names: Names | null, 
/**
 * What was said besides; empty for nothing.
 */
words: string, 
/**
 * Since when it waits.
 */
at: Timestamp, };
export type KitchenDesk = { 
/**
 * The layout that holds; none for every station at its own place.
 */
layout: Code | null, 
/**
 * What waits for an answer, the oldest first.
 */
calls: Array<KitchenCall>, };
export type MomentKind = "shown" | "seen" | "unshown" | "lines_done" | "lines_back" | "bumped" | "recalled" | "struck" | "changed" | "moved" | "relocated" | "rushed" | "unrushed" | "reprinted" | "confirmed" | "remade";
export type RemakeReason = "spoiled" | "made_wrong" | "wrong_guest" | "sent_back" | "cold";
export type TicketMoment = { 
/**
 * When.
 */
at: Timestamp, 
/**
 * What.
 */
what: MomentKind, 
/**
 * On which device; none for what the store server did.
 */
device?: DeviceId, };
export type Unshown = { 
/**
 * When that was noted.
 */
at: Timestamp, 
/**
 * Where it came out on paper instead; the screen and the paper are one ticket.
 */
printer?: Code, };
export type SoldOut = { 
/**
 * Which.
 */
item_id: ItemId, 
/**
 * What it is called.
 */
names: Names, };
export type Spread = { 
/**
 * How many were made.
 */
made: number, 
/**
 * Half took no longer.
 */
median_s: number, 
/**
 * Nine of ten took no longer.
 */
p90_s: number, 
/**
 * The longest.
 */
longest_s: number, };
export type StationTimes = { 
/**
 * Which.
 */
station: Code, 
/**
 * Tickets fired.
 */
tickets: number, 
/**
 * From firing to bump.
 */
spread: Spread, 
/**
 * Of those made, how many took at least as long as the station's limit.
 */
late: number, 
/**
 * Milliseconds from firing until a screen showed it, the median; none where no screen did.
 */
shown_ms: number | null, 
/**
 * Tickets that no screen showed in time.
 */
unshown: number, };
export type ItemTimes = { 
/**
 * What it is called.
 */
names: Names, 
/**
 * From firing until its line was done.
 */
spread: Spread, };
export type HourTimes = { 
/**
 * Which, 0 to 23.
 */
hour: number, 
/**
 * Tickets fired in it.
 */
tickets: number, 
/**
 * From firing to bump.
 */
spread: Spread, 
/**
 * Of those made, how many were late.
 */
late: number, };
export type LongWait = { 
/**
 * Of which order.
 */
order_id: OrderId, 
/**
 * How the guest ate.
 */
channel: Channel, 
/**
 * The order's number.
 */
order_number: number, 
/**
 * Where.
 */
station: Code, 
/**
 * When it was fired.
 */
fired_at: Timestamp, 
/**
 * Seconds until it was done.
 */
waited_s: number, 
/**
 * What was on it.
 */
lines: Array<Names>, };
export type RemakeCount = { 
/**
 * Why.
 */
reason: RemakeReason, 
/**
 * How many portions.
 */
portions: number, };
export type KitchenTimes = { 
/**
 * By station, the slowest first.
 */
stations: Array<StationTimes>, 
/**
 * By what was made, the slowest first.
 */
items: Array<ItemTimes>, 
/**
 * By the hour of the firing on the store's clock.
 */
hours: Array<HourTimes>, 
/**
 * The longest waits, the longest first; at most [`LONGEST_WAITS`].
 */
waits: Array<LongWait>, 
/**
 * What was made a second time, by reason.
 */
remakes: Array<RemakeCount>, };
export type HeldLine = { 
/**
 * Which.
 */
line_id: LineId, 
/**
 * With what it is served.
 */
course?: number, 
/**
 * How many.
 */
quantity: number, 
/**
 * What.
 */
names: Names, };
export type Availability = { "type": "available" } | { "type": "eighty_six" } | { "type": "countdown", 
/**
 * How many, 0 to [`COUNTDOWN_MAX`].
 */
left: number, };
export type Stock = { 
/**
 * Whether it can be had.
 */
availability: Availability, 
/**
 * The business day that `sold` counts.
 */
business_day?: BusinessDay | null, 
/**
 * How many were ordered on that day and not struck; counted for items with a limit per day.
 */
sold?: number, };
export type StockRow = { 
/**
 * Which item.
 */
item_id: ItemId, 
/**
 * What is known of it.
 */
stock: Stock, };
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
role: Role, 
/**
 * Their [`personal_code`].
 */
code: string, };
export type DriverKind = "card" | "code";
export type DriverCard = { 
/**
 * Which.
 */
code: Code, 
/**
 * What the till calls it.
 */
names: Names, 
/**
 * What it does.
 */
kind: DriverKind, };
export type PickupSlots = { 
/**
 * Minutes of one slot, 5 to 240; slots begin at the full hour.
 */
minutes: number, 
/**
 * Orders in one slot, at least 1.
 */
capacity: number, };
export type Policy = { 
/**
 * The most that cashiers take off alone, all their discounts together, in parts per million of
 * what the line, or the order, would come to without them.
 */
cashier_discount_ppm: number, 
/**
 * Whether a cashier strikes what the kitchen has without approval.
 */
cashier_voids_fired: boolean, 
/**
 * The largest refund a cashier gives alone, in minor units.
 */
cashier_refund: Money, 
/**
 * The largest pay-out a cashier makes alone, in minor units.
 */
cashier_pay_out: Money, 
/**
 * Days after closing in which anybody may refund.
 */
refund_days: number, };
export type TopUpGift = { 
/**
 * From how much.
 */
from: Money, 
/**
 * What is added.
 */
gift: Money, };
export type MemberRules = { 
/**
 * Points that pay for one major unit of an order; 0 where points are no money.
 */
points_per_major_paid: number, 
/**
 * Whether members pay in beforehand.
 */
stored_value: boolean, 
/**
 * What is given for paying in: the one with the largest `from` that is reached.
 */
top_up_gifts: Array<TopUpGift>, 
/**
 * The largest coupon that a cashier gives alone, in minor units.
 */
cashier_coupon: Money, 
/**
 * What a store keeps of a member's stored value once they have paid and HQ can be reached; the
 * rest goes back to HQ, for other stores. `None` keeps everything.
 */
kept_value: Money | null, 
/**
 * The same for points.
 */
kept_points: number | null, 
/**
 * Points that one member may spend here beyond what lies here while HQ cannot be reached: the
 * owner's risk that they were spent elsewhere too.
 */
risk_points: number, 
/**
 * What coupons of one member may be worth that are taken here while they do not lie here and HQ
 * cannot be reached: the owner's risk that they are used elsewhere too.
 */
risk_coupons: Money, 
/**
 * Days without an order after which a member's points lapse; `None` where they never do.
 */
points_idle_days: number | null, 
/**
 * Tiers, from the lowest to the highest.
 */
tiers: Array<Tier>, 
/**
 * Calendar months over which a tier is reached, the running one among them; 1 to 24.
 */
tier_months: number, 
/**
 * Months for which a tier stays once it is no longer reached.
 */
tier_grace_months: number, 
/**
 * Days without a visit after which a member is at risk.
 */
at_risk_days: number, 
/**
 * Days without a visit after which a member is lost.
 */
lost_days: number, 
/**
 * Days for which somebody who was written to is not written to again; 0 sets no bound.
 */
quiet_days: number, 
/**
 * What staff earn with what members buy.
 */
commission: CommissionRules, 
/**
 * Tags that members carry by themselves.
 */
tag_rules: Array<TagRule>, };
export type TradeMode = "restaurant" | "retail";
export type Trade = { 
/**
 * What the shop is like.
 */
mode: TradeMode, 
/**
 * The smallest step of cash in minor units: 1 where every coin is used, 5 for Swiss rappen.
 */
cash_step: Money, 
/**
 * The service charge on what is eaten in, in parts per million; 0 for none.
 */
service_ppm: number, 
/**
 * From how many guests on it is charged.
 */
service_from_guests: number, 
/**
 * Card terminals and acquirers that the till can ask.
 */
drivers: Array<DriverCard>, 
/**
 * Pickup slots; none where guests come when they like.
 */
slots: PickupSlots | null, 
/**
 * What each role may do alone.
 */
policy: Policy, 
/**
 * What the store gives its members, and takes from them.
 */
members: MemberRules, };
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
time_zone: string, 
/**
 * Minutes after local midnight at which a business day begins: a night belongs to the day before.
 */
day_cut_off_minutes: number, 
/**
 * How it takes money and lets people in.
 */
trade: Trade, };
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
export type VoidReason = "guest_changed_mind" | "entered_by_mistake" | "not_available" | "quality";
export type Note = { 
/**
 * 1 to [`NOTE_CHARS_MAX`] characters.
 */
text: string, 
/**
 * Whether the kitchen reads it too, or only the staff in front.
 */
for_kitchen: boolean, };
export type OrderDetails = { 
/**
 * At which table.
 */
table?: Code, 
/**
 * How many guests, 1 to [`GUESTS_MAX`].
 */
guests?: number, 
/**
 * What a parked order or a tab is called by, 1 to [`LABEL_CHARS_MAX`] characters.
 */
label?: string, 
/**
 * Words about it.
 */
note?: Note, 
/**
 * When the guest will come for it: the beginning of a pickup slot.
 */
pickup_at?: Timestamp, 
/**
 * Whether it is only for practice: marked everywhere, outside every total.
 */
training?: boolean, };
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
export type LinePart = { 
/**
 * What.
 */
item_id: ItemId, 
/**
 * What it was called, its size included.
 */
names: Names, 
/**
 * What it added to the unit price, its modifiers not counted.
 */
extra: Money, 
/**
 * What was chosen with it.
 */
modifiers: Array<LineModifier>, 
/**
 * Where it is made.
 */
stations: Array<Code>, 
/**
 * What is in it that may make somebody ill.
 */
allergens?: Array<Allergen>, 
/**
 * In which size, where the choice had one.
 */
size_id?: SizeId, 
/**
 * Which choice group of the combo it answers, counted from 0.
 */
group?: number, };
export type LineSize = { 
/**
 * Which.
 */
size_id: SizeId, 
/**
 * What it was called.
 */
names: Names, };
export type LineDetails = { 
/**
 * The category it was sold in, for reports.
 */
category?: Code, 
/**
 * Which size.
 */
size?: LineSize, 
/**
 * The parts of a combo.
 */
parts?: Array<LinePart>, 
/**
 * How many grams; the unit price is then per kilogram.
 */
grams?: number, 
/**
 * Whose it is at the table, from 1.
 */
seat?: number, 
/**
 * With what it is served, from 1.
 */
course?: number, 
/**
 * Words about it.
 */
note?: Note, 
/**
 * When a held line fires by itself.
 */
fire_at?: Timestamp, 
/**
 * What is in it that may make somebody ill.
 */
allergens?: Array<Allergen>, 
/**
 * Whether it counts against a countdown or a limit per day or member.
 */
limited?: boolean, 
/**
 * How many of it were given back.
 */
refunded?: number, };
export type ReductionKind = { "type": "percent", 
/**
 * Parts per million, 1 to 1 000 000.
 */
ppm: number, } | { "type": "amount", 
/**
 * Above zero.
 */
amount: Money, } | { "type": "comp" };
export type ReductionReason = "complaint" | "long_wait" | "regular" | "promotion" | "staff_meal" | "house_guest";
export type NewReduction = { 
/**
 * Minted by the terminal.
 */
reduction_id: ReductionId, 
/**
 * On which line; `None` for the order as a whole.
 */
line_id: LineId | null, 
/**
 * How much.
 */
kind: ReductionKind, 
/**
 * Why.
 */
reason: ReductionReason, };
export type Reduction = { 
/**
 * Which.
 */
id: ReductionId, 
/**
 * How much.
 */
kind: ReductionKind, 
/**
 * Why.
 */
reason: ReductionReason, 
/**
 * Who gave it.
 */
by: StaffId | null, 
/**
 * Who allowed it, where the giver alone may not.
 */
approved_by: StaffId | null, 
/**
 * When.
 */
at: Timestamp, };
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
state: LineState, 
/**
 * Size, parts, weight, seat, course and words, as far as there are any.
 */
details?: LineDetails, 
/**
 * What its price was reduced by, in the order given.
 */
reductions?: Array<Reduction>, };
export type Coupon = { 
/**
 * Minted by the terminal.
 */
id: CouponId, 
/**
 * What it takes off, above zero.
 */
worth: Money, 
/**
 * What an order must come to.
 */
least: Money, 
/**
 * The last business day on which it is taken.
 */
last_day: BusinessDay, 
/**
 * The campaign it is given for; none for one that staff thought of.
 */
campaign?: Code, };
export type TenderKind = { "type": "cash", 
/**
 * What the guest gave.
 */
received: Money, 
/**
 * What went back.
 */
change: Money, 
/**
 * Cash kept beyond (or, below zero, short of) the amount, because the smallest coin is
 * larger than the minor unit.
 */
rounding?: Money, } | { "type": "card_elsewhere", 
/**
 * That machine's reference.
 */
reference: string, } | { "type": "driver", 
/**
 * Which driver.
 */
driver: Code, 
/**
 * The other machine's reference.
 */
reference: string, 
/**
 * The card's brand, as the machine calls it; empty where there is no card.
 */
brand: string, 
/**
 * Its last four digits; empty where there is no card. Never more of the number.
 */
last4: string, } | { "type": "stored_value", 
/**
 * What of the amount the member had paid in; the rest was a gift.
 */
principal: Money, } | { "type": "points", 
/**
 * How many.
 */
points: number, 
/**
 * How many of them did not lie in this store: HQ could not be reached, and the owner took the
 * risk.
 */
beyond?: number, } | { "type": "coupon", 
/**
 * Which, as it was.
 */
coupon: Coupon, 
/**
 * Whether it did not lie in this store: HQ could not be reached, and the owner took the risk.
 */
at_risk?: boolean, };
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
at: Timestamp, 
/**
 * Toward which check, of an order that was split.
 */
check_id?: CheckId, 
/**
 * What was given on top, to the staff.
 */
tip?: Money, 
/**
 * What of the amount was given back since.
 */
refunded?: Money, };
export type SplitBy = { "type": "lines", 
/**
 * At least one list, none empty, no line twice.
 */
checks: Array<Array<LineId>>, } | { "type": "seats" } | { "type": "even", 
/**
 * How many, 2 to [`crate::order::CHECKS_MAX`].
 */
ways: number, } | { "type": "amounts", 
/**
 * Each above zero, together at most the rest.
 */
amounts: Array<Money>, };
export type CheckState = { "type": "open" } | { "type": "paid", 
/**
 * When.
 */
at: Timestamp, 
/**
 * Gapless over the life of the store.
 */
receipt_number: number, };
export type Check = { 
/**
 * Derived from the command that split.
 */
id: CheckId, 
/**
 * From 1, in the order made; never used again on the same order.
 */
number: number, 
/**
 * What it owes.
 */
amount: Money, 
/**
 * What was paid on it.
 */
paid?: Money, 
/**
 * The lines it is for; empty for a share of the whole.
 */
lines?: Array<LineId>, 
/**
 * The seat it is for.
 */
seat?: number, 
/**
 * Whether it is paid.
 */
state?: CheckState, };
export type PendingState = { "type": "asked" } | { "type": "waiting", 
/**
 * A code for the guest to scan, if it gave one.
 */
shown_code: string | null, } | { "type": "unknown", 
/**
 * What went wrong.
 */
why: string, };
export type PendingTender = { 
/**
 * Minted by the terminal; the other machine knows the charge by it.
 */
tender_id: TenderId, 
/**
 * Which driver asks.
 */
driver: Code, 
/**
 * What of it counts toward the order.
 */
amount: Money, 
/**
 * What is on top for the staff.
 */
tip?: Money, 
/**
 * Toward which check.
 */
check_id?: CheckId, 
/**
 * Whether a receipt is printed when this closes the check.
 */
print_receipt: boolean, 
/**
 * When it was asked.
 */
asked_at: Timestamp, 
/**
 * How far it is.
 */
state: PendingState, 
/**
 * Whether the till asked to call it off.
 */
cancel_asked?: boolean, };
export type RefundReason = "quality" | "wrong_item" | "not_served" | "overcharged" | "returned";
export type RefundLine = { 
/**
 * Which line.
 */
line_id: LineId, 
/**
 * How many of it, at least one.
 */
quantity: number, };
export type RefundTender = { 
/**
 * Which tender.
 */
tender_id: TenderId, 
/**
 * How much, above zero and at most what is left of it.
 */
amount: Money, 
/**
 * Cash given back beyond (or, below zero, short of) the amount, because the smallest coin is
 * larger than the minor unit. Set by the store.
 */
rounding?: Money, 
/**
 * How far another machine is with giving it back; `None` when it is done. Set by the store.
 */
pending?: PendingState, 
/**
 * Why another machine would not give it back: the guest must get it another way. Set by the
 * store.
 */
declined?: string, };
export type Refund = { 
/**
 * Minted by the terminal.
 */
id: RefundId, 
/**
 * Gapless over the life of the store, in a series of its own.
 */
number: number, 
/**
 * What was given back.
 */
lines: Array<RefundLine>, 
/**
 * To which tenders.
 */
tenders: Array<RefundTender>, 
/**
 * How much altogether.
 */
amount: Money, 
/**
 * The tax in it by rate.
 */
taxes: Array<TaxLine>, 
/**
 * Why.
 */
reason: RefundReason, 
/**
 * Who gave it.
 */
by: StaffId | null, 
/**
 * Who allowed it.
 */
approved_by: StaffId | null, 
/**
 * When.
 */
at: Timestamp, };
export type Packaging = { 
/**
 * How much.
 */
amount: Money, 
/**
 * Which tax rate applied.
 */
tax: Code, 
/**
 * That rate in parts per million.
 */
tax_ppm: number, };
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
taxes: Array<TaxLine>, 
/**
 * What discounts took off, on lines and on the order.
 */
discounts?: Money, 
/**
 * What was given free.
 */
comps?: Money, 
/**
 * The service charge.
 */
service?: Money, 
/**
 * The fee for packaging.
 */
packaging?: Money, 
/**
 * What was given on top, to the staff; not part of the total.
 */
tips?: Money, 
/**
 * What was given back since it was closed.
 */
refunded?: Money, };
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
reason: VoidReason, } | { "type": "merged", 
/**
 * When.
 */
at: Timestamp, 
/**
 * Where its lines are now.
 */
into: OrderId, };
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
bumped: boolean, 
/**
 * Since when it is known that no screen shows it.
 */
unshown_at?: Timestamp, };
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
 * What staff earn with it.
 */
commissions?: Array<Commission>, 
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
receipt_copies: number, 
/**
 * Table, guests, words, pickup time, training.
 */
details?: OrderDetails, 
/**
 * What its price was reduced by as a whole, in the order given.
 */
reductions?: Array<Reduction>, 
/**
 * Promotions that are off its lines.
 */
promotions?: Array<AppliedPromotion>, 
/**
 * Whether it was changed since they were applied: they are applied again before money is taken.
 */
promotions_stale?: boolean, 
/**
 * The service charge in parts per million of what the lines come to; 0 for none.
 */
service_ppm?: number, 
/**
 * The fee for packaging, as it was when the order was placed.
 */
packaging?: Packaging, 
/**
 * The payable parts it was split into; what they leave over is the rest. Empty when unsplit.
 */
checks?: Array<Check>, 
/**
 * The number of the check made last, whether or not it was joined since.
 */
checks_made?: number, 
/**
 * Money that another machine was asked for and has not answered about for good.
 */
pending?: Array<PendingTender>, 
/**
 * What was given back, in the order given.
 */
refunds?: Array<Refund>, 
/**
 * What its guest said of it afterwards, 1 to 5.
 */
feedback?: number, };
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
opened_at: Timestamp, 
/**
 * Its lines that wait for their course; the expo is told, guests are not.
 */
held?: Array<HeldLine>, };
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
voided: boolean, 
/**
 * Whose it is at the table.
 */
seat?: number, 
/**
 * With what it is served.
 */
course?: number, 
/**
 * How many grams, of what is sold by weight.
 */
grams?: number, 
/**
 * Words for the kitchen.
 */
note?: string, 
/**
 * What is in it that may make somebody ill.
 */
allergens?: Array<Allergen>, 
/**
 * What the station makes for one of it: the item, or of a combo its parts that are made here.
 * Empty in a ticket of before this was kept.
 */
makes?: Array<ItemId>, 
/**
 * When it was made.
 */
done_at?: Timestamp, 
/**
 * What is in it that makes this guest ill: it is not bumped until a cook has confirmed it.
 */
conflict?: Array<Allergen>, 
/**
 * Whether a cook has confirmed that.
 */
confirmed?: boolean, };
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
revision: number, 
/**
 * Table, guests, label, words and pickup time of the order; a note is there only when it is
 * for the kitchen.
 */
details?: OrderDetails, 
/**
 * The ticket from which its lines were moved to another order.
 */
moved_from?: TicketId, 
/**
 * Where it would be made if every station were worked, when that is another.
 */
home?: Code, 
/**
 * The station it stood at before the layout was switched last.
 */
came_from?: Code, 
/**
 * Since when it is moved forward.
 */
rushed_at?: Timestamp, 
/**
 * Why it is made a second time, if it is.
 */
remake?: RemakeReason, 
/**
 * That no screen had shown it in time.
 */
unshown?: Unshown, 
/**
 * Whose order it is, as far as a cook should know.
 */
guest?: Guest, 
/**
 * How often its chit was asked for again.
 */
reprints?: number, 
/**
 * What happened to it, in order; at most [`MOMENTS_MAX`].
 */
moments?: Array<TicketMoment>, };
export type Purpose = "membership" | "marketing" | "allergies";
export type Consent = { 
/**
 * To what.
 */
purpose: Purpose, 
/**
 * The version of the text they saw.
 */
text_version: number, };
export type TenderName = string;
export type CouponMove = { 
/**
 * Which.
 */
coupon: Coupon, 
/**
 * Whether the member has it now.
 */
came: boolean, };
export type AdjustReason = "goodwill" | "mistake" | "brought_along" | "lapsed";
export type Reason = { "type": "earned", 
/**
 * Which.
 */
order_id: OrderId, } | { "type": "reversed", 
/**
 * Which.
 */
order_id: OrderId, } | { "type": "spent", 
/**
 * Which.
 */
order_id: OrderId, 
/**
 * As which tender.
 */
tender_id: TenderId, 
/**
 * How many of the points, or of the coupons, did not lie in this store: the owner's risk.
 */
beyond?: number, } | { "type": "given_back", 
/**
 * Which.
 */
order_id: OrderId, 
/**
 * As which tender.
 */
tender_id: TenderId, 
/**
 * In which refund.
 */
refund_id: RefundId, } | { "type": "topped_up", 
/**
 * Minted by the terminal.
 */
movement_id: MovementId, 
/**
 * How it was paid.
 */
paid: TenderName, 
/**
 * The other machine's reference; empty for cash.
 */
reference: string, } | { "type": "paid_out", 
/**
 * Minted by the terminal.
 */
movement_id: MovementId, } | { "type": "coupon_given", 
/**
 * Who allowed it.
 */
approved_by?: StaffId, } | { "type": "adjusted", 
/**
 * Why.
 */
why: AdjustReason, } | { "type": "transferred_to", 
/**
 * Whom.
 */
member_id: MemberId, } | { "type": "transferred_from", 
/**
 * Whom.
 */
member_id: MemberId, } | { "type": "merged", 
/**
 * The other.
 */
member_id: MemberId, } | { "type": "taken_apart", 
/**
 * The other.
 */
member_id: MemberId, } | { "type": "lent", 
/**
 * Which of HQ's lendings of this member to this store, from 1.
 */
number: number, } | { "type": "returned" } | { "type": "points_lapsed" };
export type Entry = { 
/**
 * Why.
 */
reason: Reason, 
/**
 * Points that came, or went.
 */
points?: number, 
/**
 * Principal that came, or went.
 */
principal?: Money, 
/**
 * Gift that came, or went.
 */
gift?: Money, 
/**
 * The coupon that came, or went.
 */
coupon?: CouponMove, };
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
 * Points to their name; below zero when some were spent whose order was given back.
 */
points: number, 
/**
 * The last day on which the points count if they do not come before; `None` where points do not
 * lapse.
 */
points_until?: BusinessDay, 
/**
 * Stored value that they paid in.
 */
principal: Money, 
/**
 * Stored value that the store added.
 */
gift: Money, 
/**
 * Coupons that they hold and that are still good.
 */
coupons?: Array<Coupon>, 
/**
 * Coupons that they paid with here while they lay elsewhere, and that did not come since.
 */
owed_coupons?: Array<Coupon>, 
/**
 * Orders so far.
 */
visits: number, 
/**
 * The business day of the last one.
 */
last_visit: BusinessDay | null, 
/**
 * What makes them ill, as they said it.
 */
allergies?: Array<Allergen>, 
/**
 * Whether they agreed to that being kept.
 */
keeps_allergies: boolean, 
/**
 * Their tier, if they have reached one.
 */
tier?: Names, 
/**
 * What staff call them by.
 */
tags?: Array<string>, 
/**
 * What they are called by rule, today.
 */
tags_by_rule?: Array<string>, 
/**
 * Cards and wallets that stand for them.
 */
cards?: Array<string>, 
/**
 * Their birthday, if they said it.
 */
birthday?: Birthday, 
/**
 * Whether it is today.
 */
has_birthday: boolean, 
/**
 * Whether they agreed to being written to.
 */
marketing: boolean, 
/**
 * How far their life with the shop is.
 */
stage: LifeStage, };
export type MemberOrder = { 
/**
 * Which.
 */
order_id: OrderId, 
/**
 * Of which business day.
 */
business_day: BusinessDay, 
/**
 * Its number as people say it: `A 042`.
 */
number: string, 
/**
 * What it came to.
 */
total: Money, 
/**
 * What was in it, without what was struck.
 */
lines: Array<Line>, };
export type LedgerLine = { 
/**
 * When.
 */
at: Timestamp, 
/**
 * Who had a hand in it.
 */
staff_id: StaffId | null, 
/**
 * What it moved.
 */
entry: Entry, };
export type HeldElsewhere = { 
/**
 * The store.
 */
store: Names, 
/**
 * Points.
 */
points: number, 
/**
 * Stored value.
 */
value: Money, 
/**
 * How many coupons.
 */
coupons: number, };
export type MemberDetail = { 
/**
 * What a terminal shows at first.
 */
card: MemberCard, 
/**
 * What they ordered most lately, the most first.
 */
favourites: Array<ItemId>, 
/**
 * Their last orders, the latest first.
 */
orders: Array<MemberOrder>, 
/**
 * Their ledger, the latest first.
 */
ledger: Array<LedgerLine>, 
/**
 * What they own in other stores and cannot use here now; empty without an HQ.
 */
elsewhere?: Array<HeldElsewhere>, 
/**
 * The store has an HQ, which cannot be asked now: what other stores hold is not known.
 */
hq_away: boolean, 
/**
 * When they became a member.
 */
enrolled_at: Timestamp, 
/**
 * Who brought them, from where and by which campaign.
 */
came: Came, 
/**
 * Members who turned out to be this one, and can be taken apart again.
 */
merged?: Array<MergedMember>, };
export type MergedMember = { 
/**
 * Which.
 */
id: MemberId, 
/**
 * What to call them; may be empty.
 */
name: string, 
/**
 * `•••• 0123`.
 */
phone_masked: string, };
export type MovementKind = "pay_in" | "pay_out" | "drop" | "top_up" | "value_paid_out";
export type CashMovement = { 
/**
 * Minted by the terminal.
 */
id: MovementId, 
/**
 * Which way.
 */
kind: MovementKind, 
/**
 * How much, above zero.
 */
amount: Money, 
/**
 * What for, 1 to [`REASON_CHARS_MAX`] characters; may be empty for a drop.
 */
reason: string, 
/**
 * Who.
 */
by: StaffId | null, 
/**
 * Who allowed it.
 */
approved_by: StaffId | null, 
/**
 * When.
 */
at: Timestamp, };
export type Counted = { 
/**
 * What one is worth.
 */
value: Money, 
/**
 * How many.
 */
count: number, };
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
 * Cash taken for sales, tips and rounding in it, change already off.
 */
cash_in: Money, 
/**
 * Cash that should be in the drawer.
 */
expected: Money, 
/**
 * Whether it still runs.
 */
state: ShiftState, 
/**
 * Who has it now, when it was handed over.
 */
held_by?: StaffId, 
/**
 * Cash put in, not from sales.
 */
pay_ins?: Money, 
/**
 * Cash taken out.
 */
pay_outs?: Money, 
/**
 * Cash brought to the safe.
 */
drops?: Money, 
/**
 * Cash given back on refunds.
 */
cash_refunds?: Money, 
/**
 * The drawer was opened without a sale so often.
 */
no_sales?: number, 
/**
 * What moved without a sale, in order.
 */
movements?: Array<CashMovement>, 
/**
 * What the last count found, by value.
 */
denominations?: Array<Counted>, };
export type TenderSum = { 
/**
 * How many tenders.
 */
count: number, 
/**
 * What they put toward orders.
 */
amount: Money, 
/**
 * What was on top for the staff.
 */
tips: Money, 
/**
 * What was given back.
 */
refunded: Money, };
export type Takings = { 
/**
 * When the first thing of it happened.
 */
since: Timestamp | null, 
/**
 * Orders placed.
 */
orders_placed: number, 
/**
 * Orders closed: paid in full.
 */
orders_closed: number, 
/**
 * Orders struck as a whole.
 */
orders_voided: number, 
/**
 * Receipts issued, checks counted one by one.
 */
receipts: number, 
/**
 * The first receipt number of it.
 */
first_receipt: number | null, 
/**
 * The last.
 */
last_receipt: number | null, 
/**
 * Tickets fired.
 */
tickets: number, 
/**
 * What the lines of closed orders came to before anything was taken off.
 */
gross: Money, 
/**
 * Discounts on closed orders.
 */
discounts: Money, 
/**
 * Comps on closed orders.
 */
comps: Money, 
/**
 * Service charges on closed orders.
 */
service: Money, 
/**
 * Packaging fees on closed orders.
 */
packaging: Money, 
/**
 * What closed orders came to.
 */
total: Money, 
/**
 * The tax in that, by rate, refunds taken off.
 */
taxes: Array<TaxLine>, 
/**
 * Lines struck, and what they would have come to.
 */
voids: number, 
/**
 * What struck lines would have come to.
 */
voided: Money, 
/**
 * Refunds given.
 */
refunds: number, 
/**
 * What was given back.
 */
refunded: Money, 
/**
 * What was given to the staff on top.
 */
tips: Money, 
/**
 * What cash rounding brought (or, below zero, cost).
 */
rounding: Money, 
/**
 * By way of paying.
 */
tenders: { [key in TenderName]: TenderSum }, 
/**
 * Money taken on orders that are still open.
 */
open_paid: Money, 
/**
 * Cash put into drawers, not from sales.
 */
pay_ins: Money, 
/**
 * Cash taken out of drawers.
 */
pay_outs: Money, 
/**
 * Cash brought to the safe.
 */
drops: Money, 
/**
 * What members paid in, by way of paying; owed to them, not sold.
 */
top_ups?: { [key in TenderName]: Money }, 
/**
 * What members got back in cash of what they had paid in.
 */
value_paid_out?: Money, 
/**
 * Drawers opened without a sale.
 */
no_sales: number, 
/**
 * Counted minus expected, over all drawers closed.
 */
over_short: Money, 
/**
 * Shifts closed.
 */
shifts_closed: number, };
export type ZReport = { 
/**
 * Gapless over the life of the store, from 1.
 */
number: number, 
/**
 * The trading date at its close.
 */
business_day: BusinessDay, 
/**
 * When it was closed.
 */
at: Timestamp, 
/**
 * What happened since the one before.
 */
takings: Takings, 
/**
 * Everything ever sold after everything given back, this day included.
 */
perpetual: Money, 
/**
 * Orders left open over the close, and what is due on them.
 */
open_orders: number, 
/**
 * The seq up to which HQ had confirmed when it was closed.
 */
hq_confirmed_seq: number, 
/**
 * The hash of the one before; zeros for the first.
 */
previous_hash: Hash, 
/**
 * The hash of all the fields above ([`hash_of`]).
 */
hash: Hash, };
export type Signing = { "type": "waiting" } | { "type": "signed", 
/**
 * Its Ed25519 public key, 64 hexadecimal digits.
 */
public_key: string, 
/**
 * Its signature of the 32 bytes of the hash, 128 hexadecimal digits.
 */
signature: string, } | { "type": "outage", 
/**
 * Since when.
 */
since: Timestamp, 
/**
 * Why.
 */
reason: string, };
export type ClosedDay = { 
/**
 * The report.
 */
report: ZReport, 
/**
 * Who vouches for it.
 */
signing: Signing, };
export type ReportAsked = { "type": "shift", 
/**
 * Which.
 */
shift_id: ShiftId, } | { "type": "takings" } | { "type": "day", 
/**
 * The number of its Z.
 */
number: number, };
export type PrintDocument = "receipt" | "chit" | "void_chit" | "drawer" | "refund" | "report" | "value_slip";
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
 * Of which order; zeros for paper that is about none.
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
export type SalesBy = "hour" | "day" | "item" | "category" | "channel" | "staff" | "tender" | "tax";
export type SalesRow = { 
/**
 * Which group, in the form that [`SalesBy`] says.
 */
key: string, 
/**
 * What it is called, where it has a name.
 */
names: Names | null, 
/**
 * Orders closed; lines, for items and categories; tenders, for tenders.
 */
count: number, 
/**
 * Units sold.
 */
quantity: number, 
/**
 * Before discounts and comps.
 */
gross: Money, 
/**
 * What discounts took off.
 */
discounts: Money, 
/**
 * What was given free.
 */
comps: Money, 
/**
 * What was given back since.
 */
refunds: Money, 
/**
 * What guests paid for it, tax included, refunds taken off.
 */
net: Money, 
/**
 * The tax in that.
 */
tax: Money, 
/**
 * Tips, for tenders and staff.
 */
tips: Money, };
export type SalesReport = { 
/**
 * Grouped by what.
 */
by: SalesBy, 
/**
 * The first business day.
 */
from: BusinessDay, 
/**
 * The last.
 */
to: BusinessDay, 
/**
 * The groups: hours and days in their order, the others by what they brought.
 */
rows: Array<SalesRow>, 
/**
 * All of them together.
 */
total: SalesRow, };
export type Brought = { 
/**
 * How many.
 */
orders: number, 
/**
 * What they came to.
 */
revenue: Money, };
export type StaffRate = { 
/**
 * Who; nobody for what a device opened by itself.
 */
staff_id: StaffId | null, 
/**
 * Orders.
 */
orders: number, 
/**
 * Those with a member.
 */
identified: number, };
export type HourRate = { 
/**
 * On the store's clock, 0 to 23.
 */
hour: number, 
/**
 * Orders.
 */
orders: number, 
/**
 * Those with a member.
 */
identified: number, };
export type Month = { 
/**
 * `2026-11`.
 */
month: string, 
/**
 * Orders.
 */
orders: number, 
/**
 * Those with a member.
 */
identified: number, 
/**
 * Those that were their member's second or later.
 */
repeats: number, 
/**
 * What all orders came to.
 */
revenue: Money, 
/**
 * Members who had ordered at least once by its end.
 */
members: number, };
export type Cohort = { 
/**
 * `2026-11`.
 */
month: string, 
/**
 * How many.
 */
members: number, 
/**
 * Those who ordered again within 30, 60 and 90 days.
 */
again: [number, number, number], };
export type MemberNumbers = { 
/**
 * Orders of these days without a member.
 */
unknown: Brought, 
/**
 * First orders of members.
 */
first: Brought, 
/**
 * Orders of members that came back.
 */
returning: Brought, 
/**
 * Members who had ordered at least once by the last day.
 */
members: number, 
/**
 * Those whose last order was within 30, 60 and 90 days of the last day.
 */
active: [number, number, number], 
/**
 * By who opened the order; the most orders first.
 */
staff: Array<StaffRate>, 
/**
 * By hour, those without orders left out.
 */
hours: Array<HourRate>, 
/**
 * Every month up to the last day.
 */
months: Array<Month>, 
/**
 * The same months by first order.
 */
cohorts: Array<Cohort>, };
export type Promotion = { 
/**
 * Which.
 */
code: Code, 
/**
 * What the guest calls it.
 */
names: Names, 
/**
 * What is taken off.
 */
offer: Offer, 
/**
 * For whom and when.
 */
terms?: Terms, 
/**
 * Whether it stands alone: with it there is no other.
 */
exclusive: boolean, };
export type Offer = { "type": "percent", 
/**
 * Of what.
 */
of: Which, 
/**
 * Parts per million, 1 to 1 000 000.
 */
ppm: number, } | { "type": "amount", 
/**
 * Off what.
 */
of: Which, 
/**
 * Above zero.
 */
amount: Money, } | { "type": "fixed_price", 
/**
 * What.
 */
of: Which, 
/**
 * 0 or more.
 */
price: Money, } | { "type": "price_level", 
/**
 * Of what.
 */
of: Which, 
/**
 * Which level: a price rule of some item names it.
 */
level: Code, } | { "type": "free_item", 
/**
 * Of what.
 */
of: Which, } | { "type": "free_choices", 
/**
 * With what.
 */
of: Which, } | { "type": "buy_get", 
/**
 * Of what.
 */
of: Which, 
/**
 * 1 or more.
 */
buy: number, 
/**
 * 1 or more.
 */
get: number, } | { "type": "bundle", 
/**
 * At least two.
 */
parts: Array<Which>, 
/**
 * 0 or more.
 */
price: Money, };
export type Which = { 
/**
 * Of these items.
 */
items: Array<ItemId>, 
/**
 * Of these categories.
 */
categories: Array<Code>, };
export type Terms = { 
/**
 * The first business day.
 */
from: BusinessDay | null, 
/**
 * The last business day.
 */
until: BusinessDay | null, 
/**
 * On which days of the week.
 */
weekdays: Weekdays, 
/**
 * From so many minutes after local midnight.
 */
from_minute: number, 
/**
 * Until so many, at most 1440; equal to `from_minute` for all day.
 */
until_minute: number, 
/**
 * On these channels.
 */
channels: Array<Channel>, 
/**
 * What the order must come to before anything is taken off.
 */
least: Money, 
/**
 * Only for members.
 */
members: boolean, 
/**
 * Only for members of these tiers.
 */
tiers: Array<Code>, 
/**
 * Only for members with one of these tags.
 */
tags: Array<string>, 
/**
 * Only on a member's birthday.
 */
birthday: boolean, 
/**
 * Only on a member's visit of this number: 1 for the first, 10 for the tenth; 0 for any.
 */
visit: number, 
/**
 * Orders of one member with it on one business day at most; 0 for any number.
 */
per_member_day: number, };
export type AppliedPromotion = { 
/**
 * Which.
 */
code: Code, 
/**
 * What it was called.
 */
names: Names, 
/**
 * How much it took off all lines together.
 */
off: Money, };
export type LineReduction = { 
/**
 * Which line.
 */
line_id: LineId, 
/**
 * What is taken off.
 */
reduction: Reduction, };
export type MemberGroups = { 
/**
 * All members.
 */
members: number, 
/**
 * Groups that have somebody in them.
 */
groups: Array<MemberGroup>, };
export type MemberGroup = { 
/**
 * Which.
 */
of: GroupOf, 
/**
 * Its name in addresses: `stage:regular`.
 */
key: string, 
/**
 * How many.
 */
members: number, 
/**
 * How many of them may be written to now.
 */
reachable: number, };
export type GroupOf = { "type": "stage", 
/**
 * How far.
 */
stage: LifeStage, } | { "type": "due" } | { "type": "birthday" } | { "type": "written" } | { "type": "tier", 
/**
 * What it is called.
 */
names: Names, } | { "type": "tag", 
/**
 * Which.
 */
tag: string, };
export type GroupMembers = { 
/**
 * Those who were there last first, at most [`GROUP_SHOWN_MAX`].
 */
members: Array<GroupMember>, 
/**
 * How many are in it.
 */
count: number, 
/**
 * How many of them may be written to now.
 */
writable: number, };
export type GroupMember = { 
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
 * Orders so far.
 */
visits: number, 
/**
 * The business day of the last one.
 */
last_visit: BusinessDay | null, 
/**
 * What their orders came to.
 */
spent: Money, 
/**
 * Points to their name.
 */
points: number, 
/**
 * Whether they agreed to being written to.
 */
reachable: boolean, 
/**
 * The business day on which they were last written to.
 */
written_on: BusinessDay | null, };
export type LifeStage = "prospect" | "first" | "second" | "regular" | "at_risk" | "lost";
export type Birthday = { 
/**
 * 1 to 12.
 */
month: number, 
/**
 * 1 to 31.
 */
day: number, };
export type MemberAbout = { 
/**
 * What to call them; may be empty.
 */
name: string, 
/**
 * At most [`TAGS_MAX`].
 */
tags: Array<string>, 
/**
 * Their birthday, if they said it.
 */
birthday: Birthday | null, 
/**
 * Cards and wallets that stand for them, at most [`CARDS_MAX`].
 */
cards: Array<string>, 
/**
 * That they agree to being written to; `None` when they do not, or no longer.
 */
marketing: Consent | null, };
export type TagRule = { 
/**
 * What it says.
 */
tag: string, 
/**
 * Over how many calendar months sums are counted, the running one among them; 0 for all time.
 */
months: number, 
/**
 * At least so many paid orders.
 */
visits: number, 
/**
 * At least so much spent.
 */
spent: Money, 
/**
 * At least so much spent in an order on average.
 */
average: Money, 
/**
 * At least so much paid in beforehand over those months.
 */
paid_in: Money, 
/**
 * Bought from these: codes of categories, or SKUs of items.
 */
bought: Array<string>, 
/**
 * At least so many units of them, over all time.
 */
units: number, 
/**
 * At least half of all orders were on one of these channels.
 */
channels: Array<Channel>, 
/**
 * At least half of all orders were paid from this hour of the store's clock, 0 to 23.
 */
from_hour: number, 
/**
 * Until this hour, 1 to 24; 0 for any hour.
 */
until_hour: number, 
/**
 * At least so many days since the last visit.
 */
away_days: number, 
/**
 * At one of these stages.
 */
stages: Array<LifeStage>, 
/**
 * In one of these tiers.
 */
tiers: Array<Code>, 
/**
 * Came from one of these.
 */
sources: Array<Source>, 
/**
 * Came by this campaign.
 */
campaign: Code | null, };
export type Tier = { 
/**
 * Which.
 */
code: Code, 
/**
 * What it is called.
 */
names: Names, 
/**
 * By spending so much.
 */
spent: Money, 
/**
 * By so many paid orders.
 */
visits: number, 
/**
 * By paying in so much beforehand.
 */
paid_in: Money, 
/**
 * Points that its members earn, in per cent of the usual.
 */
points_percent: number, 
/**
 * Whether the kitchen reads on each ticket that its guest has this tier.
 */
kitchen_mark: boolean, };
export type StaffScore = { 
/**
 * Who.
 */
staff_id: StaffId, 
/**
 * The trading date of the first order they ever opened.
 */
since: BusinessDay | null, 
/**
 * Orders.
 */
orders: number, 
/**
 * What they came to.
 */
sales: Money, 
/**
 * Members they brought in these days.
 */
brought: number, 
/**
 * Sales by orders; none without an order.
 */
average_order: Money | null, 
/**
 * Sales by members brought; none when they brought nobody.
 */
sales_per_member: Money | null, 
/**
 * Orders of these days by members they ever brought.
 */
of_brought: number, 
/**
 * Those that were their member's second or later.
 */
of_brought_again: number, 
/**
 * Feedback on their orders.
 */
feedback: number, 
/**
 * The sum of its scores.
 */
scores: number, 
/**
 * Complaints among it.
 */
complaints: number, };
export type Scorecard = { 
/**
 * One by one, in the order of their ids.
 */
rows: Array<StaffScore>, };
export type MemberExport = { 
/**
 * Which store keeps it.
 */
store: Names, 
/**
 * When it was written out.
 */
at: Timestamp, 
/**
 * Who: phone, name, consents, when and by whom they were enrolled, what makes them ill.
 */
record: unknown, 
/**
 * What they have now.
 */
has: unknown, 
/**
 * Every line of their ledger, the latest first.
 */
ledger: Array<LedgerLine>, 
/**
 * Every order that they paid, the latest first.
 */
orders: Array<MemberOrder>, 
/**
 * What is kept of them as other members, who were merged into this one.
 */
merged: Array<MergedExport>, };
export type MergedExport = { 
/**
 * Who: phone, name, consents, when and by whom they were enrolled, what makes them ill.
 */
record: unknown, 
/**
 * Every line of their ledger, the latest first.
 */
ledger: Array<LedgerLine>, };
export type Touch = "first" | "last" | "served";
export type Commission = { 
/**
 * Whose.
 */
staff_id: StaffId, 
/**
 * For what.
 */
touch: Touch, 
/**
 * How much; below zero where it is taken back.
 */
amount: Money, };
export type CommissionRules = { 
/**
 * Whoever brought the member.
 */
first_ppm: number, 
/**
 * Whoever served them the time before.
 */
last_ppm: number, 
/**
 * Whoever serves them now.
 */
served_ppm: number, };
export type CommissionRow = { 
/**
 * Who.
 */
staff_id: StaffId, 
/**
 * With members whom they brought.
 */
first: Money, 
/**
 * With members whom they had served the time before.
 */
last: Money, 
/**
 * With members whom they served.
 */
served: Money, 
/**
 * What of it was taken back with refunds; zero or below.
 */
taken_back: Money, 
/**
 * What is left.
 */
total: Money, };
export type CouponCampaign = { 
/**
 * Which; none for those that staff gave by hand.
 */
campaign: Code | null, 
/**
 * How many were given.
 */
given: number, 
/**
 * What they were worth together.
 */
worth: Money, 
/**
 * How many paid an order of this store.
 */
redeemed: number, 
/**
 * What those orders came to, less what was given back.
 */
sales: Money, 
/**
 * How many were taken back by hand.
 */
withdrawn: number, 
/**
 * How many were not used until their last day.
 */
expired: number, 
/**
 * How many can still be used.
 */
open: number, };
export type CouponCampaigns = { 
/**
 * One for each campaign, and one for coupons that staff gave by hand.
 */
rows: Array<CouponCampaign>, };
export type Commissions = { 
/**
 * One for each member of staff who earned something.
 */
rows: Array<CommissionRow>, };
export type CommissionLine = { 
/**
 * When it was earned or taken back.
 */
at: Timestamp, 
/**
 * Of the order's business day.
 */
business_day: BusinessDay, 
/**
 * With which order.
 */
order_id: OrderId, 
/**
 * Its number as people say it.
 */
order_number: string, 
/**
 * For what.
 */
touch: Touch, 
/**
 * How much; below zero where it was taken back.
 */
amount: Money, };
export type CommissionLines = { 
/**
 * At most [`COMMISSION_LINES_MAX`], the latest first.
 */
lines: Array<CommissionLine>, };
export type Came = { 
/**
 * Whose personal code they gave; whoever enrols them brought them otherwise.
 */
brought_by: StaffId | null, 
/**
 * From where.
 */
source: Source | null, 
/**
 * By which campaign.
 */
campaign: Code | null, };
export type Source = "counter" | "friend" | "poster" | "online" | "delivery";
export type Alike = "card" | "name_and_phone" | "name_and_birthday" | "birthday_and_phone";
export type Duplicate = { 
/**
 * One of them.
 */
one: MemberCard, 
/**
 * The other.
 */
other: MemberCard, 
/**
 * What they agree in.
 */
why: Alike, };
export type Duplicates = { 
/**
 * At most [`DUPLICATES_SHOWN_MAX`]; what is the surest first.
 */
pairs: Array<Duplicate>, 
/**
 * Whether there are others.
 */
more: boolean, };
export type Feedback = { 
/**
 * When they said it.
 */
at: Timestamp, 
/**
 * Of which order.
 */
order_id: OrderId, 
/**
 * Its number as people say it: `A 042`.
 */
order_number: string, 
/**
 * Its trading date.
 */
business_day: BusinessDay, 
/**
 * Who opened it.
 */
staff_id: StaffId | null, 
/**
 * Whether it had a member.
 */
has_member: boolean, 
/**
 * From 1, bad, to 5, very good.
 */
score: number, 
/**
 * In their words; may be empty.
 */
words: string, };
export type FeedbackReport = { 
/**
 * One by one.
 */
rows: Array<Feedback>, };
export type ExceptionKind = "void" | "comp" | "discount" | "refund" | "service" | "no_sale" | "pay_out" | "settled_by_hand" | "coupon_given" | "ledger_adjusted" | "value_paid_out" | "at_risk";
export type Exception = { 
/**
 * The seq of its event.
 */
seq: number, 
/**
 * When.
 */
at: Timestamp, 
/**
 * On which business day.
 */
business_day: BusinessDay, 
/**
 * What sort.
 */
kind: ExceptionKind, 
/**
 * On which order.
 */
order_id: OrderId | null, 
/**
 * That order's number as people say it.
 */
order_number: string, 
/**
 * The item, where it is about one.
 */
names: Names | null, 
/**
 * How much money it is about.
 */
amount: Money, 
/**
 * Why: the reason's code, or what was written.
 */
reason: string, 
/**
 * Who.
 */
staff_id: StaffId | null, 
/**
 * Who allowed it.
 */
approved_by: StaffId | null, };
export type Exceptions = { 
/**
 * The list, at most [`EXCEPTIONS_MAX`].
 */
rows: Array<Exception>, 
/**
 * Whether there are more.
 */
more: boolean, };
export type Shifts = { 
/**
 * The sessions.
 */
shifts: Array<Shift>, };
export type Days = { 
/**
 * The days.
 */
days: Array<ClosedDay>, };
export type ImportSource = "square" | "loyverse";
export type ImportOutcome = "imported" | "changed" | "unchanged" | "refused";
export type ImportRow = { 
/**
 * Its line in the file, the heading being 1.
 */
line: number, 
/**
 * What the row calls the item.
 */
name: string, 
/**
 * What became of it.
 */
outcome: ImportOutcome, 
/**
 * Why it was refused, or what was left out of it; empty for nothing to say.
 */
why: string, 
/**
 * A word for the same, by which screens say it in another language; empty where there is none.
 */
code: string, };
export type ImportReport = { 
/**
 * Whether nothing was published yet.
 */
dry_run: boolean, 
/**
 * The version published; `None` for a dry run or when nothing changed.
 */
version: number | null, 
/**
 * Rows that brought something new.
 */
imported: number, 
/**
 * Rows that changed something.
 */
changed: number, 
/**
 * Rows that changed nothing.
 */
unchanged: number, 
/**
 * Rows that were refused.
 */
refused: number, 
/**
 * Row by row; rows without anything to say are left out past the first thousand.
 */
rows: Array<ImportRow>, };
export type CatalogueVersion = { 
/**
 * Which.
 */
version: number, 
/**
 * When it was published.
 */
at: Timestamp, 
/**
 * By whom.
 */
staff_id: StaffId | null, 
/**
 * How many items it has.
 */
items: number, };
export type CatalogueVersions = { 
/**
 * The versions, at most [`CATALOGUE_VERSIONS_MAX`].
 */
versions: Array<CatalogueVersion>, };
export type PhotoKept = { 
/**
 * Its hash: what an item names it by.
 */
hash: Hash, };
export type NewPart = { 
/**
 * Which choice group of the combo, counted from 0.
 */
group: number, 
/**
 * Which of its items.
 */
item_id: ItemId, 
/**
 * In which size, where the choice has one: the same item may be offered in several.
 */
size_id?: SizeId, 
/**
 * What is chosen with that item.
 */
modifiers: Array<ModifierId>, };
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
price?: Money, 
/**
 * Which size, for an item that has sizes.
 */
size_id?: SizeId, 
/**
 * What was chosen for the parts of a combo.
 */
parts?: Array<NewPart>, 
/**
 * How many grams, for an item that is sold by weight; 1 to [`GRAMS_MAX`].
 */
grams?: number, 
/**
 * Whose it is at the table, from 1 to [`SEAT_MAX`].
 */
seat?: number, 
/**
 * With what it is served, from 1 to [`COURSE_MAX`].
 */
course?: number, 
/**
 * Words about it.
 */
note?: Note, 
/**
 * Whether it is kept back although the rest is fired.
 */
hold?: boolean, };
export type TopUpMoney = { "type": "cash" } | { "type": "card_elsewhere", 
/**
 * That machine's reference; never a card number.
 */
reference: string, };
export type NewTenderKind = { "type": "cash", 
/**
 * What the guest gave; at least the amount.
 */
received: Money, } | { "type": "card_elsewhere", 
/**
 * That machine's reference; never a card number.
 */
reference: string, } | { "type": "stored_value" } | { "type": "points" } | { "type": "points_at_risk" } | { "type": "coupon", 
/**
 * Which.
 */
coupon_id: CouponId, } | { "type": "coupon_at_risk", 
/**
 * As the phone shows it.
 */
coupon: Coupon, };
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
amount: Money, 
/**
 * What is given on top, to the staff; 0 or more.
 */
tip?: Money, 
/**
 * ISO 4217; when given, it must be the store's own currency.
 */
currency?: string, };
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
print_receipt: boolean, 
/**
 * Table, guests, label, words, pickup time, training.
 */
details?: OrderDetails, } | { "type": "add_lines", 
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
 * The line as it shall be; its id and item are those of a line on the order.
 */
line: NewLine, } | { "type": "arrange_lines", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * Which lines, at least one.
 */
line_ids: Array<LineId>, 
/**
 * The seat; `None` for nobody's in particular.
 */
seat: number | null, 
/**
 * The course; `None` for none. A course cannot change once the kitchen has the line.
 */
course: number | null, } | { "type": "change_details", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * All of it, as it shall be. Training cannot change.
 */
details: OrderDetails, } | { "type": "move_lines", 
/**
 * From which order; open, unsplit, no money taken on it.
 */
from: OrderId, 
/**
 * The revision of it that the asker saw.
 */
from_revision: number, 
/**
 * To which order; open, or new when `open` is given.
 */
to: OrderId, 
/**
 * The revision of it that the asker saw; 0 for a new one.
 */
to_revision: number, 
/**
 * Which lines; empty for all.
 */
line_ids: Array<LineId>, 
/**
 * What a new order is like; `None` when the other order is there already.
 */
open?: OrderDetails, } | { "type": "void_line", 
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
line_ids: Array<LineId>, } | { "type": "schedule_fire", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Which lines, at least one, all held.
 */
line_ids: Array<LineId>, 
/**
 * When; `None` to leave them held until somebody fires them.
 */
at: Timestamp | null, } | { "type": "reduce", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * How much, of what, why.
 */
reduction: NewReduction, } | { "type": "remove_reduction", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * Which reduction.
 */
reduction_id: ReductionId, } | { "type": "set_service_charge", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * Parts per million of what the lines come to, 0 to 300 000.
 */
ppm: number, } | { "type": "split_order", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * How.
 */
by: SplitBy, } | { "type": "join_checks", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * Which checks; empty for all that nobody paid on.
 */
check_ids: Array<CheckId>, } | { "type": "take_tender", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Toward which check; `None` for the rest, or for an order that was not split.
 */
check_id?: CheckId, 
/**
 * The money.
 */
tender: NewTender, 
/**
 * Whether a receipt is printed when this closes the order.
 */
print_receipt: boolean, } | { "type": "ask_tender", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Toward which check; `None` for the rest, or for an order that was not split.
 */
check_id?: CheckId, 
/**
 * Minted by the terminal; the other machine knows the charge by it.
 */
tender_id: TenderId, 
/**
 * Which driver.
 */
driver: Code, 
/**
 * How much of it counts toward the order; above zero.
 */
amount: Money, 
/**
 * What is on top for the staff; 0 or more.
 */
tip?: Money, 
/**
 * The guest's payment code, when it was scanned. Used once, never kept.
 */
guest_code?: string, 
/**
 * Whether a receipt is printed when this closes the check.
 */
print_receipt: boolean, } | { "type": "ask_tender_again", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Which charge.
 */
tender_id: TenderId, } | { "type": "cancel_tender", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Which charge.
 */
tender_id: TenderId, } | { "type": "settle_tender", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Which charge.
 */
tender_id: TenderId, 
/**
 * Whether the machine took the money.
 */
taken: boolean, 
/**
 * What its slip calls it, 1 to [`crate::order::REFERENCE_CHARS_MAX`] characters when it was
 * taken; else not looked at. Never a card number.
 */
reference: string, } | { "type": "refund_order", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * Minted by the terminal.
 */
refund_id: RefundId, 
/**
 * What, at least one line.
 */
lines: Array<RefundLine>, 
/**
 * To which tenders; together exactly what the lines come to.
 */
tenders: Array<RefundTender>, 
/**
 * Why.
 */
reason: RefundReason, 
/**
 * Whether a receipt of it is printed.
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
ticket_id: TicketId, } | { "type": "bump_lines", 
/**
 * Which ticket.
 */
ticket_id: TicketId, 
/**
 * The revision that the cook saw.
 */
revision: number, 
/**
 * Which lines, at least one.
 */
line_ids: Array<LineId>, } | { "type": "bump_lines_back", 
/**
 * Which ticket.
 */
ticket_id: TicketId, 
/**
 * Which lines, at least one.
 */
line_ids: Array<LineId>, } | { "type": "confirm_allergy", 
/**
 * Which ticket.
 */
ticket_id: TicketId, 
/**
 * Which lines, at least one.
 */
line_ids: Array<LineId>, } | { "type": "rush_order", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * Whether.
 */
rush: boolean, } | { "type": "remake_line", 
/**
 * On which ticket it was.
 */
ticket_id: TicketId, 
/**
 * Which line.
 */
line_id: LineId, 
/**
 * How many of it.
 */
quantity: number, 
/**
 * Why.
 */
reason: RemakeReason, } | { "type": "call_from_kitchen", 
/**
 * Minted by the screen.
 */
call_id: CallId, 
/**
 * What.
 */
kind: CallKind, 
/**
 * About which ticket.
 */
ticket_id?: TicketId, 
/**
 * About which line of it.
 */
line_id?: LineId, 
/**
 * What is said besides, up to 80 characters.
 */
words?: string, } | { "type": "answer_call", 
/**
 * Which.
 */
call_id: CallId, } | { "type": "reprint_chit", 
/**
 * Which ticket.
 */
ticket_id: TicketId, } | { "type": "switch_layout", 
/**
 * Which; `None` for every station at its own place.
 */
layout: Code | null, } | { "type": "hand_over_order", 
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
counted: Money, 
/**
 * The notes and coins of it; when given, they must come to `counted`.
 */
denominations?: Array<Counted>, 
/**
 * Whether orders that this terminal opened may stay open for the next shift.
 */
leave_orders?: boolean, 
/**
 * Whether the report of the shift is printed.
 */
print?: boolean, } | { "type": "move_cash", 
/**
 * Which shift.
 */
shift_id: ShiftId, 
/**
 * Minted by the terminal.
 */
movement_id: MovementId, 
/**
 * Which way.
 */
kind: MovementKind, 
/**
 * How much, above zero.
 */
amount: Money, 
/**
 * What for; may be empty for a drop only.
 */
reason: string, } | { "type": "open_drawer", 
/**
 * Which shift.
 */
shift_id: ShiftId, } | { "type": "hand_over_shift", 
/**
 * Which shift.
 */
shift_id: ShiftId, 
/**
 * To whom.
 */
to: StaffId, } | { "type": "close_day", 
/**
 * Whether orders may stay open over the close.
 */
leave_orders: boolean, 
/**
 * Whether the Z is printed.
 */
print: boolean, } | { "type": "print_report", 
/**
 * Which.
 */
report: ReportAsked, } | { "type": "set_availability", 
/**
 * Which item.
 */
item_id: ItemId, 
/**
 * Whether.
 */
availability: Availability, } | { "type": "clear_table", 
/**
 * Which table.
 */
table: Code, } | { "type": "publish_floor_plan", 
/**
 * The plan; its version is the one that the asker saw.
 */
plan: FloorPlan, } | { "type": "enrol_member", 
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
consents: Array<Consent>, 
/**
 * How they came.
 */
came?: Came, } | { "type": "apply_promotions", 
/**
 * Which order.
 */
order_id: OrderId, 
/**
 * The revision that the asker saw.
 */
revision: number, 
/**
 * Promotions to leave out; empty for the best of all.
 */
without: Array<Code>, } | { "type": "change_member", 
/**
 * Whose.
 */
member_id: MemberId, 
/**
 * As it is from now on.
 */
about: MemberAbout, } | { "type": "set_allergies", 
/**
 * Whose.
 */
member_id: MemberId, 
/**
 * All of it; empty for nothing.
 */
allergies: Array<Allergen>, 
/**
 * That they agreed to its being kept; needed the first time.
 */
consent?: Consent, } | { "type": "top_up", 
/**
 * Whose.
 */
member_id: MemberId, 
/**
 * Minted by the terminal.
 */
movement_id: MovementId, 
/**
 * How much, above zero.
 */
amount: Money, 
/**
 * How it is paid.
 */
paid: TopUpMoney, } | { "type": "pay_out_value", 
/**
 * Whose.
 */
member_id: MemberId, 
/**
 * Minted by the terminal.
 */
movement_id: MovementId, } | { "type": "give_coupon", 
/**
 * Whom.
 */
member_id: MemberId, 
/**
 * What it is good for.
 */
coupon: Coupon, } | { "type": "withdraw_coupon", 
/**
 * Whose.
 */
member_id: MemberId, 
/**
 * Which.
 */
coupon_id: CouponId, 
/**
 * Why.
 */
why: AdjustReason, } | { "type": "adjust_member", 
/**
 * Whose.
 */
member_id: MemberId, 
/**
 * Points to add, below zero to take off.
 */
points: number, 
/**
 * Gift to add, below zero to take off.
 */
gift: Money, 
/**
 * Why.
 */
why: AdjustReason, } | { "type": "erase_member", 
/**
 * Whom.
 */
member_id: MemberId, } | { "type": "merge_members", 
/**
 * Who goes.
 */
from: MemberId, 
/**
 * Who is kept.
 */
into: MemberId, } | { "type": "keep_apart", 
/**
 * One of them.
 */
one: MemberId, 
/**
 * The other.
 */
other: MemberId, } | { "type": "take_apart", 
/**
 * Who was merged.
 */
member_id: MemberId, } | { "type": "transfer_points", 
/**
 * Whose.
 */
from: MemberId, 
/**
 * To whom.
 */
to: MemberId, 
/**
 * How many, above zero.
 */
points: number, } | { "type": "upsert_items", 
/**
 * The items, at most [`crate::store::UPSERTED_ITEMS_MAX`].
 */
items: Array<Item>, } | { "type": "edit_catalogue", 
/**
 * The version that the asker saw.
 */
base_version: number, 
/**
 * At most [`crate::catalogue::CATALOGUE_CHANGES_MAX`].
 */
changes: Array<CatalogueChange>, } | { "type": "revert_catalogue", 
/**
 * The version that the asker saw.
 */
base_version: number, 
/**
 * The version to go back to.
 */
version: number, };
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
known: boolean, } | { "type": "written", 
/**
 * Who: those who agreed, and were not written to lately.
 */
members: Array<MemberId>, } | { "type": "day", 
/**
 * The number of its Z.
 */
number: number, 
/**
 * What was sold after what was given back.
 */
net: Money, } | { "type": "refunded", 
/**
 * On which order.
 */
order_id: OrderId, 
/**
 * The number of the refund.
 */
number: number, 
/**
 * How much.
 */
amount: Money, 
/**
 * Cash to hand to the guest.
 */
cash: Money, 
/**
 * Points taken back from the member.
 */
points: number, } | { "type": "catalogue", 
/**
 * Its version now.
 */
version: number, } | { "type": "sign_in", 
/**
 * Whether they are in.
 */
signed_in: boolean, };
export type Rejection = { "code": "not_signed_in" } | { "code": "not_permitted" } | { "code": "unknown_staff", staff_id: StaffId, } | { "code": "staff_locked", minutes_left: number, } | { "code": "unknown_order", order_id: OrderId, } | { "code": "order_exists", order_id: OrderId, } | { "code": "line_paid", line_id: LineId, } | { "code": "order_not_open", order_id: OrderId, } | { "code": "order_changed", seen: number, now: number, } | { "code": "order_empty" } | { "code": "too_many_lines", most: number, } | { "code": "unknown_line", line_id: LineId, } | { "code": "line_exists", line_id: LineId, } | { "code": "line_already_voided", line_id: LineId, } | { "code": "line_not_held", line_id: LineId, } | { "code": "nothing_to_fire" } | { "code": "unknown_item", item_id: ItemId, } | { "code": "quantity_out_of_range", quantity: number, most: number, } | { "code": "unknown_modifier", modifier_id: ModifierId, } | { "code": "too_few_modifiers", group_id: ModifierGroupId, least: number, } | { "code": "too_many_modifiers", group_id: ModifierGroupId, most: number, } | { "code": "price_missing", item_id: ItemId, } | { "code": "price_not_open", item_id: ItemId, } | { "code": "price_out_of_range", price: Money, } | { "code": "amount_overflow" } | { "code": "tender_exists", tender_id: TenderId, } | { "code": "tender_out_of_range", amount: Money, } | { "code": "tender_exceeds_due", due: Money, } | { "code": "cash_received_too_small", received: Money, } | { "code": "still_due", due: Money, } | { "code": "order_has_tenders", paid: Money, } | { "code": "no_open_shift" } | { "code": "shift_exists", shift_id: ShiftId, } | { "code": "shift_already_open", shift_id: ShiftId, } | { "code": "unknown_shift", shift_id: ShiftId, } | { "code": "shift_not_open", shift_id: ShiftId, } | { "code": "count_out_of_range", amount: Money, } | { "code": "no_receipt", order_id: OrderId, } | { "code": "batch_too_large", most: number, } | { "code": "unknown_ticket", ticket_id: TicketId, } | { "code": "not_your_station", ticket_id: TicketId, } | { "code": "ticket_changed", seen: number, now: number, } | { "code": "ticket_already_bumped", ticket_id: TicketId, } | { "code": "ticket_not_bumped", ticket_id: TicketId, } | { "code": "allergy_unconfirmed", line_ids: Array<LineId>, } | { "code": "remake_too_much", most: number, } | { "code": "call_exists", call_id: CallId, } | { "code": "too_many_calls", most: number, } | { "code": "call_without_line" } | { "code": "unknown_call", call_id: CallId, } | { "code": "no_chit_printer", ticket_id: TicketId, } | { "code": "unknown_layout", layout: Code, } | { "code": "allergy_consent_missing" } | { "code": "order_not_ready", order_id: OrderId, } | { "code": "order_not_handed_over", order_id: OrderId, } | { "code": "unknown_member", member_id: MemberId, } | { "code": "member_exists", member_id: MemberId, } | { "code": "phone_invalid" } | { "code": "name_invalid" } | { "code": "tags_invalid" } | { "code": "member_card_invalid" } | { "code": "member_card_taken" } | { "code": "birthday_invalid" } | { "code": "promotions_stale" } | { "code": "consent_missing" } | { "code": "approval_needed" } | { "code": "catalogue_changed_meanwhile", seen: number, now: number, } | { "code": "unknown_catalogue", version: number, } | { "code": "size_missing", item_id: ItemId, } | { "code": "unknown_size", item_id: ItemId, } | { "code": "weight_invalid", item_id: ItemId, } | { "code": "combo_incomplete", item_id: ItemId, group: number, } | { "code": "item_unavailable", item_id: ItemId, left: number, } | { "code": "member_limit", item_id: ItemId, most: number, } | { "code": "seating_out_of_range" } | { "code": "words_invalid", most: number, } | { "code": "card_number_in_words" } | { "code": "unknown_table", table: Code, } | { "code": "floor_plan_invalid", problems: Array<string>, } | { "code": "floor_plan_changed", seen: number, now: number, } | { "code": "slot_unavailable" } | { "code": "training_fixed" } | { "code": "same_order" } | { "code": "order_is_split", order_id: OrderId, } | { "code": "fire_time_invalid" } | { "code": "reduction_out_of_range" } | { "code": "too_many_reductions", most: number, } | { "code": "unknown_reduction", reduction_id: ReductionId, } | { "code": "reduction_exists", reduction_id: ReductionId, } | { "code": "service_out_of_range", most_ppm: number, } | { "code": "split_invalid", most: number, } | { "code": "unknown_check", check_id: CheckId, } | { "code": "check_paid_on", check_id: CheckId, } | { "code": "wrong_currency", expected: string, } | { "code": "tip_out_of_range", tip: Money, } | { "code": "unknown_driver", driver: Code, } | { "code": "tender_pending", tender_id: TenderId, } | { "code": "tender_not_pending", tender_id: TenderId, } | { "code": "tender_still_answers", tender_id: TenderId, } | { "code": "order_not_closed", order_id: OrderId, } | { "code": "refund_exists", refund_id: RefundId, } | { "code": "refund_too_much", line_id: LineId, left: number, } | { "code": "refund_does_not_sum", lines: Money, tenders: Money, } | { "code": "refund_exceeds_tender", tender_id: TenderId, left: Money, } | { "code": "refund_too_old", days: number, } | { "code": "too_many_refunds", most: number, } | { "code": "orders_open", count: number, } | { "code": "shifts_open", count: number, } | { "code": "count_does_not_sum", counted: Money, sum: Money, } | { "code": "movement_out_of_range", amount: Money, } | { "code": "movement_exists", movement_id: MovementId, } | { "code": "no_report_printer" } | { "code": "unknown_day", number: number, } | { "code": "day_already_signed", number: number, } | { "code": "no_member" } | { "code": "value_too_small", left: Money, } | { "code": "points_not_taken" } | { "code": "stored_value_off" } | { "code": "member_is_owed", left: Money, } | { "code": "feedback_given" } | { "code": "feedback_out_of_range", most: number, } | { "code": "points_too_few", needed: number, left: number, } | { "code": "hq_reached" } | { "code": "risk_too_large", most: number, } | { "code": "coupon_lies_here" } | { "code": "coupon_used_here" } | { "code": "coupon_risk_too_large", most: Money, } | { "code": "unknown_coupon", coupon_id: CouponId, } | { "code": "coupon_expired", last_day: BusinessDay, } | { "code": "coupon_needs_more", least: Money, } | { "code": "coupon_too_small", worth: Money, } | { "code": "member_has_paid" } | { "code": "refund_share_too_small", tender_id: TenderId, least: Money, } | { "code": "top_up_out_of_range", amount: Money, } | { "code": "coupon_out_of_range" } | { "code": "coupon_exists", coupon_id: CouponId, } | { "code": "too_many_coupons", most: number, } | { "code": "adjustment_out_of_range" } | { "code": "member_merged", into: MemberId, } | { "code": "member_has_merged" } | { "code": "too_many_merged", most: number, } | { "code": "member_not_merged" } | { "code": "same_member" } | { "code": "catalogue_invalid", problems: Array<string>, };
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
export type OrderQuery = { "type": "receipt", 
/**
 * The number.
 */
number: number, } | { "type": "number", 
/**
 * The number.
 */
number: number, 
/**
 * The day; the running one when absent.
 */
business_day: BusinessDay | null, } | { "type": "recent" };
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
 * A full number in any usual form, its last four digits, the beginning of a word of their
 * name, a card that stands for them, or the code of their member page.
 */
digits: string, } | { "type": "show_coupon", 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * Who uses it.
 */
member_id: MemberId, 
/**
 * What was scanned.
 */
code: string, } | { "type": "invite_member", 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * Whom.
 */
member_id: MemberId, } | { "type": "approve", 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * Who allows it.
 */
staff_id: StaffId, 
/**
 * Their PIN.
 */
pin: string, 
/**
 * The id under which the command will be sent.
 */
command_id: CommandId, 
/**
 * The command, exactly as it will be sent.
 */
command: Command, } | { "type": "find_orders", 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * What is known of them.
 */
query: OrderQuery, } | { "type": "find_tickets", 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * Of which station; `None` for all. A screen of one station gets its own.
 */
station: Code | null, 
/**
 * The number that was called, a dish, a table or a label; empty for the latest.
 */
words: string, } | { "type": "member_detail", 
/**
 * Whether what they own in other stores is brought here first: they stand at the till.
 */
bring: boolean, 
/**
 * Comes back with the answer.
 */
request_id: string, 
/**
 * Who.
 */
member_id: MemberId, } | { "type": "member_card", 
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
staff?: Array<StaffCard>, 
/**
 * Availability of every item of which something is known.
 */
stock?: Array<StockRow>, 
/**
 * Every table of which something is known besides the orders at it.
 */
tables?: Array<TableRow>, 
/**
 * The floor plan.
 */
floor_plan?: FloorPlan, 
/**
 * What the kitchen as a whole is like.
 */
kitchen?: KitchenDesk, 
/**
 * What cannot be had today, as guests are told.
 */
sold_out?: Array<SoldOut>, };
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
members: Array<MemberCard>, } | { "type": "coupon_shown", 
/**
 * Of the request.
 */
request_id: string, 
/**
 * Its member's card, with it when it lies here now.
 */
card: MemberCard, 
/**
 * The coupon, when it lies elsewhere and HQ cannot be asked: it is taken at the owner's risk, or
 * not at all.
 */
at_risk: Coupon | null, } | { "type": "approved", 
/**
 * Of the request.
 */
request_id: string, 
/**
 * By whom.
 */
approver: StaffCard, 
/**
 * Until when it holds.
 */
expires_at: Timestamp, } | { "type": "orders", 
/**
 * Of the request.
 */
request_id: string, 
/**
 * The orders.
 */
orders: Array<Order>, } | { "type": "tickets", 
/**
 * Of the request.
 */
request_id: string, 
/**
 * The tickets.
 */
tickets: Array<Ticket>, } | { "type": "member_invited", 
/**
 * Of the request.
 */
request_id: string, 
/**
 * The address.
 */
url: string, } | { "type": "member_detail", 
/**
 * Of the request.
 */
request_id: string, 
/**
 * All of it.
 */
member: MemberDetail | null, } | { "type": "refused", 
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
 * What the closed ones of them came to, less what was given back of them.
 */
sales_today: Money, 
/**
 * How many of the closed ones had a member.
 */
identified_today: number, 
/**
 * What it has sold out by hand.
 */
sold_out: Array<Names>, };
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
 * What they came to, less what was given back of them.
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
export type HqClash = { 
/**
 * Who.
 */
member_id: MemberId, 
/**
 * What to call them; may be empty.
 */
name: string, 
/**
 * All but the last four digits hidden.
 */
phone_masked: string, 
/**
 * Points that are missing; 0 where none are.
 */
owed: number, 
/**
 * Coupons that paid once more than they were given.
 */
coupons: Array<Coupon>, 
/**
 * The latest orders that they paid with what is missing, the latest first.
 */
spent: Array<HqSpent>, };
export type HqCampaign = { 
/**
 * Which; none for those that staff thought of.
 */
campaign: Code | null, 
/**
 * Who gave them.
 */
store_id: StoreId, 
/**
 * How many were given.
 */
given: number, 
/**
 * What they were worth together.
 */
worth: Money, 
/**
 * How many their members have looked at, on the page on their phone.
 */
opened: number, 
/**
 * How many their members gave to somebody else, or shared to be given.
 */
shared: number, 
/**
 * How many paid an order, in whichever store.
 */
redeemed: number, 
/**
 * What those orders came to, less what was given back.
 */
sales: Money, 
/**
 * How many were taken back by hand.
 */
withdrawn: number, 
/**
 * How many were not used until their last day.
 */
expired: number, 
/**
 * How many can still be used.
 */
open: number, };
export type HqCampaigns = { 
/**
 * By campaign, then by store.
 */
campaigns: Array<HqCampaign>, };
export type HqGroups = { 
/**
 * As a store counts its own.
 */
counted: MemberGroups, 
/**
 * The day for which they are counted.
 */
day: BusinessDay, 
/**
 * Members of whom something changed, or for whom the day turned, and who are not counted anew yet:
 * 0 but for moments after many changed at once.
 */
waiting: number, 
/**
 * The store whose rules, money and zone all of them are counted by: the one that HQ has known
 * longest. `None` while HQ has heard from none.
 */
by: StoreCard | null, };
export type HqWriteTo = { 
/**
 * The group's key; of [`domain::member::groups::WRITTEN`] those whom HQ itself wrote to lately, once
 * more.
 */
group: string, };
export type HqSpent = { 
/**
 * In which store.
 */
store_id: StoreId, 
/**
 * Which.
 */
order_id: OrderId, 
/**
 * The number that was called.
 */
number: number, 
/**
 * How the guest ate.
 */
channel: Channel, 
/**
 * When it was paid.
 */
at: Timestamp, 
/**
 * How many points; 0 where it was a coupon.
 */
points: number, 
/**
 * What the coupon was worth; 0 where it was points.
 */
coupon: Money, 
/**
 * How many of the points, or coupons, did not lie in that store: the owner's risk. 0 where all of
 * them did.
 */
beyond: number, };
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
hours: Array<HqHour>, 
/**
 * Points and coupons that were spent twice, the latest first, at most [`CLASHES_SHOWN_MAX`] members.
 */
clashes: Array<HqClash>, };
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
 * The sum of the totals of all closed orders before refunds, in minor units.
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
export type HqMembers = { 
/**
 * At most [`MEMBERS_SHOWN_MAX`].
 */
members: Array<HqMember>, };
export type HqMember = { 
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
 * Everything that they own, wherever it lies: points.
 */
points: number, 
/**
 * Stored value that was paid in.
 */
principal: Money, 
/**
 * Stored value that was given.
 */
gift: Money, 
/**
 * How many coupons.
 */
coupons: number, 
/**
 * Where that lies: with HQ first, then in the stores.
 */
holdings: Array<HqHolding>, 
/**
 * Their ledger over all stores, the latest first.
 */
ledger: Array<HqMemberLine>, };
export type HqHolding = { 
/**
 * In which store; `None` for HQ, which may lend it.
 */
store_id: StoreId | null, 
/**
 * Points.
 */
points: number, 
/**
 * Stored value that was paid in.
 */
principal: Money, 
/**
 * Stored value that was given.
 */
gift: Money, 
/**
 * How many coupons.
 */
coupons: number, 
/**
 * HQ has lent it, and has not heard yet that the store took it.
 */
on_its_way: boolean, };
export type HqMemberLine = { 
/**
 * Where.
 */
store_id: StoreId, 
/**
 * When.
 */
at: Timestamp, 
/**
 * What it moved.
 */
entry: Entry, };
export type PageClaim = { 
/**
 * What stood in the address.
 */
claim: string, 
/**
 * 64 hexadecimal digits.
 */
public_key: string, };
export type PageClaimed = { 
/**
 * Whose.
 */
member_id: MemberId, };
export type CouponLook = { 
/**
 * Which coupon.
 */
coupon_id: CouponId, 
/**
 * Signed for `coupon` or `share`.
 */
ask: PageAsk, };
export type PageOrder = { 
/**
 * Where.
 */
store_id: StoreId, 
/**
 * The number that was called.
 */
number: number, 
/**
 * When.
 */
paid_at: Timestamp, 
/**
 * What it came to.
 */
total: Money, 
/**
 * What was given back of that.
 */
refunded: Money, 
/**
 * What it was, each thing once.
 */
bought: Array<PageBought>, };
export type PageBought = { 
/**
 * As the stores call it now; `None` for what none of them sells any more.
 */
names: Names | null, 
/**
 * How many; 1 of what is weighed.
 */
units: number, };
export type PageAsk = { 
/**
 * Whose page.
 */
member_id: MemberId, 
/**
 * When, by the phone's clock.
 */
at: Timestamp, 
/**
 * 128 hexadecimal digits over [`page_message`].
 */
signature: string, };
export type MemberPage = { 
/**
 * HQ's clock, for the codes of a phone whose clock is wrong.
 */
server_utc_ms: Timestamp, 
/**
 * What to call them; may be empty.
 */
name: string, 
/**
 * Their own number.
 */
phone: string, 
/**
 * Points, over all stores.
 */
points: number, 
/**
 * Stored value that they paid in.
 */
principal: Money, 
/**
 * Stored value that was given to them.
 */
gift: Money, 
/**
 * Coupons, past ones among them.
 */
coupons: Array<Coupon>, 
/**
 * What they agreed to.
 */
consents: Array<Consent>, 
/**
 * When they were enrolled.
 */
enrolled_at: Timestamp, 
/**
 * Their ledger over all stores, the latest first.
 */
ledger: Array<HqMemberLine>, 
/**
 * The orders that they paid, in all stores, the latest first.
 */
orders: Array<PageOrder>, 
/**
 * The stores that occur, for their names and money.
 */
stores: Array<PageStore>, };
export type PageStore = { 
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
time_zone: string, };
