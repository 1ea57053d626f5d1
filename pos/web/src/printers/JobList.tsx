import {
  Chip,
  clockSeconds,
  dictionary,
  pick,
  Seal,
  type Dot,
  type PrinterCard,
  type PrintJob,
  type PrintJobState,
  type StoreCard,
} from '@comanda/web';

const t = dictionary({
  en: {
    none: 'Nothing was printed in the last hour.',
    receipt: 'Receipt',
    chit: 'Kitchen chit',
    void_chit: 'Void chit',
    drawer: 'Open the drawer',
    refund: 'Refund receipt',
    report: 'Report',
    value_slip: 'Stored value slip',
    queued: 'Waiting',
    sending: 'Printing…',
    sent_unconfirmed: 'Sent, not confirmed',
    confirmed: 'Printed',
    failed: 'Not printed',
    reprint: (copy: number) => `REPRINT ${copy}`,
    duplicate: 'POSSIBLE DUPLICATE',
    attempts: (count: number) => `${count} attempts`,
    more: (count: number) => `${count} older jobs are not shown.`,
    what: 'What',
    state: 'State',
    when: 'Changed',
  },
  zh: {
    none: '最近一小时没有打印。',
    receipt: '小票',
    chit: '后厨单',
    void_chit: '作废单',
    drawer: '开钱箱',
    refund: '退款单',
    report: '报表',
    value_slip: '储值单',
    queued: '等待',
    sending: '正在打印…',
    sent_unconfirmed: '已发出，未确认',
    confirmed: '已打印',
    failed: '没有打印',
    reprint: (copy) => `补打 ${copy}`,
    duplicate: '可能重复',
    attempts: (count) => `试了 ${count} 次`,
    more: (count) => `另有 ${count} 项较早的任务没有列出。`,
    what: '内容',
    state: '状态',
    when: '变化时间',
  },
});

const DOTS: Record<PrintJobState, Dot> = {
  queued: 'wait',
  sending: 'wait',
  sent_unconfirmed: 'wait',
  confirmed: 'ok',
  failed: 'bad',
};
/** Jobs listed; the rest are counted. */
const SHOWN_MAX = 60;

type Props = { jobs: readonly PrintJob[]; printers: readonly PrinterCard[]; store: StoreCard };

/** Print jobs, newest first: what, where, how far, and whether it may be a second copy. */
export function JobList({ jobs, printers, store }: Props) {
  if (jobs.length === 0) return <p>{t().none}</p>;
  const names = new Map(printers.map((printer) => [printer.code, pick(printer.names)]));
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{t().what}</th>
            <th scope="col">{t().state}</th>
            <th scope="col">{t().when}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.slice(0, SHOWN_MAX).map((job) => (
            <Row key={job.id} job={job} printer={names.get(job.printer) ?? job.printer} store={store} />
          ))}
        </tbody>
      </table>
      {jobs.length > SHOWN_MAX && <p>{t().more(jobs.length - SHOWN_MAX)}</p>}
    </>
  );
}

function Row({ job, printer, store }: { job: PrintJob; printer: string; store: StoreCard }) {
  return (
    <tr data-testid="job" data-state={job.state} data-document={job.document} data-copy={job.copy}>
      <td>
        <b class="no">{job.order_number}</b> {t()[job.document]}
        <span class="where">{printer}</span>
        {(job.copy > 1 || job.possible_duplicate) && (
          <span class="marks">
            {job.copy > 1 && <Seal>{t().reprint(job.copy)}</Seal>}
            {job.possible_duplicate && <Seal>{t().duplicate}</Seal>}
          </span>
        )}
      </td>
      <td>
        <Chip dot={DOTS[job.state]}>{t()[job.state]}</Chip>
        {job.attempts > 1 && <span class="attempts">{t().attempts(job.attempts)}</span>}
      </td>
      <td>
        <time>{clockSeconds(job.changed_at, store)}</time>
      </td>
    </tr>
  );
}
