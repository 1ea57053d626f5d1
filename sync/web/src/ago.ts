import { dictionary } from '@comanda/web';

const t = dictionary({
  en: {
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    days: (count: number) => `${count} d`,
  },
  zh: {
    seconds: (count) => `${count} 秒`,
    minutes: (count) => `${count} 分钟`,
    hours: (count) => `${count} 小时`,
    days: (count) => `${count} 天`,
  },
});

/** A length of time in its largest whole unit, in words: `47 min`. Never negative: clocks step backwards. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return t().seconds(seconds);
  if (seconds < 3600) return t().minutes(Math.floor(seconds / 60));
  if (seconds < 86_400) return t().hours(Math.floor(seconds / 3600));
  return t().days(Math.floor(seconds / 86_400));
}
