import { useSignal } from '@preact/signals';
import { Button, dictionary, explain, toast, type MemberCard } from '@comanda/web';
import { TextField } from '../fields';
import { give } from '../store';
import { FindAnother } from './FindAnother';
import { calledBy } from './merging';

const DIGITS_MAX = 10;

const t = dictionary({
  en: {
    begin: 'Give points to another…',
    points: (has: number) => `Points to give, of ${has}`,
    to: 'Give them',
    many: (has: number) => `Type how many: 1 to ${has}. Nothing was given.`,
    done: (points: number, name: string) =>
      points === 1 ? `1 point went to ${name}.` : `${points} points went to ${name}.`,
  },
  zh: {
    begin: '把积分转给别人…',
    points: (has) => `要转的积分（共 ${has}）`,
    to: '转给这位',
    many: (has) => `请填要转多少：1 到 ${has}。没有转。`,
    done: (points, name) => `${points} 积分已转给 ${name}。`,
  },
});

type Props = { card: MemberCard; onChanged: () => void };

/** Gives points of one member to another. */
export function GivingPoints({ card, onChanged }: Props) {
  const open = useSignal(false);
  const typed = useSignal(String(card.points));
  const transfer = async (other: MemberCard) => {
    const points = /^\d+$/.test(typed.value.trim()) ? Number(typed.value) : 0;
    if (points < 1 || points > card.points) {
      toast({ text: t().many(card.points), bad: true });
      return;
    }
    const outcome = await give({ type: 'transfer_points', from: card.id, to: other.id, points });
    if (outcome.type === 'refused') {
      toast({ text: explain(outcome), bad: true });
      return;
    }
    toast({ text: t().done(points, calledBy(other)) });
    open.value = false;
    onChanged();
  };
  if (card.points < 1) return null;
  if (!open.value)
    return (
      <div class="row-foot">
        <Button data-testid="give-points" onClick={() => (open.value = true)}>
          {t().begin}
        </Button>
      </div>
    );
  return (
    <section class="stack giving">
      <TextField
        label={t().points(card.points)}
        value={typed.value}
        maxLength={DIGITS_MAX}
        testId="give-points-count"
        onValue={(text) => (typed.value = text)}
      />
      <FindAnother
        than={card}
        action={t().to}
        testId="give-points"
        onChoose={(other) => void transfer(other)}
        onCancel={() => (open.value = false)}
      />
    </section>
  );
}
