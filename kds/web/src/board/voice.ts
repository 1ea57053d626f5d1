import type { BoardRow } from '@comanda/web';
import { orderNumber, playClips, soundAllowed } from '@comanda/web';

const TONGUES = ['zh-CN', 'en-GB'] as const;

/** What is said of one order, in one language: letter and number apart, so that the voice does not spell zeros. */
export function spokenCall(row: Pick<BoardRow, 'channel' | 'number'>, tongue: 'zh-CN' | 'en-GB'): string {
  const letter = orderNumber(row.channel, row.number).charAt(0);
  return tongue === 'zh-CN' ? `请 ${letter} ${row.number} 号取餐` : `${letter} ${row.number} is ready`;
}

/** The recordings that say the same, for a browser without a voice: a letter, digits, and the words around them. */
export function clipsOf(row: Pick<BoardRow, 'channel' | 'number'>, tongue: 'zh-CN' | 'en-GB'): string[] {
  const letter = `en-${orderNumber(row.channel, row.number).charAt(0).toLowerCase()}`;
  const digits = Array.from(String(row.number), (digit) => `${tongue === 'zh-CN' ? 'zh' : 'en'}-${digit}`);
  return tongue === 'zh-CN'
    ? ['zh-please', letter, ...digits, 'zh-collect']
    : [letter, ...digits, 'en-ready'];
}

/** Says which orders are ready, in both languages, where the browser may make a sound; the board shows it anyway. */
export function say(rows: readonly BoardRow[]): void {
  if (!soundAllowed()) return;
  const hasVoice = 'speechSynthesis' in window && speechSynthesis.getVoices().length > 0;
  for (const row of rows) {
    if (!hasVoice) {
      const names = TONGUES.flatMap((tongue) => clipsOf(row, tongue));
      void playClips(names.map((name) => new URL(`./clips/${name}.wav`, import.meta.url).href));
      continue;
    }
    for (const tongue of TONGUES) {
      const call = new SpeechSynthesisUtterance(spokenCall(row, tongue));
      call.lang = tongue;
      speechSynthesis.speak(call);
    }
  }
}
