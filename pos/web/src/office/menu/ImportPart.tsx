import { useSignal } from '@preact/signals';
import {
  Banner,
  Button,
  dictionary,
  explainCode,
  locale,
  type ImportOutcome,
  type ImportReport,
  type ImportSource,
} from '@comanda/web';
import { importItems } from '../api';
import { SelectField } from '../fields';

const OUTCOMES: readonly ImportOutcome[] = ['refused', 'imported', 'changed', 'unchanged'];
const ROWS_MAX = 500;

const t = dictionary({
  en: {
    title: 'Import a list of items',
    lead: 'First a trial: it reads every row and says what would become of it. Nothing changes before you publish.',
    source: 'Exported from',
    square: 'Square (item library, CSV)',
    loyverse: 'Loyverse (items, CSV)',
    file: 'Choose the file…',
    chosen: (name: string) => `File: ${name}`,
    trial: 'Try it',
    trying: 'Reading…',
    publish: 'Publish these rows',
    publishing: 'Publishing…',
    refusedLead: 'The store could not read this file. Nothing was changed.',
    noAnswer: 'The store server did not answer. If it had begun, its versions tell. Try again in a moment.',
    report: (name: string) => `What would become of ${name}`,
    published: (version: number) => `Published as version ${version}.`,
    nothing: 'Nothing changed: every row is on the menu already or was refused.',
    all: 'All rows',
    imported: 'New',
    changed: 'Changed',
    unchanged: 'Unchanged',
    refused: 'Refused',
    line: 'Row',
    name: 'Item',
    outcome: 'Result',
    why: 'Why',
    none: 'No row of this kind.',
    more: (count: number) => `and ${count} more rows`,
    draftStays: 'A draft stays, and builds on the new version.',
  },
  zh: {
    title: '导入商品清单',
    lead: '先试读：逐行说明会怎样处理。发布之前什么都不变。',
    source: '导出自',
    square: 'Square（商品库 CSV）',
    loyverse: 'Loyverse（商品 CSV）',
    file: '选择文件…',
    chosen: (name) => `文件：${name}`,
    trial: '试读',
    trying: '正在读取…',
    publish: '发布这些行',
    publishing: '正在发布…',
    refusedLead: '门店读不了这个文件，没有改动。',
    noAnswer: '门店服务器没有回应。是否已开始请看版本。请稍后再试。',
    report: (name) => `${name} 的处理结果`,
    published: (version) => `已发布为第 ${version} 版。`,
    nothing: '没有变化：每一行都已在菜单上，或未被接受。',
    all: '所有行',
    imported: '新增',
    changed: '修改',
    unchanged: '不变',
    refused: '未接受',
    line: '行',
    name: '商品',
    outcome: '结果',
    why: '原因',
    none: '没有这一类。',
    more: (count) => `还有 ${count} 行`,
    draftStays: '草稿保留，接在新版之上。',
  },
});

/** Reads an export of another system: a trial with a report, row by row, then the real thing. */
export function ImportPart() {
  const source = useSignal<ImportSource>('square');
  const file = useSignal<File | null>(null);
  const report = useSignal<ImportReport | null>(null);
  const refusal = useSignal<string | null>(null);
  const busy = useSignal<'trial' | 'real' | null>(null);
  const run = async (dryRun: boolean) => {
    if (file.value === null) return;
    busy.value = dryRun ? 'trial' : 'real';
    refusal.value = null;
    const answer = await importItems(file.value, source.value, dryRun);
    busy.value = null;
    if (answer.type === 'ok') report.value = answer.value;
    else
      refusal.value =
        answer.code === 'no_answer'
          ? t().noAnswer
          : `${t().refusedLead} ${explainCode(answer.code, answer.detail)}`;
  };
  const said = report.value;
  return (
    <section class="settings wide">
      <h2>{t().title}</h2>
      <p class="hint">
        {t().lead} {t().draftStays}
      </p>
      <div class="bar">
        <SelectField
          label={t().source}
          value={source.value}
          options={[
            { value: 'square', label: t().square },
            { value: 'loyverse', label: t().loyverse },
          ]}
          onValue={(value) => {
            source.value = value === 'loyverse' ? 'loyverse' : 'square';
            report.value = null;
          }}
        />
        <label class="btn">
          {file.value === null ? t().file : t().chosen(file.value.name)}
          <input
            class="unseen"
            type="file"
            accept=".csv,text/csv"
            data-testid="import-file"
            onChange={(event) => {
              file.value = event.currentTarget.files?.[0] ?? null;
              report.value = null;
            }}
          />
        </label>
        <Button
          disabled={file.value === null || busy.value !== null}
          data-testid="import-trial"
          onClick={() => void run(true)}
        >
          {busy.value === 'trial' ? t().trying : t().trial}
        </Button>
        <Button
          tone="go"
          disabled={
            busy.value !== null || said === null || !said.dry_run || said.imported + said.changed === 0
          }
          data-testid="import-publish"
          onClick={() => void run(false)}
        >
          {busy.value === 'real' ? t().publishing : t().publish}
        </Button>
      </div>
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
      {said !== null && <Report report={said} name={file.value?.name ?? ''} />}
    </section>
  );
}

function Report({ report, name }: { report: ImportReport; name: string }) {
  const only = useSignal<ImportOutcome | null>(report.refused > 0 ? 'refused' : null);
  const rows = report.rows.filter((row) => only.value === null || row.outcome === only.value);
  const count = (value: number) => value.toLocaleString(locale());
  const total = report.imported + report.changed + report.unchanged + report.refused;
  const filter = (outcome: ImportOutcome | null, label: string, amount: number) => (
    <button
      type="button"
      key={label}
      aria-pressed={only.value === outcome}
      onClick={() => (only.value = outcome)}
    >
      {label} {count(amount)}
    </button>
  );
  return (
    <>
      {!report.dry_run && (
        <Banner tone={report.version === null ? 'warn' : 'info'}>
          {report.version === null ? t().nothing : t().published(report.version)}
        </Banner>
      )}
      <h3>{t().report(name)}</h3>
      <div class="segments" role="group" aria-label={t().outcome}>
        {filter(null, t().all, total)}
        {OUTCOMES.map((outcome) => filter(outcome, t()[outcome], report[outcome]))}
      </div>
      {rows.length === 0 ? (
        <p class="panel empty">{t().none}</p>
      ) : (
        <div class="table-box">
          <table data-testid="import-report">
            <thead>
              <tr>
                <th scope="col">{t().line}</th>
                <th scope="col" class="text">
                  {t().name}
                </th>
                <th scope="col" class="word">
                  {t().outcome}
                </th>
                <th scope="col" class="text">
                  {t().why}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, ROWS_MAX).map((row) => (
                <tr key={`${row.line} ${row.name}`}>
                  <td>{row.line}</td>
                  <th scope="row" class="text">
                    {row.name}
                  </th>
                  <td class="word">
                    <span class={row.outcome === 'refused' ? 'mark bad' : 'mark'}>{t()[row.outcome]}</span>
                  </td>
                  <td class="text">{row.why}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length > ROWS_MAX && <p class="empty">{t().more(rows.length - ROWS_MAX)}</p>}
        </div>
      )}
    </>
  );
}
