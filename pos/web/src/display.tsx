import '@comanda/web/style.css';
import './display/display.css';
import { mount } from '@comanda/web';
import { GuestDisplay } from './display/GuestDisplay';

mount('till', <GuestDisplay />);
