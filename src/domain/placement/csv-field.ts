/** What makes a spreadsheet take a text for a formula. */
const formula = /^[=+\-@\t\r]/;

/** One field of a line: quoted where needed. Names come from the cluster: none may run as a formula where it is opened. */
export function freeOfFormulas(text: string): string {
  const safe = formula.test(text) && !/^-?\d+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
