import '@comanda/web/style.css';
import './kitchen.css';
import { connect, dictionary, LanguageSwitch, mount, Paired, type Seat } from '@comanda/web';
import { useMemo } from 'preact/hooks';
import { ticking } from './clock';
import { Expo } from './expo/expo';
import { ExpoScreen } from './expo/ExpoScreen';
import { seatAt } from './seat';
import { Kitchen } from './station/kitchen';
import { StationScreen } from './station/StationScreen';

const t = dictionary({
  en: {
    title: 'Which station?',
    text: 'The address of a kitchen screen names its station, for example /kds/noodles. The expo is at /expo.',
  },
  zh: {
    title: '哪个档口？',
    text: '后厨屏的网址要写明档口，例如 /kds/noodles；出餐屏是 /expo。',
  },
});

function NoSeat() {
  return (
    <main class="pairing">
      <div>
        <h1>{t().title}</h1>
        <p>{t().text}</p>
        <LanguageSwitch />
      </div>
    </main>
  );
}

function Screen({ seat }: { seat: Seat }) {
  const screen = useMemo(() => {
    const connection = connect(seat);
    const now = ticking(connection);
    return seat.view === 'expo' ? new Expo(connection, now) : new Kitchen(connection, seat, now);
  }, [seat]);
  return screen instanceof Expo ? <ExpoScreen expo={screen} /> : <StationScreen kitchen={screen} />;
}

const seat = seatAt(location.pathname);
mount('kitchen', seat === null ? <NoSeat /> : <Paired seat={seat}>{() => <Screen seat={seat} />}</Paired>);
