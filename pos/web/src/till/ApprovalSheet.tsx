import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, Dialog, formatMoney, Numpad, pick } from '@comanda/web';
import { approve, approvers, approving, giveUp, type Approving } from './approval';
import { askedFor } from './approvalWords';
import { orders, store } from './store';
import { refundOrder } from './refundState';

const PIN_MIN = 4;
const PIN_MAX = 6;

const t = dictionary({
  en: {
    title: 'Somebody must allow this',
    who: 'Who allows it?',
    why: (reason: string) => `Reason: ${reason}`,
    nobody: 'Nobody else here may allow this. A manager must sign in and do it.',
    pinOf: (name: string) => `PIN of ${name}`,
    digits: (count: number) => `${count} digits entered`,
    no: 'Leave it',
    allow: 'Allow',
    checking: 'Checking…',
  },
  zh: {
    title: '需要有人批准',
    who: '谁来批准？',
    why: (reason) => `原因：${reason}`,
    nobody: '这里没有别人可以批准，请经理登录办理。',
    pinOf: (name) => `${name} 的密码`,
    digits: (count) => `已输入 ${count} 位`,
    no: '不做了',
    allow: '批准',
    checking: '核对中…',
  },
});

/** Asks for somebody who may: what it is about, how much money, and their PIN. Lies over every other sheet. */
export function ApprovalSheet() {
  const open = approving.value;
  return open === null ? null : <Question key={JSON.stringify(open.command)} open={open} />;
}

function Question({ open }: { open: Approving }) {
  const people = approvers();
  const who = useSignal(people[0]?.id ?? null);
  const pin = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const at = store.value;
  const order = orders.value.get(open.orderId ?? '') ?? refundOrder.value ?? undefined;
  const { what, amount, why } = askedFor(open.command, order);
  const person = people.find((one) => one.id === who.value);
  const enter = async () => {
    const typed = pin.value;
    if (busy.value || typed.length < PIN_MIN || person === undefined) return;
    busy.value = true;
    pin.value = '';
    const said = await approve(person.id, typed);
    busy.value = false;
    trouble.value = said;
  };
  return (
    <Dialog
      open
      class="approval"
      title={t().title}
      onClose={giveUp}
      actions={
        <>
          <Button data-testid="approval-no" onClick={giveUp}>
            {t().no}
          </Button>
          <Button
            tone="go"
            data-testid="approve"
            disabled={busy.value || pin.value.length < PIN_MIN || person === undefined}
            onClick={() => void enter()}
          >
            {busy.value ? t().checking : t().allow}
          </Button>
        </>
      }
    >
      <div class="request">
        <p data-testid="approval-what">
          <b>{what}</b>
          {why !== null && <span>{t().why(why)}</span>}
        </p>
        {amount !== null && at !== null && <output>{formatMoney(amount, at)}</output>}
      </div>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {people.length === 0 && <Banner tone="warn">{t().nobody}</Banner>}
      {people.length > 1 && (
        <div class="row" role="group" aria-label={t().who}>
          {people.map((one) => (
            <Button
              key={one.id}
              class={one.id === who.value ? 'option on' : 'option'}
              aria-pressed={one.id === who.value}
              onClick={() => (who.value = one.id)}
            >
              {pick(one.names)}
            </Button>
          ))}
        </div>
      )}
      {person !== undefined && (
        <div class="pin">
          <p>{t().pinOf(pick(person.names))}</p>
          <p class="dots" role="status" aria-label={t().digits(pin.value.length)}>
            {Array.from({ length: Math.max(PIN_MIN, pin.value.length) }, (_, place) => (
              <i key={place} class={place < pin.value.length ? 'full' : ''} />
            ))}
          </p>
          <Numpad
            value={pin.value}
            maxLength={PIN_MAX}
            extra="none"
            onValue={(value) => (pin.value = value)}
            onEnter={() => void enter()}
          />
        </div>
      )}
    </Dialog>
  );
}
