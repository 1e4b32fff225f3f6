import * as v from 'valibot';
import type { StreamModel } from '../../domain/cluster/model';
import type { RaftLog } from '../../domain/raft-log/model';
import { useTranslation } from '../../ui/translate';
import { searchChoice, usePageSearch } from '../../state/use-page-search';
import { useRaftLog } from '../../state/use-rows';
import { Mark } from '../../ui/mark';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { Skeleton } from '../../ui/skeleton';
import { toneText } from '../../ui/tone';
import { Name } from '../../widgets/name';
import { formatCount } from '../../widgets/format';
import { Lanes } from '../../widgets/raft-log/lanes';
import { LaneTable } from '../../widgets/raft-log/lane-table';
import { summaryWords } from '../../widgets/raft-log/lane-words';

/** Lanes unless told. */
const views = ['', 'table'] as const;
const search = v.object({ log: searchChoice(views) });

/** Where each copy is in the Raft log of the stream's group, and in the stream. The engine asks while this is shown. */
export function RaftLogPanel({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const log = useRaftLog(stream.key);
  const [{ log: view }, set] = usePageSearch(search);
  return (
    <Panel
      title={t('lag:raftLog')}
      meta={log === null ? undefined : <GroupName log={log} />}
      right={
        <Segmented
          label={t('lag:view')}
          current={view}
          options={views.map((id) => ({ id, label: t(`lag:views.${id === '' ? 'lanes' : id}`) }))}
          onChoose={(id) => set({ log: id })}
        />
      }
      padding="none"
    >
      {log === null ? (
        <Skeleton label={t('model:loading')} />
      ) : (
        <>
          <Summary log={log} />
          {view === '' ? (
            <Lanes log={log} />
          ) : (
            // Scrolls by keyboard, too.
            <div
              role="region"
              aria-label={t('lag:raftLog')}
              tabIndex={0}
              className="overflow-x-auto border-t border-line"
            >
              <LaneTable log={log} />
            </div>
          )}
        </>
      )}
    </Panel>
  );
}

function GroupName({ log: { group, term } }: { readonly log: RaftLog }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex gap-2">
      {group !== null && <Name text={group} />}
      {term !== null && <span>{t('lag:term', { term: formatCount(term) })}</span>}
    </span>
  );
}

/** The drawing in a sentence, and where it comes from when that is not the log itself. */
function Summary({ log }: { readonly log: RaftLog }) {
  const { t } = useTranslation();
  const { mark, text } = summaryWords(t, log);
  const { source } = log;
  return (
    <div
      data-testid="raft-summary"
      data-state={mark}
      data-source={source.kind}
      className="flex flex-col gap-0.5 px-3 py-2"
    >
      <p className="flex gap-2">
        <Mark tone={mark} className="mt-1" />
        <span className={mark === 'unknown' ? 'text-text' : mark === 'ok' ? 'text-text-2' : toneText[mark]}>
          {text}
        </span>
      </p>
      {source.kind === 'jsz' && source.why !== 'noGroup' && (
        <p className="type-small text-text-3">{t(`lag:source.${source.why}`)}</p>
      )}
    </div>
  );
}
