import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  dictionary,
  explainCode,
  LanguageSwitch,
  Numpad,
  pick,
  pickOther,
  SavedChip,
  StaleBanner,
  storeStatus,
  type StaffCard,
} from '@comanda/web';
import { connection, slip, store, view } from './store';
import { placeName } from './words';

const PIN_MIN = 4;
const PIN_MAX = 6;

const t = dictionary({
  en: {
    who: 'Who is at the till?',
    whoHint: 'Tap your name.',
    pinOf: (name: string) => `PIN of ${name}`,
    digits: (count: number) => `${count} digits entered`,
    signIn: 'Sign in',
    checking: 'Checking…',
    other: 'Someone else',
    demo: 'Demo',
    demoPin: (pin: string) => `Demo PIN ${pin}`,
    nobody: 'The list of staff has not come from the store server yet.',
    kept: (count: number) => `The check with ${count} ${count === 1 ? 'line' : 'lines'} is still here.`,
    cashier: 'Cashier',
    manager: 'Manager',
    cook: 'Cook',
  },
  zh: {
    who: '谁在收银？',
    whoHint: '请点自己的名字。',
    pinOf: (name) => `${name}的密码`,
    digits: (count) => `已输入 ${count} 位`,
    signIn: '登录',
    checking: '核对中…',
    other: '换一个人',
    demo: '演示',
    demoPin: (pin) => `演示密码 ${pin}`,
    nobody: '还没有从门店服务器收到员工名单。',
    kept: (count) => `刚才的单（${count} 行）还在。`,
    cashier: '收银员',
    manager: '经理',
    cook: '厨师',
  },
});

/** The locked till: who is there, then the PIN. */
export function SignIn() {
  const chosen = useSignal<StaffCard | null>(null);
  const pins = useSignal<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    void storeStatus().then((answer) => {
      const demo = answer.type === 'ok' ? (answer.value.demo?.pins ?? []) : [];
      pins.value = new Map(demo.map(({ staff, pin }) => [staff.id, pin]));
    });
  }, [pins]);
  const line = connection.value;
  const at = store.value;
  const lines = slip.value.lines.length;
  return (
    <div class="locked">
      <header class="top">
        <strong class="place">{placeName(at, view.value.device)}</strong>
        <span class="space" />
        {line !== null && <SavedChip connection={line} />}
        <LanguageSwitch />
      </header>
      {line !== null && <StaleBanner connection={line} />}
      <main>
        {lines > 0 && <p class="kept">{t().kept(lines)}</p>}
        {chosen.value === null ? (
          <People pins={pins.value} onChoose={(person) => (chosen.value = person)} />
        ) : (
          <Pin
            person={chosen.value}
            hint={pins.value.get(chosen.value.id)}
            onBack={() => (chosen.value = null)}
          />
        )}
      </main>
    </div>
  );
}

type PeopleProps = { pins: ReadonlyMap<string, string>; onChoose: (person: StaffCard) => void };

function People({ pins, onChoose }: PeopleProps) {
  // Cooks have no business at a till: the store would refuse every order of theirs.
  const people = view.value.staffList.filter((person) => person.role !== 'cook');
  return (
    <section class="people">
      <h1>{t().who}</h1>
      <p>{people.length === 0 ? t().nobody : t().whoHint}</p>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            <Button
              data-testid={`staff-${person.names.en.toLowerCase().replaceAll(' ', '-')}`}
              onClick={() => onChoose(person)}
            >
              <span>
                <b>{pick(person.names)}</b>
                <small>
                  {pickOther(person.names)} · {t()[person.role]}
                </small>
                {pins.has(person.id) && <small class="demo">{t().demoPin(pins.get(person.id) ?? '')}</small>}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type PinProps = { person: StaffCard; hint: string | undefined; onBack: () => void };

function Pin({ person, hint, onBack }: PinProps) {
  const pin = useSignal('');
  /** How many digits the store is checking now; 0 when none. They are gone from `pin`, which is free for the next. */
  const checking = useSignal(0);
  const refusal = useSignal<string | null>(null);
  const enter = async () => {
    const asked = pin.value;
    if (asked.length < PIN_MIN || checking.value > 0) return;
    checking.value = asked.length;
    pin.value = '';
    const reply = await connection.peek()?.signIn(person.id, asked);
    checking.value = 0;
    if (reply?.type === 'refused') refusal.value = explainCode(reply.code, reply.message);
  };
  const dots = pin.value === '' ? checking.value : pin.value.length;
  return (
    <section class="pin">
      <h1>{t().pinOf(pick(person.names))}</h1>
      <p class="dots" role="status" aria-label={t().digits(dots)}>
        {Array.from({ length: Math.max(PIN_MIN, dots) }, (_, place) => (
          <i key={place} class={place < dots ? 'full' : ''} />
        ))}
      </p>
      {hint !== undefined && <p class="demo">{t().demoPin(hint)}</p>}
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
      <Numpad
        value={pin.value}
        maxLength={PIN_MAX}
        extra="none"
        onValue={(value) => (pin.value = value)}
        onEnter={() => void enter()}
      />
      <div class="pair">
        <Button onClick={onBack}>{t().other}</Button>
        <Button
          tone="go"
          data-testid="sign-in"
          disabled={pin.value.length < PIN_MIN || checking.value > 0}
          onClick={() => void enter()}
        >
          {checking.value > 0 ? t().checking : t().signIn}
        </Button>
      </div>
    </section>
  );
}
