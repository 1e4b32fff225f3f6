import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerModel, StreamModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useServer, useStreams } from '../../state/use-rows';
import { EmptyState } from '../../ui/empty-state';
import { KeyValues, Readings } from '../../ui/key-values';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { Age } from '../../widgets/age';
import { Crown } from '../../widgets/crown';
import { formatBytes, formatCount, readBytes, readRate, unknownText } from '../../widgets/format';
import { formatMoment } from '../../widgets/format-time';
import { Name } from '../../widgets/name';
import { PresenceWord } from '../../widgets/presence';
import { Quantity } from '../../widgets/quantity';
import { limitText } from '../../widgets/server-table';
import { StreamTable } from '../../widgets/stream-table';
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
  const answers = server.presence.kind === 'answering';
  return (
    <Page
      title={
        <span
          className="inline-flex items-center gap-2"
          data-testid="server-title"
          data-state={server.mark}
          data-presence={server.presence.kind}
        >
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
              {t('servers:asOf')} {formatMoment(server.lastHeard)}
            </>
          )}
        </>
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
          { label: t('servers:rate'), value: <Quantity reading={readRate(answers ? server.messageRate : null)} /> },
          { label: t('servers:connections'), value: formatCount(server.load?.connections ?? null) },
        ]}
      />
      <div className="grid gap-4 @4xl:grid-cols-2">
        <Panel
          title={t('servers:jetstream')}
          meta={server.totalsAt === null ? undefined : <Age at={server.totalsAt} />}
        >
          <KeyValues items={jetstreamFacts(t, server)} />
        </Panel>
        <Panel title={t('servers:load')} meta={server.loadAt === null ? undefined : <Age at={server.loadAt} />}>
          <KeyValues items={loadFacts(t, server)} />
        </Panel>
      </div>
      <Holdings server={server.name} />
    </Page>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function jetstreamFacts(t: Translate, { totals, metaRole }: ServerModel) {
  const unlimited = t('servers:unlimited');
  const row = (used: string, reserved: string, limit: string) =>
    `${used} ${t('servers:used').toLowerCase()} · ${reserved} ${t('servers:reserved').toLowerCase()} · ${t('servers:limit').toLowerCase()} ${limit}`;
  return [
    { label: t('servers:metaRole'), value: t(`servers:metaRoles.${metaRole}`) },
    ...(totals === null
      ? []
      : [
          {
            label: t('servers:file'),
            value: row(
              formatBytes(totals.storage),
              limitText(totals.reservedStorage, unlimited),
              limitText(totals.maxStorage, unlimited),
            ),
          },
          {
            label: t('servers:inMemory'),
            value: row(
              formatBytes(totals.memory),
              limitText(totals.reservedMemory, unlimited),
              limitText(totals.maxMemory, unlimited),
            ),
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
    { label: t('servers:version'), value: <span className="type-mono">{server.version ?? unknownText}</span> },
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
function Holdings({ server }: { readonly server: ServerName }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const streams = useStreams();
  const { led, held } = useMemo(() => split(streams.rows, server), [streams.rows, server]);
  return (
    <div className="grid gap-4">
      {[
        { title: t('servers:leading'), rows: led },
        { title: t('servers:holding'), rows: held },
      ].map(({ title, rows }) => (
        <Panel key={title} title={title} meta={String(rows.length)} padding="none">
          <StreamTable
            streams={rows}
            hrefOf={(stream) => paths.stream(cluster, stream)}
            empty={<EmptyState title={t('streams:none')} />}
          />
        </Panel>
      ))}
    </div>
  );
}

function split(streams: readonly StreamModel[], server: ServerName) {
  const here = streams.filter((stream) => stream.copies.some((copy) => copy.server === server));
  const leads = ({ group: { leadership } }: StreamModel) => leadership.kind === 'led' && leadership.by === server;
  return { led: here.filter(leads), held: here.filter((stream) => !leads(stream)) };
}
