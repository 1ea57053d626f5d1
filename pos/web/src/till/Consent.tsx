import { language } from '@comanda/web';

type Props = {
  /** What the guest says yes to; shown in both languages, because the guest reads it and not the cashier. */
  sentence: { zh: string; en: string };
  checked: boolean;
  onChange: (checked: boolean) => void;
  testId: string;
};

/** A yes of the guest, ticked by the cashier after asking. */
export function Consent({ sentence, checked, onChange, testId }: Props) {
  const other = language.value === 'zh' ? 'en' : 'zh';
  return (
    <label class={checked ? 'consent on' : 'consent'}>
      <input
        type="checkbox"
        data-testid={testId}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <span lang={language.value === 'zh' ? 'zh-CN' : 'en-GB'}>{sentence[language.value]}</span>
        <small lang={other === 'zh' ? 'zh-CN' : 'en-GB'}>{sentence[other]}</small>
      </span>
    </label>
  );
}
