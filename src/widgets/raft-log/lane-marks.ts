import type { Count } from '../../domain/count';
import type { EntriesBehind, MessagesBehind, RaftLogLane } from '../../domain/raft-log/model';
import type { Marks } from '../marks';
import { gapMark } from './lane-words';

/**
 * What a lane says, for programs, as `widgets/marks.ts` tells. `data-testid="raft-lane"`; `data-entries` and
 * `data-messages` tell what kind of word the numbers are; an index that is not told is missing. `data-as-of` is the moment
 * of the store's numbers, `data-log-as-of` that of the log's.
 */
export function laneMarks(lane: RaftLogLane): Marks {
  const { server, role, presence, entries, messages, raft, state, catchUp, asOf } = lane;
  return {
    'data-testid': 'raft-lane',
    'data-server': server,
    'data-role': role,
    'data-presence': presence.kind,
    'data-state': gapMark(lane),
    'data-entries': entries.kind,
    'data-entries-behind': entriesOf(entries),
    'data-messages': messages.kind,
    'data-messages-behind': messagesOf(messages),
    'data-first': numberOf(raft?.first),
    'data-applied': numberOf(raft?.applied),
    'data-committed': numberOf(raft?.committed),
    'data-last': numberOf(raft?.last),
    'data-term': numberOf(raft?.term),
    'data-raft-state': raft?.state ?? null,
    'data-log-as-of': raft?.asOf ?? null,
    'data-first-seq': numberOf(state?.firstSeq),
    'data-last-seq': numberOf(state?.lastSeq),
    'data-share': catchUp?.share ?? null,
    'data-as-of': asOf,
  };
}

const numberOf = (count: Count | null | undefined) => (count == null ? null : String(count));

function entriesOf(entries: EntriesBehind): string | null {
  return entries.kind === 'exact' || entries.kind === 'atMost' ? String(entries.entries) : null;
}

function messagesOf(messages: MessagesBehind): string | null {
  return messages.kind === 'exact' || messages.kind === 'atMost' ? String(messages.messages) : null;
}
