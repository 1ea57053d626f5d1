import { Button, dictionary } from '@comanda/web';
import { checkLines, type CheckLine } from './check';
import { groupsOf } from './choices';
import { panel, picked } from './panel';
import { removeDraft } from './ring';
import { actHere, ask, catalogue, items, order, revisionOf, slip } from './store';

const t = dictionary({
  en: {
    tools: 'The picked line',
    less: 'One less',
    more: 'One more',
    choices: 'Choices',
    remove: 'Remove',
    void: 'Void…',
    reduce: 'Discount…',
    sent: 'The kitchen has this line.',
    sending: 'Sending…',
  },
  zh: {
    tools: '选中的一行',
    less: '减一',
    more: '加一',
    choices: '选项',
    remove: '删除',
    void: '作废…',
    reduce: '折扣…',
    sent: '后厨已收到这一行。',
    sending: '发送中…',
  },
});

/** What can be done about the picked line; stays in one place, so that the list does not jump under a finger. */
export function LineTools() {
  const line = checkLines.value.find((one) => one.row.id === picked.value);
  if (line === undefined || line.row.voided === true) return null;
  const open = order.value === null || order.value.state.type === 'open';
  if (!open) return null;
  return (
    <div class="tools" role="group" aria-label={t().tools}>
      <Tools line={line} />
    </div>
  );
}

function Tools({ line }: { line: CheckLine }) {
  if (line.where === 'here' && line.line.state !== 'draft') return <span class="hint">{t().sending}</span>;
  if (line.where === 'store' && line.line.state.type === 'fired') {
    return (
      <>
        <span class="hint">{t().sent}</span>
        <ReduceButton lineId={line.row.id} />
        <VoidButton lineId={line.row.id} />
      </>
    );
  }
  const item = items.value.get(line.item_id);
  const menu = catalogue.value;
  const choosable =
    item !== undefined && menu !== null && (groupsOf(menu, item).length > 0 || item.price === null);
  return (
    <>
      <Button
        aria-label={t().less}
        data-testid="less"
        disabled={line.quantity <= 1}
        onClick={() => setQuantity(line, line.quantity - 1)}
      >
        −
      </Button>
      <span class="count" data-testid="quantity">
        {line.quantity}
      </span>
      <Button aria-label={t().more} data-testid="plus" onClick={() => setQuantity(line, line.quantity + 1)}>
        +
      </Button>
      <span class="space" />
      {choosable && (
        <Button
          data-testid="edit-choices"
          onClick={() => (panel.value = { type: 'choices', item_id: line.item_id, line_id: line.row.id })}
        >
          {t().choices}
        </Button>
      )}
      {line.where === 'here' ? (
        <Button tone="danger" data-testid="remove" onClick={() => removeDraft(line.row.id)}>
          {t().remove}
        </Button>
      ) : (
        <>
          <ReduceButton lineId={line.row.id} />
          <VoidButton lineId={line.row.id} />
        </>
      )}
    </>
  );
}

function ReduceButton({ lineId }: { lineId: string }) {
  return (
    <Button data-testid="reduce-line" onClick={() => (panel.value = { type: 'reduce', line_id: lineId })}>
      {t().reduce}
    </Button>
  );
}

function VoidButton({ lineId }: { lineId: string }) {
  return (
    <Button
      tone="danger"
      data-testid="void-line"
      onClick={() => (panel.value = { type: 'void', line_id: lineId })}
    >
      {t().void}
    </Button>
  );
}

/** A line that waits for the kitchen is changed at the store; one that is only here is changed here. */
function setQuantity(line: CheckLine, quantity: number): void {
  if (line.where === 'here') {
    actHere({ type: 'set_quantity', line_id: line.row.id, quantity });
    return;
  }
  const modifiers = line.line.modifiers.map((one) => one.modifier_id);
  changeHeld(line.row.id, line.line.item_id, quantity, modifiers);
}

/** Changes a held line at the store. */
export function changeHeld(
  lineId: string,
  itemId: string,
  quantity: number,
  modifiers: readonly string[],
): void {
  const here = slip.peek();
  const { order_id } = here;
  void ask(order_id, {
    type: 'change_line',
    order_id,
    revision: revisionOf(here),
    line: { line_id: lineId, item_id: itemId, quantity, modifiers: [...modifiers] },
  });
}
