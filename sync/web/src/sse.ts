/** Text of one server-sent event at most, in characters; past it the stream is given up and opened again. */
export const EVENT_CHARS_MAX = 1_048_576;

/** One event of a stream: its name and its data. */
export type StreamEvent = { name: string; data: string };

/**
 * Takes a stream of server-sent events apart: give it the text as it arrives, in pieces of any size, and get the
 * events that became complete. Comments (the server's keep-alive) and fields it does not know are passed over.
 */
export class EventSplitter {
  private rest = '';

  /** @throws RangeError when an event grows past `EVENT_CHARS_MAX`. */
  take(text: string): StreamEvent[] {
    // A piece may end between CR and LF: keep a last CR until what follows it is known.
    const whole = this.rest + text;
    const held = whole.endsWith('\r') ? '\r' : '';
    const blocks = whole
      .slice(0, whole.length - held.length)
      .replace(/\r\n?/g, '\n')
      .split('\n\n');
    this.rest = (blocks.pop() ?? '') + held;
    if (this.rest.length > EVENT_CHARS_MAX) throw new RangeError('an event of the live stream is too long');
    return blocks.map(readEvent).filter((event) => event !== null);
  }
}

function readEvent(block: string): StreamEvent | null {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    const field = line.slice(0, colon);
    if (field === 'event') name = value;
    if (field === 'data') data.push(value);
  }
  return data.length === 0 ? null : { name, data: data.join('\n') };
}
