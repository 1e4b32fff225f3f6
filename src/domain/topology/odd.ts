import { worstMark } from '../cluster/marks';
import type { Mark } from '../cluster/model';
import type { ServerName } from '../ids';
import type { LinkState, TopologyLink } from './model';
import { isOdd } from './tally';

/** Something about the links that an operator should look at: one link, or a server most of whose trouble is the same. */
export type Oddity =
  | { readonly kind: 'link'; readonly mark: Mark; readonly link: TopologyLink }
  | {
      readonly kind: 'server';
      readonly mark: Mark;
      readonly server: ServerName;
      readonly trouble: Trouble;
      readonly links: readonly TopologyLink[];
    };

/** What is wrong with a link: its state, or that it is there and slow. */
export type Trouble = LinkState | 'slow';

/** So many links of one server with the same trouble are told as one. */
const many = 3;

const order: readonly Mark[] = ['crit', 'warn', 'busy', 'unknown', 'ok'];

/** What is not as it should be, the worst first: a server that is slow or silent to all is one thing, not sixty. */
export function odditiesOf(links: readonly TopologyLink[]): readonly Oddity[] {
  const odd = links.filter(isOdd);
  const troubles = [...new Set(odd.map(troubleOf))];
  const found = troubles.flatMap((trouble) =>
    gathered(
      trouble,
      odd.filter((link) => troubleOf(link) === trouble),
    ),
  );
  return found.toSorted((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark));
}

export function troubleOf({ state, outlier }: TopologyLink): Trouble {
  return state === 'both' && outlier !== null ? 'slow' : state;
}

function gathered(trouble: Trouble, links: readonly TopologyLink[]): readonly Oddity[] {
  const [server, own] = busiest(links);
  if (server === null || own.length < many) {
    return links.map((link) => ({ kind: 'link', mark: link.mark, link }));
  }
  const mark = worstMark(
    own.map((link) => link.mark),
    'unknown',
  );
  const rest = links.filter((link) => !own.includes(link));
  return [{ kind: 'server', mark, server, trouble, links: own }, ...gathered(trouble, rest)];
}

/** The server with most of them, the first by their order of several. */
function busiest(links: readonly TopologyLink[]): readonly [ServerName | null, readonly TopologyLink[]] {
  const byServer = new Map<ServerName, TopologyLink[]>();
  const note = (server: ServerName | null, link: TopologyLink) => {
    if (server === null) return;
    const known = byServer.get(server);
    if (known) known.push(link);
    else byServer.set(server, [link]);
  };
  for (const link of links) {
    note(link.from, link);
    note(link.to, link);
  }
  let most: readonly [ServerName | null, readonly TopologyLink[]] = [null, []];
  for (const [server, own] of byServer) if (own.length > most[1].length) most = [server, own];
  return most;
}
