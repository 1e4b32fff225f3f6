const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' });

/** Time of day in this browser's zone: `01:03:46`. Milliseconds since 1970, of either clock. */
export function formatClock(ms: number): string {
  return clock.format(ms);
}

/** Date and time of day: `2026-11-21 01:03:46`. */
export function formatMoment(ms: number): string {
  return `${day.format(ms)} ${clock.format(ms)}`;
}

/** With milliseconds and zone, for hover and copy: `2026-11-21 01:03:46.912 UTC`. */
export function formatExact(ms: number): string {
  const name = zone.formatToParts(ms).find((part) => part.type === 'timeZoneName')?.value ?? '';
  return `${formatMoment(ms)}.${String(new Date(ms).getMilliseconds()).padStart(3, '0')} ${name}`.trim();
}
