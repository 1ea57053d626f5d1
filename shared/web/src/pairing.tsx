import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { dictionary } from './i18n';
import { explainCode } from './messages/rejections';
import { Banner } from './parts/Banner';
import { Button } from './parts/Button';
import { LanguageSwitch } from './parts/Switches';
import type { DeviceKind } from './protocol.gen';
import { deviceKind, saveToken, seatToken, type Seat } from './seat';
import { pair, storeStatus } from './status';

const t = dictionary({
  en: {
    title: 'Pair this device with the store',
    lead: 'Ask the manager for the pairing code: the store server prints it when it starts.',
    code: 'Pairing code',
    name: 'Name of this device',
    pair: 'Pair',
    pairing: 'Pairing with the store…',
    wrong:
      'The store did not accept this code, so this device is not paired yet. Check the code and enter it again.',
    unreachable:
      'The store server does not answer, so this device cannot be paired yet. Check that it runs, then try again.',
    terminal: 'Till',
    station_screen: 'Kitchen screen',
    expo_screen: 'Expo screen',
    board: 'Pickup board',
    printer_page: 'Printer page',
  },
  zh: {
    title: '把这台设备与门店配对',
    lead: '请向经理要配对码：门店服务器启动时会显示。',
    code: '配对码',
    name: '这台设备的名字',
    pair: '配对',
    pairing: '正在与门店配对…',
    wrong: '门店没有接受这个配对码，设备还没有配对。请核对后重新输入。',
    unreachable: '门店服务器没有回应，暂时不能配对。请确认它在运行，然后再试。',
    terminal: '收银台',
    station_screen: '后厨屏',
    expo_screen: '出餐屏',
    board: '取餐屏',
    printer_page: '打印页',
  },
});

function usualName(seat: Seat): string {
  const kind: DeviceKind = deviceKind(seat);
  return seat.station === null ? t()[kind] : `${t()[kind]} ${seat.station}`;
}

/** Takes `?pair=CODE` out of the address, so that the code is neither bookmarked nor sent again. */
function codeInAddress(): string | null {
  const url = new URL(location.href);
  const code = url.searchParams.get('pair');
  if (code === null) return null;
  url.searchParams.delete('pair');
  history.replaceState(null, '', url);
  return code;
}

async function pairWith(seat: Seat, code: string, name: string): Promise<string | null> {
  const request = { code: code.trim(), name: name.trim(), kind: deviceKind(seat), station: seat.station };
  const answer = await pair(request);
  if (answer.type === 'ok') {
    saveToken(seat, answer.value.token);
    return null;
  }
  if (answer.code === 'no_answer') return t().unreachable;
  return explainCode(answer.code, answer.detail === '' ? t().wrong : `${t().wrong} (${answer.detail})`);
}

/**
 * Shows its children once this device is paired. Until then pairs by itself with the code in the address or with the
 * demo's, or asks for one.
 */
export function Paired({ seat, children }: { seat: Seat; children: () => ComponentChildren }) {
  const paired = seatToken(seat) !== null;
  const asking = useSignal(false);
  const refusal = useSignal<string | null>(null);
  useEffect(() => {
    const given = codeInAddress();
    if (paired) return;
    const tryAlone = async () => {
      let code = given;
      if (code === null) {
        const status = await storeStatus();
        code = status.type === 'ok' ? (status.value.demo?.pairing_code ?? null) : null;
      }
      refusal.value = code === null ? null : await pairWith(seat, code, usualName(seat));
      asking.value = true;
    };
    void tryAlone();
  }, [paired]);
  if (paired) return <>{children()}</>;
  if (asking.value)
    return <PairingForm seat={seat} refusal={refusal.value} onRefusal={(text) => (refusal.value = text)} />;
  return (
    <main class="pairing">
      <p role="status">{t().pairing}</p>
    </main>
  );
}

type FormProps = { seat: Seat; refusal: string | null; onRefusal: (text: string | null) => void };

function PairingForm({ seat, refusal, onRefusal }: FormProps) {
  const code = useSignal('');
  const name = useSignal(usualName(seat));
  const busy = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    onRefusal(await pairWith(seat, code.value, name.value));
    busy.value = false;
  };
  return (
    <main class="pairing">
      <form onSubmit={(event) => void submit(event)}>
        <h1>{t().title}</h1>
        <p>{t().lead}</p>
        {refusal !== null && <Banner tone="bad">{refusal}</Banner>}
        <label class="field">
          <span>{t().code}</span>
          <input
            class="big"
            required
            autocomplete="off"
            value={code.value}
            onInput={(event) => (code.value = event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{t().name}</span>
          <input
            required
            maxLength={60}
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </label>
        <Button tone="go" type="submit" disabled={busy.value}>
          {busy.value ? t().pairing : t().pair}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
