/** A card that wants a place: how many rows of the grid its lines need, and how many columns. */
export type Sized = { id: string; rows: number; columns: number };
/** A place in the order of cards. A card that went away stays as a gap, so that no other moves under a finger. */
export type Slot = Sized & {
  gap: boolean;
  /** When the card went away, on a clock that only goes forward. */
  goneAtMs?: number;
};
/** The order of cards on a screen, gaps included. */
export type Deck = readonly Slot[];

/** How long nobody may have touched the screen before gaps close. */
export const SETTLE_AFTER_MS = 1_500;
/** How long a place must have been empty before another card takes it: longer than a second tap on what was there. */
export const REUSE_AFTER_MS = 600;

/**
 * The deck after a change of the open cards (`open`: oldest first): every card keeps its place, what went away leaves
 * a gap, what is new comes last. In a rush that never lets the deck settle it takes a place that has been empty long
 * enough instead: nobody's finger is on it any more, and no card waits on a second page behind empty places.
 */
export function arrange(deck: Deck, open: readonly Sized[], nowMs: number): Deck {
  const byId = new Map(open.map((card) => [card.id, card]));
  const slots = deck.map((slot): Slot => {
    const { id, rows, columns } = slot;
    if (byId.has(id)) return slot.gap ? { id, rows, columns, gap: false } : slot;
    return slot.gap ? slot : { id, rows, columns, gap: true, goneAtMs: nowMs };
  });
  for (const slot of deck) byId.delete(slot.id);
  for (const card of byId.values()) {
    const place = slots.findIndex(
      (slot) =>
        slot.gap &&
        nowMs - (slot.goneAtMs ?? nowMs) >= REUSE_AFTER_MS &&
        slot.rows >= card.rows &&
        slot.columns >= card.columns,
    );
    const taken = slots[place];
    // As large as the place, or the cards after it would move.
    if (taken !== undefined)
      slots[place] = { id: card.id, rows: taken.rows, columns: taken.columns, gap: false };
    else slots.push({ ...card, gap: false });
  }
  return slots;
}

/** The deck without gaps, oldest first. */
export function settled(open: readonly Sized[]): Deck {
  return open.map((card) => ({ ...card, gap: false }));
}

/** Whether settling would change anything on screen. */
export function isSettled(deck: Deck, open: readonly Sized[]): boolean {
  return (
    deck.length === open.length &&
    open.every((card, index) => {
      const slot = deck[index];
      return slot?.id === card.id && slot.rows === card.rows && slot.columns === card.columns && !slot.gap;
    })
  );
}

/** Whether two decks lie the same on screen. */
export function isSameDeck(a: Deck, b: Deck): boolean {
  return a.length === b.length && a.every((slot, index) => slot === b[index]);
}
