import { useSignal, type Signal } from '@preact/signals';
import { Button, dictionary, explainCode, type Answer, type ImportReport } from '@comanda/web';

const t = dictionary({
  en: {
    file: 'Choose the file…',
    chosen: (name: string) => `File: ${name}`,
    trial: 'Try it',
    trying: 'Reading…',
    tryingPart: (percent: number) => `Reading… ${percent} %`,
  },
  zh: {
    file: '选择文件…',
    chosen: (name) => `文件：${name}`,
    trial: '试读',
    trying: '正在读取…',
    tryingPart: (percent) => `正在读取… ${percent}%`,
  },
});

/** A file on its way into the store: a trial with a report first, then the real thing. */
export type FileImport = {
  file: Signal<File | null>;
  report: Signal<ImportReport | null>;
  refusal: Signal<string | null>;
  busy: Signal<'trial' | 'real' | null>;
  /** Hundredths of the file that the store has taken; 0 where that is not told. */
  percent: Signal<number>;
  run: (dryRun: boolean) => Promise<void>;
};

/** Follows the import of a file; `words` say that it was refused, and that nobody answered. */
export function useFileImport(
  ask: (file: File, dryRun: boolean, taken: (part: number) => void) => Promise<Answer<ImportReport>>,
  words: () => { refusedLead: string; noAnswer: string },
): FileImport {
  const file = useSignal<File | null>(null);
  const report = useSignal<ImportReport | null>(null);
  const refusal = useSignal<string | null>(null);
  const busy = useSignal<'trial' | 'real' | null>(null);
  const percent = useSignal(0);
  const run = async (dryRun: boolean) => {
    if (file.value === null) return;
    busy.value = dryRun ? 'trial' : 'real';
    percent.value = 0;
    refusal.value = null;
    const answer = await ask(file.value, dryRun, (part) => {
      // All of it is on its way before all of it is taken.
      percent.value = Math.min(99, Math.floor(part * 100));
    });
    busy.value = null;
    if (answer.type === 'ok') report.value = answer.value;
    else
      refusal.value =
        answer.code === 'no_answer'
          ? words().noAnswer
          : `${words().refusedLead} ${explainCode(answer.code, answer.detail)}`;
  };
  return { file, report, refusal, busy, percent, run };
}

type Props = { of: FileImport; fileTestId: string; trialTestId: string; allowed?: boolean };

/** Chooses the file and tries it. Another file makes the report of the last one void. */
export function ChooseAndTry({ of, fileTestId, trialTestId, allowed = true }: Props) {
  const { file, report, busy, percent, run } = of;
  return (
    <>
      <label class="btn">
        {file.value === null ? t().file : t().chosen(file.value.name)}
        <input
          class="unseen"
          type="file"
          accept=".csv,text/csv"
          data-testid={fileTestId}
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0] ?? null;
            report.value = null;
          }}
        />
      </label>
      <Button
        disabled={file.value === null || busy.value !== null || !allowed}
        data-testid={trialTestId}
        onClick={() => void run(true)}
      >
        {busy.value !== 'trial'
          ? t().trial
          : percent.value === 0
            ? t().trying
            : t().tryingPart(percent.value)}
      </Button>
    </>
  );
}
