import '@comanda/web/style.css';
import './board/board.css';
import { connect, mount, Paired, type Seat } from '@comanda/web';
import { useMemo } from 'preact/hooks';
import { Board, Pickup } from './board/Board';
import { ticking } from './clock';

const SEAT: Seat = { view: 'board', station: null };

function Screen() {
  const pickup = useMemo(() => {
    const connection = connect(SEAT);
    return new Pickup(connection, ticking(connection));
  }, []);
  return <Board pickup={pickup} />;
}

mount('board', <Paired seat={SEAT}>{() => <Screen />}</Paired>);
