import { locale } from '@comanda/web';

/** Seconds as a cook says them: `4:05`. */
export function minutes(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, '0');
  return `${Math.floor(seconds / 60)}:${rest}`;
}

/** A share in whole per cent; none where there is nothing to share. */
export function shareOf(part: number, whole: number): string {
  if (whole === 0) return '–';
  return (part / whole).toLocaleString(locale(), { style: 'percent', maximumFractionDigits: 0 });
}
