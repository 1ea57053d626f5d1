/**
 * Rows as CSV (RFC 4180). What a spreadsheet would take for a formula is kept as text: a list from
 * elsewhere is not trusted (OWASP, *CSV Injection*).
 */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
