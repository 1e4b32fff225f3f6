import { useMemo } from 'react';
import type { ServerModel, StreamModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { type Translate, useTranslation } from '../../ui/translate';
import { useFlows } from '../../state/flows';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useCluster, useServer, useStreams } from '../../state/use-rows';
import { EmptyState } from '../../ui/empty-state';
import { KeyValues, Readings } from '../../ui/key-values';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { Age } from '../../widgets/age';
import { Crown } from '../../widgets/crown';
import { formatCount, readBytes, readRate, unknownText } from '../../widgets/format';
import { formatMoment } from '../../widgets/format-time';
import { serverMarks } from '../../widgets/marks';
import { Name } from '../../widgets/name';
import { PresenceWord } from '../../widgets/presence';
import { Quantity } from '../../widgets/quantity';
import { Usage } from './usage';
import { StreamTable } from '../../widgets/stream-table';
import { WhatIfLink } from '../../widgets/what-if/what-if-link';
import { literal } from '../../widgets/literal';
import { Mark } from '../../ui/mark';

/** One server: how it is, what it leads and what it holds. */
export function ServerPage({ server: name }: { readonly server: ServerName }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const server = useServer(name);
  if (server === undefined) {
    return (
      <Page title={<Name text={name} />}>
        <Skeleton label={t('model:loading')} lines={6} />
      </Page>
    );
  }
  if (server === null) {
    return (
      <Page title={<Name text={name} />}>
        <EmptyState title={t('servers:unknown')} action={<a href={paths.servers(cluster)}>{t('servers:all')}</a>}>
          {t('servers:unknownBody')}
        </EmptyState>
      </Page>
    );
  }
  return <Server server={server} />;
}

