import { channelName, dictionary, pick, type Channel, type ChannelTerms, type StoreCard } from '@comanda/web';
import { AmountField, CountField, SelectField } from '../fields';
import { CHANNELS } from './PriceFields';
import { put, touched, working } from './state';

const t = dictionary({
  en: {
    title: 'Channels',
    lead: 'What ordering on a channel adds or promises. Prices of single items on a channel are price rules of the item.',
    packaging: 'Packaging fee per order',
    packagingHint: '0 for none',
    tax: 'Tax of the fee',
    quote: 'Ready after, told to the guest',
    quoteHint: '0 for no promise',
    minutes: 'min',
    changed: 'CHANGED',
  },
  zh: {
    title: '渠道',
    lead: '某个渠道下单时加收或承诺的。单个商品在渠道上的价格请用商品的价格规则。',
    packaging: '每单打包费',
    packagingHint: '不收填 0',
    tax: '打包费税率',
    quote: '告诉客人多久好',
    quoteHint: '不承诺填 0',
    minutes: '分钟',
    changed: '已改',
  },
});

/** What selling on each channel adds or promises. */
export function Channels({ store }: { store: StoreCard }) {
  const { channels = [], tax_rates } = working.value;
  const known = new Map(channels.map((terms) => [terms.channel, terms]));
  const blank = (channel: Channel): ChannelTerms => ({
    channel,
    packaging: 0,
    packaging_tax: tax_rates[0]?.code ?? '',
    quote_minutes: 0,
  });
  return (
    <section class="settings">
      <h2>{t().title}</h2>
      <p class="hint">{t().lead}</p>
      <ul class="rows">
        {CHANNELS.map((channel) => {
          const terms = known.get(channel) ?? blank(channel);
          const save = (change: Partial<ChannelTerms>) =>
            put({ type: 'put_channel', terms: { ...terms, ...change } });
          return (
            <li key={channel} class="panel">
              <div class="row-foot">
                <b>{channelName(channel)}</b>
                {touched.value.has(`channel ${channel}`) && <span class="mark">{t().changed}</span>}
              </div>
              <div class="grid-2">
                <AmountField
                  label={t().packaging}
                  hint={t().packagingHint}
                  value={terms.packaging}
                  exponent={store.currency_exponent}
                  unit={store.currency}
                  onValue={(packaging) => save({ packaging })}
                />
                <SelectField
                  label={t().tax}
                  value={terms.packaging_tax}
                  options={tax_rates.map(({ code, names }) => ({ value: code, label: pick(names) }))}
                  onValue={(packaging_tax) => save({ packaging_tax })}
                />
                <CountField
                  label={t().quote}
                  hint={t().quoteHint}
                  value={terms.quote_minutes}
                  unit={t().minutes}
                  most={1_440}
                  onValue={(quote_minutes) => save({ quote_minutes })}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
