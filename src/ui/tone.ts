/** Five states, drawn as colour, shape and word together. `unknown` never looks like `ok`. */
export type Tone = 'ok' | 'busy' | 'warn' | 'crit' | 'unknown';

/** Class names by tone; written out so that the style sheet finds them. */
export const toneText: Readonly<Record<Tone, string>> = {
  ok: 'text-ok-ink',
  busy: 'text-busy-ink',
  warn: 'text-warn-ink',
  crit: 'text-crit-ink',
  unknown: 'text-unknown-ink',
};

export const toneTint: Readonly<Record<Tone, string>> = {
  ok: 'bg-ok-tint',
  busy: 'bg-busy-tint',
  warn: 'bg-warn-tint',
  crit: 'bg-crit-tint',
  unknown: 'bg-unknown-tint',
};
