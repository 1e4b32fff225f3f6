import { useMemo, useRef } from 'react';
import type { ReplicaModel, StreamModel } from '../../domain/cluster/model';
import type { ServerMs } from '../../domain/time';
import { type Translate, useTranslation } from '../../ui/translate';
import { useClusterKey } from '../../state/use-page-search';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { useWidth } from '../../ui/use-width';
import { Contact, Log, Store } from '../../widgets/lamps';
import { copyMarks } from '../../widgets/marks';
import { CopiesList } from './copies-list';
import { CopyAge, CopyName, copyPlace, leaderSince } from './copy-parts';

/** Every copy with its three lamps: each of them can be right while the others are wrong. */
export function CopiesTable({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const narrow = width > 0 && width < 600;
  if (stream.copies.length === 0) return <EmptyState title={t('streams:lead.named')} />;
  return <div ref={frame}>{narrow ? <CopiesList stream={stream} /> : <Wide stream={stream} />}</div>;
}

function Wide({ stream }: { readonly stream: StreamModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const since = leaderSince(stream);
  const columns = useMemo(() => copyColumns(t, since), [t, since]);
  return (
    <DataTable
      label={t('streams:copies')}
      rows={stream.copies}
      columns={columns}
      rowKey={(copy) => copy.server ?? copy.peer ?? ''}
      rowHref={(copy) => copyPlace(cluster, copy)}
      rowTone={(copy) => (copy.presence.kind === 'answering' ? 'normal' : 'silent')}
      rowData={(copy) => ({ 'data-testid': 'copy-row', ...copyMarks(copy) })}
    />
  );
}

function copyColumns(t: Translate, since: ServerMs | null): readonly Column<ReplicaModel>[] {
  return [
    {
      id: 'server',
      header: t('streams:server'),
      width: 'minmax(9rem, 2fr)',
      cell: (copy) => <CopyName copy={copy} since={since} />,
    },
    {
      id: 'contact',
      header: t('streams:contact'),
      width: 'minmax(9rem, 2fr)',
      cell: (copy) => <Contact lamp={copy.contact} presence={copy.presence} />,
    },
    {
      id: 'log',
      header: t('streams:log'),
      width: 'minmax(8rem, 2fr)',
      cell: (copy) => <Log lamp={copy.log} />,
    },
    {
      id: 'store',
      header: t('streams:store'),
      width: 'minmax(11rem, 3fr)',
      cell: (copy) => <Store copy={copy} />,
    },
    {
      id: 'asOf',
      header: t('streams:asOf'),
      width: '6rem',
      align: 'end',
      cell: (copy) => <CopyAge copy={copy} />,
    },
  ];
}
