import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  dictionary,
  explain,
  explainCode,
  formatMoney,
  Sheet,
  toast,
  type ClosedDay,
  type StoreCard,
  type Takings,
} from '@comanda/web';
import { askWithApproval } from './approval';
import { askDay, askTakings } from './dayReports';
import { drawersInTheWay, ordersInTheWay, stillOpen } from './openThings';
import { closePanel, panel } from './panel';
import { give, orders, shiftOpen, store, view } from './store';
import { TakingsList, ZHead } from './ZParts';

const t = dictionary({
  en: {
    title: 'Close the day (Z)',
    text: 'A Z counts everything since the one before and begins a new count. It cannot be undone.',
    soFar: 'So far',
    orders: (count: number) =>
      count === 1
        ? '1 order is still open. What is paid on it later counts on the next Z.'
        : `${count} orders are still open. What is paid on them later counts on the next Z.`,
    leave: 'Leave them open',
    drawer: 'The drawer of this till is not counted yet.',
    drawers: (count: number) =>
      count === 1
        ? '1 drawer is not counted yet. Close its shift at that till first.'
        : `${count} drawers are not counted yet. Close their shifts at those tills first.`,
    count: 'Count it now',
    close: 'Close the day',
    closing: 'Closing…',
    closed: (number: number) => `Z ${number}`,
    net: 'Sold, after what was given back',
    notShown: 'The day is closed. The report could not be shown now; it is in the back office.',
    printAgain: 'Print again',
    printing: 'The Z is printing.',
    done: 'Done',
    notSigned: (why: string) => `No figures yet: ${why}`,
  },
  zh: {
    title: '日结 (Z)',
    text: 'Z 报表把上次以来的一切结清，然后重新计数，不能撤销。',
    soFar: '到目前',
    orders: (count) => `还有 ${count} 张单没结。之后收的钱算到下一个 Z。`,
    leave: '留着不结',
    drawer: '这台收银的钱箱还没点。',
    drawers: (count) => `还有 ${count} 个钱箱没点，请先到那几台收银交班。`,
    count: '现在点',
    close: '日结',
    closing: '日结中…',
    closed: (number) => `Z ${number}`,
    net: '净销售额',
    notShown: '已经日结。报表暂时打不开，可在后台查看。',
    printAgain: '再打一张',
    printing: 'Z 报表打印中。',
    done: '完成',
    notSigned: (why) => `暂时没有数字：${why}`,
  },
});

/** Looks again at a report whose signature is on its way. */
const LOOK_AGAIN_MS = 2_000;

type Closed = { number: number; net: number };

/** Ending the day: what is still open, what came in, and then the Z as it will be kept. */
export function DaySheet() {
  const closed = useSignal<Closed | null>(null);
  const at = store.value;
  if (at === null) return null;
  return closed.value === null ? (
    <Before at={at} onClosed={(made) => (closed.value = made)} />
  ) : (
    <Z closed={closed.value} at={at} />
  );
}

function Before({ at, onClosed }: { at: StoreCard; onClosed: (closed: Closed) => void }) {
  const takings = useSignal<Takings | null>(null);
  const unread = useSignal<string | null>(null);
  const leave = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const ordersSaid = useSignal<number | null>(null);
  const drawers = useSignal<number | null>(null);
  useEffect(() => {
    void askTakings().then((reply) => {
      if (reply.type === 'ok') takings.value = reply.value;
      else unread.value = explainCode(reply.code, reply.message);
    });
  }, [takings, unread]);
  const open = ordersSaid.value ?? stillOpen(orders.value.values(), null).length;
  const close = async () => {
    if (busy.value) return;
    busy.value = true;
    refusal.value = null;
    const outcome = await askWithApproval(null, {
      type: 'close_day',
      leave_orders: leave.value,
      print: true,
    });
    busy.value = false;
    if (outcome.type === 'accepted') {
      if (outcome.result.type === 'day') onClosed(outcome.result);
      return;
    }
    ordersSaid.value = ordersInTheWay(outcome.rejection) ?? ordersSaid.value;
    drawers.value = drawersInTheWay(outcome.rejection);
    const shown = ordersInTheWay(outcome.rejection) ?? drawers.value;
    refusal.value = shown === null ? explain(outcome) : null;
  };
  return (
    <Sheet
      open
      class="day"
      title={t().title}
      onClose={closePanel}
      actions={
        <Button
          tone="go"
          data-testid="close-day"
          disabled={busy.value || shiftOpen.value || (open > 0 && !leave.value)}
          onClick={() => void close()}
        >
          {busy.value ? t().closing : t().close}
        </Button>
      }
    >
      <p>{t().text}</p>
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
      {shiftOpen.value && (
        <Banner
          tone="warn"
          action={<Button onClick={() => (panel.value = { type: 'close_shift' })}>{t().count}</Button>}
        >
          {t().drawer}
        </Banner>
      )}
      {drawers.value !== null && <Banner tone="warn">{t().drawers(drawers.value)}</Banner>}
      {open > 0 && (
        <Banner
          tone="warn"
          action={
            <Button
              class={leave.value ? 'option on' : 'option'}
              aria-pressed={leave.value}
              data-testid="leave-orders"
              onClick={() => (leave.value = !leave.value)}
            >
              {t().leave}
            </Button>
          }
        >
          {t().orders(open)}
        </Banner>
      )}
      <h3>{t().soFar}</h3>
      {unread.value !== null && <p class="hint">{t().notSigned(unread.value)}</p>}
      {takings.value !== null && <TakingsList takings={takings.value} at={at} />}
    </Sheet>
  );
}

function Z({ closed, at }: { closed: Closed; at: StoreCard }) {
  const day = useSignal<ClosedDay | null>(null);
  const unread = useSignal(false);
  const look = () => {
    void askDay(closed.number).then((reply) => {
      if (reply.type === 'ok' && reply.value !== null) day.value = reply.value;
      else unread.value = true;
    });
  };
  const waiting = day.value === null || day.value.signing.type === 'waiting';
  useEffect(() => {
    if (!waiting) return undefined;
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [waiting]);
  const again = async () => {
    const outcome = await give({ type: 'print_report', report: { type: 'day', number: closed.number } });
    toast(outcome.type === 'accepted' ? { text: t().printing } : { text: explain(outcome), bad: true });
  };
  return (
    <Sheet
      open
      reading
      class="day"
      title={t().closed(closed.number)}
      onClose={closePanel}
      actions={
        <>
          <Button data-testid="print-z" onClick={() => void again()}>
            {t().printAgain}
          </Button>
          <Button tone="go" data-testid="done" autofocus onClick={closePanel}>
            {t().done}
          </Button>
        </>
      }
    >
      <p class="big-sum">
        <span>{t().net}</span>
        <output data-testid="z-net">{formatMoney(closed.net, at)}</output>
      </p>
      {day.value === null ? (
        unread.value && <Banner tone="warn">{t().notShown}</Banner>
      ) : (
        <>
          <ZHead day={day.value} at={at} ackedSeq={view.value.hq?.acked_seq ?? null} />
          <TakingsList takings={day.value.report.takings} at={at} />
        </>
      )}
    </Sheet>
  );
}
