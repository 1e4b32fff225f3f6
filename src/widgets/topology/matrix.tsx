import { clsx } from 'clsx';
import { useMemo, useRef, useState, type PointerEvent } from 'react';
import type { ServerName } from '../../domain/ids';
import type { TopologyCluster, TopologyLink, TopologyModel } from '../../domain/topology/model';
import { useTranslation } from '../../ui/translate';
import { useWidth } from '../../ui/use-width';
import { literal, shorten } from '../literal';
import { cellsOf, cellSize, nameStep, rampOf, steps, type Cell, type Step } from './matrix-layout';
import { formatRtt, useLinkWords } from './link-words';

export interface TopologyMatrixProps {
  readonly topology: TopologyModel;
  readonly selected: ReadonlySet<ServerName>;
  readonly link: TopologyLink | null;
  readonly onSelect: (servers: readonly ServerName[]) => void;
  readonly onLink: (link: TopologyLink) => void;
}

/** The routes of each cluster, server by server: a row says what that server lists. Its twin is the table of links. */
export function TopologyMatrix({ topology, ...rest }: TopologyMatrixProps) {
  const clusters = topology.clusters.filter(({ servers, kind }) => servers.length > 1 && kind !== 'outside');
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  return (
    <div ref={frame} className="flex flex-wrap items-start gap-x-10 gap-y-6">
      {width > 0 &&
        clusters.map((cluster) => (
          <ClusterMatrix key={cluster.name} cluster={cluster} topology={topology} width={width} {...rest} />
        ))}
    </div>
  );
}

/** Characters of a name that are written. */
const written = 14;

const ramp: Readonly<Record<Step, string>> = {
  1: 'fill-ramp-1',
  2: 'fill-ramp-2',
  3: 'fill-ramp-3',
  4: 'fill-ramp-4',
  5: 'fill-ramp-5',
};

function ClusterMatrix({
  cluster,
  topology,
  width,
  selected,
  link,
  onSelect,
  onLink,
}: TopologyMatrixProps & { readonly cluster: TopologyCluster; readonly width: number }) {
  const { t } = useTranslation();
  const { name: nameOf, sentence } = useLinkWords();
  const { servers, name } = cluster;
  const longest = Math.max(...servers.map((server) => shorten(literal(server), written).length));
  // Room for the names of the rows and columns, px.
  const names = Math.round(longest * 6.9) + 10;
  const size = cellSize(servers.length, width - names - 1);
  const links = useMemo(
    () => topology.links.filter(({ kind, toCluster }) => kind === 'route' && toCluster === name),
    [topology.links, name],
  );
  const cells = useMemo(() => cellsOf(servers, links), [servers, links]);
  const [hovered, setHovered] = useState<Cell | null>(null);
  const cellAt = (event: PointerEvent<SVGSVGElement>): Cell | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const [column, row] = [event.clientX - box.left, event.clientY - box.top].map((at) =>
      Math.floor((at - names) / size),
    );
    return cells.find((cell) => cell.row === row && cell.column === column) ?? null;
  };
  const side = names + servers.length * size + 1;
  const shown = hovered ?? null;
  return (
    <figure className="m-0 min-w-0 max-w-full">
      <figcaption className="flex h-9 items-baseline gap-3">
        <span className="type-strong">{name === null ? t('topology:noCluster') : literal(name)}</span>
        <span className="type-small truncate text-text-2">
          {shown === null
            ? t('topology:matrixHint')
            : `${nameOf(shown.link)} · ${formatRtt(shown.link.rtt)} · ${sentence(shown.link)}`}
        </span>
      </figcaption>
      <div className="overflow-x-auto">
        <svg
          role="img"
          aria-label={t('topology:matrix', { cluster: literal(name ?? '') })}
          width={side}
          height={side}
          viewBox={`0 0 ${String(side)} ${String(side)}`}
          className="block cursor-pointer"
          onPointerMove={(event) => {
            setHovered(cellAt(event));
          }}
          onPointerLeave={() => {
            setHovered(null);
          }}
          onClick={() => {
            if (hovered !== null) onLink(hovered.link);
          }}
        >
          <Names
            servers={servers}
            size={size}
            names={names}
            selected={selected}
            hovered={shown}
            onToggle={(server) => {
              const others = [...selected].filter((other) => other !== server);
              onSelect(selected.has(server) ? others : [...others, server]);
            }}
          />
          <g transform={`translate(${String(names)} ${String(names)})`}>
            <Cells cells={cells} links={links} size={size} count={servers.length} />
          </g>
          {cells
            .filter(
              ({ link: own, row, column }) => own.key === link?.key || (row === shown?.row && column === shown.column),
            )
            .map(({ row, column, link: own }) => (
              <rect
                key={`${String(row)} ${String(column)}`}
                x={names + column * size}
                y={names + row * size}
                width={size}
                height={size}
                className={clsx('fill-none stroke-2', own.key === link?.key ? 'stroke-accent' : 'stroke-text')}
              />
            ))}
        </svg>
      </div>
    </figure>
  );
}

