import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ServerName } from '../../domain/ids';
import type { TopologyLink, TopologyModel, TopologyServer } from '../../domain/topology/model';
import { isOdd, isUp } from '../../domain/topology/tally';
import { useTranslation } from '../../ui/translate';
import { useWidth } from '../../ui/use-width';
import { GraphLegend } from './graph-legend';
import { LinkLine, type LinkLook } from './graph-links';
import { ServerNode } from './graph-node';
import { GatewayLines } from './graph-gateways';
import { RingBox } from './graph-ring';
import { layOut, lineBetween, type TopologyLayout } from './layout';
import { plateHalf } from './ring-shape';

export interface TopologyGraphProps {
  readonly topology: TopologyModel;
  readonly selected: ReadonlySet<ServerName>;
  readonly link: TopologyLink | null;
  readonly onSelect: (servers: readonly ServerName[]) => void;
  readonly onLink: (link: TopologyLink) => void;
}

/** Before the first layout, px. */
const usualWidth = 900;
/** Servers of a ring up to which every line has its round trip beside it. */
const labelledMost = 5;

/** Servers in their clusters and what joins them. Its twin is the table of links. */
export function TopologyGraph({ topology, selected, link, onSelect, onLink }: TopologyGraphProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame) || usualWidth;
  const nameless = t('topology:noCluster');
  const layout = useMemo(() => layOut(topology, width, nameless), [topology, width, nameless]);
  const toggle = (name: ServerName) =>
    onSelect(selected.has(name) ? [...selected].filter((other) => other !== name) : [...selected, name]);
  const toggleAll = (names: readonly ServerName[]) => {
    const others = [...selected].filter((name) => !names.includes(name));
    onSelect(names.every((name) => selected.has(name)) ? others : [...others, ...names]);
  };
  const drawn = topology.links.filter((one) => isDrawn(one, layout, selected, link));
  return (
    <div ref={frame} className="overflow-x-auto">
      <svg
        role="group"
        aria-label={t('topology:drawing')}
        viewBox={`0 0 ${String(layout.width)} ${String(layout.height)}`}
        width={layout.width}
        height={layout.height}
        className="mx-auto block max-w-none"
      >
        <g aria-hidden="true">
          {layout.rings.map((ring) => (
            <RingBox
              key={ring.cluster.name ?? ''}
              ring={ring}
              topology={topology}
              selected={ring.cluster.servers.every((name) => selected.has(name))}
              onToggle={toggleAll}
            />
          ))}
          <GatewayLines layout={layout} links={topology.links} selected={link} onLink={onLink} />
          {drawn.map((one) => (
            <PlacedLink
              key={one.key}
              link={one}
              layout={layout}
              selected={one.key === link?.key}
              faint={selected.size > 0 && !touches(one, selected)}
              onLink={onLink}
            />
          ))}
        </g>
        <Nodes topology={topology} layout={layout} selected={selected} onToggle={toggle} />
      </svg>
      <GraphLegend links={topology.links} isPartial={layout.rings.some(({ whole }) => !whole)} />
      {layout.moreLeafs > 0 && (
        <p className="px-3 text-text-2">{t('topology:moreLeafs', { count: layout.moreLeafs })}</p>
      )}
    </div>
  );
}

/** Gateways are drawn between clusters. Of a large mesh only what should be looked at is drawn, or was asked for. */
function isDrawn(
  link: TopologyLink,
  { servers }: TopologyLayout,
  selected: ReadonlySet<ServerName>,
  asked: TopologyLink | null,
): boolean {
  const { kind, from, to } = link;
  if (kind === 'gateway') return false;
  if (to === null || kind === 'leaf') return servers.has(from);
  if (link.key === asked?.key || touches(link, selected)) return true;
  const ring = servers.get(from)?.ring;
  return ring?.whole === true || (isOdd(link) && link.state !== 'unknown' && link.state !== 'ended');
}

function touches({ from, to }: TopologyLink, servers: ReadonlySet<ServerName>): boolean {
  return servers.has(from) || (to !== null && servers.has(to));
}

