import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, explainCode, type MemberCard, type MemberDetail } from '@comanda/web';
import { TextField } from '../fields';
import { connection } from '../store';
import { calledBy, mergeInto, takeApart } from './merging';

const TYPED_MAX = 40;

const t = dictionary({
  en: {
    title: 'One person, several memberships',
    hint: (name: string) =>
      `${name} is found by these phones too, and has what they had. Their orders stay as they were.`,
    apart: 'Take apart',
    sure: (name: string) =>
      `${name} gets back what came along, as far as it is still there. Allergies and tags stay with both.`,
    apartNow: 'Take them apart',
    leave: 'Leave it',
    begin: 'Merge with another…',
    cancel: 'Cancel',
    find: 'Phone number, its last four digits, or a name of the other',
    search: 'Find',
    none: 'No other member has this number or name.',
    merge: 'They are one person',
  },
  zh: {
    title: '同一个人的几份会籍',
    hint: (name) => `用这些手机号也能找到${name}，原来的余额都在一起。历史订单不变。`,
    apart: '拆开',
    sure: (name) => `${name} 会拿回带来的余额（还在的部分）。过敏和标签两边都保留。`,
    apartNow: '确认拆开',
    leave: '不拆',
    begin: '与另一位合并…',
    cancel: '取消',
    find: '另一位的手机号、尾号四位或姓名',
    search: '查找',
    none: '没有别的会员用这个号码或姓名。',
    merge: '是同一个人',
  },
});

type Props = { detail: MemberDetail; onChanged: () => void };

/** Who was merged into a member, to be taken apart; and merging another into them. */
export function MergingPanel({ detail, onChanged }: Props) {
  const { card } = detail;
  const merged = detail.merged ?? [];
  const asked = useSignal<string | null>(null);
  const apart = async (id: string) => {
    asked.value = null;
    if (await takeApart(id)) onChanged();
  };
  return (
    <>
      {merged.length > 0 && (
        <section>
          <h4>{t().title}</h4>
          <p class="hint">{t().hint(calledBy(card))}</p>
          <ul class="list" data-testid="merged">
            {merged.map((gone) => (
              <li key={gone.id}>
                <span class="words">
                  {gone.name} <small>{gone.phone_masked}</small>
                </span>
                {asked.value === gone.id ? (
                  <>
                    <Banner tone="warn">{t().sure(calledBy(gone))}</Banner>
                    <Button tone="danger" data-testid="apart-now" onClick={() => void apart(gone.id)}>
                      {t().apartNow}
                    </Button>
                    <Button onClick={() => (asked.value = null)}>{t().leave}</Button>
                  </>
                ) : (
                  <Button data-testid="apart" onClick={() => (asked.value = gone.id)}>
                    {t().apart}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <MergeAnother card={card} onChanged={onChanged} />
    </>
  );
}

function MergeAnother({ card, onChanged }: { card: MemberCard; onChanged: () => void }) {
  const open = useSignal(false);
  const typed = useSignal('');
  const found = useSignal<readonly MemberCard[] | null>(null);
  const trouble = useSignal<string | null>(null);
  const find = async (event: Event) => {
    event.preventDefault();
    trouble.value = null;
    const reply = await connection.peek()?.findMember(typed.peek());
    if (reply === undefined) return;
    found.value = reply.type === 'ok' ? reply.value.filter((other) => other.id !== card.id) : null;
    if (reply.type !== 'ok') trouble.value = explainCode(reply.code, reply.message);
  };
  const merge = async (other: MemberCard) => {
    if (!(await mergeInto(other, card, onChanged))) return;
    open.value = false;
    typed.value = '';
    found.value = null;
    onChanged();
  };
  if (!open.value)
    return (
      <div class="row-foot">
        <Button data-testid="merge-another" onClick={() => (open.value = true)}>
          {t().begin}
        </Button>
      </div>
    );
  return (
    <section>
      <form class="row-foot" onSubmit={(event) => void find(event)}>
        <TextField
          label={t().find}
          value={typed.value}
          maxLength={TYPED_MAX}
          testId="merge-digits"
          onValue={(text) => (typed.value = text)}
        />
        <Button type="submit" data-testid="merge-find">
          {t().search}
        </Button>
        <Button onClick={() => (open.value = false)}>{t().cancel}</Button>
      </form>
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      {found.value?.length === 0 && <p class="hint">{t().none}</p>}
      {(found.value?.length ?? 0) > 0 && (
        <ul class="list">
          {(found.value ?? []).map((other) => (
            <li key={other.id}>
              <span class="words">
                {other.name} <small>{other.phone_masked}</small>
              </span>
              <Button tone="go" data-testid="merge-now" onClick={() => void merge(other)}>
                {t().merge}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
