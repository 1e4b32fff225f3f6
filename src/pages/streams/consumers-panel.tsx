import { useMemo } from 'react';
import { compare, type Count } from '../../domain/count';
import type { ConsumerModel } from '../../domain/cluster/model';
import { streamPlace, type StreamKey } from '../../domain/ids';
import { type Translate, useTranslation } from '../../ui/translate';
import { useFlows, type Flows } from '../../state/flows';
import { paths } from '../../state/paths';
import { useClusterKey } from '../../state/use-page-search';
import { useConsumers } from '../../state/use-rows';
import { ButtonLink } from '../../ui/button';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { Mark } from '../../ui/mark';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { Copies } from '../../widgets/copies';
import { formatCount, unknownText } from '../../widgets/format';
import { consumerMarks } from '../../widgets/marks';
import { Name } from '../../widgets/name';

/** Consumers of one stream with the columns of the command line's report. */
export function ConsumersPanel({ stream }: { readonly stream: StreamKey }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const consumers = useConsumers(stream);
  const { ConsumerActions, CreateConsumer } = useFlows();
  const columns = useMemo(() => [...consumerColumns(t), ...actionColumn(t, ConsumerActions)], [t, ConsumerActions]);
  return (
    <Panel
      title={t('streams:consumers')}
      meta={consumers.loaded ? String(consumers.rows.length) : undefined}
      right={
        CreateConsumer === undefined ? undefined : (
          <ButtonLink size="small" href={paths.createConsumer(cluster, streamPlace(stream))}>
            {t('streams:createConsumer')}
          </ButtonLink>
        )
      }
      padding="none"
    >
      {consumers.loaded ? (
        <DataTable
          label={t('streams:consumers')}
          rows={consumers.rows}
          columns={columns}
          rowKey={(consumer) => consumer.key}
          rowHref={({ name }) => paths.consumer(cluster, streamPlace(stream), name)}
          rowData={(consumer) => ({ 'data-testid': 'consumer-row', ...consumerMarks(consumer) })}
          empty={<EmptyState title={t('streams:consumer.none')}>{t('streams:consumer.noneBody')}</EmptyState>}
        />
      ) : (
        <Skeleton label={t('model:loading')} />
      )}
    </Panel>
  );
}

function consumerColumns(t: Translate): readonly Column<ConsumerModel>[] {
  const number = (
    id: string,
    header: string,
    read: (consumer: ConsumerModel) => Count | null,
    priority: 2 | 3 = 3,
  ): Column<ConsumerModel> => ({
    id,
    header,
    width: '6.75rem',
    align: 'end',
    priority,
    compare: (a, b) => compare(read(a) ?? -1, read(b) ?? -1),
    cell: (consumer) => formatCount(read(consumer)),
  });
  return [
    {
      id: 'name',
      header: t('streams:consumer.name'),
      width: 'minmax(8rem, 2fr)',
      cell: (consumer) => (
        <span className="flex min-w-0 items-center gap-2">
          <Mark tone={consumer.mark} label={t(`model:mark.${consumer.mark}`)} />
          <Name text={consumer.name} className="type-strong min-w-0 truncate" />
          {consumer.paused && <span className="shrink-0 text-warn-ink">{t('streams:consumer.paused')}</span>}
        </span>
      ),
    },
    {
      id: 'kind',
      header: t('streams:consumer.kind'),
      width: '5rem',
      priority: 3,
      cell: ({ config }) => {
        if (config === null) return unknownText;
        const kind = t(config.deliverSubject === null ? 'streams:consumer.pull' : 'streams:consumer.push');
        return (
          <span className="text-text-2">{config.durable ? kind : `${kind}, ${t('streams:consumer.ephemeral')}`}</span>
        );
      },
    },
    number('pending', t('streams:consumer.pending'), (consumer) => consumer.pending, 2),
    number('ackPending', t('streams:consumer.ackPending'), (consumer) => consumer.ackPending, 2),
    number('redelivered', t('streams:consumer.redelivered'), (consumer) => consumer.redelivered),
    number('waiting', t('streams:consumer.waiting'), (consumer) => consumer.waiting),
    number('ackFloor', t('streams:consumer.ackFloor'), (consumer) => consumer.ackFloor.streamSeq),
    {
      id: 'copies',
      header: t('streams:copies'),
      width: 'minmax(9rem, 2fr)',
      priority: 3,
      cell: (consumer) => <Copies copies={consumer.copies} />,
    },
  ];
}

/** No column where the document offers no change. */
function actionColumn(t: Translate, Actions: Flows['ConsumerActions']): readonly Column<ConsumerModel>[] {
  if (Actions === undefined) return [];
  return [
    {
      id: 'actions',
      header: t('streams:actions'),
      width: '11rem',
      align: 'end',
      cell: (consumer) => <Actions consumer={consumer} />,
    },
  ];
}
