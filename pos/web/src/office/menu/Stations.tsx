import { dictionary, type Station } from '@comanda/web';
import { CountField, Tick } from '../fields';
import { CodedList } from './CodedList';
import { put, working } from './state';
import { SHOWN_WITHIN_S, SHOWN_WITHIN_S_MAX, STATION_AGE_S_MAX } from './validate';

const t = dictionary({
  en: {
    title: 'Station',
    lead: 'Where things are made. Its screen opens at /kds/ and its code.',
    paper: 'Wants a chit on paper besides its screen',
    warn: 'Warns after',
    late: 'Late after',
    shown: 'On a screen within',
    shownHint: 'Later, the till is told and it comes out on paper.',
    seconds: 's',
  },
  zh: {
    title: '档口',
    lead: '制作的地方。它的屏幕地址是 /kds/ 加代码。',
    paper: '除屏幕外还要打纸单',
    warn: '提醒时间',
    late: '超时时间',
    shown: '上屏时限',
    shownHint: '超过就告诉收银，并打纸单。',
    seconds: '秒',
  },
});

/** The station with that limit; the usual one is left out, so that an untouched station stays equal to itself. */
function shownWithin({ shown_within_s: _, ...station }: Station, seconds: number): Station {
  return seconds === SHOWN_WITHIN_S ? station : { ...station, shown_within_s: seconds };
}

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
            <CountField
              label={t().shown}
              hint={t().shownHint}
              value={station.shown_within_s ?? SHOWN_WITHIN_S}
              unit={t().seconds}
              most={SHOWN_WITHIN_S_MAX}
              testId={`shown-within-${station.code}`}
              onValue={(shown_within_s) => save(shownWithin(station, shown_within_s))}
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
