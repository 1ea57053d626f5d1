import { dictionary, mintId, pick, toast, type Item, type Money } from '@comanda/web';
import { groupsOf, inMenuOrder, mustAsk, usualChoices } from './choices';
import { picked, panel, typed } from './panel';
import { act, actHere, catalogue, items, slip } from './store';

const t = dictionary({
  en: { removed: (name: string) => `${name} removed`, undo: 'Undo' },
  zh: { removed: (name) => `已删除 ${name}`, undo: '撤销' },
});

/** A tap on an item: on the slip at once, or asked about first where something must be chosen. */
export function tapItem(item: Item): void {
  const menu = catalogue.peek();
  if (menu === null) return;
  typed.value = '';
  const groups = groupsOf(menu, item);
  if (mustAsk(item, groups)) panel.value = { type: 'choices', item_id: item.id, line_id: null };
  else ring(item, usualChoices(groups), null);
}

/** Puts one of an item on the slip. */
export function ring(item: Item, chosen: readonly string[], price: Money | null): void {
  const menu = catalogue.peek();
  if (menu === null) return;
  const modifiers = inMenuOrder(groupsOf(menu, item), chosen);
  const id = mintId();
  actHere({ type: 'add', line: { id, item_id: item.id, quantity: 1, modifiers, price, state: 'draft' } });
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
