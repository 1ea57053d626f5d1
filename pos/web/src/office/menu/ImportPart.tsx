import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, type ImportSource } from '@comanda/web';
import { importItems } from '../api';
import { SelectField } from '../fields';
import { ChooseAndTry, useFileImport } from '../FileImport';
import { ReportTable } from '../ImportReport';

const t = dictionary({
  en: {
    title: 'Import a list of items',
    lead: 'First a trial: it reads every row and says what would become of it. Nothing changes before you publish.',
    source: 'Exported from',
    square: 'Square (item library, CSV)',
    loyverse: 'Loyverse (items, CSV)',
    publish: 'Publish these rows',
    publishing: 'Publishing…',
    refusedLead: 'The store could not read this file. Nothing was changed.',
    noAnswer: 'The store server did not answer. If it had begun, its versions tell. Try again in a moment.',
    published: (version: number) => `Published as version ${version}.`,
    nothing: 'Nothing changed: every row is on the menu already or was refused.',
    name: 'Item',
    draftStays: 'A draft stays, and builds on the new version.',
  },
  zh: {
    title: '导入商品清单',
    lead: '先试读：逐行说明会怎样处理。发布之前什么都不变。',
    source: '导出自',
    square: 'Square（商品库 CSV）',
    loyverse: 'Loyverse（商品 CSV）',
    publish: '发布这些行',
    publishing: '正在发布…',
    refusedLead: '门店读不了这个文件，没有改动。',
    noAnswer: '门店服务器没有回应。是否已开始请看版本。请稍后再试。',
    published: (version) => `已发布为第 ${version} 版。`,
    nothing: '没有变化：每一行都已在菜单上，或未被接受。',
    name: '商品',
    draftStays: '草稿保留，接在新版之上。',
  },
});

/** Reads an export of another system: a trial with a report, row by row, then the real thing. */
export function ImportPart() {
  const source = useSignal<ImportSource>('square');
  const importing = useFileImport((chosen, dryRun) => importItems(chosen, source.value, dryRun), t);
  const { file, report, refusal, busy, run } = importing;
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
        <ChooseAndTry of={importing} fileTestId="import-file" trialTestId="import-trial" />
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
      {said !== null && !said.dry_run && (
        <Banner tone={said.version === null ? 'warn' : 'info'}>
          {said.version === null ? t().nothing : t().published(said.version)}
        </Banner>
      )}
      {said !== null && <ReportTable report={said} name={file.value?.name ?? ''} what={t().name} />}
    </section>
  );
}
