import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  clockTime,
  dictionary,
  explain,
  formatMoney,
  pick,
  Sheet,
  toast,
  type Command,
  type Money,
  type Shift,
  type StoreCard,
} from '@comanda/web';
import { askWithApproval } from './approval';
import { movementName } from './approvalWords';
import { closePanel, panel } from './panel';
import { shift, shiftOpen, staff, store, view } from './store';

const t = dictionary({
  en: {
    title: 'Drawer · X report',
    none: 'No shift is open on this till.',
    openedBy: (who: string, time: string) => `Opened by ${who} at ${time}`,
    heldBy: (who: string) => `With ${who} now`,
    float: 'Float',
    sales: 'Cash from sales',
    payIns: 'Put in',
    payOuts: 'Taken out',
    drops: 'Brought to the safe',
    refunds: 'Cash given back',
    expected: 'Should be in the drawer',
    blind: 'Shown to managers only: the drawer is counted blind.',
    noSales: (count: number) => `Opened without a sale: ${count}`,
    moved: 'Cash that moved',
    pay_in: 'Cash in…',
    pay_out: 'Cash out…',
    drop: 'To the safe…',
    noSale: 'Open drawer, no sale',
    opened: 'The drawer opens. It is noted as opened without a sale.',
    hand: 'Hand over…',
    print: 'Print X',
    printing: 'The X report is printing.',
    handTitle: 'Hand the drawer over',
    handText: 'Whoever takes it answers for the cash from now on. Count it together first.',
    handed: (who: string) => `The drawer is with ${who} now.`,
    nobody: 'Nobody else may run a drawer here.',
    unknown: 'somebody',
  },
  zh: {
    title: '钱箱 · X 报表',
    none: '这台收银没有开班。',
    openedBy: (who, time) => `${who} ${time} 开班`,
    heldBy: (who) => `现在由 ${who} 负责`,
    float: '备用金',
    sales: '现金销售',
    payIns: '存入',
    payOuts: '取出',
    drops: '入保险柜',
    refunds: '现金退款',
    expected: '钱箱应有',
    blind: '只有经理能看：钱箱要盲点。',
    noSales: (count) => `不收款开箱：${count} 次`,
    moved: '现金存取',
    pay_in: '存入现金…',
    pay_out: '取出现金…',
    drop: '入保险柜…',
    noSale: '不收款开钱箱',
    opened: '钱箱已打开，会记为不收款开箱。',
    hand: '交接…',
    print: '打印 X',
    printing: 'X 报表打印中。',
    handTitle: '交接钱箱',
    handText: '接手的人从现在起对现金负责。请先一起点清。',
    handed: (who) => `钱箱现在由 ${who} 负责。`,
    nobody: '没有别人可以接手钱箱。',
    unknown: '某人',
  },
});

function personName(id: string | null | undefined): string {
  const person = view.value.staffList.find((one) => one.id === id);
  return person === undefined ? t().unknown : pick(person.names);
}

/** The drawer as it is now, and everything that moves cash without a sale. */
export function DrawerSheet() {
  const at = store.value;
  const running = shift.value;
  if (at === null) return null;
  if (running === null || !shiftOpen.value)
    return (
      <Sheet open title={t().title} onClose={closePanel}>
        <p>{t().none}</p>
      </Sheet>
    );
  return <Drawer running={running} at={at} />;
}

