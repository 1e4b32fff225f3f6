/** RFC 3339 in one form, to the nanosecond: the same moment may be written in several ways. */
export function moment(text: string): string {
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
  const seconds = Date.parse(text.replace(/\.\d+/, ''));
  return Number.isNaN(seconds) ? text : `${seconds}.${fraction.replace(/0+$/, '')}`;
}
