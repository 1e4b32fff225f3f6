import { useMemo } from 'react';
import type { TopologyLink } from '../../domain/topology/model';
import { connectionsOf } from '../../domain/topology/tally';
import { useTranslation, type Translate } from '../../ui/translate';
import type { Marks } from '../marks';
import { unknownText } from '../format';
import { literal } from '../literal';

/** {@link linkWords} in the language of the page. */
export function useLinkWords(): LinkWords {
  const { t } = useTranslation();
  return useMemo(() => linkWords(t), [t]);
}

export interface LinkWords {
  readonly name: (link: TopologyLink) => string;
  /** Its second end. */
  readonly farEnd: (link: TopologyLink) => string;
  /** The state in a word or two. */
  readonly state: (link: TopologyLink) => string;
  /** A sentence that says who says what. */
  readonly sentence: (link: TopologyLink) => string;
}

/** What a link is called, and what is to be said of it: for titles, tables and details alike. */
export function linkWords(t: Translate): LinkWords {
  const farEnd = ({ to, toCluster, kind }: TopologyLink): string => {
    if (to !== null) return literal(to);
    if (kind === 'leaf') return t('topology:nameless');
    return toCluster === null ? t('topology:nameless') : t('topology:someOf', { cluster: literal(toCluster) });
  };
  const name = (link: TopologyLink): string => {
    const [from, to] = [literal(link.from), farEnd(link)];
    return link.kind === 'route' ? `${from} – ${to}` : `${from} → ${to}`;
  };
  const state = (link: TopologyLink): string => {
    if (link.state === 'both' && link.outlier !== null) return t('topology:state.slow');
    return link.state === 'oneEnd' && link.mark === 'ok'
      ? t('topology:state.oneSide')
      : t(`topology:state.${link.state}`);
  };
  const sentence = (link: TopologyLink): string => {
    const { words, from, outlier, rtt } = link;
    const ends = { from: literal(from), to: farEnd(link) };
    if (link.state === 'both' && outlier !== null) {
      return t('topology:says.slow', { ...ends, rtt: formatRtt(rtt), usual: formatRtt(outlier) });
    }
    const listing = words[0] === 'listed' ? ends : { from: ends.to, to: ends.from };
    switch (link.state) {
      case 'oneWay':
        return t('topology:says.oneWay', listing);
      case 'oneEnd':
        return words.includes('outside') ? t('topology:says.outside', listing) : t('topology:says.oneEnd', listing);
      case 'ended':
        return t('topology:says.ended', words[0] === 'absent' ? ends : { from: ends.to, to: ends.from });
      case 'both':
      case 'missing':
      case 'unknown':
        return t(`topology:says.${link.state}`, ends);
    }
  };
  return { name, farEnd, state, sentence };
}

/** `0.42 ms`, `24 ms`; a dash where none was measured. */
export function formatRtt(ms: number | null): string {
  if (ms === null) return unknownText;
  return `${ms < 9.995 ? ms.toFixed(2) : ms < 99.95 ? ms.toFixed(1) : String(Math.round(ms))} ms`;
}

export function linkMarks(link: TopologyLink): Marks {
  return {
    'data-kind': link.kind,
    'data-from': link.from,
    'data-to': link.to ?? '',
    'data-link-state': link.state,
    'data-state': link.mark,
    'data-connections': connectionsOf(link),
    'data-outlier': String(link.outlier !== null),
    'data-rtt': link.rtt,
  };
}

/** A link as an address holds it: `route,n1,n4`. */
export function linkText({ key }: TopologyLink): string {
  return key
    .split('\n')
    .map((part) => part.replace(/[%,]/g, encodeURIComponent))
    .join(',');
}
