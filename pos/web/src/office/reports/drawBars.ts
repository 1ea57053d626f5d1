import uPlot, { type Options } from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Bars } from './sales';

/** Height of the drawing in CSS pixels. */
export const CHART_HEIGHT = 232;

/** What the drawing cannot know by itself. */
export type Labels = {
  tick: (value: number) => string;
  name: (label: string) => string;
  onPoint: (index: number | null) => void;
};

/** Draws bars into `place`, one for each label. */
export function drawBars(place: HTMLElement, chart: Bars, labels: Labels): uPlot {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const bars = uPlot.paths.bars?.({ size: [0.72, 56] });
  const font = `13px ${style.fontFamily}`;
  const axis = { stroke: colour('--ink-2'), font, labelFont: font, ticks: { show: false } };
  const places = chart.labels.map((_, index) => index);
  const options: Options = {
    width: place.clientWidth,
    height: CHART_HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: () => [-0.6, Math.max(6, places.length) - 0.4] },
      y: { range: (_, min, max) => [Math.min(0, min), max > 0 ? max * 1.08 : 10] },
    },
    axes: [
      {
        ...axis,
        size: 32,
        grid: { show: false },
        splits: () => places,
        values: (plot) => {
          const every = Math.ceil((56 * places.length) / Math.max(plot.width, 1));
          return chart.labels.map((label, index) => (index % every === 0 ? labels.name(label) : ''));
        },
      },
      {
        ...axis,
        size: 68,
        grid: { stroke: colour('--line'), width: 1 },
        values: (_, splits) => splits.map(labels.tick),
      },
    ],
    series: [{}, { fill: colour('--ink'), width: 0, points: { show: false }, ...(bars && { paths: bars }) }],
    hooks: { setCursor: [(plot) => labels.onPoint(plot.cursor.idx ?? null)] },
  };
  return new uPlot(options, [places, chart.values], place);
}
