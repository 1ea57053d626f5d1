import { type Signal } from '@preact/signals';
import { dictionary } from '@comanda/web';

const CAMPAIGN_CHARS_MAX = 30;

const t = dictionary({
  en: { campaign: 'Campaign', optional: 'if there was one' },
  zh: { campaign: '活动', optional: '有就填' },
});

/** Small letters, digits and hyphens, as campaigns are kept; `null` where nothing is left. */
export function campaignCode(text: string): string | null {
  const code = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return code === '' ? null : code;
}

/** Which campaign it is for, as people type it. */
export function CampaignField({ text, testId }: { text: Signal<string>; testId: string }) {
  return (
    <label class="field">
      <span>
        {t().campaign} <small>{t().optional}</small>
      </span>
      <input
        autocomplete="off"
        maxLength={CAMPAIGN_CHARS_MAX}
        data-testid={testId}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
      />
    </label>
  );
}