interface NamesProps {
  readonly servers: readonly ServerName[];
  readonly size: number;
  readonly names: number;
  readonly selected: ReadonlySet<ServerName>;
  readonly hovered: Cell | null;
  readonly onToggle: (server: ServerName) => void;
}

/** Around the cells; a name chooses its server, as in the graph. */
function Names({ servers, size, names, selected, hovered, onToggle }: NamesProps) {
  const step = nameStep(size);
  return servers.map((server, index) => {
    const isNear = index === hovered?.row || index === hovered?.column;
    if (index % step !== 0 && !isNear) return null;
    const middle = names + (index + 0.5) * size;
    const ink = clsx(
      'type-small hover:underline',
      selected.has(server) ? 'fill-accent' : isNear ? 'fill-text' : 'fill-text-3',
    );
    const text = shorten(literal(server), written);
    return (
      <g key={server} onClick={() => onToggle(server)}>
        <text x={names - 6} y={middle + 4} textAnchor="end" className={ink}>
          {text}
        </text>
        <text transform={`translate(${String(middle + 4)} ${String(names - 6)}) rotate(-90)`} className={ink}>
          {text}
        </text>
      </g>
    );
  });
}

interface CellsProps {
  readonly cells: readonly Cell[];
  readonly links: readonly TopologyLink[];
  readonly size: number;
  readonly count: number;
}

/** One path for all cells of a kind: a hundred servers have ten thousand cells. */
function Cells({ cells, links, size, count }: CellsProps) {
  const step = useMemo(() => rampOf(links), [links]);
  const square = ({ row, column }: Pick<Cell, 'row' | 'column'>, inset = 0.5) =>
    `M${String(column * size + inset)} ${String(row * size + inset)}h${String(size - 2 * inset)}v${String(size - 2 * inset)}h${String(2 * inset - size)}z`;
  const path = (some: readonly Pick<Cell, 'row' | 'column'>[], inset?: number) =>
    some.map((cell) => square(cell, inset)).join('');
  const listed = cells.filter(({ word }) => word === 'listed');
  const untold = cells.filter(({ word }) => word === 'silent' || word === 'untold' || word === 'outside');
  const bad = cells.filter(({ word, link }) => word === 'absent' && link.state !== 'ended' && link.state !== 'unknown');
  const gone = cells.filter(
    ({ word, link }) => word === 'absent' && (link.state === 'ended' || link.state === 'unknown'),
  );
  const slow = listed.filter(({ link }) => link.outlier !== null);
  const diagonal = Array.from({ length: count }, (_, index) => ({ row: index, column: index }));
  return (
    <>
      <path d={path(diagonal)} className="fill-line" />
      {steps.map((one) => (
        <path key={one} d={path(listed.filter(({ link }) => step(link.rtt) === one))} className={ramp[one]} />
      ))}
      <path d={path(untold, 1)} className="fill-none stroke-unknown [stroke-dasharray:2_2]" />
      <path d={path(gone, 1)} className="fill-none stroke-line-strong" />
      <path d={path(bad)} className="fill-crit" />
      <path d={crosses(bad, size)} className="stroke-on-crit" />
      <path d={triangles(slow, size)} className="fill-warn" />
      {size >= 40 &&
        listed.map(({ row, column, link }) => (
          <text
            key={`${String(row)} ${String(column)}`}
            x={(column + 0.5) * size}
            y={(row + 0.5) * size + 4}
            textAnchor="middle"
            className={clsx('type-mono text-[10px]', step(link.rtt) >= 4 ? 'fill-canvas' : 'fill-text')}
          >
            {short(link.rtt)}
          </text>
        ))}
    </>
  );
}

/** The number alone: the unit is in the words above. */
function short(rtt: number | null): string {
  return rtt === null ? '' : rtt < 9.95 ? rtt.toFixed(1) : String(Math.round(rtt));
}

function crosses(cells: readonly Cell[], size: number): string {
  const arm = size * 0.22;
  return cells
    .map(({ row, column }) => {
      const [x, y] = [(column + 0.5) * size, (row + 0.5) * size];
      return `M${String(x - arm)} ${String(y - arm)}l${String(2 * arm)} ${String(2 * arm)}m0 ${String(-2 * arm)}l${String(-2 * arm)} ${String(2 * arm)}`;
    })
    .join('');
}

/** In the lower right corner: the colour of the ramp alone must not tell. */
function triangles(cells: readonly Cell[], size: number): string {
  const side = Math.max(4, size * 0.3);
  return cells
    .map(({ row, column }) => {
      const [x, y] = [(column + 1) * size - 0.5, (row + 1) * size - 0.5];
      return `M${String(x)} ${String(y)}v${String(-side)}l${String(-side)} ${String(side)}z`;
    })
    .join('');
}
