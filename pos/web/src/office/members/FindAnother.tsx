import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, explainCode, type MemberCard } from '@comanda/web';
import { TextField } from '../fields';
import { connection } from '../store';

const TYPED_MAX = 40;

const t = dictionary({
  en: {
    find: 'Phone number, its last four digits, or a name of the other',
    search: 'Find',
    cancel: 'Cancel',
    none: 'No other member has this number or name.',
  },
  zh: {
    find: '另一位的手机号、尾号四位或姓名',
    search: '查找',
    cancel: '取消',
    none: '没有别的会员用这个号码或姓名。',
  },
});

type Props = {
  /** Who is not looked for. */
  than: MemberCard;
  /** What is done with whoever is chosen. */
  action: string;
  testId: string;
  onChoose: (other: MemberCard) => void;
  onCancel: () => void;
};

/** Finds another member than the one who is open, to do something with both. */
export function FindAnother({ than, action, testId, onChoose, onCancel }: Props) {
  const typed = useSignal('');
  const found = useSignal<readonly MemberCard[] | null>(null);
  const trouble = useSignal<string | null>(null);
  const find = async (event: Event) => {
    event.preventDefault();
    trouble.value = null;
    const reply = await connection.peek()?.findMember(typed.peek());
    if (reply === undefined) return;
    found.value = reply.type === 'ok' ? reply.value.filter((other) => other.id !== than.id) : null;
    if (reply.type !== 'ok') trouble.value = explainCode(reply.code, reply.message);
  };
  return (
    <>
      <form class="row-foot" onSubmit={(event) => void find(event)}>
        <TextField
          label={t().find}
          value={typed.value}
          maxLength={TYPED_MAX}
          testId={`${testId}-digits`}
          onValue={(text) => (typed.value = text)}
        />
        <Button type="submit" data-testid={`${testId}-find`}>
          {t().search}
        </Button>
        <Button onClick={onCancel}>{t().cancel}</Button>
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
              <Button tone="go" data-testid={`${testId}-now`} onClick={() => onChoose(other)}>
                {action}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
