/** How much room a screen gives its cards. Lengths in `em` of the card's text. */
export type Room = {
  columnEm: number;
  /** One row of the grid; a card takes several. */
  rowEm: number;
  gapEm: number;
  rows: number;
  /** Header, age strip and buttons of a card. */
  frameEm: number;
};
/** A text in lines: its size relative to the card's, and what it is set in by. */
export type Text = { text: string; size: number; indentEm: number; paddingEm: number };
/** The width of a word in `em` of its own size. */
export type Measure = (word: string) => number;

const LINE_EM = 1.22;
/** Words measured before the memory is emptied: a menu has far fewer. */
const WORDS_MAX = 5_000;
/** Latin words with the spaces after them; every CJK character may begin a line. */
const WORDS = /[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]\s*|\s+/g;

/** How many lines a text takes where a line may be `widthEm` wide. */
export function linesOf(text: string, widthEm: number, measure: Measure): number {
  let lines = 0;
  let used = Infinity;
  for (const [word] of text.matchAll(WORDS)) {
    if (used + measure(word.trimEnd()) > widthEm) {
      lines += 1;
      used = 0;
    }
    used += measure(word);
  }
  return lines;
}

/** Height in `em` of texts one under the other where the card is `widthEm` wide. */
export function heightEm(texts: readonly Text[], widthEm: number, measure: Measure): number {
  return texts.reduce((sum, { text, size, indentEm, paddingEm }) => {
    const lines = linesOf(text, (widthEm - indentEm) / size, measure);
    return sum + paddingEm + LINE_EM * size * lines;
  }, 0);
}

/**
 * Rows and columns that a card needs so that none of its lines is hidden. What does not fit into a whole column gets
 * two, with its lines shared between them.
 */
export function cardSize(
  texts: readonly Text[],
  room: Room,
  measure: Measure,
): { rows: number; columns: number } {
  const rowsFor = (em: number) => Math.max(1, Math.ceil((em + room.gapEm) / (room.rowEm + room.gapEm)));
  const lines = heightEm(texts, room.columnEm, measure);
  const rows = rowsFor(room.frameEm + lines);
  if (rows <= room.rows) return { rows, columns: 1 };
  const tallest = Math.max(...texts.map((text) => heightEm([text], room.columnEm, measure)));
  return { rows: Math.min(room.rows, rowsFor(room.frameEm + lines / 2 + tallest)), columns: 2 };
}

/** Measures with the font of `element`, and remembers: the same words come again all day. */
export function measureLike(element: HTMLElement): Measure {
  const style = getComputedStyle(element);
  const em = Number.parseFloat(style.fontSize);
  const pen = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (word) => {
    let width = known.get(word);
    if (width === undefined) {
      if (pen) pen.font = `500 ${style.fontSize} ${style.fontFamily}`; // a little heavier: rather too wide than cut off
      width = pen ? pen.measureText(word).width / em : word.length;
      if (known.size >= WORDS_MAX) known.clear();
      known.set(word, width);
    }
    return width;
  };
}
