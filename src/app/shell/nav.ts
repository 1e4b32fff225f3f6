import {
  Boxes,
  ChartLine,
  FlaskConical,
  History,
  KeyRound,
  Grid3x3,
  LayoutDashboard,
  Layers,
  Server,
  Waypoints,
  type LucideIcon,
} from 'lucide-react';
import type { ClusterRow } from '../../engine/protocol';
import { paths } from '../../state/paths';
import { formatCount } from '../../widgets/format';

export type Screen =
  'overview' | 'meta' | 'servers' | 'placement' | 'streams' | 'lag' | 'topology' | 'activity' | 'access' | 'what-if';

export interface NavItem {
  readonly screen: Screen;
  /** Pressed after `g`. */
  readonly key: string;
  readonly icon: LucideIcon;
  readonly href: (cluster: string) => string;
  /** Short reading beside the name; `null`: nothing known. */
  readonly count: (cluster: ClusterRow) => string | null;
}

export const navItems: readonly NavItem[] = [
  { screen: 'overview', key: 'o', icon: LayoutDashboard, href: (c) => paths.overview(c), count: () => null },
  { screen: 'meta', key: 'm', icon: Boxes, href: (c) => paths.meta(c), count: metaCount },
  {
    screen: 'servers',
    key: 's',
    icon: Server,
    href: (c) => paths.servers(c),
    count: (c) => formatCount(c.summary.servers),
  },
  { screen: 'placement', key: 'p', icon: Grid3x3, href: (c) => paths.placement(c), count: () => null },
  {
    screen: 'streams',
    key: 't',
    icon: Layers,
    href: (c) => paths.streams(c),
    count: (c) => formatCount(c.summary.streams),
  },
  { screen: 'lag', key: 'r', icon: ChartLine, href: (c) => paths.lag(c), count: () => null },
  { screen: 'topology', key: 'l', icon: Waypoints, href: (c) => paths.topology(c), count: () => null },
  { screen: 'activity', key: 'a', icon: History, href: (c) => paths.activity(c), count: () => null },
  { screen: 'access', key: 'c', icon: KeyRound, href: (c) => paths.access(c), count: () => null },
  { screen: 'what-if', key: 'w', icon: FlaskConical, href: (c) => paths.whatIf(c), count: () => null },
];

/** Members that answer, of all, in the first meta group. */
function metaCount(cluster: ClusterRow): string | null {
  const quorum = cluster.metas[0]?.quorum;
  return quorum === undefined ? null : `${quorum.have ?? '?'}/${quorum.of}`;
}
