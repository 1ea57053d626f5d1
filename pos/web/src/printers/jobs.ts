import type { PrinterCard, PrintJob } from '@comanda/web';

/** Jobs newest first: by what asked for them, then by copy. */
export function newestFirst(jobs: Iterable<PrintJob>): readonly PrintJob[] {
  return [...jobs].sort((a, b) => b.seq - a.seq || b.copy - a.copy || (a.id < b.id ? 1 : -1));
}

/** Whether something of this job came out of the printer. */
export function hasPaper(job: PrintJob): boolean {
  return job.state === 'confirmed' || job.state === 'sent_unconfirmed';
}

/**
 * Names the paper that should be there by now, per virtual printer: when it changes, the papers are fetched again.
 * So the page asks when something was printed, and never just in case.
 */
export function paperMarks(
  printers: Iterable<PrinterCard>,
  jobs: Iterable<PrintJob>,
): ReadonlyMap<string, string> {
  const marks = new Map<string, string>();
  for (const printer of printers) if (printer.is_virtual) marks.set(printer.code, '0');
  for (const job of jobs) {
    const known = marks.get(job.printer);
    if (known === undefined || !hasPaper(job)) continue;
    const mark = `${job.changed_at}`.padStart(16, '0') + job.id;
    if (mark > known) marks.set(job.printer, mark);
  }
  return marks;
}
