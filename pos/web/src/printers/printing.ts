import { fetchJson, seatToken, type Answer, type Connection, type Paper, type Seat } from '@comanda/web';
import { effect, signal } from '@preact/signals';
import { paperMarks } from './jobs';

/** Papers shown per printer, the newest ones. */
export const PAPERS_SHOWN_MAX = 30;
/** A job can be noted as sent a moment before its paper is cut: then the papers are fetched once more. */
const ONCE_MORE_MS = 1_500;

/** What the printers page knows. Lives as long as the page. */
export class Printing {
  /** Papers by printer code, newest first; a printer that is not there has not answered yet. */
  readonly papers = signal<ReadonlyMap<string, Answer<readonly Paper[]>>>(new Map());
  private readonly fetched = new Map<string, string>();

  constructor(
    readonly connection: Connection,
    private readonly seat: Seat,
  ) {
    const printers = connection.select((view) => view.printers);
    const jobs = connection.select((view) => view.printJobs);
    effect(() => {
      for (const [code, mark] of paperMarks(printers.value.values(), jobs.value.values())) {
        if (this.fetched.get(code) === mark) continue;
        this.fetched.set(code, mark);
        void this.fetchPapers(code, mark);
      }
    });
  }

  /** The token this page was paired with. */
  token(): string {
    return seatToken(this.seat) ?? '';
  }

  /** Where the image of a paper is. */
  imageUrl(printer: string, number: number): string {
    return `${this.papersUrl(printer)}/${number}.png`;
  }

  private papersUrl(printer: string): string {
    return `/api/v1/printers/${encodeURIComponent(printer)}/papers`;
  }

  private async fetchPapers(printer: string, mark: string, again = true): Promise<void> {
    const headers = { authorization: `Bearer ${this.token()}` };
    const answer = await fetchJson<Paper[]>(this.papersUrl(printer), { headers });
    if (this.fetched.get(printer) !== mark) return; // a later question is on its way
    const newest: Answer<readonly Paper[]> =
      answer.type === 'ok' ? { type: 'ok', value: answer.value.slice(-PAPERS_SHOWN_MAX).reverse() } : answer;
    const before = this.papers.peek().get(printer);
    this.papers.value = new Map(this.papers.peek()).set(printer, newest);
    if (again && before !== undefined && newestNumber(before) === newestNumber(newest)) {
      setTimeout(() => void this.fetchPapers(printer, mark, false), ONCE_MORE_MS);
    }
  }
}

function newestNumber(papers: Answer<readonly Paper[]>): number | null {
  return papers.type === 'ok' ? (papers.value[0]?.number ?? null) : null;
}
