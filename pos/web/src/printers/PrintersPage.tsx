import {
  Banner,
  Chip,
  clockTime,
  dictionary,
  HeardChip,
  LanguageSwitch,
  pick,
  Seal,
  ThemeSwitch,
  type PrinterAlarmCode,
  type PrinterCard,
} from '@comanda/web';
import { useComputed } from '@preact/signals';
import { JobList } from './JobList';
import { newestFirst } from './jobs';
import { PaperView } from './PaperView';
import type { Printing } from './printing';

const t = dictionary({
  en: {
    title: 'Printers',
    jobs: 'Print jobs of the last hour',
    papers: 'Paper of the virtual printers',
    papersOf: (printer: string) => `Paper from ${printer}`,
    newest: 'Newest first',
    noPrinter: 'This store has no printer.',
    noPaper: 'Nothing has come out of this printer yet.',
    noPapers: 'The papers could not be fetched. They are asked for again with the next print.',
    loading: 'Waiting for the store server…',
    waiting: (count: number) => (count === 0 ? 'Nothing waits' : `${count} waiting`),
    works: 'Works',
    virtual: 'Virtual printer',
    width: (mm: number) => `${mm} mm paper`,
    since: (time: string) => `since ${time}`,
    unreachable: 'Cannot be reached. Check its power and its network cable.',
    paper_out: 'Out of paper. Put a new roll in; what waits prints by itself.',
    cover_open: 'The cover is open. Close it; what waits prints by itself.',
    no_answer: 'Does not answer. Switch it off and on again.',
    connection_lost: 'The connection broke in the middle. The next copy says that it is one.',
    attention: 'NEEDS SOMEBODY',
    stale: (seconds: number) =>
      `This page is out of date: nothing heard from the store server for ${seconds} s. Printing itself may go on. Check the network and the store server.`,
  },
  zh: {
    title: '打印',
    jobs: '最近一小时的打印任务',
    papers: '虚拟打印机的纸',
    papersOf: (printer) => `${printer}打出的纸`,
    newest: '最新的在前',
    noPrinter: '本店没有打印机。',
    noPaper: '这台打印机还没有打出纸。',
    noPapers: '取不到打出的纸，下次打印时会再取。',
    loading: '正在等门店服务器…',
    waiting: (count) => (count === 0 ? '没有等待的任务' : `${count} 项等待`),
    works: '正常',
    virtual: '虚拟打印机',
    width: (mm) => `${mm} 毫米纸`,
    since: (time) => `从 ${time} 起`,
    unreachable: '连不上。请检查电源和网线。',
    paper_out: '没纸了。请换纸卷，等待的任务会自动打印。',
    cover_open: '盖子开着。请合上，等待的任务会自动打印。',
    no_answer: '没有回应。请关机再开机。',
    connection_lost: '打到一半断开了。再打的一份会注明是补打。',
    attention: '需要处理',
    stale: (seconds) =>
      `本页已过时：${seconds} 秒没有收到门店服务器的消息。打印可能仍在进行，请检查网络和门店服务器。`,
  },
});

function alarmWords(code: PrinterAlarmCode): string {
  return t()[code];
}

/** The printers of the store: what is wrong, what waits, what was printed, and the paper of the virtual ones. */
export function PrintersPage({ printing }: { printing: Printing }) {
  const { connection } = printing;
  const printers = useComputed(() => [...connection.view.value.printers.values()]).value;
  const jobs = useComputed(() => newestFirst(connection.view.value.printJobs.values())).value;
  const { seq, store } = connection.view.value;
  return (
    <div class="printers-page">
      <header class="page-head">
        <h1>{t().title}</h1>
        <span class="space" />
        <HeardChip connection={connection} />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <Stale printing={printing} />
      <main>
        <section class="machines" aria-label={t().title}>
          {printers.length === 0 && <p role="status">{seq === null ? t().loading : t().noPrinter}</p>}
          {printers.map((printer) => (
            <Machine key={printer.code} printer={printer} printing={printing} />
          ))}
        </section>
        {store !== null && (
          <>
            <section class="jobs" aria-labelledby="jobs-title">
              <h2 id="jobs-title">{t().jobs}</h2>
              <JobList jobs={jobs} printers={printers} store={store} />
            </section>
            <section class="papers" aria-labelledby="papers-title">
              <h2 id="papers-title">
                {t().papers} <small>{t().newest}</small>
              </h2>
              <div class="rolls">
                {printers
                  .filter((printer) => printer.is_virtual)
                  .map((printer) => (
                    <Papers key={printer.code} printer={printer} printing={printing} />
                  ))}
              </div>
            </section>
          </>
        )}
      </main>
    </div>
  );
}

function Stale({ printing }: { printing: Printing }) {
  const now = printing.connection.freshness.value;
  return now.type === 'stale' ? <Banner tone="bad">{t().stale(now.heardAgoS)}</Banner> : null;
}

function Machine({ printer, printing }: { printer: PrinterCard; printing: Printing }) {
  const store = printing.connection.view.value.store;
  const { alarm } = printer;
  return (
    <article
      class={alarm === null ? 'machine' : 'machine alarm'}
      data-testid="printer"
      data-printer={printer.code}
      data-alarm={alarm?.code ?? ''}
    >
      <h2>{pick(printer.names)}</h2>
      <p class="facts">
        {printer.is_virtual ? t().virtual : printer.address} · {t().width(printer.width_mm)}
      </p>
      {alarm === null ? (
        <Chip dot="ok">{t().works}</Chip>
      ) : (
        <div role="alert">
          <Seal>{t().attention}</Seal>
          <p>
            {alarmWords(alarm.code)}{' '}
            {store && <span class="since">({t().since(clockTime(alarm.since, store))})</span>}
          </p>
        </div>
      )}
      <span data-testid="waiting">
        <Chip dot={printer.waiting === 0 ? 'ok' : 'wait'}>{t().waiting(printer.waiting)}</Chip>
      </span>
    </article>
  );
}

function Papers({ printer, printing }: { printer: PrinterCard; printing: Printing }) {
  const store = printing.connection.view.value.store;
  const papers = printing.papers.value.get(printer.code);
  const name = pick(printer.names);
  if (store === null) return null;
  return (
    <section class="column" aria-label={t().papersOf(name)} data-testid="papers" data-printer={printer.code}>
      <h3>{name}</h3>
      {papers?.type === 'problem' && <p role="alert">{t().noPapers}</p>}
      {papers?.type === 'ok' && papers.value.length === 0 && <p>{t().noPaper}</p>}
      {papers?.type === 'ok' &&
        papers.value.map((paper) => (
          <PaperView
            key={`${paper.number} ${paper.at}`}
            paper={paper}
            store={store}
            imageUrl={printing.imageUrl(printer.code, paper.number)}
            token={printing.token()}
          />
        ))}
    </section>
  );
}
