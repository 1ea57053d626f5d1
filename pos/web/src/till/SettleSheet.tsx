import { useSignal } from '@preact/signals';
import { Banner, Button, clockTime, dictionary, explain, formatMoney, Sheet } from '@comanda/web';
import { hasCardNumber } from './cardNumber';
import { Pick } from './LineSheet';
import { driverName } from './moneyWords';
import { panel } from './panel';
import { REFERENCE_CHARS_MAX } from './PayParts';
import { settleByHand } from './pending';
import { order, store } from './store';

const t = dictionary({
  en: {
    title: 'Settle by hand',
    look: (sum: string, time: string) =>
      `Look at the machine itself: at its last slip, or in its own list of payments. Is there a payment of ${sum} at about ${time}?`,
    which: 'What does the machine say?',
    taken: 'The machine took the money',
    notTaken: 'It took nothing',
    reference: 'Reference on its slip',
    referenceHint: 'Its receipt or trace number; never a card number.',
    cardNumber: 'This looks like a card number, which is never kept. Enter the number of the slip instead.',
    free: 'The amount can then be paid another way.',
    kept: 'Who settled it, and who allowed it, stands in the owner’s report.',
    choose: 'Say what the machine says',
    goTaken: (sum: string) => `Count ${sum} as paid`,
    goNotTaken: (sum: string) => `${sum} was not taken`,
    back: 'Back',
  },
  zh: {
    title: '人工核对',
    look: (sum, time) => `请看机器本身：它最后一张单子，或机器里的交易记录。${time} 前后有没有一笔 ${sum}？`,
    which: '机器上怎么说？',
    taken: '机器收了钱',
    notTaken: '没有收',
    reference: '单子上的编号',
    referenceHint: '小票号或流水号；请勿填写银行卡号。',
    cardNumber: '这看起来是卡号，系统不保存卡号。请改填单子上的编号。',
    free: '之后这笔钱可以用别的方式收。',
    kept: '谁核对、谁批准，会写进老板的报表。',
    choose: '请先选机器上怎么说',
    goTaken: (sum) => `确认已收 ${sum}`,
    goNotTaken: (sum) => `确认没收 ${sum}`,
    back: '返回',
  },
});

/** Saying what another machine's own slip says of a charge that nobody can ask about any more. */
export function SettleSheet({ tenderId }: { tenderId: string }) {
  const taken = useSignal<boolean | null>(null);
  const reference = useSignal('');
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  const at = store.value;
  const row = order.value;
  const one = row?.pending?.find((pending) => pending.tender_id === tenderId);
  // It was settled meanwhile: what came of it is shown by whoever watches the charge.
  if (at === null || row === null || one === undefined) return null;
  const back = () => (panel.value = { type: 'pay', check_id: one.check_id ?? null });
  const sum = formatMoney(one.amount + (one.tip ?? 0), at);
  const words = reference.value.trim();
  const cardNumber = hasCardNumber(words);
  const ready =
    !busy.value && (taken.value === false || (taken.value === true && words !== '' && !cardNumber));
  const go = async () => {
    if (!ready || taken.value === null) return;
    busy.value = true;
    const outcome = await settleByHand(row, one, taken.value ? words : null);
    busy.value = false;
    trouble.value = outcome.type === 'refused' ? explain(outcome) : null;
  };
  return (
    <Sheet
      open
      class="settle"
      title={t().title}
      onClose={back}
      actions={
        <>
          <Button data-testid="settle-back" onClick={back}>
            {t().back}
          </Button>
          <Button tone="go" data-testid="settle-go" disabled={!ready} onClick={() => void go()}>
            {taken.value === null ? t().choose : taken.value ? t().goTaken(sum) : t().goNotTaken(sum)}
          </Button>
        </>
      }
    >
      <p class="big-sum">
        <span>{driverName(one.driver)}</span>
        <output>{sum}</output>
      </p>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <p>{t().look(sum, clockTime(one.asked_at, at))}</p>
      <div class="pair" role="group" aria-label={t().which}>
        <Pick
          on={taken.value === true}
          testid="settle-taken"
          name={t().taken}
          onPick={() => (taken.value = true)}
        />
        <Pick
          on={taken.value === false}
          testid="settle-not-taken"
          name={t().notTaken}
          onPick={() => (taken.value = false)}
        />
      </div>
      {taken.value === true && (
        <label class="field">
          <span>
            {t().reference} <small>{t().referenceHint}</small>
          </span>
          <input
            autocomplete="off"
            maxLength={REFERENCE_CHARS_MAX}
            data-testid="settle-reference"
            value={reference.value}
            onInput={(event) => (reference.value = event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.isComposing) void go();
            }}
          />
        </label>
      )}
      {taken.value === true && cardNumber && <Banner tone="bad">{t().cardNumber}</Banner>}
      {taken.value === false && <p>{t().free}</p>}
      <p class="hint">{t().kept}</p>
    </Sheet>
  );
}
