import type { RaftLog, RaftLogLane } from '../../domain/raft-log/model';
import { useTranslation, type Translate } from '../../ui/translate';
import { formatCount, unknownText } from '../format';
import { formatClock } from '../format-time';
import { PresenceWord } from '../presence';
import { Name } from '../name';
import { entriesWords, flagWords, messagesWords, progressWords, queueWords, stateWord } from './lane-words';

/** Every number of the lanes, as a table. */
export function LaneTable({ log }: { readonly log: RaftLog }) {
  const { t } = useTranslation();
  const columns = columnsOf(t);
  return (
    <table className="type-small w-full border-collapse text-left whitespace-nowrap">
      <caption className="sr-only">{t('lag:raftLog')}</caption>
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className="type-label px-3 py-1.5 text-text-3">
            {t('lag:table.server')}
          </th>
          {columns.map(({ id, isNumber }) => (
            <th
              key={id}
              scope="col"
              className={
                isNumber ? 'type-label px-3 py-1.5 text-right text-text-3' : 'type-label px-3 py-1.5 text-text-3'
              }
            >
              {t(`lag:table.${id}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {log.lanes.map((lane) => (
          <tr key={lane.server ?? lane.peer} className="border-b border-line last:border-b-0">
            <th scope="row" className="type-strong px-3 py-1.5">
              <Name text={lane.server ?? lane.peer ?? '?'} />
            </th>
            {columns.map(({ id, isNumber, cell }) => (
              <td key={id} className={isNumber ? 'px-3 py-1.5 text-right' : 'px-3 py-1.5 text-text-2'}>
                {cell(lane)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function columnsOf(t: Translate) {
  const listed = (words: readonly string[]) => (words.length === 0 ? unknownText : words.join(', '));
  const index = (id: 'first' | 'applied' | 'committed' | 'last' | 'term') => ({
    id,
    isNumber: true,
    cell: ({ raft }: RaftLogLane) => formatCount(raft?.[id] ?? null),
  });
  return [
    { id: 'state', isNumber: false, cell: (lane: RaftLogLane) => <State lane={lane} /> },
    index('term'),
    index('first'),
    index('applied'),
    index('committed'),
    index('last'),
    { id: 'entries', isNumber: true, cell: ({ entries }: RaftLogLane) => entriesWords(t, entries) },
    { id: 'firstSeq', isNumber: true, cell: ({ state }: RaftLogLane) => formatCount(state?.firstSeq ?? null) },
    { id: 'lastSeq', isNumber: true, cell: ({ state }: RaftLogLane) => formatCount(state?.lastSeq ?? null) },
    { id: 'messages', isNumber: true, cell: ({ messages }: RaftLogLane) => messagesWords(t, messages) },
    { id: 'progress', isNumber: false, cell: (lane: RaftLogLane) => progressWords(t, lane) || unknownText },
    {
      id: 'queues',
      isNumber: false,
      cell: ({ raft }: RaftLogLane) => (raft ? listed([...queueWords(t, raft), ...flagWords(t, raft)]) : unknownText),
    },
    {
      id: 'logAsOf',
      isNumber: true,
      cell: ({ raft }: RaftLogLane) => (raft ? formatClock(raft.asOf) : unknownText),
    },
    {
      id: 'storeAsOf',
      isNumber: true,
      cell: ({ asOf }: RaftLogLane) => (asOf === null ? unknownText : formatClock(asOf)),
    },
  ] as const;
}

function State({ lane: { presence, raft, role } }: { readonly lane: RaftLogLane }) {
  const { t } = useTranslation();
  if (presence.kind !== 'answering') return <PresenceWord presence={presence} />;
  return <>{raft ? stateWord(t, raft) : t(`model:role.${role}`)}</>;
}
