import '@comanda/web/style.css';
import './home.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  dictionary,
  LanguageSwitch,
  mount,
  pick,
  pickOther,
  Seal,
  Slip,
  storeStatus,
  ThemeSwitch,
  type Names,
  type StoreStatus,
} from '@comanda/web';

/** The stations of the sample shop: a demo's page can name them before any screen is paired. */
const DEMO_STATIONS: readonly { code: string; names: Names }[] = [
  { code: 'noodles', names: { zh: '面档', en: 'Noodles' } },
  { code: 'tea', names: { zh: '茶档', en: 'Tea' } },
  { code: 'steam', names: { zh: '蒸档', en: 'Steam' } },
];

const t = dictionary({
  en: {
    demo: 'DEMO',
    lead: 'The slip that carries an order from the till to the kitchen. Choose what this device is for.',
    front: 'In front',
    till: 'Till',
    tillText: 'Take orders, recognise members, take payment.',
    board: 'Pickup board',
    boardText: 'Shows guests which numbers are being made and which are ready.',
    display: 'Customer display',
    displayText: 'What the till on this machine shows its guest: the check, the points, the change.',
    kitchen: 'In the kitchen',
    stationText: 'Tickets of this station, oldest first; tap one when it is done.',
    expo: 'Expo',
    expoText: 'Every ticket of every station; orders are put together and handed over here.',
    station: 'Code of the station',
    stationGo: 'Open its screen',
    behind: 'Behind the scenes',
    printers: 'Printers',
    printersText: 'What every printer has printed, what waits, and which one needs help.',
    office: 'Back office',
    officeText: 'Menu, floor plan, sold out, reports and day closings. For managers.',
    hq: 'Headquarters',
    hqText: 'Sales and orders of all stores, and how fresh each of them is.',
    pins: 'Demo PINs',
    pinsText: 'To sign in at the till. They are shown only on this machine.',
    silent: 'The store server does not answer. Check that it runs; this page tries again by itself.',
    cashier: 'Cashier',
    manager: 'Manager',
    cook: 'Cook',
  },
  zh: {
    demo: '演示',
    lead: '一张小单，把客人点的从收银台带到后厨。请选择这台设备的用途。',
    front: '前台',
    till: '收银',
    tillText: '点单、认会员、收款。',
    board: '取餐屏',
    boardText: '让客人看到哪些号在做，哪些已做好。',
    display: '客显',
    displayText: '本机收银台给客人看的：单子、积分、找零。',
    kitchen: '后厨',
    stationText: '这个档口的后厨单，先来的在前；做好点一下。',
    expo: '出餐',
    expoText: '所有档口的后厨单；在这里配齐，交给客人。',
    station: '档口代码',
    stationGo: '打开它的屏幕',
    behind: '后台',
    printers: '打印机',
    printersText: '每台打印机打了什么、还等着什么、哪台要处理。',
    office: '后台管理',
    officeText: '菜单、桌位图、售罄、报表和日结。经理使用。',
    hq: '总部',
    hqText: '所有门店的销售和单子，以及各店数据有多新。',
    pins: '演示密码',
    pinsText: '用来登录收银台，只在这台电脑上显示。',
    silent: '门店服务器没有回应。请确认它在运行；本页会自动再试。',
    cashier: '收银员',
    manager: '经理',
    cook: '厨师',
  },
});
const TRY_AGAIN_MS = 3_000;

type DoorProps = { to: string; name: string; main?: boolean; testId: string; children: ComponentChildren };

function Door({ to, name, main = false, testId, children }: DoorProps) {
  return (
    <li>
      <a class={main ? 'door main' : 'door'} href={to} data-testid={testId}>
        <b>{name}</b>
        <span>{children}</span>
        <code>{to}</code>
      </a>
    </li>
  );
}

function Doors({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul class="doors">{children}</ul>
    </section>
  );
}

/** Every screen of the store, with a sentence each. */
function Home() {
  const status = useSignal<StoreStatus | null>(null);
  const silent = useSignal(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const look = async () => {
      const answer = await storeStatus();
      silent.value = answer.type !== 'ok';
      if (answer.type === 'ok') status.value = answer.value;
      else timer = setTimeout(() => void look(), TRY_AGAIN_MS);
    };
    void look();
    return () => {
      if (timer !== null) clearTimeout(timer);
    };
  }, [status, silent]);
  const known = status.value;
  const hq = known?.hq_url ?? null;
  const demo = known?.demo ?? null;
  return (
    <main class="home">
      <header>
        <div>
          <h1>
            {known === null ? 'Comanda' : pick(known.store.names)} {demo !== null && <Seal>{t().demo}</Seal>}
          </h1>
          <p class="lead">{t().lead}</p>
        </div>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      {silent.value && <Banner tone="bad">{t().silent}</Banner>}
      <Doors title={t().front}>
        <Door to="/pos" name={t().till} main testId="link-pos">
          {t().tillText}
        </Door>
        <Door to="/display" name={t().display} testId="link-display">
          {t().displayText}
        </Door>
        <Door to="/board" name={t().board} testId="link-board">
          {t().boardText}
        </Door>
      </Doors>
      <Doors title={t().kitchen}>
        {demo !== null &&
          DEMO_STATIONS.map(({ code, names }) => (
            <Door key={code} to={`/kds/${code}`} name={pick(names)} testId={`link-kds-${code}`}>
              {t().stationText}
            </Door>
          ))}
        <Door to="/expo" name={t().expo} testId="link-expo">
          {t().expoText}
        </Door>
        {known !== null && demo === null && (
          <li>
            <StationForm />
          </li>
        )}
      </Doors>
      <Doors title={t().behind}>
        <Door to="/printers" name={t().printers} testId="link-printers">
          {t().printersText}
        </Door>
        <Door to="/office" name={t().office} testId="link-office">
          {t().officeText}
        </Door>
        {hq !== null && (
          <Door to={hq} name={t().hq} testId="link-hq">
            {t().hqText}
          </Door>
        )}
      </Doors>
      {demo !== null && <Pins demo={demo} />}
    </main>
  );
}

function Pins({ demo }: { demo: NonNullable<StoreStatus['demo']> }) {
  return (
    <section class="pins">
      <h2>{t().pins}</h2>
      <Slip number="PIN" title={t().pinsText}>
        <ul data-testid="demo-pins">
          {demo.pins.map(({ staff, pin }) => (
            <li key={staff.id}>
              <span>
                {pick(staff.names)}{' '}
                <small>
                  {pickOther(staff.names)} · {t()[staff.role]}
                </small>
              </span>
              <b>{pin}</b>
            </li>
          ))}
        </ul>
      </Slip>
    </section>
  );
}

/** A store that is not a demo names its stations only to paired screens, so the code is typed. */
function StationForm() {
  const code = useSignal('');
  const open = (event: Event) => {
    event.preventDefault();
    if (code.value.trim() !== '') location.href = `/kds/${encodeURIComponent(code.value.trim())}`;
  };
  return (
    <form onSubmit={open}>
      <label class="field">
        <span>{t().station}</span>
        <input
          required
          autocomplete="off"
          value={code.value}
          onInput={(event) => (code.value = event.currentTarget.value)}
        />
      </label>
      <Button type="submit">{t().stationGo}</Button>
    </form>
  );
}

mount('office', <Home />);
