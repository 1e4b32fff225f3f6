import type { Mark } from '../../domain/cluster/model';
import type { Consequence } from '../../domain/what-if/what-if';
import type { Translate } from '../../ui/translate';

/** The worst that follows. */
export function barTone({ metas, streams, notKnown }: Consequence, streamsKnown: boolean): Mark {
  if (metas.some(({ fate }) => fate === 'stops') || streams.stops.length > 0) return 'crit';
  if (!streamsKnown || notKnown.length + streams.notKnown.length > 0 || metas.some(({ fate }) => fate === 'notKnown'))
    return 'unknown';
  return streams.moves.length > 0 || metas.some(({ moves }) => moves !== null) ? 'busy' : 'ok';
}

/** First how many are chosen, then what their loss stops: `2 servers chosen:`, `3 streams would stop`. */
export function barWords(
  t: Translate,
  consequence: Consequence,
  chosen: number,
  streamsKnown: boolean,
): readonly string[] {
  const { metas, streams, silent, notKnown } = consequence;
  const stops = metas.some(({ fate }) => fate === 'stops');
  const moves = streams.moves.length + metas.filter((meta) => meta.moves !== null).length;
  return [
    t('what-if:bar.chosen', { count: chosen }),
    ...(stops ? [t('what-if:bar.meta')] : []),
    ...(!streamsKnown
      ? [t('what-if:streamsUnread')]
      : streams.stops.length > 0 || !stops
        ? [t('what-if:bar.stop', { count: streams.stops.length })]
        : []),
    ...(streams.unreachable.length > 0 ? [t('what-if:bar.unreachable', { count: streams.unreachable.length })] : []),
    ...(moves > 0 ? [t('what-if:bar.moves', { count: moves })] : []),
    ...(silent.length > 0 ? [t('what-if:bar.silent', { count: silent.length })] : []),
    ...(notKnown.length > 0 ? [t('what-if:bar.notKnown', { count: notKnown.length })] : []),
  ];
}
