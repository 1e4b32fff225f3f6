import { useMemo } from 'react';
import * as v from 'valibot';
import type { ServerName } from '../../domain/ids';
import { selectionOf, selectionText } from '../../domain/what-if/selection';
import type { Consequence } from '../../domain/what-if/what-if';
import { useTranslation } from '../../ui/translate';
import { paths } from '../../state/paths';
import { searchChoice, useClusterKey, usePageSearch } from '../../state/use-page-search';
import { useCluster, useLossRows } from '../../state/use-rows';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { literal } from '../../widgets/literal';
import { PartialChip } from '../../widgets/partial-chip';
import { ConsequenceLines } from '../../widgets/what-if/consequence-lines';
import { ResilienceLine } from '../../widgets/what-if/resilience-line';
import { ServerPicker } from '../../widgets/what-if/server-picker';
import { StoppingSetList } from '../../widgets/what-if/stopping-set-list';
import { useConsequence } from '../../widgets/what-if/use-consequence';
import { ConsumerFateList } from './consumer-fates';
import { FateLists, fateLists } from './fate-lists';
import { useStoppingSets } from './use-stopping-sets';

const search = v.object({
  // Longer than other texts: it may name every server.
  servers: v.fallback(v.pipe(v.string(), v.maxLength(8_000)), ''),
  show: searchChoice(fateLists),
});

const most = 20;

/** Pick servers, and see what would stop without them. */
export function WhatIfPage() {
  const { t } = useTranslation();
  const key = useClusterKey();
  const cluster = useCluster();
  const { servers, metas, streams } = useLossRows();
  const [{ servers: text, show }, set] = usePageSearch(search);
  const chosen = useMemo(() => selectionOf(text), [text]);
  const { consequence, asked } = useConsequence(servers, metas, streams.rows, chosen);
  const found = useStoppingSets(servers, metas, streams.rows, most);
  const choose = (names: readonly ServerName[]) => set({ servers: selectionText(names) });

  return (
    <Page title={t('what-if:title')} lead={t('what-if:lead')}>
      {cluster !== null && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <ResilienceLine summary={cluster.summary} known={cluster.link === 'live'} />
          <PartialChip cluster={cluster} of={['placement']} />
        </div>
      )}
      <div className="grid items-start gap-4 @3xl:grid-cols-[minmax(13rem,1fr)_minmax(0,3fr)]">
        <Panel
          title={t('what-if:lose')}
          meta={t('what-if:chosen', { count: chosen.length })}
          right={
            chosen.length > 0 && (
              <Button size="small" look="quiet" onClick={() => choose([])}>
                {t('what-if:clear')}
              </Button>
            )
          }
        >
          <ServerPicker servers={servers} chosen={new Set(chosen)} onChoose={choose} />
        </Panel>
        <div className="grid min-w-0 items-start gap-4 @5xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Panel title={asked.length === 0 ? t('what-if:none') : <Without servers={asked} />} padding="none">
            {asked.length === 0 ? (
              <EmptyState title={t('what-if:noneBody')} />
            ) : (
              <Outcome consequence={consequence} streamsKnown={streams.loaded} />
            )}
          </Panel>
          <Panel title={t('what-if:sets.title')} padding="none">
            {!streams.loaded || found === null ? (
              <Skeleton label={t('what-if:sets.counting')} lines={5} />
            ) : (
              <StoppingSetList
                found={found}
                chosen={selectionText(chosen)}
                textOf={selectionText}
                hrefOf={(names) => paths.whatIf(key, names)}
              />
            )}
          </Panel>
        </div>
      </div>
      {asked.length > 0 && streams.loaded && (
        <FateLists
          fates={consequence.streams}
          consumers={() => <ConsumerFateList servers={servers} streams={streams.rows} consequence={consequence} />}
          current={show}
          onList={(list) => set({ show: list })}
        />
      )}
    </Page>
  );
}

function Outcome({ consequence, streamsKnown }: { readonly consequence: Consequence; readonly streamsKnown: boolean }) {
  const { t } = useTranslation();
  const { silent, notKnown } = consequence;
  const words = (names: readonly ServerName[]) => names.map(literal).join(', ');
  return (
    <div
      data-testid="what-if"
      data-servers={selectionText(consequence.lost)}
      data-stops={consequence.streams.stops.length}
      data-unreachable={consequence.streams.unreachable.length}
    >
      {silent.length > 0 && (
        <p className="border-b border-line px-3 py-1.5 text-text-2">
          {t('what-if:silent', { servers: words(silent) })}
        </p>
      )}
      {notKnown.length > 0 && (
        <p className="border-b border-line px-3 py-1.5 text-text-2">
          {t('what-if:unknownServer', { servers: words(notKnown) })}
        </p>
      )}
      <ConsequenceLines consequence={consequence} streamsKnown={streamsKnown} />
    </div>
  );
}

/** Names are written out as long as a title can hold them. */
const named = 6;

function Without({ servers }: { readonly servers: readonly ServerName[] }) {
  const { t } = useTranslation();
  const shown = servers.slice(0, named).map(literal);
  const words =
    servers.length > named ? [...shown, t('what-if:sets.others', { count: servers.length - named })] : shown;
  return <bdi>{t('what-if:heading', { servers: new Intl.ListFormat('en-GB').format(words) })}</bdi>;
}
