/** How the servers of a made-up cluster are joined: all of them, but for what is told here. */
export interface ScriptedLinks {
  /** Pairs without a route, as `n1 n2`. In one order only: the second still lists the first. */
  readonly cut: Set<string>;
  /** Round trip of a route (ms). */
  rtt: (from: string, to: string) => number;
  /** Leaf connections, as `leaf hub`. */
  readonly leafs: Set<string>;
}

export function allJoined(): ScriptedLinks {
  return { cut: new Set(), rtt: () => 0.4, leafs: new Set() };
}

/** Cuts a route at both ends. */
export function cutRoute({ links }: { readonly links: ScriptedLinks }, a: string, b: string): void {
  links.cut.add(`${a} ${b}`).add(`${b} ${a}`);
}
