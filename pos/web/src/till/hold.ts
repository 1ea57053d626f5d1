import { mintId, type Line, type NewLine, type Timestamp } from '@comanda/web';
import { NO_CHOICE, type Choice } from './choices';
import type { CheckLine } from './check';
import { picked } from './panel';
import { choiceOf, newLines, NO_SERVING, servingOf, type Serving } from './slip';
import { actHere, ask, order, revisionOf, slip } from './store';

type Edit = { quantity?: number; choice?: Choice; serving?: Partial<Serving> };

/** Changes a held line at the store; what is not said stays as it is. */
export function changeHeld(line: Line, edit: Edit): void {
  const here = slip.peek();
  const { order_id } = here;
  const whole = {
    id: line.id,
    item_id: line.item_id,
    quantity: edit.quantity ?? line.quantity,
    state: 'draft',
    ...(edit.choice ?? choiceOf(line)),
    ...servingOf(line),
    ...edit.serving,
  } as const;
  const [asked] = newLines([whole]);
  if (asked === undefined) return;
  const command: NewLine = asked;
  void ask(order_id, { type: 'change_line', order_id, revision: revisionOf(here), line: command });
}

/** A line that waits for the kitchen is changed at the store; one that is only here is changed here. */
export function setQuantity(line: CheckLine, quantity: number): void {
  if (line.where === 'here') actHere({ type: 'set_quantity', line_id: line.row.id, quantity });
  else changeHeld(line.line, { quantity });
}

/** Words about a line that the kitchen does not have yet. */
export function setNote(line: CheckLine, note: Serving['note']): void {
  if (line.where === 'here') actHere({ type: 'serve', line_id: line.row.id, serving: { note } });
  else changeHeld(line.line, { serving: { note } });
}

/** The seat and the course of a line; the seat changes even once the kitchen has it. */
export function arrange(line: CheckLine, edit: { seat?: number | null; course?: number | null }): void {
  const { seat, course } = { seat: line.serving.seat, course: line.serving.course, ...edit };
  if (line.where === 'here') {
    actHere({ type: 'serve', line_id: line.row.id, serving: { seat, course } });
    return;
  }
  const here = slip.peek();
  const { order_id } = here;
  const line_ids = [line.row.id];
  void ask(order_id, { type: 'arrange_lines', order_id, revision: revisionOf(here), line_ids, seat, course });
}

/** Keeps a line that is only here back when the rest is sent, or no longer. */
export function setHold(line: CheckLine, hold: boolean, fireAt: Timestamp | null = null): void {
  if (line.where === 'here')
    actHere({ type: 'serve', line_id: line.row.id, serving: { hold, fire_at: hold ? fireAt : null } });
  else if (hold) schedule([line.row.id], fireAt);
  else fire([line.row.id]);
}

/** Sends held lines to the kitchen. */
export function fire(lineIds: readonly string[]): void {
  const { order_id } = slip.peek();
  void ask(order_id, { type: 'fire_lines', order_id, line_ids: [...lineIds] });
}

function schedule(lineIds: readonly string[], at: Timestamp | null): void {
  const { order_id } = slip.peek();
  void ask(order_id, { type: 'schedule_fire', order_id, line_ids: [...lineIds], at });
}

/** One more of the same, as a line of its own that nobody has yet. */
export function sameAgain(line: CheckLine): void {
  const choice = line.where === 'here' ? line.line : choiceOf(line.line);
  const { seat, course, note } = line.serving;
  const { size_id, modifiers, parts, grams } = choice;
  const price = line.where === 'here' ? line.line.price : null;
  const id = mintId();
  const said = { ...NO_CHOICE, size_id, modifiers, parts, grams, price };
  const how = { ...NO_SERVING, seat, course, note };
  const { item_id } = line;
  actHere({ type: 'add', line: { id, item_id, quantity: 1, state: 'draft', ...said, ...how } });
  picked.value = slip.peek().lines.some((one) => one.id === id) ? id : picked.peek();
}

/** Lines of the order on the desk that the store holds back from the kitchen. */
export function heldAtStore(): Line[] {
  return (order.value?.lines ?? []).filter((line) => line.state.type === 'held');
}
