import uPlot, { type AlignedData, type Options, type Series } from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { HoursChart } from './hours';

/** Height of the drawing in CSS pixels. */
export const CHART_HEIGHT = 264;

/** What the drawing cannot know by itself: words, and what to do when an hour is pointed at. */
export type Labels = {
  tick: (value: number) => string;
  hour: (hour: number) => string;
  onPoint: (hour: number | null) => void;
};

/** Draws the day into `place`: bars for today, paler for the hour that still runs, a red line for last week. */
export function drawHours(place: HTMLElement, chart: HoursChart, labels: Labels): uPlot {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const bars = uPlot.paths.bars?.({ size: [0.72, 56] });
  const bar = (fill: string): Series => ({
    fill,
    width: 0,
    points: { show: false },
    ...(bars && { paths: bars }),
  });
  const font = `13px ${style.fontFamily}`;
  const axis = { stroke: colour('--ink-2'), font, labelFont: font, ticks: { show: false } };
  const options: Options = {
    width: place.clientWidth,
    height: CHART_HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: (_, min, max) => [min - 0.6, max + 0.6] },
      y: { range: (_, __, max) => [0, max > 0 ? max * 1.08 : 10] },
    },
    axes: [
      {
        ...axis,
        size: 32,
        grid: { show: false },
        splits: () => chart.hours,
        values: (plot) =>
          everySecondWhenNarrow(plot.width, chart.hours).map((hour) =>
            hour === null ? '' : labels.hour(hour),
          ),
      },
      {
        ...axis,
        size: 64,
        grid: { stroke: colour('--line'), width: 1 },
        // Whole orders only: half an order is nothing.
        ...(chart.unit.type === 'orders' && { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }),
        values: (_, splits) => splits.map(labels.tick),
      },
    ],
    series: [
      {},
      bar(colour('--ink')),
      bar(colour('--ink-running')),
      { stroke: colour('--seal'), width: 2, points: { show: true, size: 6, fill: colour('--seal') } },
    ],
    hooks: {
      setCursor: [(plot) => labels.onPoint(chart.hours[plot.cursor.idx ?? -1] ?? null)],
    },
  };
  return new uPlot(options, dataOf(chart), place);
}

/** The chart in uPlot's form: hours, today without the running hour, the running hour alone, last week. */
export function dataOf({ hours, today, lastWeek, running }: HoursChart): AlignedData {
  const only = (wanted: (hour: number) => boolean) =>
    today.map((value, index) => (wanted(hours[index] ?? -1) ? value : null));
  return [
    hours,
    only((hour) => hour !== running),
    only((hour) => hour === running),
    lastWeek.some((value) => value > 0) ? lastWeek : lastWeek.map(() => null),
  ];
}

function everySecondWhenNarrow(width: number, hours: readonly number[]): (number | null)[] {
  const every = width / hours.length < 34 ? 2 : 1;
  return hours.map((hour, index) => (index % every === 0 ? hour : null));
}
