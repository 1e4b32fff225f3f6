import { useMemo, type ReactNode } from 'react';
import type { ServerName } from '../../domain/ids';
import type { PlacementRow } from '../../domain/placement/row';
import { copiesByZone, spreadKinds, type ZoneSpread } from '../../domain/placement/zones';
import { type Translate, useTranslation } from '../../ui/translate';
import { DataTable } from '../../ui/data-table/data-table';
import type { Column } from '../../ui/data-table/column';
import { literal } from '../literal';
import { Name } from '../name';
import { Status } from '../status';
import { survivalWord } from './use-matrix-words';

export interface Spread {
  readonly row: PlacementRow;
  readonly spread: ZoneSpread;
}

export interface SpreadTableProps {
  readonly spreads: readonly Spread[];
  readonly zones: ReadonlyMap<ServerName, string>;
  readonly hrefOf: (row: PlacementRow) => string;
  readonly empty: ReactNode;
}

/** Streams with the zones their copies are in, those that the loss of one zone stops first. */
export function SpreadTable({ spreads, zones, hrefOf, empty }: SpreadTableProps) {
  const { t } = useTranslation();
  const columns = useMemo(() => spreadColumns(t, zones), [t, zones]);
  const sorted = useMemo(
    () => spreads.toSorted((a, b) => rank(a) - rank(b) || (a.row.order < b.row.order ? -1 : 1)),
    [spreads],
  );
  return (
    <DataTable
      label={t('placement:zones.title')}
      rows={sorted}
      columns={columns}
      rowKey={({ row }) => row.stream.key}
      rowHref={({ row }) => hrefOf(row)}
      rowData={({ row, spread }) => ({
        'data-testid': 'placement-spread',
        'data-account': row.stream.accountName,
        'data-stream': row.stream.name,
        'data-spread': spread.kind,
      })}
      empty={empty}
      fill
    />
  );
}

const rank = ({ spread }: Spread) => spreadKinds.indexOf(spread.kind);
/** A single copy cannot be spread: that is how it was wanted, and no state. */
const marks = { oneZone: 'warn', majority: 'warn', unknown: 'unknown', single: null, spread: 'ok' } as const;

function spreadColumns(t: Translate, zones: ReadonlyMap<ServerName, string>): readonly Column<Spread>[] {
  return [
    {
      id: 'stream',
      header: t('placement:stream'),
      width: 'minmax(8rem, 2fr)',
      cell: ({ row }) => <Name text={row.stream.name} className="type-strong" />,
    },
    {
      id: 'account',
      header: t('placement:groups.account'),
      width: 'minmax(5rem, 1fr)',
      priority: 3,
      cell: ({ row }) => <Name text={row.stream.accountName} className="text-text-2" />,
    },
    {
      id: 'spread',
      header: t('placement:zones.spread'),
      width: 'minmax(9rem, 2fr)',
      cell: ({ spread }) => <SpreadWord spread={spread} />,
    },
    {
      id: 'zones',
      header: t('placement:zones.copies'),
      width: 'minmax(9rem, 3fr)',
      priority: 2,
      cell: ({ row }) => (
        <span className="flex min-w-0 gap-3">
          {copiesByZone(row, zones).map(([zone, servers]) => (
            <span key={zone ?? ''} className="truncate">
              <Name text={zone ?? t('placement:zones.none')} className="type-mono text-text-3" />{' '}
              <Name text={servers.join(' ')} />
            </span>
          ))}
        </span>
      ),
    },
    {
      id: 'survives',
      header: t('placement:survives'),
      width: '9rem',
      priority: 3,
      cell: ({ row }) => <span className="text-text-2">{survivalWord(t, row.survival, false)}</span>,
    },
  ];
}

function SpreadWord({ spread }: { readonly spread: ZoneSpread }) {
  const { t } = useTranslation();
  const word = t(`placement:zones.kind.${spread.kind}`, { zone: literal(zoneName(spread)) });
  const mark = marks[spread.kind];
  return mark === null ? <span className="text-text-3">{word}</span> : <Status mark={mark} word={word} />;
}

function zoneName(spread: ZoneSpread): string {
  return spread.kind === 'oneZone' || spread.kind === 'majority' ? spread.zone : '';
}
