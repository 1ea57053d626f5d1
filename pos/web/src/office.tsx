import '@comanda/web/style.css';
import './office/office.css';
import './office/forms.css';
import { mount, Paired } from '@comanda/web';
import { App } from './office/App';
import { SEAT } from './office/store';

mount('office', <Paired seat={SEAT}>{() => <App />}</Paired>);
