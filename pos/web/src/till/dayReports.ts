import { seatToken, sessionToken, type ClosedDay, type Days, type Reply, type Takings } from '@comanda/web';
import { SEAT } from './store';

const TIMEOUT_MS = 8_000;
const NO_ANSWER = { type: 'refused', code: 'no_answer', message: '' } as const;

/** Asks the store for a report in the name of whoever is signed in; a manager, or the store refuses. */
async function report<T>(path: string): Promise<Reply<T>> {
  const headers = {
    authorization: `Bearer ${seatToken(SEAT) ?? ''}`,
    'comanda-session': sessionToken() ?? '',
  };
  try {
    const answer = await fetch(path, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const body: unknown = await answer.json();
    if (answer.ok) return { type: 'ok', value: body as T };
    const { code, detail } = body as { code?: string; detail?: string };
    return { type: 'refused', code: code ?? 'no_answer', message: detail ?? '' };
  } catch {
    return NO_ANSWER; // the cable is out, or a proxy answered with something else
  }
}

/** What happened since the last Z. */
export function askTakings(): Promise<Reply<Takings>> {
  return report<Takings>('/api/v1/reports/takings');
}

/** One closed day by the number of its Z; `null` when the store does not list it. */
export async function askDay(number: number): Promise<Reply<ClosedDay | null>> {
  const found = await report<Days>('/api/v1/reports/days');
  if (found.type === 'refused') return found;
  return { type: 'ok', value: found.value.days.find((day) => day.report.number === number) ?? null };
}
