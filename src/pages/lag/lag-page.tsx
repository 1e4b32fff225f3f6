import * as v from 'valibot';
import { streamPlace } from '../../domain/ids';
import type { LagBoard } from '../../domain/lag-history/model';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { searchChoice, searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useCluster, useLagBoard, useLagHistory, useServers } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { sortOf, sortText } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { FilterField } from '../../ui/filter-field';
import { Mark } from '../../ui/mark';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useCalm } from '../../ui/use-calm';
import { BoardTable } from '../../widgets/lag/board-table';
import { boardWords, copyName, historyNote } from '../../widgets/lag/board-words';
import { HistoryPanel } from '../../widgets/lag/history-panel';
import { spans } from '../../widgets/lag/spans';
import { formatCount } from '../../widgets/format';
import { PartialChip } from '../../widgets/partial-chip';

const search = v.object({
  filter: searchText(''),
  sort: searchText(''),
  span: searchChoice(spans),
  view: searchChoice(['', 'table']),
});

/** So many rows are not worth a picture for each part of a poll. */
const many = 100;
/** ms */
const pause = 1_000;

/** Copies of the whole cluster that are behind, the worst first, and how that went. */
export function LagPage() {
  const { t } = useTranslation();
  const told = useLagBoard();
  const board = useCalm(told, (told?.rows.length ?? 0) > many ? pause : 0);
  const words = board && boardWords(t, board);
  const [{ filter }, set] = usePageSearch(search);
  return (
    <Page
      actions={<FilterField label={t('lag:board.filter')} value={filter} onValue={(text) => set({ filter: text })} />}
      title={t('lag:board.title')}
      lead={
        words === null ? (
          t('model:loading')
        ) : (
          <span
            data-testid="lag-sentence"
            data-state={words.mark}
            data-behind={board?.behind}
            data-unknown={board?.unknown}
          >
            <span className="inline-flex gap-2">
              <Mark tone={words.mark} className="mt-1" />
              <span>{words.text}</span>
            </span>
          </span>
        )
      }
    >
      {board === null ? <Skeleton label={t('model:loading')} lines={10} /> : <Board board={board} />}
    </Page>
  );
}

function Board({ board }: { readonly board: LagBoard }) {
  const { t } = useTranslation();
  const key = useClusterKey();
  const cluster = useCluster();
  const [{ filter, sort }, set] = usePageSearch(search);
  return (
    <>
      <Panel
        title={t('lag:board.copies')}
        meta={formatCount(board.rows.length)}
        right={<PartialChip cluster={cluster} of={['placement', 'account']} />}
        padding="none"
      >
        {/* So high that the history is in sight, too. */}
        <div className="flex max-h-96 flex-col">
          <BoardTable
            rows={board.rows}
            hrefOf={({ stream }) => paths.stream(key, streamPlace(stream))}
            sort={sortOf(sort)}
            onSort={(next) => set({ sort: sortText(next) })}
            filter={filter}
            empty={
              filter === '' ? (
                <EmptyState title={t('lag:board.none')}>{t('lag:board.noneBody')}</EmptyState>
              ) : (
                <EmptyState
                  title={t('lag:board.noneFiltered')}
                  action={<Button onClick={() => set({ filter: '' })}>{t('lag:board.clear')}</Button>}
                />
              )
            }
          />
        </div>
        {board.more > 0 && (
          <p className="type-small border-t border-line px-3 py-2 text-text-3">
            {t('lag:board.more', { count: board.more, amount: formatCount(board.more) })}
          </p>
        )}
      </Panel>
      <History board={board} />
    </>
  );
}

/** The copies that are furthest behind, over time. */
function History({ board }: { readonly board: LagBoard }) {
  const { t } = useTranslation();
  const history = useLagHistory();
  const servers = useServers();
  const now = useCluster()?.now ?? 0;
  const [{ span, view }, set] = usePageSearch(search);
  return (
    <HistoryPanel
      title={t('lag:history.title')}
      meta={t('lag:history.worst')}
      series={history.rows}
      labelOf={(series) => copyName(t, series)}
      servers={servers.rows.map(({ name }) => name)}
      since={board.startedAt}
      now={now}
      span={span}
      onSpan={(next) => set({ span: next })}
      view={view}
      onView={(next) => set({ view: next })}
      note={historyNote(t, board)}
    />
  );
}
