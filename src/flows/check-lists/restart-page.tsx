import * as v from 'valibot';
import { useMemo } from 'react';
import type { RestartRow, RestartState, RollingRestart } from '../../domain/check-list/model';
import { newestStart, rollingRestart } from '../../domain/check-list/rolling-restart';
import { domainName } from '../../domain/ids';
import { serverMs, type ServerMs } from '../../domain/time';
import { paths } from '../../state/paths';
import { useReached } from '../../state/use-access';
import { useEvacuationCluster } from '../../state/use-evacuation';
import { searchText, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import type { Tone } from '../../ui/tone';
import { useTranslation } from '../../ui/translate';
import { unknownText } from '../../widgets/format';
import { formatMoment } from '../../widgets/format-time';
import { literal } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { Status } from '../../widgets/status';
import { LeadersButton } from '../leaders-button';
import { StepList } from './step-list';

/** `since`: by the servers' own clocks; what started later has been restarted. So the address holds all that is remembered. */
const search = v.object({ since: searchText(''), domain: searchText('') });

/** All servers are restarted, one after the other. */
export function RestartPage() {
  const { t } = useTranslation();
  const [{ since: text, domain: place }, set] = usePageSearch(search);
  const cluster = useEvacuationCluster();
  const isReached = useReached();
  const domain = domainName(place);
  const since = momentOf(text);
  const list = useMemo(
    () => cluster && rollingRestart(cluster, domain, since, isReached),
    [cluster, domain, since, isReached],
  );
  const newest = cluster === null ? null : newestStart(cluster, domain);
  const isWhole = list?.steps.every(({ state }) => state === 'done') === true;
  const refused = newest === null ? t('checks:unknown') : isWhole ? undefined : t('checks:restart.notWhole');
  return (
    <Page
      title={t('checks:restart.title')}
      lead={since === null ? t('checks:restart.lead') : t('checks:restart.since', { time: formatMoment(since) })}
      actions={since !== null && <Button onClick={() => set({ since: '' })}>{t('checks:restart.again')}</Button>}
    >
      {list === null ? (
        <Skeleton label={t('model:loading')} lines={8} />
      ) : (
        <div
          className="grid items-start gap-4 @4xl:grid-cols-[minmax(0,5fr)_minmax(0,3fr)]"
          data-testid="check-list"
          data-state={list.ended ? 'ended' : since === null ? 'plan' : 'open'}
        >
          <div className="flex flex-col gap-4">
            {list.ended && (
              <Notice tone="ok" title={t('checks:restart.ended')} announce>
                {t('checks:restart.endedBody')}
              </Notice>
            )}
            <Turn list={list} />
            {since === null && (
              <div className="flex flex-col items-start gap-2">
                <p className="max-w-prose text-text-2">{t('checks:restart.beginBody')}</p>
                <Button
                  look="primary"
                  refused={refused}
                  onClick={() => newest !== null && set({ since: new Date(newest).toISOString() })}
                >
                  {t('checks:restart.begin')}
                </Button>
              </div>
            )}
          </div>
          <Panel title={t('checks:restart.servers')} meta={tallyOf(list)} padding="none">
            <ol>
              {list.servers.map((row) => (
                <ServerRow key={row.server} row={row} />
              ))}
            </ol>
          </Panel>
        </div>
      )}
    </Page>
  );
}

/** Whose turn it is; without anybody, whether all is whole. */
function Turn({ list: { current, steps } }: { readonly list: RollingRestart }) {
  const { t } = useTranslation();
  const title = current === null ? t('checks:restart.whole') : t('checks:restart.turn', { server: literal(current) });
  return (
    <Panel title={title} padding="none">
      <StepList
        key={current}
        server={current}
        steps={steps}
        controls={(step, offered) =>
          step.id === 'leaders' ? <LeadersButton away={current} offered={offered} /> : null
        }
      />
    </Panel>
  );
}

const tones: Readonly<Record<RestartState, Tone>> = {
  restarted: 'ok',
  current: 'busy',
  down: 'warn',
  waiting: 'unknown',
};

function ServerRow({ row: { server, version, state } }: { readonly row: RestartRow }) {
  const { t } = useTranslation();
  const key = useClusterKey();
  return (
    <li
      data-testid="restart-row"
      data-server={server}
      data-state={state}
      {...(state === 'current' || state === 'down' ? { 'aria-current': 'true' as const } : {})}
      className="flex items-center gap-3 border-t border-line px-3 py-1.5 first:border-t-0"
    >
      <a href={paths.server(key, server)} className="min-w-0 flex-1 truncate hover:underline">
        <Name text={server} className="type-strong" />
      </a>
      <Name text={version ?? unknownText} className="type-mono text-text-3" />
      <span className="w-28 shrink-0">
        {state === 'waiting' ? (
          <span className="text-text-3">{t('checks:restart.state.waiting')}</span>
        ) : (
          <Status mark={tones[state]} word={t(`checks:restart.state.${state}`)} />
        )}
      </span>
    </li>
  );
}

function tallyOf({ servers }: RollingRestart): string {
  return `${String(servers.filter(({ state }) => state === 'restarted').length)} / ${String(servers.length)}`;
}

/** Whatever is written into an address: what is no moment is none. */
function momentOf(text: string): ServerMs | null {
  const ms = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : serverMs(ms);
}
