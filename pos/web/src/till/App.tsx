import { useEffect } from 'preact/hooks';
import {
  Banner,
  Button,
  dictionary,
  language,
  readStored,
  setLanguage,
  StaleBanner,
  writeStored,
} from '@comanda/web';
import { Check } from './Check';
import { useClock } from './clock';
import { hasTables, retail } from './desk';
import { showToGuest } from './display';
import { Floor } from './Floor';
import { HalfSwitch } from './HalfSwitch';
import { useIdleLock } from './idle';
import { listenToKeys } from './keys';
import { KitchenNews } from './KitchenNews';
import { Menu } from './Menu';
import { desk, half, panel } from './panel';
import { Panels } from './Panels';
import { Retail } from './Retail';
import { SignIn } from './SignIn';
import { connection, openLine, settleOld, shiftOpen, staff, training, view } from './store';
import { TopBar } from './TopBar';
import { useWakeLock } from './wake';

const t = dictionary({
  en: {
    connecting: 'Connecting to the store server…',
    behind:
      'Headquarters has newer records of this store than this server: it may be running from an old backup. Tell the manager before taking more orders.',
    noShift: 'No shift is open on this till, so it takes no cash.',
    openShift: 'Open shift',
    training: 'TRAINING – nothing counts',
  },
  zh: {
    connecting: '正在连接门店服务器…',
    behind: '总部的记录比这台门店服务器更新：它可能在用旧备份。继续接单之前请先告诉经理。',
    noShift: '这台收银还没开班，不能收现金。',
    openShift: '开班',
    training: '练习模式：一切都不算数',
  },
});

/** The till of a paired terminal. */
export function App() {
  useEffect(openLine, []);
  useEffect(showToGuest, []);
  const line = connection.value;
  if (line === null) return <p class="hush">{t().connecting}</p>;
  if (staff.value === null) return <SignIn />;
  return <Desk />;
}

function Desk() {
  useEffect(listenToKeys, []);
  useIdleLock();
  useWakeLock();
  useClock();
  const who = staff.value?.id ?? '';
  useEffect(() => {
    const theirs = readStored(`comanda.language.${who}`);
    if (theirs === 'zh' || theirs === 'en') setLanguage(theirs);
  }, [who]);
  useEffect(() => writeStored(`comanda.language.${who}`, language.value), [who, language.value]);
  const known = view.value.seq !== null;
  const line = connection.value;
  const quiet = line?.waiting.value === 0;
  useEffect(() => {
    if (known && quiet) settleOld();
  }, [known, quiet]);
  useEffect(() => {
    if (known && !shiftOpen.peek() && panel.peek().type === 'none') panel.value = { type: 'open_shift' };
  }, [known, who]);
  return (
    <div class={`till show-${half.value}`}>
      <TopBar />
      <main class="halves">
        <div class="news">
          {training.value && (
            <p class="training" role="status" data-testid="training-band">
              <b>{t().training}</b>
            </p>
          )}
          {line !== null && <StaleBanner connection={line} />}
          {view.value.hq?.store_is_behind === true && <Banner tone="bad">{t().behind}</Banner>}
          <KitchenNews />
          {known && !shiftOpen.value && (
            <Banner
              tone="warn"
              action={
                <Button
                  data-testid="open-shift-banner"
                  onClick={() => (panel.value = { type: 'open_shift' })}
                >
                  {t().openShift}
                </Button>
              }
            >
              {t().noShift}
            </Banner>
          )}
        </div>
        <Check />
        <Beside />
        <HalfSwitch />
      </main>
      <Panels />
    </div>
  );
}

/** What lies beside the slip. */
function Beside() {
  if (desk.value === 'floor' && hasTables.value) return <Floor />;
  return retail.value ? <Retail /> : <Menu />;
}
