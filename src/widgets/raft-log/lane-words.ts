import type { Count } from '../../domain/count';
import type { Mark } from '../../domain/cluster/model';
import type { EntriesBehind, MessagesBehind, RaftLog, RaftLogLane, RaftPosition } from '../../domain/raft-log/model';
import type { Translate } from '../../ui/translate';
import { formatCount, formatDuration, formatShare, readRate, textOf } from '../format';
import { formatClock } from '../format-time';
import { literal, shorten } from '../literal';

/** Plurals take a number; a count beyond 2^53 is plural anyway. */
const plural = (count: Count) => (typeof count === 'number' ? count : Number.MAX_SAFE_INTEGER);

/** Entries of the log, never messages. 0 is said as a word, and only of a copy that answers. */
export function entriesWords(t: Translate, entries: EntriesBehind): string {
  switch (entries.kind) {
    case 'leader':
      return t('lag:entries.leader');
    case 'exact':
      return entries.entries === 0
        ? t('lag:entries.even')
        : t('lag:entries.exact', { count: plural(entries.entries), amount: formatCount(entries.entries) });
    case 'atMost':
      return t('lag:entries.atMost', {
        count: plural(entries.entries),
        amount: formatCount(entries.entries),
        time: formatClock(entries.asOf),
      });
    case 'unknown':
      return t(`lag:unknown.${entries.why}`);
  }
}

/** Messages, never entries. */
export function messagesWords(t: Translate, messages: MessagesBehind): string {
  switch (messages.kind) {
    case 'leader':
      return t('lag:messages.leader');
    case 'exact':
      return messages.messages === 0
        ? t('lag:messages.even')
        : t('lag:messages.exact', { count: plural(messages.messages), amount: formatCount(messages.messages) });
    case 'atMost':
      return t('lag:messages.atMost', {
        count: plural(messages.messages),
        amount: formatCount(messages.messages),
        time: formatClock(messages.asOf),
      });
    case 'unwritten':
      return t('lag:messages.unwritten', { time: formatClock(messages.asOf) });
    case 'unknown':
      return t(`lag:unknown.${messages.why}`);
  }
}

/** Does it get better? Of a copy that is behind by an exact number; empty for any other. */
export function progressWords(t: Translate, { messages, catchUp, trend }: RaftLogLane): string {
  if (messages.kind !== 'exact' || messages.messages === 0) return '';
  if (catchUp !== null && catchUp.left !== null)
    return t('lag:progress.gaining', {
      rate: textOf(readRate(catchUp.rate)),
      share: formatShare(catchUp.share),
      left: formatDuration(catchUp.left),
    });
  return t(`lag:progress.${trend === 'losing' || trend === 'still' ? trend : 'unknown'}`);
}

/** How a gap is marked: a copy that gains is busy, one that does not is a warning, one that is silent is not known. */
export function gapMark({ entries, messages, trend, mark }: RaftLogLane): Mark {
  if (messages.kind === 'leader') return 'ok';
  if (messages.kind !== 'exact') return 'unknown';
  // Less than a second of writes is under way on every busy stream: the model calls that well.
  if (messages.messages === 0)
    return entries.kind === 'exact' && mark !== 'ok' && entries.entries !== 0 ? 'busy' : 'ok';
  if (mark === 'ok') return 'ok';
  return trend === 'losing' || trend === 'still' ? 'warn' : 'busy';
}

/** What is out of the ordinary with a copy's log. */
export function flagWords(t: Translate, raft: RaftPosition): readonly string[] {
  const flags = ['catchingUp', 'paused', 'observer', 'overrun', 'walError'] as const;
  return flags.filter((flag) => raft[flag]).map((flag) => t(`lag:flag.${flag}`));
}

/** What waits; nothing where nothing does. */
export function queueWords(t: Translate, { queues }: RaftPosition): readonly string[] {
  const names = ['apply', 'proposals', 'entries', 'responses'] as const;
  return names
    .filter((name) => queues[name] > 0)
    .map((name) => t(`lag:queue.${name}`, { size: formatCount(queues[name]) }));
}

export function stateWord(t: Translate, raft: RaftPosition): string {
  return t(`lag:state.${raft.state ?? 'unknown'}`);
}

/** Name of a lane; a member without a name goes by its peer id. */
export function laneName({ server, peer }: RaftLogLane): string {
  return shorten(literal(server ?? peer ?? '?'), 40);
}

/** The whole drawing in a sentence: the copy that is worst off, and how many more are not even. */
export function summaryWords(t: Translate, { lanes }: RaftLog): { readonly mark: Mark; readonly text: string } {
  if (lanes.some(({ messages }) => messages.kind === 'unknown' && messages.why === 'noLeader'))
    return { mark: 'unknown', text: t('lag:summary.noLeader') };
  const uneven = lanes.filter((lane) => gapMark(lane) !== 'ok').toSorted((a, b) => severity(b) - severity(a));
  const [worst, ...others] = uneven;
  if (!worst) {
    const isEven = lanes.every(({ messages }) => messages.kind !== 'exact' || messages.messages === 0);
    return { mark: 'ok', text: t(isEven ? 'lag:summary.even' : 'lag:summary.close') };
  }
  const more = others.length === 0 ? '' : ` ${t('lag:summary.others', { count: others.length })}`;
  return { mark: gapMark(worst), text: sentence(t, worst) + more };
}

function sentence(t: Translate, lane: RaftLogLane): string {
  const { presence, messages, entries } = lane;
  const values = { server: laneName(lane), messages: messagesWords(t, messages) };
  if (presence.kind === 'silent') return t('lag:summary.silent', values);
  if (messages.kind === 'unknown') return t('lag:summary.unknown', values);
  if (messages.kind !== 'exact') return t('lag:summary.late', values);
  if (messages.messages === 0) return t('lag:summary.entries', { ...values, entries: entriesWords(t, entries) });
  return t('lag:summary.behind', { ...values, progress: progressWords(t, lane) });
}

function severity(lane: RaftLogLane): number {
  const { messages } = lane;
  const rank = { ok: 0, busy: 1, unknown: 2, warn: 3, crit: 4 }[gapMark(lane)];
  const amount = messages.kind === 'exact' || messages.kind === 'atMost' ? Number(messages.messages) : 0;
  return rank + amount / (amount + 1);
}