function Server({ server }: { readonly server: ServerModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { ServerActions, ServerClients } = useFlows();
  const answers = server.presence.kind === 'answering';
  const metas = useCluster()?.metas ?? [];
  const isAlone =
    server.domain !== '' && server.totals !== null && !metas.some(({ domain }) => domain === server.domain);
  const old = answers ? undefined : 'hatched text-text-2';
  return (
    <Page
      title={
        <span className="inline-flex items-center gap-2" data-testid="server-title" {...serverMarks(server)}>
          <Mark tone={server.mark} label={t(`model:mark.${server.mark}`)} size={14} />
          <Name text={server.name} />
          {server.metaRole === 'leader' && <Crown />}
        </span>
      }
      lead={
        <>
          <PresenceWord presence={server.presence} />
          {server.lastHeard !== null && (
            <>
              {' · '}
              {t('servers:lastHeard')} {formatMoment(server.lastHeard)}
            </>
          )}
        </>
      }
      actions={
        <div className="flex flex-wrap items-center gap-2">
          <WhatIfLink href={paths.whatIf(cluster, [server.name])} />
          {ServerActions !== undefined && <ServerActions server={server} />}
        </div>
      }
    >
      <Readings
        items={[
          { label: t('servers:leads'), value: formatCount(server.leads) },
          { label: t('servers:copies'), value: formatCount(server.copies) },
          {
            label: t('servers:cpu'),
            value: answers && server.load !== null ? `${String(Math.round(server.load.cpu))}%` : unknownText,
          },
          { label: t('servers:rate'), value: <Quantity reading={readRate(answers ? server.messageRate : null, '')} /> },
          { label: t('servers:connections'), value: formatCount(answers ? (server.load?.connections ?? null) : null) },
        ]}
      />
      <div className="grid gap-4 @4xl:grid-cols-2">
        <Panel title={t('servers:jetstream')} right={<From at={server.totalsAt} />} className={old}>
          <KeyValues items={jetstreamFacts(t, server, isAlone)} />
        </Panel>
        <Panel title={t('servers:load')} right={<From at={server.loadAt} />} className={old}>
          <KeyValues items={loadFacts(t, server)} />
        </Panel>
      </div>
      <Holdings server={server.name} answers={answers} />
      {ServerClients !== undefined && <ServerClients server={server} />}
    </Page>
  );
}

/** The moment that the values of a panel are from. */
function From({ at }: { readonly at: number | null }) {
  return at === null ? null : (
    <span className="type-small text-text-3">
      <Age at={at} ago />
    </span>
  );
}

/** `isAlone`: a leaf node whose domain has no meta group. */
function jetstreamFacts(t: Translate, { totals, metaRole, domain }: ServerModel, isAlone: boolean) {
  const role = isAlone ? t('servers:metaAlone', { domain: literal(domain) }) : t(`servers:metaRoles.${metaRole}`);
  return [
    { label: t('servers:metaRole'), value: role },
    ...(totals === null
      ? []
      : [
          {
            label: t('servers:file'),
            value: <Usage used={totals.storage} reserved={totals.reservedStorage} limit={totals.maxStorage} />,
          },
          {
            label: t('servers:inMemory'),
            value: <Usage used={totals.memory} reserved={totals.reservedMemory} limit={totals.maxMemory} />,
          },
          { label: t('servers:assets'), value: formatCount(totals.haAssets) },
          {
            label: t('servers:api'),
            value: t('servers:apiErrors', {
              total: formatCount(totals.apiTotal),
              errors: formatCount(totals.apiErrors),
            }),
          },
        ]),
  ];
}

function loadFacts(t: Translate, server: ServerModel) {
  const { load } = server;
  return [
    { label: t('servers:version'), value: <Name text={server.version ?? unknownText} className="type-mono" /> },
    { label: t('servers:cluster'), value: <Name text={server.cluster ?? unknownText} /> },
    {
      label: t('servers:tags'),
      value: <Name text={server.tags.length === 0 ? unknownText : server.tags.join(' ')} className="type-mono" />,
    },
    { label: t('servers:started'), value: server.started === null ? unknownText : formatMoment(server.started) },
    { label: t('servers:memory'), value: <Quantity reading={readBytes(load?.memory ?? null)} /> },
    { label: t('servers:slow'), value: formatCount(load?.slowConsumers ?? null) },
    { label: t('servers:id'), value: <Name text={server.id ?? unknownText} className="type-mono break-all" /> },
  ];
}

/** The streams with a copy here, those led first. */
function Holdings({ server, answers }: { readonly server: ServerName; readonly answers: boolean }) {
  const { t } = useTranslation();
  const streams = useStreams();
  const { led, held } = useMemo(() => split(streams.rows, server), [streams.rows, server]);
  if (!streams.loaded) return <Skeleton label={t('model:loading')} lines={6} />;
  return (
    <div className="grid gap-4">
      <Holding
        title={t('servers:leading')}
        count={answers ? String(led.length) : unknownText}
        rows={led}
        none={t(answers ? 'servers:leadsNone' : 'servers:leadsUnknown')}
      />
      <Holding title={t('servers:holding')} count={String(held.length)} rows={held} none={t('servers:holdsNone')} />
    </div>
  );
}

interface HoldingProps {
  readonly title: string;
  readonly count: string;
  readonly rows: readonly StreamModel[];
  readonly none: string;
}

function Holding({ title, count, rows, none }: HoldingProps) {
  const cluster = useClusterKey();
  return (
    <Panel title={title} meta={count} padding="none">
      {rows.length === 0 ? (
        <EmptyState title={none} />
      ) : (
        <StreamTable streams={rows} hrefOf={(stream) => paths.stream(cluster, stream)} empty={null} />
      )}
    </Panel>
  );
}

function split(streams: readonly StreamModel[], server: ServerName) {
  const here = streams.filter((stream) => stream.copies.some((copy) => copy.server === server));
  const leads = ({ group: { leadership } }: StreamModel) => leadership.kind === 'led' && leadership.by === server;
  return { led: here.filter(leads), held: here.filter((stream) => !leads(stream)) };
}
