import { dictionary, type Station } from '@comanda/web';
import { CountField, Tick } from '../fields';
import { CodedList } from './CodedList';
import { put, working } from './state';
import { STATION_AGE_S_MAX } from './validate';

const t = dictionary({
  en: {
    title: 'Station',
    lead: 'Where things are made. Its screen opens at /kds/ and its code.',
    paper: 'Wants a chit on paper besides its screen',
    warn: 'Warns after',
    late: 'Late after',
    seconds: 's',
  },
  zh: {
    title: '档口',
    lead: '制作的地方。它的屏幕地址是 /kds/ 加代码。',
    paper: '除屏幕外还要打纸单',
    warn: '提醒时间',
    late: '超时时间',
    seconds: '秒',
  },
});

/** The stations of the kitchen. */
export function Stations() {
  const { stations, items } = working.value;
  const save = (station: Station) => put({ type: 'put_station', station });
  return (
    <CodedList
      kind="station"
      title={t().title}
      lead={t().lead}
      list={stations}
      uses={(code) => items.filter((item) => item.stations.includes(code)).length}
      onPut={save}
      onRemove={(code) => put({ type: 'remove_station', code })}
      blank={(code): Station => ({
        code,
        names: { zh: '', en: '' },
        paper: false,
        warn_after_s: 300,
        late_after_s: 600,
      })}
    >
      {(station) => (
        <>
          <div class="grid-2">
            <CountField
              label={t().warn}
              value={station.warn_after_s}
              unit={t().seconds}
              most={STATION_AGE_S_MAX}
              onValue={(warn_after_s) => save({ ...station, warn_after_s })}
            />
            <CountField
              label={t().late}
              value={station.late_after_s}
              unit={t().seconds}
              most={STATION_AGE_S_MAX}
              onValue={(late_after_s) => save({ ...station, late_after_s })}
            />
          </div>
          <Tick checked={station.paper} onChange={(paper) => save({ ...station, paper })}>
            {t().paper}
          </Tick>
        </>
      )}
    </CodedList>
  );
}
