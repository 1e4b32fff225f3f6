import { useMemo } from 'react';
import type { ConsumerKey } from '../../domain/ids';
import type { PriorityGroup } from '../../domain/inside/consumer';
import { useFlows, type Flows } from '../../state/flows';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { Panel } from '../../ui/panel';
import { useTranslation, type Translate } from '../../ui/translate';
import { unknownText } from '../../widgets/format';
import { formatMoment } from '../../widgets/format-time';
import { Name } from '../../widgets/name';

interface GroupsProps {
  readonly consumer: ConsumerKey;
  readonly groups: readonly PriorityGroup[];
}

/** Who is asked first: each group, and the client that it is pinned to. */
export function ConsumerGroupsPanel({ consumer, groups }: GroupsProps) {
  const { t } = useTranslation();
  const { UnpinAction } = useFlows();
  const columns = useMemo(
    () => [...groupColumns(t), ...unpinColumn(t, consumer, UnpinAction)],
    [t, consumer, UnpinAction],
  );
  return (
    <Panel title={t('consumer:groups')} padding="none">
      <DataTable
        label={t('consumer:groups')}
        rows={groups}
        columns={columns}
        rowKey={({ name }) => name}
        rowData={({ name, client }) => ({ 'data-testid': 'priority-group', 'data-group': name, 'data-client': client })}
      />
    </Panel>
  );
}

function groupColumns(t: Translate): readonly Column<PriorityGroup>[] {
  return [
    {
      id: 'group',
      header: t('consumer:group'),
      width: 'minmax(6rem, 1fr)',
      cell: ({ name }) => <Name text={name} className="type-strong" />,
    },
    {
      id: 'client',
      header: t('consumer:client'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ client }) =>
        client === null ? (
          <span className="text-text-3">{t('consumer:nobody')}</span>
        ) : (
          <Name text={client} className="type-mono truncate" />
        ),
    },
    {
      id: 'since',
      header: t('consumer:since'),
      width: '12rem',
      priority: 3,
      cell: ({ since }) => (since === null ? unknownText : formatMoment(since)),
    },
  ];
}

function unpinColumn(
  t: Translate,
  consumer: ConsumerKey,
  Unpin: Flows['UnpinAction'],
): readonly Column<PriorityGroup>[] {
  if (Unpin === undefined) return [];
  return [
    {
      id: 'change',
      header: t('consumer:change'),
      width: '6rem',
      align: 'end',
      cell: ({ name, client }) => (client === null ? null : <Unpin consumer={consumer} group={name} />),
    },
  ];
}
