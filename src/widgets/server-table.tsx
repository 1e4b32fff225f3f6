import { clsx } from 'clsx';
import { useMemo, type ReactNode } from 'react';
import { approximate, type Limit } from '../domain/count';
import type { ServerModel } from '../domain/cluster/model';
import { type Translate, useTranslation } from '../ui/translate';
import { Bar } from '../ui/bar';
import { DataTable } from '../ui/data-table/data-table';
import type { Column, Sort } from '../ui/data-table/column';
import { Crown } from './crown';
import { reportColumns } from './server-report';
import { formatBytes, formatCount, readRate, unknownText, type Reading } from './format';
import { formatClock } from './format-time';
import { serverMarks } from './marks';
import { Name } from './name';
import { presenceInk, PresenceWord } from './presence';
import { Quantity } from './quantity';
import { Status } from './status';
import { toldWords } from './told';
import { Mark } from '../ui/mark';

export interface ServerTableProps {
  readonly servers: readonly ServerModel[];
  readonly hrefOf: (server: ServerModel) => string;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  /** `report`: what each holds and is asked, as the report of the `nats` tool has it. */
  readonly view?: 'health' | 'report';
  readonly empty: ReactNode;
}

/** Servers with what they hold and how loaded they are; a silent one keeps its last values, hatched, with their time. */
export function ServerTable({ servers, hrefOf, sort, onSort, view = 'health', empty }: ServerTableProps) {
  const { t } = useTranslation();
  const common = commonVersion(servers);
  const joined = new Set(servers.map(({ cluster }) => cluster)).size > 1;
  const columns = useMemo(() => {
    const named = [nameColumn(t), ...(joined ? [clusterColumn(t)] : [])];
    return [...named, ...(view === 'report' ? reportColumns(t) : healthColumns(t, common))];
  }, [t, common, joined, view]);
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

function clusterColumn(t: Translate): Column<ServerModel> {
  const textOf = ({ cluster }: ServerModel) => cluster ?? unknownText;
  return {
    id: 'cluster',
    header: t('servers:cluster'),
    width: 'minmax(4rem, 0.7fr)',
    priority: 2,
    compare: (a, b) => textOf(a).localeCompare(textOf(b), 'en', { numeric: true }),
    cell: (server) => <Name text={textOf(server)} className="type-mono text-text-2" />,
  };
}

function nameColumn(t: Translate): Column<ServerModel> {
  return {
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
        {server.presence.kind !== 'answering' && (
          <span className={clsx('shrink-0', presenceInk(server.presence))}>
            <PresenceWord presence={server.presence} />
          </span>
        )}
      </span>
    ),
  };
}

function healthColumns(t: Translate, common: string | null): readonly Column<ServerModel>[] {
  return [
    {
      id: 'version',
      header: t('servers:version'),
      width: 'minmax(5rem, 1fr)',
      priority: 3,
      cell: (server) => <Version version={server.version} common={common} />,
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
      cell: (server) => <Shares server={server} count={server.leads} />,
    },
    {
      id: 'copies',
      header: t('servers:copies'),
      width: '5.5rem',
      align: 'end',
      first: 'descending',
      priority: 2,
      compare: (a, b) => (a.copies ?? -1) - (b.copies ?? -1),
      cell: (server) => <Shares server={server} count={server.copies} />,
    },
    {
      id: 'only',
      header: t('servers:onlyCopies'),
      width: '7rem',
      align: 'end',
      first: 'descending',
      priority: 3,
      compare: (a, b) => (a.onlyCopies ?? -1) - (b.onlyCopies ?? -1),
      cell: (server) => <Shares server={server} count={server.onlyCopies} />,
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
      cell: (server) => <Load server={server} reading={cpuOf(server)} />,
    },
    {
      id: 'rate',
      header: t('servers:rate'),
      width: '5.5rem',
      align: 'end',
      priority: 3,
      compare: (a, b) => (a.messageRate ?? -1) - (b.messageRate ?? -1),
      cell: (server) => <Load server={server} reading={readRate(server.messageRate, '')} />,
    },
  ];
}

/** Another version than most have is told by a mark, not by its colour alone. */
function Version({ version, common }: { readonly version: string | null; readonly common: string | null }) {
  const { t } = useTranslation();
  const differs = version !== null && version !== common;
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={differs ? t('servers:differs') : undefined}>
      <Name
        text={version ?? unknownText}
        className={differs ? 'type-mono truncate text-warn-ink' : 'type-mono truncate text-text-2'}
      />
      {differs && <Mark tone="warn" size={10} label={t('servers:differs')} />}
    </span>
  );
}

/** Streams it leads or holds, by its own word; of one that was never heard, what the others say of it: at least so many. */
function Shares({ server, count }: { readonly server: ServerModel; readonly count: number | null }) {
  const { t } = useTranslation();
  const value = sharesOf(server, count);
  const kept = server.presence.kind !== 'answering';
  const at = value === unknownText ? null : server.totalsAt;
  return <Quantity reading={{ value, unit: '', exact: value }} told={toldWords(t, { by: server.name, at, kept })} />;
}

export function sharesOf({ presence }: Pick<ServerModel, 'presence'>, count: number | null): string {
  if (presence.kind !== 'neverHeard' || count === null) return formatCount(count);
  return count === 0 ? unknownText : `≥ ${formatCount(count)}`;
}

/** A load is of the moment: of a server that does not answer it is not shown. */
function Load({ server, reading }: { readonly server: ServerModel; readonly reading: Reading }) {
  const { t } = useTranslation();
  if (server.presence.kind !== 'answering') return unknownText;
  return <Quantity reading={reading} told={toldWords(t, { by: server.name, at: server.loadAt })} />;
}

export function cpuOf({ load }: ServerModel): Reading {
  const value = load === null ? unknownText : `${String(Math.round(load.cpu))}%`;
  return { value, unit: '', exact: value };
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
    <span className="flex items-center gap-3" title={toldWords(t, { by: server.name, at: totalsAt })}>
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
