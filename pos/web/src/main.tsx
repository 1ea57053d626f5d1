import '@comanda/web/style.css';
import './till/till.css';
import './till/order.css';
import './till/money.css';
import { mount, Paired } from '@comanda/web';
import { App } from './till/App';
import { SEAT } from './till/store';

mount('till', <Paired seat={SEAT}>{() => <App />}</Paired>);
