import { useSignal } from '@preact/signals';
import {
  Button,
  dictionary,
  explainCode,
  type ImportOutcome,
  type ImportReport,
  type ImportRow,
  language,
  locale,
  keepOnThisComputer,
} from '@comanda/web';
import { csv } from './csv';

const OUTCOMES: readonly ImportOutcome[] = ['refused', 'imported', 'changed', 'unchanged'];
const ROWS_MAX = 500;

const t = dictionary({
  en: {
    trial: (name: string) => `What would become of ${name}`,
    report: (name: string) => `What became of ${name}`,
    all: 'All rows',
    imported: 'New',
    changed: 'Changed',
    unchanged: 'Unchanged',
    refused: 'Refused',
    line: 'Row',
    outcome: 'Result',
    why: 'Why',
    none: 'No row of this kind.',
    more: (count: string) => `and ${count} more rows`,
    save: 'Save these rows as CSV',
  },
  zh: {
    trial: (name) => `${name} 的试读结果`,
    report: (name) => `${name} 的处理结果`,
    all: '所有行',
    imported: '新增',
    changed: '修改',
    unchanged: '不变',
    refused: '未接受',
    line: '行',
    outcome: '结果',
    why: '原因',
    none: '没有这一类。',
    more: (count) => `还有 ${count} 行`,
    save: '把这些行存为 CSV',
  },
});

/** Why, in the reader's language as far as the store has a word for it; English tells rows by their numbers too. */
function whyOf({ code, why }: ImportRow): string {
  return code === '' || language.value === 'en' ? why : explainCode(code, why);
}

type Props = {
  report: ImportReport;
  /** What the file is called. */
  name: string;
  /** What a row is about. */
  what: string;
};

/** What became of a file, or would become of it: how many rows of each sort, and row by row. */
export function ReportTable({ report, name, what }: Props) {
  const only = useSignal<ImportOutcome | null>(report.refused > 0 ? 'refused' : null);
  const rows = report.rows.filter((row) => only.value === null || row.outcome === only.value);
  const count = (value: number) => value.toLocaleString(locale());
  const total = report.imported + report.changed + report.unchanged + report.refused;
  const matching = only.value === null ? total : report[only.value];
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
      <h3>{report.dry_run ? t().trial(name) : t().report(name)}</h3>
      <div class="segments" role="group" aria-label={t().outcome}>
        {filter(null, t().all, total)}
        {OUTCOMES.map((outcome) => filter(outcome, t()[outcome], report[outcome]))}
      </div>
      {rows.length > 0 && (
        <div class="bar">
          <Button
            data-testid="import-save"
            onClick={() => {
              const heading = [t().line, what, t().outcome, t().why];
              const cells = rows.map((row) => [`${row.line}`, row.name, t()[row.outcome], whyOf(row)]);
              // The mark tells spreadsheets that it is UTF-8.
              const text = `\u{feff}${csv([heading, ...cells])}`;
              keepOnThisComputer(new Blob([text], { type: 'text/csv' }), 'report.csv');
            }}
          >
            {t().save}
          </Button>
        </div>
      )}
      {rows.length === 0 ? (
        <p class="panel empty">{t().none}</p>
      ) : (
        <div class="table-box">
          <table data-testid="import-report">
            <thead>
              <tr>
                <th scope="col">{t().line}</th>
                <th scope="col" class="text">
                  {what}
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
                  <td class="text">{whyOf(row)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {matching > Math.min(rows.length, ROWS_MAX) && (
            <p class="empty">{t().more(count(matching - Math.min(rows.length, ROWS_MAX)))}</p>
          )}
        </div>
      )}
    </>
  );
}
