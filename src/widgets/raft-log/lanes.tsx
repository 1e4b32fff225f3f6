import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { RaftLog } from '../../domain/raft-log/model';
import { useTranslation } from '../../ui/translate';
import { formatCount } from '../format';
import { Lane, laneGrid } from './lane';
import { LaneAxis } from './lane-axis';
import { entriesGap, messagesGap, scaleOf, widestGap } from './lane-scale';
import { LaneTable } from './lane-table';

/**
 * The Raft log of a group drawn: one lane for each copy, the leader's on top. Everything stands where it is against the
 * leader, so that the picture rests while all keep up, and a lane that stops is seen to fall behind.
 */
export function Lanes({ log }: { readonly log: RaftLog }) {
  const { t } = useTranslation();
  const logScale = scaleOf(widestGap(log.lanes, entriesGap));
  const storeScale = scaleOf(widestGap(log.lanes, messagesGap));
  const lead = log.lanes.find(({ messages }) => messages.kind === 'leader');
  const last = lead?.state?.lastSeq ?? null;
  return (
    <>
      <div aria-hidden="true" className={clsx(laneGrid, 'hidden border-t border-line px-3 pt-2 pb-1.5 @3xl:grid')}>
        <span />
        <Head title={t('lag:axis.log')}>
          <LaneAxis
            scale={logScale}
            leader={log.committed === null ? '0' : t('lag:axis.committed', { index: formatCount(log.committed) })}
          />
        </Head>
        <Head title={t('lag:axis.store')}>
          <LaneAxis
            scale={storeScale}
            leader={last === null ? '0' : t('lag:axis.last', { sequence: formatCount(last) })}
          />
        </Head>
      </div>
      <ol aria-label={t('lag:raftLog')}>
        {log.lanes.map((lane) => (
          <Lane key={lane.server ?? lane.peer} log={log} lane={lane} logScale={logScale} storeScale={storeScale} />
        ))}
      </ol>
      {/* A table keeps the width of its contents, hidden or not: the box around it does not. */}
      <div className="relative">
        <div className="sr-only">
          <LaneTable log={log} />
        </div>
      </div>
    </>
  );
}

function Head({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <div className="type-label truncate text-text-3">{title}</div>
      {children}
    </div>
  );
}
