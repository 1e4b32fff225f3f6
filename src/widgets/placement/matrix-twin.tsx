import { memo } from 'react';
import type { ConsumerModel } from '../../domain/cluster/model';
import type { ServerName } from '../../domain/ids';
import type { Cell } from '../../domain/placement/cell';
import type { PlacementRow } from '../../domain/placement/row';
import { useTranslation } from '../../ui/translate';
import { Name } from '../name';
import type { Line } from './matrix-lines';
import { isAt, type Spot } from './spot';
import type { MatrixWords } from './matrix-text';

export interface MatrixTwinProps {
  readonly lines: readonly Line[];
  /** Number of the first of them, from 0. */
  readonly first: number;
  /** Of the columns. */
  readonly servers: readonly ServerName[];
  readonly selected: Spot | null;
  readonly words: MatrixWords;
  /** Of the selected cell. */
  readonly activeId: string;
}

/** The lines in sight as rows of a grid, for those who do not see the drawing and for programs. Empty cells are left out. */
export const MatrixTwin = memo(function MatrixTwin(props: MatrixTwinProps) {
  const { lines, first, servers, selected, words, activeId } = props;
  const { t } = useTranslation();
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1}>
        <span role="columnheader">{t('placement:stream')}</span>
        {servers.map((name) => (
          <span role="columnheader" key={name}>
            <Name text={name} />
          </span>
        ))}
        <span role="columnheader">{t('placement:survives')}</span>
      </div>
      {lines.map((line, index) =>
        line.kind === 'group' ? (
          <div role="row" key={`group ${line.group.key}`} aria-rowindex={first + index + 2}>
            <span role="rowheader">{words.group(line.group)}</span>
          </div>
        ) : (
          <TwinRow
            key={line.kind === 'stream' ? line.row.stream.key : `${line.row.stream.key}\n${line.consumer.name}`}
            row={line.row}
            consumer={line.kind === 'consumer' ? line.consumer : null}
            cells={line.cells}
            number={first + index}
            servers={servers}
            active={isAt(line, selected) ? (selected?.server ?? null) : null}
            words={words}
            activeId={activeId}
          />
        ),
      )}
    </div>
  );
});

/** Not the line, which is another object after each poll. */
interface TwinRowProps {
  readonly row: PlacementRow;
  readonly consumer: ConsumerModel | null;
  readonly cells: readonly Cell[];
  readonly number: number;
  readonly servers: readonly ServerName[];
  readonly active: string | null;
  readonly words: MatrixWords;
  readonly activeId: string;
}

const TwinRow = memo(function TwinRow(props: TwinRowProps) {
  const { row, consumer, cells, number, servers, active, words, activeId } = props;
  const { stream, survival } = row;
  const isStream = consumer === null;
  const marks = { 'data-account': stream.accountName, 'data-stream': stream.name };
  return (
    <div
      role="row"
      aria-rowindex={number + 2}
      data-testid={isStream ? 'placement-row' : 'placement-consumer'}
      {...marks}
      data-consumer={consumer?.name}
      data-survives={survival.kind === 'losses' ? survival.more : survival.kind}
      data-state={stream.mark}
    >
      <span role="rowheader" aria-colindex={1}>
        <Name text={consumer?.name ?? stream.name} />
      </span>
      {servers.map((name, column) => {
        const cell = cells.find(({ server }) => server === name);
        if (cell === undefined && active !== name) return null;
        return (
          <span
            role="gridcell"
            key={name}
            id={active === name ? activeId : undefined}
            aria-selected={active === name}
            aria-colindex={column + 2}
            data-testid={isStream ? 'placement-cell' : 'placement-consumer-cell'}
            {...marks}
            data-server={name}
            data-state={cell?.state ?? 'empty'}
            data-messages-behind={messagesBehind(cell)}
            data-as-of={cell?.copy?.asOf ?? undefined}
          >
            <CellWords server={name} cell={cell} />
          </span>
        );
      })}
      {isStream && (
        <span role="gridcell" aria-colindex={servers.length + 2}>
          {words.survival(survival, false)}
        </span>
      )}
    </div>
  );
});

function messagesBehind(cell: Cell | undefined): string | undefined {
  const store = cell?.copy?.store;
  return store?.kind === 'behind' ? String(store.messages) : undefined;
}

function CellWords({ server, cell }: { readonly server: string; readonly cell: Cell | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <Name text={server} />: {t(`placement:state.${cell?.state ?? 'empty'}`)}
    </>
  );
}
