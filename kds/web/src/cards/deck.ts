/** A card that wants a place: how many rows of the grid its lines need, and how many columns. */
export type Sized = { id: string; rows: number; columns: number };
/** A place in the order of cards. A card that went away stays as a gap, so that no other moves under a finger. */
export type Slot = Sized & { gap: boolean };
/** The order of cards on a screen, gaps included. */
export type Deck = readonly Slot[];

/** How long nobody may have touched the screen before gaps close. */
export const SETTLE_AFTER_MS = 1_500;

/**
 * The deck after a change of the open cards (`open`: oldest first): every card keeps its place, what went away leaves
 * a gap, what is new comes last.
 */
export function arrange(deck: Deck, open: readonly Sized[]): Deck {
  const byId = new Map(open.map((card) => [card.id, card]));
  const kept = deck.map((slot) => ({ ...slot, gap: !byId.has(slot.id) }));
  for (const slot of deck) byId.delete(slot.id);
  return [...kept, ...[...byId.values()].map((card) => ({ ...card, gap: false }))];
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