interface PlacedLinkProps {
  readonly link: TopologyLink;
  readonly layout: TopologyLayout;
  readonly selected: boolean;
  readonly faint: boolean;
  readonly onLink: (link: TopologyLink) => void;
}

function PlacedLink({ link, layout, selected, faint, onLink }: PlacedLinkProps) {
  const nameless = layout.leafs.find(({ key }) => key === link.key);
  const from = layout.servers.get(link.from);
  const to = link.to === null ? nameless : layout.servers.get(link.to);
  if (from === undefined || to === undefined) return null;
  const count = from.ring?.cluster.servers.length ?? 0;
  const look: LinkLook =
    link.kind === 'leaf' || count <= labelledMost ? 'plain' : from.ring?.whole === true ? 'bare' : 'thin';
  return (
    <LinkLine
      link={link}
      line={lineBetween(from, to)}
      selected={selected}
      faint={faint}
      look={look}
      // The diagonals of a square cross in their middles, those of a pentagon do not.
      wordsAt={link.kind === 'route' && count === 4 ? 0.32 : 0.5}
      onSelect={onLink}
    />
  );
}

interface NodesProps {
  readonly topology: TopologyModel;
  readonly layout: TopologyLayout;
  readonly selected: ReadonlySet<ServerName>;
  readonly onToggle: (name: ServerName) => void;
}

/** One tab stop for all servers; arrow keys go on to the next, the space bar selects. */
function Nodes({ topology, layout, selected, onToggle }: NodesProps) {
  const { t } = useTranslation();
  const servers = topology.servers.filter(({ name }) => layout.servers.has(name));
  const leafNames = new Set(layout.leafs.map(({ name }) => name));
  const [active, setActive] = useState<ServerName | null>(null);
  const counts = useMemo(() => countsOf(topology), [topology]);
  const first = servers.some(({ name }) => name === active) ? active : servers[0]?.name;
  const onKey = (server: TopologyServer) => (event: KeyboardEvent<SVGGElement>) => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      onToggle(server.name);
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = servers.at((servers.indexOf(server) + step) % servers.length);
    if (next === undefined) return;
    setActive(next.name);
    const nodes = event.currentTarget.parentElement?.querySelectorAll<SVGGElement>('[role=checkbox]');
    nodes?.[servers.indexOf(next)]?.focus();
  };
  return (
    <>
      {servers.map((server) => {
        const place = layout.servers.get(server.name);
        return (
          place && (
            <ServerNode
              key={server.name}
              server={server}
              place={place}
              isLeaf={leafNames.has(server.name)}
              selected={selected.has(server.name)}
              faint={selected.size > 0}
              tabbable={server.name === first}
              links={counts.get(server.name) ?? { up: 0, of: 0 }}
              onToggle={onToggle}
              onKey={onKey(server)}
            />
          )
        );
      })}
      {layout.leafs.map(
        ({ key, name, x, y, half }) =>
          name === null && (
            <g key={key} aria-hidden="true">
              <rect
                x={x - half[0]}
                y={y - half[1]}
                width={2 * half[0]}
                height={2 * half[1]}
                rx={4}
                className="fill-panel stroke-unknown [stroke-dasharray:3_3]"
              />
              <text x={x} y={y + 4} textAnchor="middle" className="type-small fill-text-2">
                ?
              </text>
              <text x={x} y={y + plateHalf + 16} textAnchor="middle" className="type-small fill-text-3">
                {t('topology:nameless')}
              </text>
            </g>
          ),
      )}
    </>
  );
}

function countsOf({ links }: TopologyModel): ReadonlyMap<ServerName, { readonly up: number; readonly of: number }> {
  const counts = new Map<ServerName, { up: number; of: number }>();
  const note = (name: ServerName, link: TopologyLink) => {
    const { up, of } = counts.get(name) ?? { up: 0, of: 0 };
    counts.set(name, { up: up + (isUp(link) ? 1 : 0), of: of + 1 });
  };
  for (const link of links) {
    note(link.from, link);
    if (link.to !== null) note(link.to, link);
  }
  return counts;
}
