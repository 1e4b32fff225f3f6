import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReplicaModel, StreamModel } from '../../domain/cluster/model';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { Age } from '../../widgets/age';
import { Crown } from '../../widgets/crown';
import { formatClock } from '../../widgets/format-time';
import { unknownText } from '../../widgets/format';
import { Contact, lampData, Log, Store } from '../../widgets/lamps';
import { Name } from '../../widgets/name';

/** Every copy with its three lamps: each of them can be right while the others are wrong. */
export function CopiesTable({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { leadership } = stream.group;
  const since = leadership.kind === 'led' ? leadership.since : null;
  const columns = useMemo(() => copyColumns(t, since), [t, since]);
  return (
    <DataTable
      label={t('streams:copies')}
      rows={stream.copies}
      columns={columns}
      rowKey={(copy) => copy.server ?? copy.peer ?? ''}
      rowHref={(copy) => (copy.server === null ? paths.meta(cluster) : paths.server(cluster, copy.server))}
      rowTone={(copy) => (copy.presence.kind === 'answering' ? 'normal' : 'silent')}
      rowData={(copy) => ({ 'data-testid': 'copy-row', 'data-server': copy.server, ...lampData(copy) })}
      empty={<EmptyState title={t('streams:lead.named')} />}
    />
  );
}

function copyColumns(t: ReturnType<typeof useTranslation>['t'], since: number | null): readonly Column<ReplicaModel>[] {
  return [
    {
      id: 'server',
      header: t('streams:server'),
      width: 'minmax(9rem, 2fr)',
      cell: (copy) => (
        <span className="inline-flex items-center gap-2">
          <span className="type-strong">
            <Name text={copy.server ?? copy.peer ?? unknownText} />
          </span>
          {copy.role === 'leader' && <Crown />}
          <span className="text-text-3">
            {copy.role === 'leader' && since !== null
              ? t('streams:leadsSince', { time: formatClock(since) })
              : t(`model:role.${copy.role}`)}
          </span>
        </span>
      ),
    },
    {
      id: 'contact',
      header: t('streams:contact'),
      width: 'minmax(9rem, 2fr)',
      priority: 2,
      cell: (copy) => <Contact lamp={copy.contact} presence={copy.presence} />,
    },
    {
      id: 'log',
      header: t('streams:log'),
      width: 'minmax(8rem, 2fr)',
      priority: 2,
      cell: (copy) => <Log lamp={copy.log} />,
    },
    {
      id: 'store',
      header: t('streams:store'),
      width: 'minmax(11rem, 3fr)',
      priority: 2,
      cell: (copy) => <Store lamp={copy.store} state={copy.state} />,
    },
    {
      id: 'asOf',
      header: t('streams:asOf'),
      width: '6rem',
      align: 'end',
      cell: (copy) => (copy.asOf === null ? unknownText : <Age at={copy.asOf} />),
    },
  ];
}
