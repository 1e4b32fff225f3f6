import type { TFunction } from 'i18next';
import type { Summary } from '../../domain/summary/summary';
import type { ZoneResilience } from '../../domain/what-if/resilience';
import { literal } from '../literal';

/** Zones named before the rest is only counted. */
const most = 3;

/** What the cluster survives, in parts: servers, then each kind of zone, then how far that is known. */
export function resilienceWords(
  t: TFunction,
  { resilience, servers, uncertain }: Pick<Summary, 'resilience' | 'servers' | 'uncertain'>,
): readonly string[] {
  const { answering, survives, zones, metasNotKnown } = resilience;
  if (answering === 0) return [];
  if (survives >= answering) return [t('what-if:survive.nothing')];
  const all = answering === servers;
  const values = { count: survives, of: answering };
  const any = survives === 0 ? (all ? 'notOne' : 'notOneMore') : all ? 'any' : 'anyMore';
  return [
    t(`what-if:survive.${any}`, values),
    ...zones.map((zone) => zoneWords(t, zone)),
    ...(uncertain + metasNotKnown > 0 ? [t('what-if:survive.known')] : []),
  ];
}

function zoneWords(t: TFunction, { kind, stopping }: ZoneResilience): string {
  const shown = stopping.slice(0, most).map(({ name }) => literal(name));
  const zones = [...shown, ...(stopping.length > most ? ['…'] : [])].join(', ');
  const yes = stopping.length === 0;
  if (kind === 'cluster') return t(yes ? 'what-if:survive.cluster' : 'what-if:survive.clusterNot', { zones });
  return t(yes ? 'what-if:survive.zone' : 'what-if:survive.zoneNot', { kind, zones });
}
