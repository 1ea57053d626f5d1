import '@comanda/web/style.css';
import './printers/printers.css';
import { connect, mount, Paired, type Seat } from '@comanda/web';
import { useMemo } from 'preact/hooks';
import { PrintersPage } from './printers/PrintersPage';
import { Printing } from './printers/printing';

const SEAT: Seat = { view: 'printers', station: null };

function Screen() {
  const printing = useMemo(() => new Printing(connect(SEAT), SEAT), []);
  return <PrintersPage printing={printing} />;
}

mount('office', <Paired seat={SEAT}>{() => <Screen />}</Paired>);
