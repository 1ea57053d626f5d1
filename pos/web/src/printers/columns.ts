/** A run of characters that are as wide as each other on paper. */
export type Run = { text: string; double: boolean };

const SQUARE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;

/** Columns of a text on paper: ASCII takes one, everything else two, as the printer counts. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += character <= '\u007f' ? 1 : 2;
  return columns;
}

/**
 * A text in runs for the screen: ASCII together, squares (CJK) together, and every other double-width character (¥, ×, —)
 * alone, because a screen font gives it some width of its own.
 */
export function runs(text: string): readonly Run[] {
  const found: Run[] = [];
  let joined: 'ascii' | 'square' | null = null;
  for (const character of text) {
    const kind = character <= '\u007f' ? 'ascii' : SQUARE.test(character) ? 'square' : null;
    const last = found.at(-1);
    if (last && kind !== null && kind === joined) last.text += character;
    else found.push({ text: character, double: kind !== 'ascii' });
    joined = kind;
  }
  return found;
}
