import type { Mark } from '../../domain/cluster/model';
import type { LagBoard, LagRow } from '../../domain/lag-history/model';
import type { Translate } from '../../ui/translate';
import { formatBytes, formatCount } from '../format';
import { formatClock } from '../format-time';
import { literal, shorten } from '../literal';
import type { Marks } from '../marks';

/** The board in a sentence: how many are behind, who the most, and of how many nothing is known. */
export function boardWords(t: Translate, board: LagBoard): { readonly mark: Mark; readonly text: string } {
  const { rows, behind, unknown, copies } = board;
  if (copies === 0) return { mark: 'unknown', text: t('lag:board.noCopies') };
  const dark = unknown === 0 ? '' : ` ${t('lag:board.unknown', { count: unknown, amount: formatCount(unknown) })}`;
  const [worst] = rows;
  if (behind === 0 || !worst) {
    if (unknown > 0) return { mark: 'unknown', text: t('lag:board.noneKnown') + dark };
    return { mark: 'ok', text: t('lag:board.complete', { count: copies, amount: formatCount(copies) }) };
  }
  const values = { count: behind, amount: formatCount(behind), of: formatCount(copies), copy: copyName(t, worst) };
  return { mark: worst.mark === 'ok' ? 'ok' : worst.mark, text: t('lag:board.behind', values) + dark };
}

/** "ORDERS on n3". */
export function copyName(t: Translate, { name, server }: Pick<LagRow, 'name' | 'server'>): string {
  return t('lag:board.copy', { stream: shorten(literal(name), 40), server: shorten(literal(server), 40) });
}

/** What the history holds, since when, and what it does not: nothing is dropped in silence. */
export function historyNote(t: Translate, { use, startedAt }: Pick<LagBoard, 'use' | 'startedAt'>): string {
  const since = startedAt === null ? '' : t('lag:history.since', { time: formatClock(startedAt) });
  const size = t('lag:history.size', {
    count: use.kept,
    amount: formatCount(use.kept),
    bytes: formatBytes(use.bytes),
    budget: formatBytes(use.budget),
  });
  const dropped =
    use.dropped === 0 ? '' : t('lag:history.droppedCopies', { count: use.dropped, amount: formatCount(use.dropped) });
  return [since, size, dropped].filter(Boolean).join(' ');
}

/**
 * What a row of the board says, for programs, as `widgets/marks.ts` tells: `data-testid="lag-row"`. A number that is not
 * known is missing, never 0.
 */
export function boardMarks(row: LagRow): Marks {
  const { stream, server, mark, role, presence, store, log, peak, since, asOf, accountName, name } = row;
  return {
    'data-testid': 'lag-row',
    'data-key': `${stream} ${server}`,
    'data-account': accountName,
    'data-stream': name,
    'data-server': server,
    'data-role': role,
    'data-presence': presence.kind,
    'data-state': mark,
    'data-store': store.kind,
    'data-messages-behind': store.kind === 'behind' || store.kind === 'atMost' ? String(store.messages) : null,
    'data-entries-behind': log.kind === 'behind' ? String(log.entries) : null,
    'data-peak': peak?.messages ?? null,
    'data-since': since,
    'data-as-of': asOf,
  };
}
