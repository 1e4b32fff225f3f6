import { max, type Count } from '../domain/count';
import type {
  ConsumerModel,
  MetaGroup,
  MetaPeer,
  ReplicaModel,
  ServerModel,
  StreamModel,
} from '../domain/cluster/model';

/**
 * What a screen says, for programs: tests of truth read these attributes from the page, not the model behind it.
 *
 * `data-testid` names the thing, `data-state` is its mark (ok, busy, warn, crit, unknown), `data-as-of` the moment the
 * statement is from (ms since 1970 by this browser's clock; empty or missing: nobody ever said). A number that is not
 * known is empty or missing, never 0.
 *
 * | data-testid | further attributes |
 * | --- | --- |
 * | `overview-sentence` | streams, unreachable |
 * | `meta-leader` | leader (empty: none), leadership |
 * | `meta-peer`, `peer-row` | server, role, presence, ghost, entries-behind |
 * | `meta-outsider` | server, why |
 * | `leadership` | kind, leader, begin, from, to (empty: still so) |
 * | `server-row`, `server-title` | server, presence, leads, copies |
 * | `stream-row`, `stream-title` | account, stream, health, source, leader, messages, last-seq, messages-behind |
 * | `copy-row` | server, role, presence, contact, heard (ms, by the leader), log, store, entries-behind, last-entries, messages-behind |
 * | `consumer-row` | consumer, leader, pending |
 * | `finding` | code, phase |
 * | `activity` | kind, times |
 * | `resilience` | survives |
 * | `what-if` | servers (lost), stops, unreachable |
 * | `consequence-bar` | servers (chosen), stops |
 * | `what-if-consumer` | stream, consumer, fate |
 * | `stopping-set` | servers, streams, single |
 * | `outcome` | state only: verified, notVerified, failed, aborted, or why the engine did not answer |
 */
export type Marks = Readonly<Record<`data-${string}`, string | number | null>>;

export function serverMarks(server: ServerModel): Marks {
  return {
    'data-server': server.name,
    'data-state': server.mark,
    'data-presence': server.presence.kind,
    'data-leads': server.leads,
    'data-copies': server.copies,
    'data-as-of': server.lastHeard,
  };
}

export function streamMarks(stream: StreamModel): Marks {
  return {
    'data-account': stream.accountName,
    'data-stream': stream.name,
    'data-state': stream.mark,
    'data-health': stream.health,
    'data-source': stream.source,
    'data-leader': leaderOf(stream),
    'data-messages': stream.state === null ? '' : String(stream.state.messages),
    'data-last-seq': stream.state === null ? '' : String(stream.state.lastSeq),
    'data-messages-behind': furthestBehind(stream),
    'data-as-of': stream.asOf,
  };
}

/** Messages that the copy furthest behind is behind; empty while that of any copy is not known. */
function furthestBehind({ copies }: StreamModel): string {
  let most: Count = 0;
  for (const { store, role } of copies) {
    if (store.kind === 'behind') most = max(most, store.messages);
    else if (store.kind !== 'leader' && store.kind !== 'complete' && role !== 'single') return '';
  }
  return String(most);
}

export function copyMarks({ server, mark, role, presence, contact, log, store, asOf }: ReplicaModel): Marks {
  return {
    'data-server': server,
    'data-state': mark,
    'data-role': role,
    'data-presence': presence.kind,
    'data-contact': contact.kind,
    'data-heard': 'age' in contact ? Math.round(contact.age) : null,
    'data-log': log.kind,
    'data-store': store.kind,
    'data-entries-behind': log.kind === 'behind' ? String(log.entries) : null,
    'data-last-entries': log.kind === 'unknown' && log.lastEntries !== null ? String(log.lastEntries) : null,
    'data-messages-behind': store.kind === 'behind' || store.kind === 'atMost' ? String(store.messages) : null,
    'data-as-of': asOf,
  };
}

export function peerMarks({ server, mark, role, presence, log, ghost }: MetaPeer, asOf: MetaGroup['asOf']): Marks {
  return {
    'data-server': server ?? '',
    'data-state': mark,
    'data-role': role,
    'data-presence': presence.kind,
    'data-ghost': String(ghost),
    'data-entries-behind': log.kind === 'behind' ? String(log.entries) : null,
    'data-as-of': asOf,
  };
}

export function consumerMarks(consumer: ConsumerModel): Marks {
  return {
    'data-consumer': consumer.name,
    'data-state': consumer.mark,
    'data-leader': leaderOf(consumer),
    'data-pending': consumer.pending === null ? '' : String(consumer.pending),
    'data-as-of': consumer.asOf,
  };
}

/** The server that leads, by its own claim; empty where none does. */
export function leaderOf({ group: { leadership } }: Pick<StreamModel | ConsumerModel, 'group'>): string {
  return leadership.kind === 'led' ? leadership.by : '';
}
