import type { Paired, PairRequest, Problem, Status } from './protocol.gen';

/** What a store says about itself before anyone pairs. `demo` comes only to a browser on the same machine. */
export type StoreStatus = Status;

/** An HTTP answer: the value, or why not. Nothing throws. */
export type Answer<T> = { type: 'ok'; value: T } | { type: 'problem'; code: string; detail: string };

/** Asks this page's server over HTTP; an unreachable server is a problem with the code `no_answer`. */
export async function fetchJson<T>(path: string, init?: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, init);
    return answerOf<T>(response.status, await response.text());
  } catch {
    return { type: 'problem', code: 'no_answer', detail: '' };
  }
}

/** Reads an HTTP answer. What is no JSON (a captive portal's page) is no answer. */
export function answerOf<T>(status: number, text: string): Answer<T> {
  try {
    const body: unknown = JSON.parse(text);
    if (status >= 200 && status < 300) return { type: 'ok', value: body as T };
    const { code, detail } = body as Partial<Problem>;
    return { type: 'problem', code: code ?? 'no_answer', detail: detail ?? '' };
  } catch {
    return { type: 'problem', code: 'no_answer', detail: '' };
  }
}

/** What the store says about itself. */
export function storeStatus(): Promise<Answer<StoreStatus>> {
  return fetchJson<StoreStatus>('/api/v1/status');
}

/** Pairs this device with the store. */
export function pair(request: PairRequest): Promise<Answer<Paired>> {
  const headers = { 'content-type': 'application/json' };
  return fetchJson('/api/v1/pair', { method: 'POST', headers, body: JSON.stringify(request) });
}
