import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { RaftLog, RaftLogLane } from '../../domain/raft-log/model';
import { useTranslation } from '../../ui/translate';
import { Mark } from '../../ui/mark';
import { toneText } from '../../ui/tone';
import { Age } from '../age';
import { Crown } from '../crown';
import { formatCount } from '../format';
import { formatClock } from '../format-time';
import { Name } from '../name';
import { PresenceWord, presenceInk } from '../presence';
import { LaneBar } from './lane-bar';
import { laneMarks } from './lane-marks';
import { logShape, storeShape, type LaneScale } from './lane-scale';
import { entriesWords, flagWords, gapMark, messagesWords, progressWords, queueWords, stateWord } from './lane-words';

/** Name, log and store side by side; on a phone one below the other. */
export const laneGrid = 'grid gap-x-6 gap-y-2 @3xl:grid-cols-[9rem_minmax(0,3fr)_minmax(0,2fr)]';

export interface LaneProps {
  readonly log: RaftLog;
  readonly lane: RaftLogLane;
  readonly logScale: LaneScale;
  readonly storeScale: LaneScale;
}

/** One copy: who it is, where it is in the log, and where its store is. Entries and messages each on their own scale. */
export function Lane({ log, lane, logScale, storeScale }: LaneProps) {
  const { t } = useTranslation();
  const mark = gapMark(lane);
  const leads = lane.messages.kind === 'leader';
  const progress = progressWords(t, lane);
  const ink = mark === 'ok' ? 'text-text-2' : toneText[mark];
  return (
    <li {...laneMarks(lane)} className={clsx(laneGrid, 'border-t border-line px-3 py-2.5')}>
      <Who lane={lane} term={log.term} />
      <div className="flex min-w-0 flex-col gap-1">
        <span className="type-label text-text-3 @3xl:hidden">{t('lag:axis.log')}</span>
        <LaneBar shape={logShape(log, lane, logScale)} leads={leads} isLosing={mark === 'warn'} />
        <Caption
          positions={<LogPositions lane={lane} />}
          gap={entriesWords(t, lane.entries)}
          ink={leads ? 'text-text-3' : ink}
        />
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <span className="type-label text-text-3 @3xl:hidden">{t('lag:axis.store')}</span>
        <LaneBar shape={storeShape(log, lane, storeScale)} leads={leads} isLosing={mark === 'warn'} />
        <Caption
          positions={<StorePositions lane={lane} />}
          gap={[messagesWords(t, lane.messages), progress].filter(Boolean).join(' · ')}
          ink={leads ? 'text-text-3' : ink}
        />
      </div>
    </li>
  );
}

function Who({ lane, term }: { readonly lane: RaftLogLane; readonly term: RaftLog['term'] }) {
  const { t } = useTranslation();
  const { server, peer, role, presence, raft } = lane;
  const state = raft && stateWord(t, raft);
  const otherTerm = raft && term !== null && raft.term !== term;
  const odd = raft
    ? [
        ...(otherTerm ? [t('lag:otherTerm', { term: formatCount(raft.term) })] : []),
        ...flagWords(t, raft),
        ...queueWords(t, raft),
      ]
    : [];
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-2">
        <Mark tone={gapMark(lane)} label={t(`model:mark.${gapMark(lane)}`)} />
        <Name text={server ?? peer ?? '?'} className="type-strong truncate" />
        {role === 'leader' && <Crown />}
      </div>
      <div className={clsx('type-small pl-5', presence.kind === 'answering' ? 'text-text-3' : presenceInk(presence))}>
        {presence.kind === 'silent' ? (
          <>
            {t('lag:silentFor')} <Age at={presence.since} />
          </>
        ) : presence.kind === 'answering' ? (
          (state ?? t(`model:role.${role}`))
        ) : (
          <PresenceWord presence={presence} />
        )}
      </div>
      {odd.length > 0 && <div className="type-small pl-5 text-busy-ink">{odd.join(', ')}</div>}
    </div>
  );
}

function Caption({
  positions,
  gap,
  ink,
}: {
  readonly positions: ReactNode;
  readonly gap: string;
  readonly ink: string;
}) {
  return (
    <div className="type-small flex flex-wrap justify-between gap-x-4">
      <span className="text-text-3">{positions}</span>
      <span className={clsx('ml-auto text-right', ink)}>{gap}</span>
    </div>
  );
}

/** First, applied, committed and last index, as far as the copy tells. */
function LogPositions({ lane: { raft, presence } }: { readonly lane: RaftLogLane }) {
  const { t } = useTranslation();
  if (raft === null) return null;
  const parts = (['first', 'applied', 'committed', 'last'] as const).map((name) => [name, raft[name]] as const);
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      {parts.map(([name, index]) => (
        <span key={name} className="whitespace-nowrap">
          {t(`lag:index.${name}`)} <span className="text-text-2">{formatCount(index)}</span>
        </span>
      ))}
      {presence.kind !== 'answering' && <span>{t('lag:asOf', { time: formatClock(raft.asOf) })}</span>}
    </span>
  );
}

function StorePositions({ lane: { state, presence, asOf } }: { readonly lane: RaftLogLane }) {
  const { t } = useTranslation();
  if (state === null) return null;
  return (
    <span className="inline-flex flex-wrap gap-x-2">
      <span className="whitespace-nowrap">
        {t('lag:sequence.first')} <span className="text-text-2">{formatCount(state.firstSeq)}</span>
      </span>
      <span className="whitespace-nowrap">
        {t('lag:sequence.last')} <span className="text-text-2">{formatCount(state.lastSeq)}</span>
      </span>
      {presence.kind !== 'answering' && asOf !== null && <span>{t('lag:asOf', { time: formatClock(asOf) })}</span>}
    </span>
  );
}
