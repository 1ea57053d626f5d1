import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  Chip,
  dictionary,
  formatMoney,
  Sheet,
  type Order,
  type StoreCard,
} from '@comanda/web';
import { closePanel } from './panel';
import { payables, type Payable } from './payable';
import { ByAmount, ByItem, BySeat, Evenly } from './SplitWays';
import { join, payExact, payOn } from './splitActions';
import { restOf } from './splitting';
import { isTendering, order, shiftOpen, store } from './store';
import { trouble } from './trouble';

const t = dictionary({
  en: {
    title: 'Split the bill',
    sending: 'The order is on its way to the store server…',
    items: 'By item',
    seats: 'By seat',
    even: 'Evenly',
    amounts: 'By amount',
    check: (number: number) => `Check ${number}`,
    seat: (seat: number) => `seat ${seat}`,
    lines: (count: number) => (count === 1 ? '1 line' : `${count} lines`),
    rest: 'The rest',
    whole: 'Not split yet',
    paid: 'Paid',
    held: 'Another machine is asked',
    cash: (sum: string) => `Cash ${sum}`,
    pay: 'Pay…',
    join: 'Join',
    joinAll: 'Join all again',
    nothing: 'Nothing is left to split. Pay the checks, or join them and split another way.',
  },
  zh: {
    title: '分单',
    sending: '单子正在送往门店服务器…',
    items: '按菜',
    seats: '按座位',
    even: '平分',
    amounts: '按金额',
    check: (number) => `第 ${number} 份`,
    seat: (seat) => `${seat} 号座`,
    lines: (count) => `${count} 行`,
    rest: '其余',
    whole: '还没有分',
    paid: '已付',
    held: '另一台机器在收',
    cash: (sum) => `现金 ${sum}`,
    pay: '收款…',
    join: '合回',
    joinAll: '全部合回',
    nothing: '没有可分的了。请逐份收款，或合回后换一种分法。',
  },
});

const WAYS = ['items', 'seats', 'even', 'amounts'] as const;

/**
 * Splitting the order in front of the cashier, in any sequence of ways, and paying what came of it.
 *
 * Taps for a table of eight lines and two guests, paying in exact cash included and *Split* counted: by item eight
 * (Split, four lines, Cash, Cash, New order), by seat six (Split, By seat, Split, Cash, Cash, New order), evenly six.
 */
export function SplitSheet() {
  const way = useSignal<(typeof WAYS)[number]>('items');
  const at = store.value;
  const row = order.value;
  const close = () => {
    trouble.value = null;
    closePanel();
  };
  if (at === null) return null;
  if (row === null)
    return (
      <Sheet open title={t().title} onClose={close}>
        <p>{t().sending}</p>
      </Sheet>
    );
  const rest = restOf(row);
  return (
    <Sheet open class="split" title={t().title} onClose={close}>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {rest > 0 ? (
        <>
          <div class="tabs ways">
            {WAYS.map((one) => (
              <Button
                key={one}
                class={one === way.value ? 'tab on' : 'tab'}
                aria-pressed={one === way.value}
                data-testid={`split-${one}`}
                onClick={() => (way.value = one)}
              >
                {t()[one]}
              </Button>
            ))}
          </div>
          {way.value === 'items' && <ByItem row={row} at={at} />}
          {way.value === 'seats' && <BySeat row={row} at={at} />}
          {way.value === 'even' && <Evenly row={row} at={at} rest={rest} />}
          {way.value === 'amounts' && <ByAmount row={row} at={at} rest={rest} />}
        </>
      ) : (
        <p class="hint">{t().nothing}</p>
      )}
      {(row.checks ?? []).length > 0 && <Checks row={row} at={at} />}
    </Sheet>
  );
}

function Checks({ row, at }: { row: Order; at: StoreCard }) {
  const open = (row.checks ?? []).filter((check) => check.state?.type !== 'paid' && (check.paid ?? 0) === 0);
  return (
    <section class="checks">
      <ul class="list">
        {payables(row).map((one) => (
          <li key={one.check?.id ?? 'rest'}>
            <CheckRow row={row} one={one} at={at} />
          </li>
        ))}
      </ul>
      {open.length > 1 && (
        <Button tone="quiet" data-testid="join-all" onClick={() => void join(row, [])}>
          {t().joinAll}
        </Button>
      )}
    </section>
  );
}

/** What a check is called and what it is for. */
export function checkName(one: Payable): { name: string; about: string | null } {
  const { check } = one;
  if (check === null) return { name: t().rest, about: null };
  const name = t().check(check.number);
  if (check.seat !== undefined) return { name, about: t().seat(check.seat) };
  return { name, about: check.lines === undefined ? null : t().lines(check.lines.length) };
}

function CheckRow({ row, one, at }: { row: Order; one: Payable; at: StoreCard }) {
  const { name, about } = checkName(one);
  const id = one.check?.id ?? null;
  const busy = isTendering(row.id);
  const joinable = one.check !== null && (one.check.paid ?? 0) === 0 && one.held === 0;
  return (
    <div class="check-row" data-testid="check-row">
      <span>
        <b>{name}</b>
        <small>{about ?? ''}</small>
      </span>
      <b class="sum">{formatMoney(one.paid ? one.owed : one.left + one.held, at)}</b>
      {one.paid ? (
        <Chip dot="ok">{t().paid}</Chip>
      ) : one.left === 0 ? (
        <Chip dot="wait">{t().held}</Chip>
      ) : (
        <span class="row-acts">
          {joinable && (
            <Button
              tone="quiet"
              data-testid="join"
              disabled={busy}
              onClick={() => void join(row, [id ?? ''])}
            >
              {t().join}
            </Button>
          )}
          <Button data-testid="check-pay" disabled={busy} onClick={() => payOn(id)}>
            {t().pay}
          </Button>
          <Button
            class="solid"
            data-testid="check-cash"
            disabled={busy || !shiftOpen.value}
            onClick={() => void payExact(row.id, id)}
          >
            {t().cash(formatMoney(one.left, at))}
          </Button>
        </span>
      )}
    </div>
  );
}
