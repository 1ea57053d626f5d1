import { dictionary, explain, toast, type MemberCard } from '@comanda/web';
import { give } from '../store';

const t = dictionary({
  en: {
    merged: (name: string) => `One member now: ${name}.`,
    apart: 'They are two members again.',
    undo: 'Take apart',
  },
  zh: {
    merged: (name) => `已合并为一位会员：${name}。`,
    apart: '又是两位会员了。',
    undo: '拆开',
  },
});

/** Who somebody is in a sentence: their name, or the end of their phone. */
export function calledBy(card: Pick<MemberCard, 'name' | 'phone_masked'>): string {
  return card.name === '' ? card.phone_masked : card.name;
}

/** Merges one member into another; for a while one touch takes them apart again. False when refused. */
export async function mergeInto(gone: MemberCard, kept: MemberCard, onUndone: () => void): Promise<boolean> {
  const outcome = await give({ type: 'merge_members', from: gone.id, into: kept.id });
  if (outcome.type === 'refused') {
    toast({ text: explain(outcome), bad: true });
    return false;
  }
  const run = () => void takeApart(gone.id).then((done) => done && onUndone());
  toast({ text: t().merged(calledBy(kept)), action: { label: t().undo, run } });
  return true;
}

/** Has somebody who was merged stand for themselves again. False when refused. */
export async function takeApart(memberId: string): Promise<boolean> {
  const outcome = await give({ type: 'take_apart', member_id: memberId });
  if (outcome.type === 'refused') toast({ text: explain(outcome), bad: true });
  else toast({ text: t().apart });
  return outcome.type === 'accepted';
}
