import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, explain, locale, Sheet, toast, type MemberAbout } from '@comanda/web';
import { Consent } from '../Consent';
import { panel } from '../panel';
import { give, member, refreshMember } from '../store';

/** Rises with every change of the sentences below: the store keeps which one the guest said yes to. */
const CONSENT_VERSION = 1;
const NAME_CHARS_MAX = 40;
const TAG_CHARS_MAX = 20;
const TAGS_MAX = 10;
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

const CONSENT = {
  zh: '我同意本店给我发消息，例如生日优惠。我可以随时说不。',
  en: 'I agree that this shop writes to me, for example on my birthday. I can say no at any time.',
};

const t = dictionary({
  en: {
    title: 'About this guest',
    name: 'Name',
    tags: 'Tags',
    tagsHint:
      'A few words that help the next colleague: no straw, window seat. The guest may ask to see them.',
    newTag: 'New tag',
    add: 'Add',
    take: (tag: string) => `Take off the tag ${tag}`,
    birthday: 'Birthday',
    month: 'Month',
    day: 'Day',
    none: 'Not said',
    ask: 'Ask the guest, and tick it only after a yes:',
    cards: 'Cards and wallets',
    cardsHint: 'Scan or type what the guest shows: a loyalty card, a wallet’s code. Never a payment card.',
    save: 'Save',
    saved: 'Kept.',
  },
  zh: {
    title: '关于这位客人',
    name: '姓名',
    tags: '标签',
    tagsHint: '几个能帮到下一位同事的词：不要吸管、靠窗。客人可以要求查看。',
    newTag: '新标签',
    add: '添加',
    take: (tag) => `去掉标签 ${tag}`,
    birthday: '生日',
    month: '月',
    day: '日',
    none: '没说',
    ask: '请问客人，同意后才勾选：',
    cards: '会员卡、钱包码',
    cardsHint: '扫描或输入客人出示的会员卡、钱包码。不要录入银行卡。',
    save: '保存',
    saved: '已保存。',
  },
});

/** What is kept of the member on the desk: name, tags, birthday, and whether they may be written to. */
export function AboutSheet() {
  const card = member.value;
  const name = useSignal(card?.name ?? '');
  const tags = useSignal<readonly string[]>(card?.tags ?? []);
  const cards = useSignal((card?.cards ?? []).join(' '));
  const typed = useSignal('');
  const month = useSignal(card?.birthday?.month ?? 0);
  const day = useSignal(card?.birthday?.day ?? 0);
  const marketing = useSignal(card?.marketing ?? false);
  const busy = useSignal(false);
  const trouble = useSignal<string | null>(null);
  if (card === null) return null;
  const back = () => (panel.value = { type: 'member_card' });
  const add = (event: Event) => {
    event.preventDefault();
    const tag = typed.value.trim();
    if (tag !== '' && !tags.value.includes(tag)) tags.value = [...tags.value, tag];
    typed.value = '';
  };
  const save = async () => {
    if (busy.value) return;
    busy.value = true;
    const about: MemberAbout = {
      name: name.value,
      // What was typed and not added yet is meant as well.
      tags: [...new Set([...tags.value, typed.value.trim()].filter((tag) => tag !== ''))],
      birthday: month.value > 0 && day.value > 0 ? { month: month.value, day: day.value } : null,
      cards: cards.value.split(/\s+/).filter((one) => one !== ''),
      marketing: marketing.value ? { purpose: 'marketing', text_version: CONSENT_VERSION } : null,
    };
    const outcome = await give({ type: 'change_member', member_id: card.id, about });
    busy.value = false;
    if (outcome.type === 'refused') {
      trouble.value = explain(outcome);
      return;
    }
    await refreshMember();
    toast({ text: t().saved });
    back();
  };
  return (
    <Sheet
      open
      class="about-member"
      title={t().title}
      onClose={back}
      actions={
        <Button tone="go" data-testid="about-save" disabled={busy.value} onClick={() => void save()}>
          {t().save}
        </Button>
      }
    >
      {trouble.value !== null && <Banner tone="bad">{trouble.value}</Banner>}
      <label class="field">
        <span>{t().name}</span>
        <input
          data-testid="about-name"
          autocomplete="off"
          maxLength={NAME_CHARS_MAX}
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
      </label>
      <h3>{t().tags}</h3>
      <p class="hint">{t().tagsHint}</p>
      {tags.value.length > 0 && (
        <div class="tags">
          {tags.value.map((tag) => (
            <Button
              key={tag}
              aria-label={t().take(tag)}
              onClick={() => (tags.value = tags.value.filter((other) => other !== tag))}
            >
              {tag} ×
            </Button>
          ))}
        </div>
      )}
      <form class="new-tag" onSubmit={add}>
        <label class="field">
          <span class="unseen">{t().newTag}</span>
          <input
            data-testid="about-tag"
            autocomplete="off"
            placeholder={t().newTag}
            maxLength={TAG_CHARS_MAX}
            value={typed.value}
            onInput={(event) => (typed.value = event.currentTarget.value)}
          />
        </label>
        <Button type="submit" disabled={tags.value.length >= TAGS_MAX}>
          {t().add}
        </Button>
      </form>
      <h3>{t().birthday}</h3>
      <div class="birthday">
        <label class="field">
          <span>{t().month}</span>
          <select
            data-testid="about-month"
            value={month.value}
            onChange={(event) => (month.value = Number(event.currentTarget.value))}
          >
            <option value={0}>{t().none}</option>
            {MONTHS.map((one) => (
              <option key={one} value={one}>
                {monthName(one)}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t().day}</span>
          <select
            data-testid="about-day"
            value={day.value}
            onChange={(event) => (day.value = Number(event.currentTarget.value))}
          >
            <option value={0}>{t().none}</option>
            {Array.from({ length: daysIn(month.value) }, (_, index) => (
              <option key={index} value={index + 1}>
                {index + 1}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label class="field">
        <span>{t().cards}</span>
        <input
          data-testid="about-cards"
          autocomplete="off"
          value={cards.value}
          onInput={(event) => (cards.value = event.currentTarget.value)}
        />
        <small>{t().cardsHint}</small>
      </label>
      <p class="hint">{t().ask}</p>
      <Consent
        sentence={CONSENT}
        checked={marketing.value}
        onChange={(checked) => (marketing.value = checked)}
        testId="about-marketing"
      />
    </Sheet>
  );
}

function monthName(month: number): string {
  return new Date(2024, month - 1, 1).toLocaleDateString(locale(), { month: 'long' });
}

/** Days of a month in a leap year, which has every day there is. */
function daysIn(month: number): number {
  return month === 0 ? 31 : new Date(2024, month, 0).getDate();
}
