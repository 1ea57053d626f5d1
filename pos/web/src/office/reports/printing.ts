import { dictionary, explain, toast, type ReportAsked } from '@comanda/web';
import { give } from '../store';

const t = dictionary({
  en: { printing: 'The report is on its way to the printer.' },
  zh: { printing: '报表已送去打印。' },
});

/** Has a report printed; what came of it is told by itself. */
export async function printReport(report: ReportAsked): Promise<void> {
  const outcome = await give({ type: 'print_report', report });
  if (outcome.type === 'accepted') toast({ text: t().printing });
  else toast({ text: explain(outcome), bad: true });
}
