import {
  ALLERGEN_MARK,
  allergenName,
  channelName,
  clockTime,
  dictionary,
  listed,
  pick,
  type Allergen,
  type Catalogue,
  type FloorPlan,
  type SlipLine,
  type SlipModifier,
  type StoreCard,
  type Ticket,
  type TicketLine,
} from '@comanda/web';
import { isStrong } from './strong';
import { stationWord } from './words';

/** Visits from which a guest is a regular. */
const REGULAR_VISITS = 5;

const t = dictionary({
  en: {
    table: (name: string) => `Table ${name}`,
    course: (course: number) => `course ${course}`,
    seat: (seat: number) => `seat ${seat}`,
    grams: (grams: number) => `${grams} g`,
    note: (words: string) => `Note: ${words}`,
    pickup: (clock: string) => `comes at ${clock}`,
    guests: (count: number) => `${count} ${count === 1 ? 'guest' : 'guests'}`,
    contains: (names: string) => `Contains ${names}`,
    allergy: (names: string) => `⚠ ALLERGY: ${names}`,
    confirmed: (names: string) => `Allergy confirmed: ${names}`,
    first: 'First visit',
    regular: 'Regular guest',
    from: (station: string) => `Moved here from ${station}`,
    paper: 'Also on paper: no screen showed it in time',
    late: 'No screen showed it in time',
  },
  zh: {
    table: (name) => `${name} 号桌`,
    course: (course) => `第 ${course} 道`,
    seat: (seat) => `${seat} 号位`,
    grams: (grams) => `${grams} 克`,
    note: (words) => `备注：${words}`,
    pickup: (clock) => `${clock} 来取`,
    guests: (count) => `${count} 位`,
    contains: (names) => `含${names}`,
    allergy: (names) => `⚠ 过敏：${names}`,
    confirmed: (names) => `已确认过敏：${names}`,
    first: '首次来店',
    regular: '常客',
    from: (station) => `从${station}转来`,
    paper: '已另出纸单：没有屏幕及时显示',
    late: '没有屏幕及时显示',
  },
});

const remakeWords = dictionary({
  en: {
    spoiled: 'Again: it was spoiled',
    made_wrong: 'Again: it was made wrong',
    wrong_guest: 'Again: it went to another guest',
    sent_back: 'Again: the guest sent it back',
    cold: 'Again: it went cold',
  },
  zh: {
    spoiled: '重做：掉了或烧了',
    made_wrong: '重做：做错了',
    wrong_guest: '重做：上给了别的客人',
    sent_back: '重做：客人退回',
    cold: '重做：凉了',
  },
});

/** Where a ticket's food goes: to a table, or out on its channel. */
export function whereText({ channel, details }: Ticket, plan: FloorPlan | null): string {
  const code = details?.table;
  if (code === undefined) return channelName(channel);
  return t().table(plan?.tables.find((one) => one.code === code)?.name ?? code);
}

/** What a cook must know of the whole order: whose it is, when it is fetched, what was asked for in words. */
export function orderWords(
  ticket: Ticket,
  at: StoreCard | null,
  catalogue: Catalogue | null,
): SlipModifier[] {
  const { label, pickup_at, note, guests } = ticket.details ?? {};
  const { came_from, remake, unshown, guest } = ticket;
  return [
    ...(remake === undefined ? [] : [{ text: remakeWords()[remake], strong: true }]),
    ...(guests === undefined ? [] : [{ text: t().guests(guests) }]),
    ...(label === undefined ? [] : [{ text: label }]),
    ...(guest?.tier === undefined ? [] : [{ text: `★ ${pick(guest.tier)}`, strong: true }]),
    ...(guest?.visits === 0 ? [{ text: t().first }] : []),
    ...(guest !== undefined && guest.visits >= REGULAR_VISITS ? [{ text: t().regular }] : []),
    ...(pickup_at === undefined || at === null ? [] : [{ text: t().pickup(clockTime(pickup_at, at)) }]),
    ...(note === undefined ? [] : [{ text: t().note(note.text), strong: true }]),
    ...(came_from === undefined ? [] : [{ text: t().from(stationWord(catalogue, came_from)), strong: true }]),
    ...(unshown === undefined ? [] : [{ text: unshown.printer === undefined ? t().late : t().paper }]),
  ];
}

/** The lines of a ticket as they stand on the slip. */
export function slipLines(ticket: Ticket): SlipLine[] {
  return ticket.lines.map((line) => ({
    id: line.line_id,
    quantity: line.quantity,
    name: pick(line.names),
    modifiers: lineWords(line),
    voided: line.voided,
    ...allergyWords(line),
    ...(line.done_at !== undefined && !line.voided && { done: true }),
  }));
}

function allergyWords({ allergens = [], conflict = [], confirmed, voided }: TicketLine): Partial<SlipLine> {
  if (voided) return {};
  const others = allergens.filter((one) => !conflict.includes(one));
  const names = listed(conflict.map(allergenName));
  return {
    ...(conflict.length > 0 && { alarm: confirmed === true ? t().confirmed(names) : t().allergy(names) }),
    ...(others.length > 0 && { contains: t().contains(listed(others.map(marked))) }),
  };
}

function marked(allergen: Allergen): string {
  return `${ALLERGEN_MARK[allergen]} ${allergenName(allergen)}`;
}

function lineWords({ modifiers, seat, course, grams, note }: TicketLine): SlipModifier[] {
  return [
    ...(grams === undefined ? [] : [{ text: t().grams(grams) }]),
    ...modifiers.map((names) => ({ text: pick(names), strong: isStrong(names) })),
    ...(note === undefined ? [] : [{ text: t().note(note), strong: true }]),
    ...(course === undefined ? [] : [{ text: t().course(course) }]),
    ...(seat === undefined ? [] : [{ text: t().seat(seat) }]),
  ];
}

/** The text of words that stand behind each other, for measuring how much room they take. */
export function joined(words: readonly SlipModifier[]): string {
  return words.map(({ text }) => text).join(' · ');
}
