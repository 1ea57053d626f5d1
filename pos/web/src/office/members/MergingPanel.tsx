import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, type MemberCard, type MemberDetail } from '@comanda/web';
import { FindAnother } from './FindAnother';
import { calledBy, mergeInto, takeApart } from './merging';

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
  const merge = async (other: MemberCard) => {
    if (!(await mergeInto(other, card, onChanged))) return;
    open.value = false;
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
      <FindAnother
        than={card}
        action={t().merge}
        testId="merge"
        onChoose={(other) => void merge(other)}
        onCancel={() => (open.value = false)}
      />
    </section>
  );
}
