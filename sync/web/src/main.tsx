import '@comanda/web/style.css';
import './hq.css';
import { mount } from '@comanda/web';
import { Dashboard } from './Dashboard';
import { browserWorld, Feed } from './feed';

const feed = new Feed(browserWorld());
feed.start();
mount('office', <Dashboard feed={feed} />);
