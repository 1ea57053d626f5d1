import { Button, dictionary, Sheet, type VoidReason } from '@comanda/web';
import { askWithApproval } from './approval';
import { checkLines } from './check';
import { closePanel, picked } from './panel';
import { order } from './store';
import { REASONS, reasonName } from './words';

const t = dictionary({
  en: {
    line: (what: string) => `Void ${what}`,
    order: 'Void the whole order',
    why: 'Why? The kitchen is told at once, and the reason stays on record.',
  },
  zh: {
    line: (what) => `作废 ${what}`,
    order: '作废整张单',
    why: '为什么？后厨马上会知道，原因会留底。',
  },
});

/** Striking a sent line, or the whole order (`lineId` null): never without a reason. */
export function VoidSheet({ lineId }: { lineId: string | null }) {
  const line = checkLines.value.find((one) => one.row.id === lineId)?.row;
  const orderId = order.value?.id;
  const strike = (reason: VoidReason) => {
    closePanel();
    if (orderId === undefined) return;
    picked.value = null;
    if (lineId === null) void askWithApproval(orderId, { type: 'void_order', order_id: orderId, reason });
    else void askWithApproval(orderId, { type: 'void_line', order_id: orderId, line_id: lineId, reason });
  };
  const what = line === undefined ? '' : `${line.quantity} × ${line.name}`;
  return (
    <Sheet open title={lineId === null ? t().order : t().line(what)} onClose={closePanel}>
      <p class="hint">{t().why}</p>
      <div class="reasons">
        {REASONS.map((reason) => (
          <Button key={reason} data-testid={`reason-${reason}`} onClick={() => strike(reason)}>
            {reasonName(reason)}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
