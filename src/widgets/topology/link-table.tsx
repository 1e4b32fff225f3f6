import { useMemo, type ReactNode } from 'react';
import { compare } from '../../domain/count';
import { naturally } from '../../domain/topology/homes';
import type { TopologyLink } from '../../domain/topology/model';
import { useTranslation } from '../../ui/translate';
import type { Column, Sort } from '../../ui/data-table/column';
import { DataTable } from '../../ui/data-table/data-table';
import { textOf, readBytes, unknownText } from '../format';
import { literal } from '../literal';
import { Name } from '../name';
import { Status } from '../status';
import { formatRtt, linkMarks, useLinkWords } from './link-words';

export interface LinkTableProps {
  readonly links: readonly TopologyLink[];
  readonly selected: string | null;
  readonly hrefOf: (link: TopologyLink) => string;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort) => void;
  readonly filter: string;
  readonly empty: ReactNode;
}

const severity = ['crit', 'warn', 'busy', 'unknown', 'ok'] as const;

/** Every link as a row: the drawing for those who do not see it, and for those who look for numbers. */
export function LinkTable({ links, selected, hrefOf, sort, onSort, filter, empty }: LinkTableProps) {
  const { t } = useTranslation();
  const words = useLinkWords();
  const columns = useColumns();
  // What should be looked at comes first, unless a column was asked for: of a hundred servers there are 4,950 links.
  const rows = useMemo(() => links.toSorted((a, b) => severity.indexOf(a.mark) - severity.indexOf(b.mark)), [links]);
  const text = useMemo(
    () => (link: TopologyLink) =>
      [words.name(link), words.state(link), t(`topology:kind.${link.kind}`), ...link.accounts].join(' '),
    [words, t],
  );
  return (
    <DataTable
      label={t('topology:links')}
      rows={rows}
      columns={columns}
      rowKey={({ key }) => key}
      rowHref={hrefOf}
      rowTone={({ key, mark }) => (key === selected ? 'selected' : mark === 'crit' ? 'crit' : 'normal')}
      rowData={(link) => ({ 'data-testid': 'topology-row', ...linkMarks(link) })}
      sort={sort}
      onSort={onSort}
      filter={filter}
      filterText={text}
      empty={empty}
    />
  );
}

function useColumns(): readonly Column<TopologyLink>[] {
  const { t } = useTranslation();
  return useMemo(
    () => [
      {
        id: 'from',
        header: t('topology:from'),
        width: 'minmax(7rem,1.2fr)',
        compare: (a, b) => naturally(a.from, b.from),
        cell: ({ from }) => <Name text={from} />,
      },
      {
        id: 'to',
        header: t('topology:to'),
        width: 'minmax(7rem,1.2fr)',
        compare: (a, b) => naturally(a.to ?? '', b.to ?? ''),
        cell: (link) => <FarEnd link={link} />,
      },
      {
        id: 'state',
        header: t('topology:stateHead'),
        width: 'minmax(9rem,1.4fr)',
        compare: (a, b) => severity.indexOf(a.mark) - severity.indexOf(b.mark),
        cell: (link) => <StateWord link={link} />,
      },
      {
        id: 'kind',
        header: t('topology:kindHead'),
        width: 'minmax(5rem,0.6fr)',
        priority: 2,
        compare: (a, b) => naturally(a.kind, b.kind),
        cell: ({ kind }) => t(`topology:kind.${kind}`),
      },
      {
        id: 'rtt',
        header: t('topology:rtt'),
        width: '6.5rem',
        align: 'end',
        priority: 2,
        first: 'descending',
        compare: (a, b) => (a.rtt ?? -1) - (b.rtt ?? -1),
        cell: ({ rtt, slowest }) => (
          <span title={t('topology:slowest', { rtt: formatRtt(slowest) })}>{formatRtt(rtt)}</span>
        ),
      },
      {
        id: 'connections',
        header: t('topology:connections'),
        width: '7.5rem',
        align: 'end',
        priority: 3,
        first: 'descending',
        compare: (a, b) => a.connections - b.connections,
        cell: ({ connections }) => (connections === 0 ? unknownText : String(connections)),
      },
      {
        id: 'accounts',
        header: t('topology:accounts'),
        width: 'minmax(6rem,1fr)',
        priority: 3,
        cell: ({ accounts }) => <Name text={accounts.join(', ')} className="type-mono text-text-2" />,
      },
      {
        id: 'pending',
        header: t('topology:pending'),
        width: '7rem',
        align: 'end',
        priority: 4,
        first: 'descending',
        compare: (a, b) => compare(a.pendingBytes, b.pendingBytes),
        cell: ({ pendingBytes, kind, connections }) =>
          kind === 'leaf' || connections === 0 ? unknownText : textOf(readBytes(pendingBytes)),
      },
      {
        id: 'compression',
        header: t('topology:compression'),
        width: 'minmax(7rem,0.8fr)',
        priority: 4,
        cell: ({ compression }) => <span className="type-mono text-text-2">{literal(compression ?? unknownText)}</span>,
      },
    ],
    [t],
  );
}

function FarEnd({ link }: { readonly link: TopologyLink }) {
  const { farEnd } = useLinkWords();
  return link.to === null ? <span className="text-text-2">{farEnd(link)}</span> : <Name text={link.to} />;
}

function StateWord({ link }: { readonly link: TopologyLink }) {
  const { state } = useLinkWords();
  return <Status mark={link.mark} word={state(link)} />;
}
