import type { ServerName } from '../../domain/ids';
import type { EndWord, TopologyLink } from '../../domain/topology/model';

/** What the server of a row says of that of a column. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly link: TopologyLink;
  readonly word: EndWord;
}

/** Smaller ones could not be pointed at, px. */
const leastSide = 7;

/** Side of a cell, px: as large as there is room for, but a few servers do not fill a page. */
export function cellSize(count: number, room: number): number {
  const most = count <= 12 ? 40 : count <= 24 ? 26 : 16;
  return Math.max(leastSide, Math.min(most, Math.floor(room / Math.max(count, 1))));
}

/** Every n-th name is written, so that names stay apart. */
export function nameStep(size: number): number {
  return Math.ceil(12 / size);
}

/** Both ends of every link: what is one-way shows as a cell that has no twin across the diagonal. */
export function cellsOf(servers: readonly ServerName[], links: readonly TopologyLink[]): readonly Cell[] {
  const at = new Map(servers.map((name, index) => [name, index]));
  return links.flatMap((link) => {
    const [from, to] = [at.get(link.from), link.to === null ? undefined : at.get(link.to)];
    if (from === undefined || to === undefined) return [];
    return [
      { row: from, column: to, link, word: link.words[0] },
      { row: to, column: from, link, word: link.words[1] },
    ];
  });
}

export const steps = [1, 2, 3, 4, 5] as const;
export type Step = (typeof steps)[number];

/** Step of a round trip on the ramp, by its place among all: the links of a cluster differ by little or by thousands. */
export function rampOf(links: readonly TopologyLink[]): (rtt: number | null) => Step {
  const sorted = links.flatMap(({ rtt }) => (rtt === null ? [] : [rtt])).sort((a, b) => a - b);
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  // Less than twice the shortest, or less than a millisecond more, is all the same.
  if (most < 2 * least || most - least < 1) return () => 1;
  const [low, high] = [Math.log(Math.max(least, 0.01)), Math.log(most)];
  return (rtt) => {
    if (rtt === null) return 1;
    const share = (Math.log(Math.max(rtt, 0.01)) - low) / (high - low);
    return steps[Math.min(4, Math.max(0, Math.floor(share * 5)))] ?? 1;
  };
}
