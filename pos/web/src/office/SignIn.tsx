import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  dictionary,
  explainCode,
  LanguageSwitch,
  pick,
  storeStatus,
  type StaffCard,
} from '@comanda/web';
import { connection, store, view } from './store';

const PIN_MAX = 6;

const t = dictionary({
  en: {
    title: 'Back office',
    lead: 'Menu, floor plan, reports and day closings. For managers.',
    who: 'Manager',
    pin: 'PIN',
    demoPin: (pin: string) => `Demo PIN ${pin}`,
    signIn: 'Sign in',
    checking: 'Checking…',
    connecting: 'Connecting to the store server…',
    nobody: 'The store knows no manager. Add one with the store server’s command line.',
    silent: 'The store server does not answer. Check that it runs; this page tries again by itself.',
  },
  zh: {
    title: '后台管理',
    lead: '菜单、桌位图、报表和日结。经理使用。',
    who: '经理',
    pin: '密码',
    demoPin: (pin) => `演示密码 ${pin}`,
    signIn: '登录',
    checking: '核对中…',
    connecting: '正在连接门店服务器…',
    nobody: '门店没有经理。请用门店服务器的命令行添加。',
    silent: '门店服务器没有回应。请确认它在运行；本页会自动再试。',
  },
});

/** The closed door of the back office: a manager's name and PIN. */
export function SignIn() {
  const pins = useSignal<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    void storeStatus().then((answer) => {
      const demo = answer.type === 'ok' ? (answer.value.demo?.pins ?? []) : [];
      pins.value = new Map(demo.map(({ staff, pin }) => [staff.id, pin]));
    });
  }, [pins]);
  const at = store.value;
  const heard = view.value.seq !== null;
  const people = view.value.staffList.filter((person) => person.role === 'manager');
  const stale = connection.value?.freshness.value.type === 'stale';
  return (
    <main class="door">
      <header>
        <h1>
          {at === null ? 'Comanda' : pick(at.names)} <small>{t().title}</small>
        </h1>
        <LanguageSwitch />
      </header>
      <p>{t().lead}</p>
      {stale && <Banner tone="bad">{t().silent}</Banner>}
      {!heard && <p role="status">{t().connecting}</p>}
      {heard && people.length === 0 && <Banner tone="warn">{t().nobody}</Banner>}
      {people.length > 0 && <PinForm people={people} pins={pins.value} />}
    </main>
  );
}

type FormProps = { people: readonly StaffCard[]; pins: ReadonlyMap<string, string> };

function PinForm({ people, pins }: FormProps) {
  const chosen = useSignal(people[0]?.id ?? '');
  const pin = useSignal('');
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  const enter = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    const reply = await connection.peek()?.signIn(chosen.value, pin.value);
    busy.value = false;
    pin.value = '';
    if (reply?.type === 'refused') refusal.value = explainCode(reply.code, reply.message);
  };
  const hint = pins.get(chosen.value);
  return (
    <form onSubmit={(event) => void enter(event)}>
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
      <label class="field">
        <span>{t().who}</span>
        <select
          value={chosen.value}
          data-testid="manager"
          onChange={(event) => (chosen.value = event.currentTarget.value)}
        >
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {pick(person.names)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{t().pin}</span>
        <input
          class="big"
          type="password"
          inputMode="numeric"
          autocomplete="off"
          maxLength={PIN_MAX}
          value={pin.value}
          data-testid="pin"
          onInput={(event) => (pin.value = event.currentTarget.value)}
        />
        {hint !== undefined && <small>{t().demoPin(hint)}</small>}
      </label>
      <Button tone="go" type="submit" disabled={busy.value || pin.value === ''} data-testid="sign-in">
        {busy.value ? t().checking : t().signIn}
      </Button>
    </form>
  );
}
