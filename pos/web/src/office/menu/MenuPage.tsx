import { useEffect } from 'preact/hooks';
import type { StoreCard } from '@comanda/web';
import type { PartName } from '../route';
import { Categories } from './Categories';
import { Channels } from './Channels';
import { DraftBar } from './DraftBar';
import { Groups } from './Groups';
import { ImportPart } from './ImportPart';
import { ItemsPart } from './ItemsPart';
import { KitchenRules } from './KitchenRules';
import { Promotions } from './Promotions';
import { followMenu } from './state';
import { Stations } from './Stations';
import { Taxes } from './Taxes';
import { Versions } from './Versions';
import './menu.css';

/** The menu: its items and what they name, as a draft until it is published. */
export function MenuPage({ part, store }: { part: PartName; store: StoreCard }) {
  useEffect(followMenu, []);
  return (
    <>
      {part === 'items' && <ItemsPart store={store} />}
      {part === 'categories' && <Categories />}
      {part === 'choices' && <Groups store={store} />}
      {part === 'taxes' && <Taxes />}
      {part === 'stations' && <Stations />}
      {part === 'kitchen' && <KitchenRules />}
      {part === 'channels' && <Channels store={store} />}
      {part === 'promotions' && <Promotions store={store} />}
      {part === 'import' && <ImportPart />}
      {part === 'versions' && <Versions store={store} />}
      <DraftBar store={store} />
    </>
  );
}
