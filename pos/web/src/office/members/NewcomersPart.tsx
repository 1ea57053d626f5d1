import { useSignal } from '@preact/signals';
import { Banner, Button, dictionary, locale } from '@comanda/web';
import { importMembers } from '../api';
import { Tick } from '../fields';
import { ChooseAndTry, useFileImport } from '../FileImport';
import { ReportTable } from '../ImportReport';

const t = dictionary({
  en: {
    title: 'Bring members along',
    lead: 'A list from another system, as CSV with a first row that names its columns: phone, and as far as there are any name, birthday, tags (with semicolons between them), card (what stands for them there) and points. First a trial: nothing changes before you enrol.',
    agreed: 'Everybody in the list agreed to membership, and I can show that',
    enrol: 'Enrol these people',
    enrolling: (percent: number) => `Enrolling… ${percent} %`,
    done: (count: number) =>
      count === 1 ? '1 member is enrolled.' : `${count.toLocaleString(locale())} members are enrolled.`,
    refusedLead: 'The store could not read this whole file.',
    noAnswer: 'The store server did not answer. Try the same file again: nobody is enrolled twice.',
    name: 'Who',
  },
  zh: {
    title: '带来会员',
    lead: '别的系统导出的 CSV，首行写列名：phone（手机），有的话再加 name（姓名）、birthday（生日）、tags（标签，用分号分隔）、card（那边的会员卡）、points（积分）。先试读，办理之前什么都不变。',
    agreed: '名单里的每个人都同意入会，我可以证明',
    enrol: '为这些人入会',
    enrolling: (percent) => `正在入会… ${percent}%`,
    done: (count) => `已有 ${count.toLocaleString(locale())} 位入会。`,
    refusedLead: '门店没能读完这个文件。',
    noAnswer: '门店服务器没有回应。可以再导入同一个文件：不会重复入会。',
    name: '姓名',
  },
});

/** Enrols the members of another system's list: a trial with a report, row by row, then the real thing. */
export function NewcomersPart() {
  const agreed = useSignal(false);
  const importing = useFileImport(importMembers, t);
  const { file, report, refusal, busy, percent, run } = importing;
  const said = report.value;
  return (
    <section class="settings wide">
      <h2>{t().title}</h2>
      <p class="hint">{t().lead}</p>
      <Tick checked={agreed.value} testId="all-agreed" onChange={(on) => (agreed.value = on)}>
        {t().agreed}
      </Tick>
      <div class="bar">
        <ChooseAndTry
          of={importing}
          fileTestId="members-file"
          trialTestId="members-trial"
          allowed={agreed.value}
        />
        <Button
          tone="go"
          disabled={busy.value !== null || !agreed.value || said?.dry_run !== true || said.imported === 0}
          data-testid="members-enrol"
          onClick={() => void run(false)}
        >
          {busy.value === 'real' ? t().enrolling(percent.value) : t().enrol}
        </Button>
      </div>
      {refusal.value !== null && <Banner tone="bad">{refusal.value}</Banner>}
      {said !== null && !said.dry_run && <Banner>{t().done(said.imported)}</Banner>}
      {said !== null && <ReportTable report={said} name={file.value?.name ?? ''} what={t().name} />}
    </section>
  );
}
