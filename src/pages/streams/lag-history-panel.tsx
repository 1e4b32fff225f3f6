import * as v from 'valibot';
import type { StreamModel } from '../../domain/cluster/model';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { searchChoice, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useCluster, useLagBoard, useLagHistory, useServers } from '../../state/use-rows';
import { Button, ButtonLink } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { historyNote } from '../../widgets/lag/board-words';
import { HistoryPanel } from '../../widgets/lag/history-panel';
import { spans } from '../../widgets/lag/spans';
import { literal } from '../../widgets/literal';

const search = v.object({
  lag: searchChoice(['', 'shown']),
  span: searchChoice(spans),
  view: searchChoice(['', 'table']),
});

/** How far the copies of a stream were behind over time. Asked for, drawn and its code loaded only when it is opened. */
export function LagHistoryPanel({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const [{ lag }, set] = usePageSearch(search);
  if (lag === 'shown') return <Shown stream={stream} />;
  return (
    <Panel
      title={t('lag:history.title')}
      right={
        <>
          <ButtonLink size="small" look="quiet" href={paths.lag(cluster)}>
            {t('lag:board.link')}
          </ButtonLink>
          <Button size="small" onClick={() => set({ lag: 'shown' })}>
            {t('lag:history.show')}
          </Button>
        </>
      }
    >
      <p className="text-text-3">{t('lag:history.closed')}</p>
    </Panel>
  );
}

function Shown({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const history = useLagHistory(stream.key);
  const board = useLagBoard();
  const servers = useServers();
  const now = useCluster()?.now ?? 0;
  const [{ span, view }, set] = usePageSearch(search);
  return (
    <HistoryPanel
      title={t('lag:history.title')}
      series={history.rows}
      labelOf={({ server }) => literal(server)}
      servers={servers.rows.map(({ name }) => name)}
      since={board?.startedAt ?? null}
      now={now}
      span={span}
      onSpan={(next) => set({ span: next })}
      view={view}
      onView={(next) => set({ view: next })}
      note={board === null ? t('model:loading') : historyNote(t, board)}
    />
  );
}
