import { useMemo } from 'react';
import type { EvacuationRow } from '../../domain/evacuate/model';
import type { ServerName } from '../../domain/ids';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { EmptyState } from '../../ui/empty-state';
import { useTranslation, type Translate } from '../../ui/translate';
import { formatBytes } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { Status } from '../../widgets/status';
import { phaseWords } from './evacuation-words';

export interface EvacuationTableProps {
  readonly server: ServerName;
  readonly rows: readonly EvacuationRow[];
}

/** Stream by stream: whether it fits elsewhere, where it would go, and how far it is. */
export function EvacuationTable({ server, rows }: EvacuationTableProps) {
  const { t } = useTranslation();
  const columns = useMemo(() => columnsOf(t), [t]);
  const sorted = useMemo(() => rows.toSorted(byPhase), [rows]);
  return (
    <DataTable
      label={t('evacuate:table', { server: literal(server) })}
      rows={sorted}
      columns={columns}
      rowKey={({ stream }) => stream.key}
      rowData={({ stream, phase }) => ({
        'data-testid': 'evacuation-row',
        'data-stream': stream.name,
        'data-account': stream.account,
        'data-state': phase.kind,
      })}
      empty={<EmptyState title={t('evacuate:none')} />}
    />
  );
}

const natural = new Intl.Collator('en', { numeric: true });
/** What happens now stands on top, what is over at the end. */
const order: Readonly<Record<EvacuationRow['phase']['kind'], number>> = {
  failed: 0,
  moves: 1,
  fills: 1,
  stays: 2,
  waits: 3,
  gone: 4,
};
const byPhase = (a: EvacuationRow, b: EvacuationRow) =>
  order[a.phase.kind] - order[b.phase.kind] ||
  natural.compare(a.stream.accountName, b.stream.accountName) ||
  natural.compare(a.stream.name, b.stream.name);

function columnsOf(t: Translate): readonly Column<EvacuationRow>[] {
  return [
    {
      id: 'stream',
      header: t('evacuate:column.stream'),
      width: 'minmax(9rem, 3fr)',
      cell: ({ stream }) => (
        <>
          <Name text={stream.name} /> <Name text={stream.accountName} className="text-text-3" />
        </>
      ),
    },
    {
      id: 'phase',
      header: t('evacuate:column.phase'),
      width: 'minmax(9rem, 4fr)',
      cell: ({ phase }) => {
        const { tone, text } = phaseWords(t, phase);
        return (
          <span title={text}>
            <Status mark={tone} word={text} />
          </span>
        );
      },
    },
    {
      id: 'copies',
      header: t('evacuate:column.copies'),
      width: '9rem',
      priority: 2,
      cell: (row) => <Copies row={row} />,
    },
    {
      id: 'size',
      header: t('evacuate:column.size'),
      width: '6rem',
      align: 'end',
      priority: 3,
      cell: ({ stream }) => formatBytes(stream.state?.bytes ?? null),
    },
    {
      id: 'candidate',
      header: t('evacuate:column.candidate'),
      width: 'minmax(7rem, 2fr)',
      priority: 2,
      cell: ({ candidates }) => candidateText(t, candidates),
    },
  ];
}

function Copies({ row: { stream, leads } }: { readonly row: EvacuationRow }) {
  const { t } = useTranslation();
  const copies = stream.replicas ?? stream.copies.length;
  const notes = [...(copies === 1 ? [t('evacuate:only')] : []), ...(leads && copies > 1 ? [t('evacuate:leads')] : [])];
  return <>{[`R${String(copies)}`, ...notes].join(' · ')}</>;
}

function candidateText(t: Translate, [first, ...rest]: readonly ServerName[]): string {
  if (first === undefined) return '–';
  return rest.length === 0 ? literal(first) : t('evacuate:more', { server: literal(first), count: rest.length });
}
