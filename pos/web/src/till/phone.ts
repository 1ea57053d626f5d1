/** Where the store is, as far as writing a phone number goes. */
type Country = { code: string; trunk: string };

/** Told by the store's currency: the nearest thing to a country that a store card carries. */
const COUNTRIES: Readonly<Record<string, Country>> = {
  GBP: { code: '44', trunk: '0' },
  CNY: { code: '86', trunk: '0' },
  HKD: { code: '852', trunk: '' },
  JPY: { code: '81', trunk: '0' },
  USD: { code: '1', trunk: '1' },
};

/** A number that is long enough to be a whole one, so that enrolling somebody with it makes sense. */
export function looksWhole(digits: string): boolean {
  const length = digits.replace('+', '').length;
  return length >= 8 && length <= 15;
}

/** The number in E.164 form (`+447700900123`), which is how the store keeps it; as it is when the country is unknown. */
export function international(digits: string, currency: string): string {
  if (digits.startsWith('+')) return digits;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  const country = COUNTRIES[currency];
  if (country === undefined) return `+${digits}`;
  const { code, trunk } = country;
  if (trunk !== '' && digits.startsWith(trunk)) return `+${code}${digits.slice(trunk.length)}`;
  if (digits.startsWith(code) && digits.length > 11) return `+${digits}`;
  return `+${code}${digits}`;
}
