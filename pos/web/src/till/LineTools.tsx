import { Button, dictionary } from '@comanda/web';
import { checkLines, type CheckLine } from './check';
import { groupsOf, isChoosable } from './choices';
import { setQuantity } from './hold';
import { panel, picked } from './panel';
import { removeDraft } from './ring';
import { catalogue, items, order } from './store';

const t = dictionary({
  en: {
    tools: 'The picked line',
    less: 'One less',
    more: 'One more',
    choices: 'Choices',
    line: 'More',
    lineLabel: 'More about this line',
    remove: 'Remove',
    void: 'Void…',
    sent: 'The kitchen has it.',
    sending: 'Sending…',
  },
  zh: {
    tools: '选中的一行',
    less: '减一',
    more: '加一',
    choices: '选项',
    line: '更多',
    lineLabel: '这一行的更多操作',
    remove: '删除',
    void: '作废…',
    sent: '后厨已收到。',
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
  const more = (
    <Button
      data-testid="line-menu"
      aria-label={t().lineLabel}
      onClick={() => (panel.value = { type: 'line', line_id: line.row.id })}
    >
      {t().line}
    </Button>
  );
  if (line.where === 'store' && line.line.state.type === 'fired') {
    return (
      <>
        <span class="hint">{t().sent}</span>
        {more}
        <VoidButton lineId={line.row.id} />
      </>
    );
  }
  const item = items.value.get(line.item_id);
  const menu = catalogue.value;
  const choosable = item !== undefined && menu !== null && isChoosable(item, groupsOf(menu, item));
  const weighed = line.where === 'here' ? line.line.grams !== null : line.line.details?.grams !== undefined;
  return (
    <>
      <Button
        aria-label={t().less}
        data-testid="less"
        disabled={weighed || line.quantity <= 1}
        onClick={() => setQuantity(line, line.quantity - 1)}
      >
        −
      </Button>
      <span class="count" data-testid="quantity">
        {line.quantity}
      </span>
      <Button
        aria-label={t().more}
        data-testid="plus"
        disabled={weighed}
        onClick={() => setQuantity(line, line.quantity + 1)}
      >
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
      {more}
      {line.where === 'here' ? (
        <Button tone="danger" data-testid="remove" onClick={() => removeDraft(line.row.id)}>
          {t().remove}
        </Button>
      ) : (
        <VoidButton lineId={line.row.id} />
      )}
    </>
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
