import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  explain,
  mintId,
  pick,
  Sheet,
  toast,
  type Came,
  type Source,
} from '@comanda/web';
import { Consent } from './Consent';
import { closePanel, typed } from './panel';
import { international, looksWhole } from './phone';
import { attach, connection, give, staffList, store } from './store';
import { campaignCode, CampaignField } from './member/CampaignField';

/** Rises with every change of the sentences below: the store keeps which one the guest said yes to. */
const CONSENT_VERSION = 1;
const NAME_CHARS_MAX = 40;
const CODE_CHARS = 4;
const SOURCES: readonly Source[] = ['counter', 'friend', 'poster', 'online', 'delivery'];

const CONSENT = {
  zh: '我同意本店保存我的手机号和称呼，用来认出我并累计积分。我可以随时要求删除。',
  en: 'I agree that this restaurant keeps my phone number and name to recognise me and count my points. I can have them erased at any time.',
};

const t = dictionary({
  en: {
    title: 'Enrol member',
    phone: 'Phone number',
    name: 'Name',
    optional: 'may stay empty',
    came: 'How they came',
    code: 'Code of whoever brought them',
    brought: (who: string) => `Brought by ${who}`,
    nobodys: 'Nobody here has this code.',
    source: 'From where',
    unsaid: 'Not said',
    counter: 'Asked at the counter',
    friend: 'A friend told them',
    poster: 'Poster or flyer',
    online: 'Read online',
    delivery: 'A delivery service',
    ask: 'Ask the guest, and tick it only after a yes:',
    enrol: 'Enrol',
    enrolling: 'Enrolling…',
    short: 'This number is too short.',
    known: 'This number is a member already. The member found is on the check.',
    done: 'Enrolled. The member is on the check.',
  },
  zh: {
    title: '会员入会',
    phone: '手机号',
    name: '称呼',
    optional: '可以不填',
    came: '怎么来的',
    code: '带来者的个人码',
    brought: (who) => `由 ${who} 带来`,
    nobodys: '本店没有人用这个码。',
    source: '从哪里知道',
    unsaid: '没有说',
    counter: '柜台邀请',
    friend: '朋友介绍',
    poster: '海报或传单',
    online: '网上看到',
    delivery: '外卖平台',
    ask: '请问客人，同意后才勾选：',
    enrol: '入会',
    enrolling: '入会中…',
    short: '号码太短。',
    known: '这个号码已经是会员，已加到单上。',
    done: '入会成功，会员已在单上。',
  },
});

/** A phone number, a yes, and somebody is a member: under ten seconds. A known number is recognised. */
export function EnrolSheet({ digits }: { digits: string }) {
  const phone = useSignal(digits);
  const name = useSignal('');
  const consent = useSignal(false);
  const came = useCame();
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const bare = phone.value.replace(/[^\d+]/g, '');
  const ready = consent.value && looksWhole(bare) && came.isSound && !busy.value;
  const enrol = async (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    busy.value = true;
    refusal.value = await enrolled(bare, name.value.trim(), came.said());
    busy.value = false;
  };
  return (
    <Sheet open class="enrol" title={t().title} onClose={closePanel}>
      <form onSubmit={(event) => void enrol(event)}>
        {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
        <label class="field">
          <span>{t().phone}</span>
          <input
            class="big"
            type="tel"
            autocomplete="off"
            data-testid="enrol-phone"
            value={phone.value}
            onInput={(event) => (phone.value = event.currentTarget.value)}
          />
        </label>
        {!looksWhole(bare) && <p class="hint">{t().short}</p>}
        <label class="field">
          <span>
            {t().name} <small>{t().optional}</small>
          </span>
          <input
            autocomplete="off"
            maxLength={NAME_CHARS_MAX}
            data-testid="enrol-name"
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </label>
        <CameFields of={came} />
        <p>{t().ask}</p>
        <Consent
          sentence={CONSENT}
          checked={consent.value}
          onChange={(on) => (consent.value = on)}
          testId="consent"
        />
        <Button tone="go" type="submit" data-testid="enrol-submit" disabled={!ready}>
          {busy.value ? t().enrolling : t().enrol}
        </Button>
      </form>
    </Sheet>
  );
}

/** What is said of how somebody came, while it is typed. */
function useCame() {
  const code = useSignal('');
  const source = useSignal<Source | null>(null);
  const campaign = useSignal('');
  const wanted = code.value.trim().toUpperCase();
  const by = staffList.value.find((person) => person.code === wanted);
  const said = (): Came | null => {
    const named = campaignCode(campaign.value);
    if (by === undefined && source.value === null && named === null) return null;
    return { brought_by: by?.id ?? null, source: source.value, campaign: named };
  };
  return { code, source, campaign, by, isSound: wanted === '' || by !== undefined, said };
}

/** Who brought somebody, from where and by which campaign; closed until somebody wants to say it. */
function CameFields({ of }: { of: ReturnType<typeof useCame> }) {
  return (
    <details class="came">
      <summary data-testid="came">{of.by === undefined ? t().came : t().brought(pick(of.by.names))}</summary>
      <label class="field">
        <span>
          {t().code} <small>{t().optional}</small>
        </span>
        <input
          autocomplete="off"
          maxLength={CODE_CHARS}
          data-testid="came-code"
          value={of.code.value}
          onInput={(event) => (of.code.value = event.currentTarget.value)}
        />
      </label>
      {!of.isSound && of.code.value.trim().length === CODE_CHARS && (
        <p class="hint" role="alert">
          {t().nobodys}
        </p>
      )}
      <label class="field">
        <span>{t().source}</span>
        <select
          data-testid="came-source"
          value={of.source.value ?? ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            of.source.value = SOURCES.find((source) => source === chosen) ?? null;
          }}
        >
          <option value="">{t().unsaid}</option>
          {SOURCES.map((source) => (
            <option key={source} value={source}>
              {t()[source]}
            </option>
          ))}
        </select>
      </label>
      <CampaignField text={of.campaign} testId="came-campaign" />
    </details>
  );
}

/** Enrols and puts the member on the check; the sentence to show when the store said no. */
async function enrolled(digits: string, name: string, came: Came | null): Promise<string | null> {
  const member_id = mintId();
  const phone = international(digits, store.peek()?.currency ?? '');
  const consents = [{ purpose: 'membership', text_version: CONSENT_VERSION } as const];
  const command = { type: 'enrol_member', member_id, phone, name, consents } as const;
  const outcome = await give(came === null ? command : { ...command, came });
  if (outcome.type === 'refused') return explain(outcome);
  const { result } = outcome;
  const [id, known] = result.type === 'member' ? [result.member_id, result.known] : [member_id, false];
  const card = await connection.peek()?.memberCard(id);
  const fresh = {
    id,
    name,
    phone_masked: `•••• ${digits.slice(-4)}`,
    points: 0,
    principal: 0,
    gift: 0,
    visits: 0,
    last_visit: null,
    keeps_allergies: false,
    has_birthday: false,
    marketing: false,
    stage: 'prospect' as const,
  };
  attach(card?.type === 'ok' && card.value !== null ? card.value : fresh);
  typed.value = '';
  closePanel();
  toast({ text: known ? t().known : t().done });
  return null;
}
