import { clsx } from 'clsx';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { approximate, type Limit } from '../domain/count';
import type { ServerModel } from '../domain/cluster/model';
import { Bar } from '../ui/bar';
import { DataTable } from '../ui/data-table/data-table';
import type { Column, Sort } from '../ui/data-table/column';
import { Crown } from './crown';
import { formatBytes, formatCount, readRate, unknownText } from './format';
import { formatClock } from './format-time';
import { serverMarks } from './marks';
import { Name } from './name';
import { PresenceWord } from './presence';
import { Quantity } from './quantity';
import { Status } from './status';
import { Mark } from '../ui/mark';

export interface ServerTableProps {
  readonly servers: readonly ServerModel[];
  readonly hrefOf: (server: ServerModel) => string;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  readonly empty: ReactNode;
}

/** Servers with what they hold and how loaded they are; a silent one keeps its last values, hatched, with their time. */
export function ServerTable({ servers, hrefOf, sort, onSort, empty }: ServerTableProps) {
  const { t } = useTranslation();
  const common = commonVersion(servers);
  const columns = useMemo(() => serverColumns(t, common), [t, common]);
  const rows = useMemo(
    () => servers.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
    [servers],
  );
  return (
    <DataTable
      label={t('servers:title')}
      rows={rows}
      columns={columns}
      rowKey={(server) => server.name}
      rowHref={hrefOf}
      rowTone={(server) => (server.presence.kind === 'answering' ? 'normal' : 'silent')}
      rowData={(server) => ({ 'data-testid': 'server-row', ...serverMarks(server) })}
      {...(onSort === undefined ? {} : { onSort, sort: sort ?? null })}
      empty={empty}
    />
  );
}

/** The version most servers have; another one is marked. */
function commonVersion(servers: readonly ServerModel[]): string | null {
  const counts = new Map<string, number>();
  for (const { version } of servers) if (version !== null) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

type Translate = ReturnType<typeof useTranslation>['t'];

function serverColumns(t: Translate, common: string | null): readonly Column<ServerModel>[] {
  const answers = (server: ServerModel) => server.presence.kind === 'answering';
  return [
    {
      id: 'server',
      header: t('servers:server'),
      width: 'minmax(11rem, 2fr)',
      compare: (a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }),
      cell: (server) => (
        <span className="flex min-w-0 items-center gap-2">
          <Mark tone={server.mark} label={t(`model:mark.${server.mark}`)} />
          <span className="type-strong min-w-0 truncate">
            <Name text={server.name} />
          </span>
          {server.metaRole === 'leader' && <Crown />}
          {!answers(server) && (
            <span className={clsx('shrink-0', server.presence.kind === 'unknown' ? 'text-text-3' : 'text-warn-ink')}>
              <PresenceWord presence={server.presence} />
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'version',
      header: t('servers:version'),
      width: 'minmax(5rem, 1fr)',
      priority: 3,
      cell: (server) => (
        <span
          className={
            server.version !== common && server.version !== null ? 'type-mono text-warn-ink' : 'type-mono text-text-2'
          }
          title={server.version !== common && server.version !== null ? t('servers:differs') : undefined}
        >
          <Name text={server.version ?? unknownText} />
        </span>
      ),
    },
    {
      id: 'tags',
      header: t('servers:tags'),
      width: 'minmax(5rem, 1fr)',
      priority: 3,
      cell: (server) => <Name text={server.tags.join(' ')} className="type-mono text-text-3" />,
    },
    {
      id: 'leads',
      header: t('servers:leads'),
      width: '5rem',
      align: 'end',
      first: 'descending',
      priority: 2,
      compare: (a, b) => (a.leads ?? -1) - (b.leads ?? -1),
      cell: (server) => formatCount(server.leads),
    },
    {
      id: 'copies',
      header: t('servers:copies'),
      width: '5.5rem',
      align: 'end',
      first: 'descending',
      priority: 2,
      compare: (a, b) => (a.copies ?? -1) - (b.copies ?? -1),
      cell: (server) => formatCount(server.copies),
    },
    {
      id: 'only',
      header: t('servers:onlyCopies'),
      width: '7rem',
      align: 'end',
      first: 'descending',
      priority: 3,
      compare: (a, b) => (a.onlyCopies ?? -1) - (b.onlyCopies ?? -1),
      cell: (server) => formatCount(server.onlyCopies),
    },
    {
      id: 'storage',
      header: t('servers:storage'),
      width: 'minmax(10rem, 2fr)',
      priority: 3,
      cell: (server) => <Storage server={server} />,
    },
    {
      id: 'cpu',
      header: t('servers:cpu'),
      width: '4.5rem',
      align: 'end',
      priority: 3,
      compare: (a, b) => (a.load?.cpu ?? -1) - (b.load?.cpu ?? -1),
      cell: (server) =>
        answers(server) && server.load !== null ? `${String(Math.round(server.load.cpu))}%` : unknownText,
    },
    {
      id: 'rate',
      header: t('servers:rate'),
      width: '5.5rem',
      align: 'end',
      priority: 3,
      compare: (a, b) => (a.messageRate ?? -1) - (b.messageRate ?? -1),
      cell: (server) => (answers(server) ? <Quantity reading={readRate(server.messageRate, '')} /> : unknownText),
    },
  ];
}

function Storage({ server }: { readonly server: ServerModel }) {
  const { t } = useTranslation();
  const { totals, totalsAt } = server;
  if (totals === null || totalsAt === null) return <Status mark="unknown" word={t('model:mark.unknown')} />;
  const used = formatBytes(totals.storage);
  if (server.presence.kind !== 'answering') return <>{t('servers:storageAt', { used, time: formatClock(totalsAt) })}</>;
  const label = t('servers:storageLabel', {
    used,
    reserved: limitText(totals.reservedStorage, t('servers:unlimited')),
    limit: limitText(totals.maxStorage, t('servers:unlimited')),
  });
  return (
    <span className="flex items-center gap-3">
      <span className="w-20 shrink-0 text-text-2">{used}</span>
      <Bar
        label={label}
        used={approximate(totals.storage)}
        reserved={totals.reservedStorage === 'unlimited' ? null : approximate(totals.reservedStorage)}
        limit={totals.maxStorage === 'unlimited' ? null : approximate(totals.maxStorage)}
      />
    </span>
  );
}

export function limitText(limit: Limit, unlimited: string): string {
  return limit === 'unlimited' ? unlimited : formatBytes(limit);
}
