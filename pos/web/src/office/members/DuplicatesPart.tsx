import { useSignal } from '@preact/signals';
import {
  Button,
  businessDay,
  dictionary,
  explain,
  formatMoney,
  toast,
  type Alike,
  type Command,
  type Duplicate,
  type Duplicates,
  type MemberCard,
  type StoreCard,
} from '@comanda/web';
import { shownOf, useAsked, Waiting } from '../reports/asked';
import { give } from '../store';
import { mergeInto } from './merging';

const t = dictionary({
  en: {
    lead: 'Two members who may be one person. Whoever you keep gets what the other has, is found by both phones, and can be taken apart again under Guests.',
    none: 'No two members look like one person.',
    more: 'There are more. They come up here as these are decided.',
    card: 'The same card or wallet',
    name_and_phone: 'Same name, phones like a slip of the finger',
    name_and_birthday: 'Same name and birthday',
    birthday_and_phone: 'Same birthday, phones like a slip of the finger',
    nobody: 'No name',
    keep: 'Keep this one',
    different: 'Two different people',
    noted: 'They are not proposed again.',
    visits: (count: number) => (count === 1 ? '1 order' : `${count} orders`),
    last: (day: string) => `last ${day}`,
    points: (count: number) => (count === 1 ? '1 point' : `${count} points`),
  },
  zh: {
    lead: '这些会员可能是同一个人。留下的那位会得到另一位的一切，两个手机号都能找到；以后可在“客人”里拆开。',
    none: '没有看起来是同一个人的会员。',
    more: '还有更多，处理完这些就会出现。',
    card: '同一张卡或钱包',
    name_and_phone: '同名，手机号像是按错一位',
    name_and_birthday: '同名同生日',
    birthday_and_phone: '同生日，手机号像是按错一位',
    nobody: '没有姓名',
    keep: '留这一位',
    different: '是两个人',
    noted: '不再提示这两位。',
    visits: (count) => `${count} 单`,
    last: (day) => `上次 ${day}`,
    points: (count) => `${count} 积分`,
  },
});

/** Members who may be one person, for somebody to decide. */
export function DuplicatesPart({ store }: { store: StoreCard }) {
  const { said, again } = useAsked<Duplicates>('/api/v1/members/duplicates', {});
  const found = shownOf(said.value);
  return (
    <section class="settings wide duplicates">
      <p class="hint">{t().lead}</p>
      <Waiting said={said.value} again={again} />
      {found?.pairs.length === 0 && <p class="panel empty">{t().none}</p>}
      <ul class="pairs">
        {(found?.pairs ?? []).map((pair) => (
          <li key={`${pair.one.id} ${pair.other.id}`} class="panel" data-testid="duplicate">
            <Pair pair={pair} store={store} onDecided={again} />
          </li>
        ))}
      </ul>
      {found?.more === true && <p class="hint">{t().more}</p>}
    </section>
  );
}

type PairProps = { pair: Duplicate; store: StoreCard; onDecided: () => void };

function Pair({ pair, store, onDecided }: PairProps) {
  const busy = useSignal(false);
  const { one, other } = pair;
  const decide = async (deciding: Promise<boolean>) => {
    busy.value = true;
    if (await deciding) onDecided();
    busy.value = false;
  };
  const different = async (): Promise<boolean> => {
    const command: Command = { type: 'keep_apart', one: one.id, other: other.id };
    const outcome = await give(command);
    if (outcome.type === 'refused') toast({ text: explain(outcome), bad: true });
    else toast({ text: t().noted });
    return outcome.type === 'accepted';
  };
  const side = (card: MemberCard, rest: MemberCard) => (
    <div class="side">
      <b>{card.name === '' ? t().nobody : card.name}</b>
      <span>{card.phone_masked}</span>
      <small>{facts(card, store)}</small>
      <Button
        disabled={busy.value}
        data-testid="keep"
        aria-label={`${t().keep}: ${card.name} ${card.phone_masked}`}
        onClick={() => void decide(mergeInto(rest, card, onDecided))}
      >
        {t().keep}
      </Button>
    </div>
  );
  return (
    <>
      <p class="why">{whyWords(pair.why)}</p>
      <div class="sides">
        {side(one, other)}
        {side(other, one)}
      </div>
      <Button
        tone="quiet"
        disabled={busy.value}
        data-testid="different"
        onClick={() => void decide(different())}
      >
        {t().different}
      </Button>
    </>
  );
}

function whyWords(why: Alike): string {
  return t()[why];
}

function facts(card: MemberCard, store: StoreCard): string {
  const value = card.principal + card.gift;
  return [
    t().visits(card.visits),
    card.last_visit === null ? '' : t().last(businessDay(card.last_visit)),
    t().points(card.points),
    value === 0 ? '' : formatMoney(value, store),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
