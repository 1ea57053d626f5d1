import { useSignal } from '@preact/signals';
import {
  ALLERGEN_MARK,
  allergenName,
  ALLERGENS,
  Banner,
  Button,
  dictionary,
  explain,
  Sheet,
  type Allergen,
} from '@comanda/web';
import { Consent } from './Consent';
import { closePanel } from './panel';
import { give, member, remember } from './store';

/** Rises with every change of the sentences below: the store keeps which one the guest said yes to. */
const CONSENT_VERSION = 1;

const CONSENT = {
  zh: '我同意本店保存我的过敏信息，用来提醒收银和后厨。我可以随时要求删除。',
  en: 'I agree that this restaurant keeps what makes me ill, to warn the till and the kitchen. I can have it erased at any time.',
};

const t = dictionary({
  en: {
    title: 'What makes this guest ill',
    ask: 'Ask the guest, and tick it only after a yes:',
    save: 'Keep it',
    none: 'Keep: nothing makes them ill',
    consentFirst: 'Ask, and tick the box first',
  },
  zh: {
    title: '这位客人对什么过敏',
    ask: '请问客人，同意后才勾选：',
    save: '保存',
    none: '保存：没有过敏',
    consentFirst: '请先问，再勾选',
  },
});

/** Notes what a member is allergic to; the first time only with a yes of its own. */
export function AllergiesSheet() {
  const card = member.value;
  const chosen = useSignal<readonly Allergen[]>(card?.allergies ?? []);
  const consent = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  if (card === null) return null;
  const asks = !card.keeps_allergies && chosen.value.length > 0;
  const ready = !busy.value && (!asks || consent.value);
  const toggle = (one: Allergen) => {
    const was = chosen.peek();
    chosen.value = was.includes(one) ? was.filter((other) => other !== one) : [...was, one];
  };
  const save = async () => {
    if (!ready) return;
    busy.value = true;
    const allergies = [...chosen.peek()];
    const outcome = await give({
      ...{ type: 'set_allergies', member_id: card.id, allergies },
      ...(asks && { consent: { purpose: 'allergies', text_version: CONSENT_VERSION } }),
    });
    busy.value = false;
    if (outcome.type === 'refused') {
      refusal.value = explain(outcome);
      return;
    }
    remember({ ...card, allergies, keeps_allergies: card.keeps_allergies || asks });
    closePanel();
  };
  return (
    <Sheet
      open
      class="allergies"
      title={t().title}
      onClose={closePanel}
      actions={
        <Button tone="go" data-testid="allergies-save" disabled={!ready} onClick={() => void save()}>
          {asks && !consent.value ? t().consentFirst : chosen.value.length === 0 ? t().none : t().save}
        </Button>
      }
    >
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
      <div class="allergens" role="group" aria-label={t().title}>
        {ALLERGENS.map((one) => (
          <Button
            key={one}
            data-testid={`allergen-${one}`}
            aria-pressed={chosen.value.includes(one)}
            onClick={() => toggle(one)}
          >
            {chosen.value.includes(one) ? '✓' : ALLERGEN_MARK[one]} {allergenName(one)}
          </Button>
        ))}
      </div>
      {asks && (
        <>
          <p>{t().ask}</p>
          <Consent
            sentence={CONSENT}
            checked={consent.value}
            onChange={(on) => (consent.value = on)}
            testId="allergy-consent"
          />
        </>
      )}
    </Sheet>
  );
}
