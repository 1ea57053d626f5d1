/** Characters of a campaign's code at most. */
export const CAMPAIGN_CHARS_MAX = 30;

/** Small letters, digits and hyphens, as campaigns are kept; `null` where nothing is left. */
export function campaignCode(text: string): string | null {
  const code = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return code === '' ? null : code;
}
