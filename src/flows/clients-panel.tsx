import { useMemo } from 'react';
import type { ServerModel } from '../domain/cluster/model';
import type { ConnectionFacts } from '../domain/replies/servers';
import type { ServerName } from '../domain/ids';
import { useClients } from '../state/use-clients';
import { DataTable } from '../ui/data-table/data-table';
import type { Column } from '../ui/data-table/column';
import { EmptyState } from '../ui/empty-state';
import { Panel } from '../ui/panel';
import { Skeleton } from '../ui/skeleton';
import { useTranslation, type Translate } from '../ui/translate';
import { formatBytes, formatCount, formatDuration, unknownText } from '../widgets/format';
import { Name } from '../widgets/name';
import { CommandButton } from './command-button';

/** The clients of a server, those that most waits for first; asked for while this is shown. */
export function ClientsPanel({ server }: { readonly server: ServerModel }) {
  const { t } = useTranslation();
  const list = useClients(server.id);
  const columns = useMemo(() => clientColumns(t, server.name, new Set(list?.own)), [t, server.name, list?.own]);
  return (
    <Panel title={t('actions:clients.title')} meta={list === null ? undefined : formatCount(list.total)} padding="none">
      {list === null ? (
        <Skeleton label={t('actions:planning')} lines={3} />
      ) : (
        <DataTable
          label={t('actions:clients.title')}
          columns={columns}
          rows={list.clients}
          rowKey={({ cid }) => String(cid)}
          rowData={({ cid }) => ({ 'data-testid': 'client-row', 'data-cid': cid })}
          empty={<EmptyState title={t('actions:clients.none')} />}
        />
      )}
      {list !== null && list.total > list.clients.length && (
        <p className="type-small border-t border-line px-3 py-2 text-text-3">
          {t('actions:clients.some', { count: list.clients.length, total: formatCount(list.total) })}
        </p>
      )}
    </Panel>
  );
}

function clientColumns(t: Translate, server: ServerName, own: ReadonlySet<number>): readonly Column<ConnectionFacts>[] {
  return [
    {
      id: 'name',
      header: t('actions:clients.client'),
      width: 'minmax(9rem, 3fr)',
      cell: (client) => <Name text={client.name ?? `#${String(client.cid)}`} className="type-strong" />,
    },
    {
      id: 'user',
      header: t('actions:clients.user'),
      width: 'minmax(7rem, 2fr)',
      priority: 2,
      cell: ({ account, user }) => (
        <span className="truncate">
          <Name text={account ?? unknownText} className="text-text-2" /> · <Name text={user ?? unknownText} />
        </span>
      ),
    },
    {
      id: 'library',
      header: t('actions:clients.library'),
      width: 'minmax(6rem, 1fr)',
      priority: 3,
      cell: ({ language, version }) => <Name text={[language, version].filter((part) => part !== null).join(' ')} />,
    },
    {
      id: 'pending',
      header: t('actions:clients.pending'),
      width: '6rem',
      align: 'end',
      priority: 2,
      cell: ({ pendingBytes }) => formatBytes(pendingBytes),
    },
    {
      id: 'rtt',
      header: t('actions:clients.rtt'),
      width: '5rem',
      align: 'end',
      priority: 3,
      cell: ({ rtt }) => (rtt === null ? unknownText : formatDuration(rtt)),
    },
    {
      id: 'actions',
      header: t('actions:clients.actions'),
      width: '10rem',
      align: 'end',
      cell: ({ cid, name }) =>
        own.has(cid) ? (
          <span className="text-text-3">{t('actions:clients.own')}</span>
        ) : (
          <span className="flex justify-end gap-1">
            <CommandButton
              command={{ kind: 'clientNudge', server, cid }}
              name={name ?? `#${String(cid)}`}
              size="small"
            />
            <CommandButton
              command={{ kind: 'clientClose', server, cid }}
              name={name ?? `#${String(cid)}`}
              size="small"
            />
          </span>
        ),
    },
  ];
}
