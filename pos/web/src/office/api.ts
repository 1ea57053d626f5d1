import {
  answerOf,
  fetchJson,
  keepOnThisComputer,
  seatToken,
  sessionToken,
  type Answer,
  type ImportReport,
  type ImportSource,
  type PhotoKept,
} from '@comanda/web';
import { SEAT } from './store';

/** What an address is asked with; `null` and empty ones are left out. */
export type Query = Readonly<Record<string, string | null>>;

/** An address with its question. */
export function address(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== null && value !== '') params.set(name, value);
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

function who(): Record<string, string> {
  return { authorization: `Bearer ${seatToken(SEAT) ?? ''}`, 'comanda-session': sessionToken() ?? '' };
}

/** Asks the store over HTTP as the person who is signed in. */
export function ask<T>(path: string, query?: Query): Promise<Answer<T>> {
  return fetchJson<T>(address(path, query), { headers: who() });
}

/** Saves a report as a CSV file on this computer; `false` when the store did not give it. */
export function download(path: string, query: Query, name: string): Promise<boolean> {
  return save(path, { ...query, format: 'csv' }, name);
}

/** Has a list made and saves it on this computer; `false` when it did not arrive. */
export function makeList(path: string, name: string): Promise<boolean> {
  return save(path, {}, name, 'POST');
}

/** Saves what an address gives as a file on this computer; `false` when the store did not give it. */
export async function save(
  path: string,
  query: Query,
  name: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<boolean> {
  try {
    const response = await fetch(address(path, query), { method, headers: who() });
    if (!response.ok) return false;
    keepOnThisComputer(await response.blob(), name);
    return true;
  } catch {
    return false; // not connected: the page says so
  }
}

/** Reads an export of another system; with `dryRun` nothing is published. */
export function importItems(
  file: Blob,
  source: ImportSource,
  dryRun: boolean,
): Promise<Answer<ImportReport>> {
  const path = address('/api/v1/catalogue/import', { source, dry_run: String(dryRun) });
  return fetchJson(path, { method: 'POST', headers: { ...who(), 'content-type': 'text/csv' }, body: file });
}

/**
 * Reads another system's list of members, who all agreed; with `dryRun` nobody is enrolled. The store
 * reads the list as it arrives, so `taken` (a part of 1) tells how far it is. Nothing throws.
 */
export function importMembers(
  file: Blob,
  dryRun: boolean,
  taken: (part: number) => void,
): Promise<Answer<ImportReport>> {
  const path = address('/api/v1/members/import', { consent: 'agreed', dry_run: String(dryRun) });
  // fetch does not tell how much of a body is sent.
  const request = new XMLHttpRequest();
  request.open('POST', path);
  for (const [name, value] of Object.entries(who())) request.setRequestHeader(name, value);
  request.setRequestHeader('content-type', 'text/csv');
  request.upload.onprogress = (event) => {
    taken(event.loaded / event.total);
  };
  return new Promise((resolve) => {
    const failed = () => {
      resolve({ type: 'problem', code: 'no_answer', detail: '' });
    };
    request.onerror = failed;
    request.onabort = failed;
    request.onload = () => {
      resolve(answerOf<ImportReport>(request.status, request.responseText));
    };
    request.send(file);
  });
}

/** Keeps a picture at the store. */
export function keepPhoto(picture: Blob): Promise<Answer<PhotoKept>> {
  const headers = { ...who(), 'content-type': picture.type };
  return fetchJson('/api/v1/photos', { method: 'POST', headers, body: picture });
}

/** A kept picture as a local address for `<img>`, or `null`; whoever asks revokes it. */
export async function photoUrl(hash: string): Promise<string | null> {
  try {
    const response = await fetch(`/api/v1/photos/${hash}`, { headers: who() });
    return response.ok ? URL.createObjectURL(await response.blob()) : null;
  } catch {
    return null; // not connected: the item shows without its picture
  }
}
