import { pick, type Catalogue, type Code } from '@comanda/web';

/** What a station is called: its name where the store has said it, otherwise its code made readable. */
export function stationWord(catalogue: Catalogue | null, code: Code): string {
  const names = catalogue?.stations.find((one) => one.code === code)?.names;
  if (names) return pick(names);
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
