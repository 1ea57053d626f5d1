import {
  Button,
  clockTime,
  dictionary,
  formatMoney,
  Seal,
  type PendingTender,
  type StoreCard,
  Qr,
} from '@comanda/web';
import { driverName } from './moneyWords';
import { panel } from './panel';
import { askAgain, callOff } from './pending';

const t = dictionary({
  en: {
    asked: (name: string) => `${name} was asked and has not answered yet.`,
    waiting: (name: string) => `${name} is waiting for the guest.`,
    show: 'Let the guest scan this code.',
    code: 'Payment code for the guest',
    unknown: 'NOT KNOWN',
    unknownOf: (name: string) => `${name}: nobody knows yet whether the money moved.`,
    moved: (why: string) =>
      `The money may have moved already. The other machine is being asked again with the same payment, so nothing is taken twice. Do not take this money another way before it answers. If it never does, settle it by hand.${why === '' ? '' : ` (${why})`}`,
    since: (time: string) => `since ${time}`,
    again: 'Ask again',
    off: 'Call off',
    calling: 'Being called off…',
    tip: (sum: string) => `${sum} of tip on top`,
    held: 'This amount is held: nobody can pay it meanwhile.',
    byHand: 'Settle by hand…',
  },
  zh: {
    asked: (name) => `已通知${name}，还没有回应。`,
    waiting: (name) => `${name}在等客人。`,
    show: '请客人扫这个码。',
    code: '给客人的付款码',
    unknown: '结果不明',
    unknownOf: (name) => `${name}：还不知道钱有没有付。`,
    moved: (why) =>
      `钱可能已经付了。正在用同一笔付款向对方再查，不会重复收款。查清之前，请不要用别的方式再收这笔钱。一直查不到，就人工核对。${why === '' ? '' : `（${why}）`}`,
    since: (time) => `${time} 起`,
    again: '再查一次',
    off: '取消',
    calling: '取消中…',
    tip: (sum) => `另加小费 ${sum}`,
    held: '这笔金额已保留，期间别人不能付。',
    byHand: '人工核对…',
  },
});

/** How far another machine is with a charge, in a few words. */
export function pendingWords(one: PendingTender): string {
  const name = driverName(one.driver);
  switch (one.state.type) {
    case 'asked':
      return t().asked(name);
    case 'waiting':
      return one.state.shown_code === null ? t().waiting(name) : t().show;
    case 'unknown':
      return t().unknownOf(name);
  }
}

/** Money that another machine is asked for: how far it is, and what can be done about it. */
export function PendingCard({ orderId, one, at }: { orderId: string; one: PendingTender; at: StoreCard }) {
  const { state, tip = 0, cancel_asked: off = false } = one;
  return (
    <section class={`pending ${state.type}`} role="status" data-testid={`pending-${state.type}`}>
      <p class="big-sum">
        <span>
          {driverName(one.driver)} <small>{t().since(clockTime(one.asked_at, at))}</small>
        </span>
        <output>{formatMoney(one.amount + tip, at)}</output>
      </p>
      {state.type === 'unknown' ? (
        <p>
          <Seal>{t().unknown}</Seal> {t().moved(state.why)}
        </p>
      ) : (
        <p>{pendingWords(one)}</p>
      )}
      {state.type === 'waiting' && state.shown_code !== null && (
        <Qr text={state.shown_code} label={t().code} />
      )}
      <p class="hint">
        {tip > 0 && `${t().tip(formatMoney(tip, at))}. `}
        {t().held}
      </p>
      <div class="pair">
        <Button disabled={off} data-testid="call-off" onClick={() => callOff(orderId, one.tender_id)}>
          {off ? t().calling : t().off}
        </Button>
        <Button data-testid="ask-again" onClick={() => askAgain(orderId, one.tender_id)}>
          {t().again}
        </Button>
      </div>
      {state.type === 'unknown' && (
        <Button
          data-testid="settle-by-hand"
          onClick={() => (panel.value = { type: 'settle', tender_id: one.tender_id })}
        >
          {t().byHand}
        </Button>
      )}
    </section>
  );
}
