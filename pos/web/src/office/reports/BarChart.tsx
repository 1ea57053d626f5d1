import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { language, theme } from '@comanda/web';
import type { Bars } from './sales';

type Props = {
  /** What is drawn; nothing at all without a bar. */
  bars: Bars;
  title: string;
  /** A figure on the axis. */
  tick: (value: number) => string;
  /** What a bar is called under it. */
  name: (label: string) => string;
  /** What is said of the bar that is pointed at; of none while nothing is. */
  say: (label: string | undefined) => string;
  testId: string;
};

/** One bar for each label. The library comes only when there is something to draw. */
export function BarChart({ bars, title, tick, name, say, testId }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const pointed = useSignal<number | null>(null);
  const drawn = JSON.stringify(bars);
  const chart = useMemo(() => bars, [drawn]);
  useEffect(() => {
    const element = place.current;
    if (element === null || chart.labels.length === 0) return;
    let gone = false;
    let undo: () => void = () => undefined;
    void import('./drawBars').then(({ drawBars, CHART_HEIGHT }) => {
      if (gone) return;
      const onPoint = (index: number | null) => (pointed.value = index);
      const plot = drawBars(element, chart, { tick, name, onPoint });
      const resized = new ResizeObserver(() =>
        plot.setSize({ width: element.clientWidth, height: CHART_HEIGHT }),
      );
      resized.observe(element);
      undo = () => {
        resized.disconnect();
        plot.destroy();
      };
    });
    return () => {
      gone = true;
      undo();
    };
  }, [chart, language.value, theme.value]);
  if (chart.labels.length === 0) return null;
  return (
    <section class="panel chart">
      <h2>{title}</h2>
      <div class="plot" ref={place} role="img" aria-label={title} data-testid={testId} />
      <p class="hint">{say(chart.labels[pointed.value ?? -1])}</p>
    </section>
  );
}
