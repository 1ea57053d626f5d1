import type { BoardRow } from '@comanda/web';
import { orderNumber, soundAllowed } from '@comanda/web';

/** What is said of one order, in one language: letter and number apart, so that the voice does not spell zeros. */
export function spokenCall(row: Pick<BoardRow, 'channel' | 'number'>, tongue: 'zh-CN' | 'en-GB'): string {
  const letter = orderNumber(row.channel, row.number).charAt(0);
  return tongue === 'zh-CN' ? `请 ${letter} ${row.number} 号取餐` : `${letter} ${row.number} is ready`;
}

/** Says which orders are ready, in both languages, where the browser has a voice and may use it; the board shows it anyway. */
export function say(rows: readonly BoardRow[]): void {
  if (!('speechSynthesis' in window) || !soundAllowed()) return;
  for (const row of rows) {
    for (const tongue of ['zh-CN', 'en-GB'] as const) {
      const call = new SpeechSynthesisUtterance(spokenCall(row, tongue));
      call.lang = tongue;
      speechSynthesis.speak(call);
    }
  }
}
