import type { ServerName } from '../ids';
import type { EvacuationCluster, EvacuationRow, Verdict } from './model';

/**
 * May the server be stopped without loss? Only by its own word: no copies of streams and consumers (its totals), and by the
 * meta leader's, that another one leads.
 */
export function verdictOf(
  { link, servers }: Pick<EvacuationCluster, 'link' | 'servers'>,
  name: ServerName,
  rows: readonly EvacuationRow[],
): Verdict {
  const server = servers.find((one) => one.name === name);
  if (link !== 'live' || server?.presence.kind !== 'answering') return { kind: 'notKnown' };
  const { totals, copies, leads, metaRole } = server;
  if (totals === null || copies === null || leads === null || metaRole === 'unknown') return { kind: 'notKnown' };
  const here = rows.filter(({ phase }) => phase.kind !== 'gone' && phase.kind !== 'fills');
  const left = {
    copies: Math.max(here.length, totals.streams),
    onlyCopies: here.filter(({ stream }) => stream.copies.length === 1).length,
    leads: Math.max(leads, here.filter((row) => row.leads).length),
    consumers: totals.consumers,
    leadsMeta: metaRole === 'leader',
    filling: rows.filter(({ phase }) => phase.kind === 'fills').length,
  };
  const nothing = left.copies + left.leads + left.consumers + left.filling === 0;
  return nothing && !left.leadsMeta ? { kind: 'safe' } : { kind: 'left', ...left };
}
