import { useMemo } from 'react';
import type { ConsumerModel, ReplicaModel } from '../../domain/cluster/model';
import type { ServerMs } from '../../domain/time';
import { useClusterKey } from '../../state/use-page-search';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { Contact, Log } from '../../widgets/lamps';
import { copyMarks } from '../../widgets/marks';
import { Name } from '../../widgets/name';
import { QuorumText } from '../../widgets/quorum';
import { CopyAge, CopyName, copyPlace } from './copy-parts';

/** Every copy of the consumer: it holds positions, so that there is no third lamp. */
export function ConsumerCopiesPanel({ consumer }: { readonly consumer: ConsumerModel }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const { leadership, name, quorum } = consumer.group;
  const since = leadership.kind === 'led' ? leadership.since : null;
  const columns = useMemo(() => copyColumns(t, since), [t, since]);
  return (
    <Panel
      title={t('consumer:copies')}
      meta={name === null ? undefined : <Name text={name} />}
      right={<QuorumText quorum={quorum} />}
      padding="none"
    >
      <DataTable
        label={t('consumer:copies')}
        rows={consumer.copies}
        columns={columns}
        rowKey={(copy) => copy.server ?? copy.peer ?? ''}
        rowHref={(copy) => copyPlace(cluster, copy)}
        rowTone={(copy) => (copy.presence.kind === 'answering' ? 'normal' : 'silent')}
        rowData={(copy) => ({ 'data-testid': 'copy-row', ...copyMarks(copy) })}
      />
    </Panel>
  );
}

function copyColumns(t: Translate, since: ServerMs | null): readonly Column<ReplicaModel>[] {
  return [
    {
      id: 'server',
      header: t('streams:server'),
      width: 'minmax(13rem, 2fr)',
      cell: (copy) => <CopyName copy={copy} since={since} />,
    },
    {
      id: 'contact',
      header: t('streams:contact'),
      width: 'minmax(7rem, 2fr)',
      cell: (copy) => <Contact lamp={copy.contact} presence={copy.presence} />,
    },
    {
      id: 'log',
      header: t('streams:log'),
      width: 'minmax(7rem, 2fr)',
      priority: 2,
      cell: (copy) => <Log lamp={copy.log} />,
    },
    {
      id: 'asOf',
      header: t('streams:asOf'),
      width: '5rem',
      align: 'end',
      priority: 3,
      cell: (copy) => <CopyAge copy={copy} />,
    },
  ];
}
