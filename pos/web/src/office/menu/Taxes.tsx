import { channelName, dictionary, type Channel, type TaxRate } from '@comanda/web';
import { parsePercent, percentText } from '../amount';
import { ParsedField, SelectField } from '../fields';
import { CodedList } from './CodedList';
import { CHANNELS } from './PriceFields';
import { put, working } from './state';

const t = dictionary({
  en: {
    title: 'Tax rate',
    lead: 'What the receipt calls it, and how much. A channel can have a rate of its own.',
    mode: 'Prices on the menu',
    inclusive: 'Include tax',
    exclusive: 'Are before tax',
    rate: 'Rate',
    perChannel: 'A rate of its own for a channel',
    wrong: 'A percentage from 0 to 100',
    ownHint: 'Empty for the usual rate',
  },
  zh: {
    title: '税率',
    lead: '小票上的名称和比例。渠道可以有自己的税率。',
    mode: '菜单价格',
    inclusive: '含税',
    exclusive: '不含税',
    rate: '税率',
    perChannel: '渠道自己的税率',
    wrong: '0 到 100 的百分数',
    ownHint: '留空表示用一般税率',
  },
});

function rate(text: string): number | null {
  const ppm = parsePercent(text);
  return ppm === null || ppm < 0 || ppm > 1_000_000 ? null : ppm;
}

/** A channel without a rate of its own, in a field that is then empty. */
const USUAL = -1;

/** The tax rates. */
export function Taxes() {
  const { tax_rates, tax_mode, items, channels = [] } = working.value;
  const save = (one: TaxRate) => put({ type: 'put_tax_rate', rate: one });
  return (
    <>
      <section class="settings">
        <SelectField
          label={t().mode}
          value={tax_mode}
          options={[
            { value: 'inclusive', label: t().inclusive },
            { value: 'exclusive', label: t().exclusive },
          ]}
          onValue={(value) =>
            put({ type: 'set_tax_mode', mode: value === 'exclusive' ? 'exclusive' : 'inclusive' })
          }
        />
      </section>
      <CodedList
        kind="tax"
        title={t().title}
        lead={t().lead}
        list={tax_rates}
        uses={(code) =>
          items.filter((item) => item.tax === code).length +
          channels.filter((terms) => terms.packaging > 0 && terms.packaging_tax === code).length
        }
        onPut={save}
        onRemove={(code) => put({ type: 'remove_tax_rate', code })}
        blank={(code): TaxRate => ({ code, names: { zh: '', en: '' }, rate_ppm: 0 })}
      >
        {(one) => (
          <div class="grid-2">
            <ParsedField
              label={t().rate}
              value={one.rate_ppm}
              text={percentText}
              parse={rate}
              wrong={t().wrong}
              unit="%"
              onValue={(rate_ppm) => save({ ...one, rate_ppm })}
            />
            <details class="wide">
              <summary>{t().perChannel}</summary>
              <div class="grid-2">
                {CHANNELS.map((channel) => (
                  <ChannelField key={channel} channel={channel} one={one} onRate={save} />
                ))}
              </div>
            </details>
          </div>
        )}
      </CodedList>
    </>
  );
}

type ChannelProps = { channel: Channel; one: TaxRate; onRate: (rate: TaxRate) => void };

function ChannelField({ channel, one, onRate }: ChannelProps) {
  const own = one.channel_rates ?? [];
  const set = (ppm: number) => {
    const others = own.filter((entry) => entry.channel !== channel);
    const channel_rates = ppm === USUAL ? others : [...others, { channel, rate_ppm: ppm }];
    const { code, names, rate_ppm } = one;
    onRate({ code, names, rate_ppm, ...(channel_rates.length > 0 && { channel_rates }) });
  };
  return (
    <ParsedField
      label={channelName(channel)}
      hint={t().ownHint}
      value={own.find((entry) => entry.channel === channel)?.rate_ppm ?? USUAL}
      text={(ppm) => (ppm === USUAL ? '' : percentText(ppm))}
      parse={(text) => (text.trim() === '' ? USUAL : rate(text))}
      wrong={t().wrong}
      unit="%"
      onValue={set}
    />
  );
}
