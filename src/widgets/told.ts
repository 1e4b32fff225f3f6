import type { Translate } from '../ui/translate';
import { formatClock, formatMoment } from './format-time';
import { literal, shorten } from './literal';

/** Where and when a number is from. */
export interface Told {
  /** Server that said it; empty where it is not known which. */
  readonly by: string;
  /** Milliseconds since 1970, by this browser's clock; `null`: nobody ever said it. */
  readonly at: number | null;
  /** Nobody says it now: it is the last that was known, which may be long ago. */
  readonly kept?: boolean;
}

/** For hover: "said by n2 at 01:03:46"; empty where nobody ever said it. */
export function toldWords(t: Translate, { by, at, kept = false }: Told): string {
  if (at === null) return '';
  const server = shorten(literal(by), 40);
  if (kept) return t(by === '' ? 'model:told.keptAt' : 'model:told.kept', { server, time: formatMoment(at) });
  return t(by === '' ? 'model:told.saidAt' : 'model:told.said', { server, time: formatClock(at) });
}
