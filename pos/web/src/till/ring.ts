import { dictionary, mintId, pick, toast, type Item } from '@comanda/web';
import { groupsOf, inMenuOrder, mustAsk, NO_CHOICE, openGroups, usualOf, type Choice } from './choices';
import { counting, picked, panel, typed } from './panel';
import { NO_SERVING } from './slip';
import { act, actHere, catalogue, items, slip, view } from './store';
import { leftOf } from './stock';

const t = dictionary({
  en: { removed: (name: string) => `${name} removed`, undo: 'Undo' },
  zh: { removed: (name) => `已删除 ${name}`, undo: '撤销' },
});

/** A tap on an item: on the slip at once, or asked about first where something must be chosen. */
export function tapItem(item: Item): void {
  const menu = catalogue.peek();
  if (menu === null) return;
  typed.value = '';
  if (counting.peek()) panel.value = { type: 'availability', item_id: item.id };
  else if (leftOf(item, view.peek().stock.get(item.id)) === 0)
    panel.value = { type: 'substitutes', item_id: item.id };
  else if (mustAsk(item, groupsOf(menu, item)))
    panel.value = { type: 'choices', item_id: item.id, line_id: null };
  else ring(item, { ...NO_CHOICE, modifiers: usualOf(menu, item) });
}

/** An item, and its size, whose code was scanned: on the slip at once where the code says everything. */
export function ringScanned(item: Item, sizeId: string | null): void {
  const menu = catalogue.peek();
  if (menu === null) return;
  // With its size the item has a price, whatever it costs: only what else there is to choose is asked.
  const sized = { ...item, sizes: [], price: item.price ?? 0 };
  const said = sizeId !== null && item.combo === undefined && !mustAsk(sized, groupsOf(menu, item));
  if (!said || leftOf(item, view.peek().stock.get(item.id)) === 0) tapItem(item);
  else ring(item, { ...NO_CHOICE, size_id: sizeId, modifiers: usualOf(menu, item) });
}

/** Puts one of an item on the slip, for the seat and the course that are being taken. */
export function ring(item: Item, choice: Choice): void {
  const menu = catalogue.peek();
  if (menu === null) return;
  const modifiers = inMenuOrder(openGroups(menu, item, choice.modifiers), choice.modifiers);
  const id = mintId();
  const { seat, course } = slip.peek();
  const said = { id, item_id: item.id, quantity: 1, state: 'draft' } as const;
  actHere({ type: 'add', line: { ...said, ...choice, modifiers, ...NO_SERVING, seat, course } });
  const lines = slip.peek().lines;
  picked.value =
    (lines.find((line) => line.id === id) ?? lines.findLast((line) => line.item_id === item.id))?.id ?? null;
}

/** Takes a line off that nobody else has seen; it can be put back for five seconds. */
export function removeDraft(lineId: string): void {
  const { order_id, lines } = slip.peek();
  const index = lines.findIndex((line) => line.id === lineId);
  const line = lines[index];
  if (line?.state !== 'draft') return;
  actHere({ type: 'remove', line_id: lineId });
  picked.value = null;
  const item = items.peek().get(line.item_id);
  const run = () => {
    act(order_id, { type: 'put_back', line, index });
    if (slip.peek().order_id === order_id) picked.value = line.id;
  };
  toast({ text: t().removed(item === undefined ? '' : pick(item.names)), action: { label: t().undo, run } });
}