function Drawer({ running, at }: { running: Shift; at: StoreCard }) {
  const trouble = useSignal<string | null>(null);
  const busy = useSignal(false);
  const put = async (command: Command, said: string) => {
    if (busy.value) return;
    busy.value = true;
    const outcome = await askWithApproval(null, command);
    busy.value = false;
    trouble.value = outcome.type === 'refused' ? explain(outcome) : null;
    if (outcome.type === 'refused') return;
    closePanel();
    toast({ text: said });
  };
  const move = (kind: 'pay_in' | 'pay_out' | 'drop') => (
    <Button data-testid={`move-${kind}`} onClick={() => (panel.value = { type: 'move_cash', kind })}>
      {t()[kind]}
    </Button>
  );
  return (
    <Sheet open class="drawer" title={t().title} onClose={closePanel}>
      <p class="hint">
        {t().openedBy(personName(running.opened_by), clockTime(running.opened_at, at))}
        {running.held_by !== undefined && ` · ${t().heldBy(personName(running.held_by))}`}
      </p>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <div class="options four">
        {move('pay_in')}
        {move('pay_out')}
        {move('drop')}
        <Button
          data-testid="no-sale"
          disabled={busy.value}
          onClick={() => void put({ type: 'open_drawer', shift_id: running.id }, t().opened)}
        >
          {t().noSale}
        </Button>
        <Button data-testid="hand-over" onClick={() => (panel.value = { type: 'hand_over' })}>
          {t().hand}
        </Button>
        <Button
          data-testid="print-x"
          disabled={busy.value}
          onClick={() =>
            void put({ type: 'print_report', report: { type: 'shift', shift_id: running.id } }, t().printing)
          }
        >
          {t().print}
        </Button>
      </div>
      <Figures running={running} at={at} />
    </Sheet>
  );
}

/** The X of the drawer. What should be in it is for managers: whoever counts it must not know. */
function Figures({ running, at }: { running: Shift; at: StoreCard }) {
  const boss = staff.value?.role === 'manager';
  const { pay_ins = 0, pay_outs = 0, drops = 0, cash_refunds = 0, no_sales = 0, movements = [] } = running;
  const row = (label: string, amount: Money) => (
    <div key={label}>
      <dt>{label}</dt>
      <dd>{formatMoney(amount, at)}</dd>
    </div>
  );
  return (
    <>
      <dl class="facts" data-testid="x-report">
        {row(t().float, running.float)}
        {boss && row(t().sales, running.cash_in)}
        {pay_ins > 0 && row(t().payIns, pay_ins)}
        {pay_outs > 0 && row(t().payOuts, -pay_outs)}
        {drops > 0 && row(t().drops, -drops)}
        {cash_refunds > 0 && row(t().refunds, -cash_refunds)}
        {boss && (
          <div class="total">
            <dt>{t().expected}</dt>
            <dd data-testid="x-expected">{formatMoney(running.expected, at)}</dd>
          </div>
        )}
      </dl>
      {!boss && <p class="hint">{t().blind}</p>}
      {no_sales > 0 && <p class="hint">{t().noSales(no_sales)}</p>}
      {movements.length > 0 && (
        <section>
          <h3>{t().moved}</h3>
          <ul class="list">
            {movements.toReversed().map((one) => (
              <li key={one.id}>
                <div class="check-row">
                  <span>
                    {movementName(one.kind)}
                    <small>
                      {[clockTime(one.at, at), personName(one.by), one.reason]
                        .filter((word) => word !== '')
                        .join(' · ')}
                    </small>
                  </span>
                  <b class="sum">{formatMoney(one.amount, at)}</b>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Giving the running drawer to somebody else. */
export function HandOverSheet() {
  const trouble = useSignal<string | null>(null);
  const running = shift.value;
  const holder = running?.held_by ?? running?.opened_by;
  const people = view.value.staffList.filter((one) => one.role !== 'cook' && one.id !== holder);
  const give = async (to: string) => {
    if (running === null) return;
    const outcome = await askWithApproval(null, { type: 'hand_over_shift', shift_id: running.id, to });
    if (outcome.type === 'refused') {
      trouble.value = explain(outcome);
      return;
    }
    closePanel();
    toast({ text: t().handed(personName(to)) });
  };
  return (
    <Sheet open class="hand-over" title={t().handTitle} onClose={closePanel}>
      <p>{t().handText}</p>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {people.length === 0 && <p class="hint">{t().nobody}</p>}
      <div class="reasons">
        {people.map((one) => (
          <Button key={one.id} data-testid="hand-to" onClick={() => void give(one.id)}>
            {pick(one.names)}
          </Button>
        ))}
      </div>
    </Sheet>
  );
}
