import {
  channelName,
  clockTime,
  dictionary,
  pick,
  type FloorPlan,
  type SlipLine,
  type SlipModifier,
  type StoreCard,
  type Ticket,
  type TicketLine,
} from '@comanda/web';
import { isStrong } from './strong';

const t = dictionary({
  en: {
    table: (name: string) => `Table ${name}`,
    course: (course: number) => `course ${course}`,
    seat: (seat: number) => `seat ${seat}`,
    grams: (grams: number) => `${grams} g`,
    note: (words: string) => `Note: ${words}`,
    pickup: (clock: string) => `comes at ${clock}`,
  },
  zh: {
    table: (name) => `${name} 号桌`,
    course: (course) => `第 ${course} 道`,
    seat: (seat) => `${seat} 号位`,
    grams: (grams) => `${grams} 克`,
    note: (words) => `备注：${words}`,
    pickup: (clock) => `${clock} 来取`,
  },
});

/** Where a ticket's food goes: to a table, or out on its channel. */
export function whereText({ channel, details }: Ticket, plan: FloorPlan | null): string {
  const code = details?.table;
  if (code === undefined) return channelName(channel);
  return t().table(plan?.tables.find((one) => one.code === code)?.name ?? code);
}

/** What a cook must know of the whole order: whose it is, when it is fetched, what was asked for in words. */
export function orderWords({ details }: Ticket, at: StoreCard | null): SlipModifier[] {
  const { label, pickup_at, note } = details ?? {};
  return [
    ...(label === undefined ? [] : [{ text: label }]),
    ...(pickup_at === undefined || at === null ? [] : [{ text: t().pickup(clockTime(pickup_at, at)) }]),
    ...(note === undefined ? [] : [{ text: t().note(note.text), strong: true }]),
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
  }));
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
