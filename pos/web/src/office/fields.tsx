import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { dictionary, type Names } from '@comanda/web';
import { amountText, parseAmount } from './amount';

const t = dictionary({
  en: {
    zh: 'Chinese',
    en: 'English',
    notAmount: 'Not an amount',
    notNumber: 'Not a whole number',
    none: 'None',
  },
  zh: { zh: '中文', en: '英文', notAmount: '不是金额', notNumber: '不是整数', none: '无' },
});

type FieldProps = { label: string; hint?: string | undefined; class?: string };
type TextProps = FieldProps & {
  value: string;
  onValue: (value: string) => void;
  maxLength?: number;
  bad?: boolean;
  testId?: string;
  disabled?: boolean;
};

/** A line of text. */
export function TextField({
  label,
  hint,
  value,
  onValue,
  maxLength,
  bad,
  testId,
  disabled,
  ...rest
}: TextProps) {
  return (
    <label class={`field ${rest.class ?? ''}`.trim()}>
      <span>{label}</span>
      <input
        value={value}
        maxLength={maxLength}
        disabled={disabled}
        autocomplete="off"
        aria-invalid={bad === true}
        data-testid={testId}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

type NamesProps = { label: string; names: Names; onNames: (names: Names) => void; testId?: string };

/** A name in both languages, side by side. */
export function NamesField({ label, names, onNames, testId }: NamesProps) {
  return (
    <fieldset class="names">
      <legend>{label}</legend>
      {(['zh', 'en'] as const).map((language) => (
        <label class="field" key={language}>
          <small>{t()[language]}</small>
          <input
            lang={language === 'zh' ? 'zh-CN' : 'en-GB'}
            value={names[language]}
            autocomplete="off"
            aria-invalid={names[language].trim() === ''}
            data-testid={testId === undefined ? undefined : `${testId}-${language}`}
            onInput={(event) => onNames({ ...names, [language]: event.currentTarget.value })}
          />
        </label>
      ))}
    </fieldset>
  );
}

type ParsedProps = FieldProps & {
  value: number;
  onValue: (value: number) => void;
  text: (value: number) => string;
  parse: (text: string) => number | null;
  wrong: string;
  unit?: string | undefined;
  testId?: string;
  ariaOnly?: boolean;
};

/** A field whose text stands for a number; what does not read as one stays in the field, with a word, and changes nothing. */
export function ParsedField({
  label,
  hint,
  value,
  onValue,
  text,
  parse,
  wrong,
  unit,
  testId,
  ...rest
}: ParsedProps) {
  const typed = useSignal(text(value));
  useEffect(() => {
    if (parse(typed.peek()) !== value) typed.value = text(value);
  }, [value]);
  const bad = parse(typed.value) === null;
  return (
    <label class={`field ${rest.class ?? ''}`.trim()}>
      <span class={rest.ariaOnly === true ? 'unseen' : undefined}>{label}</span>
      <span class="with-unit">
        <input
          value={typed.value}
          inputMode="decimal"
          autocomplete="off"
          aria-invalid={bad}
          data-testid={testId}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            const read = parse(typed.value);
            if (read !== null) onValue(read);
          }}
        />
        {unit !== undefined && <i aria-hidden="true">{unit}</i>}
      </span>
      {(bad || hint !== undefined) && <small class={bad ? 'bad' : ''}>{bad ? wrong : hint}</small>}
    </label>
  );
}

type AmountProps = FieldProps & {
  value: number;
  onValue: (value: number) => void;
  exponent: number;
  unit?: string;
  testId?: string;
  ariaOnly?: boolean;
};

/** An amount in minor units. */
export function AmountField({ exponent, ...rest }: AmountProps) {
  return (
    <ParsedField
      {...rest}
      text={(value) => amountText(value, exponent)}
      parse={(text) => parseAmount(text, exponent)}
      wrong={t().notAmount}
    />
  );
}

type CountProps = FieldProps & {
  value: number;
  onValue: (value: number) => void;
  unit?: string;
  testId?: string;
  most?: number;
};

/** A whole number from 0. */
export function CountField({ most = 1_000_000, ...rest }: CountProps) {
  const parse = (text: string) => {
    const read = text.trim() === '' ? 0 : parseAmount(text, 0);
    return read === null || read < 0 || read > most ? null : read;
  };
  return <ParsedField {...rest} text={String} parse={parse} wrong={t().notNumber} />;
}

/** One of several. */
export type Option = { value: string; label: string };
type SelectProps = FieldProps & {
  value: string;
  options: readonly Option[];
  onValue: (value: string) => void;
  testId?: string;
  ariaOnly?: boolean;
};

/** A choice from a list. A value that is not on it stays visible, so that a wrong one can be seen. */
export function SelectField({ label, hint, value, options, onValue, testId, ...rest }: SelectProps) {
  const known = options.some((option) => option.value === value);
  return (
    <label class={`field ${rest.class ?? ''}`.trim()}>
      <span class={rest.ariaOnly === true ? 'unseen' : undefined}>{label}</span>
      <select
        value={value}
        aria-invalid={!known}
        data-testid={testId}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {!known && <option value={value}>{value === '' ? '—' : `? ${value}`}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && <small>{hint}</small>}
    </label>
  );
}

type TickProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  testId?: string;
  children: ComponentChildren;
};

/** Yes or no. */
export function Tick({ checked, onChange, testId, children }: TickProps) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={checked}
        data-testid={testId}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}

type TicksProps<T extends string> = {
  legend: string;
  options: readonly { value: T; label: string }[];
  chosen: readonly T[];
  /** The chosen ones, in the order of the options. */
  onChosen: (chosen: T[]) => void;
};

/** Any of several. */
export function Ticks<T extends string>({ legend, options, chosen, onChosen }: TicksProps<T>) {
  const values = options.map((option) => option.value);
  const toggle = (value: T, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(value);
    else next.delete(value);
    // Those that are no option (any more) stay: only the check of the menu may call them wrong.
    onChosen([...values.filter((one) => next.has(one)), ...chosen.filter((one) => !values.includes(one))]);
  };
  return (
    <fieldset class="ticks">
      <legend>{legend}</legend>
      {options.length === 0 && <small>{t().none}</small>}
      {options.map(({ value, label }) => (
        <Tick key={value} checked={chosen.includes(value)} onChange={(on) => toggle(value, on)}>
          {label}
        </Tick>
      ))}
    </fieldset>
  );
}
