import type { Summary } from '../../domain/summary/summary';
import type { ZoneResilience } from '../../domain/what-if/resilience';
import type { Translate } from '../../ui/translate';
import { literal } from '../literal';

type Known = Pick<Summary, 'resilience' | 'servers' | 'uncertain' | 'nextLoss' | 'metaNextLoss'>;

/** Names written out before the rest is only hinted at. */
const most = 4;

/** What the cluster survives, in parts: servers, the meta group, each kind of zone, and how far that is known. */
export function resilienceWords(t: Translate, summary: Known): readonly string[] {
  const { answering, survives, metas, zones, metasNotKnown } = summary.resilience;
  if (answering === 0) return [];
  if (survives >= answering) return [t('what-if:survive.nothing')];
  // One group only, and only where it says more than the whole cluster does.
  const meta = metas.length === 1 && metas[0] !== undefined && metas[0].survives > survives ? [metas[0]] : [];
  return [
    serverWords(t, summary),
    ...meta.map((group) => t('what-if:survive.meta', { count: group.survives, of: group.of })),
    ...zones.map((zone) => zoneWords(t, zone)),
    ...(summary.uncertain + metasNotKnown > 0 ? [t('what-if:survive.known')] : []),
  ];
}

function serverWords(t: Translate, { resilience, servers, nextLoss, metaNextLoss }: Known): string {
  const { answering: of, survives } = resilience;
  const all = of === servers;
  if (survives > 0) return t(all ? 'what-if:survive.any' : 'what-if:survive.anyMore', { count: survives, of });
  const fatal = [...new Set([...nextLoss.map(({ server }) => server), ...metaNextLoss])];
  return t(all ? 'what-if:survive.notOne' : 'what-if:survive.notOneMore', { of, servers: listed(fatal) });
}

function zoneWords(t: Translate, { kind, stopping }: ZoneResilience): string {
  const zones = listed(stopping.map(({ name }) => name));
  const yes = stopping.length === 0;
  if (kind === 'cluster') return t(yes ? 'what-if:survive.cluster' : 'what-if:survive.clusterNot', { zones });
  return t(yes ? 'what-if:survive.zone' : 'what-if:survive.zoneNot', { kind, zones });
}

function listed(names: readonly string[]): string {
  return [...names.slice(0, most).map(literal), ...(names.length > most ? ['…'] : [])].join(', ');
}
