import { useLocation } from '@tanstack/react-router';
import { navItems, type Screen } from './nav';
import { accountId, consumerName, domainName, serverName, streamName } from '../../domain/ids';
import { bucketStream } from '../../domain/inside/buckets';
import { paths } from '../../state/paths';
import { literal } from '../../widgets/literal';

/** Where the address leads, as far as the frame needs it. */
export interface Place {
  readonly cluster: string | null;
  readonly screen: Screen | null;
  /** Names below the screen: a server, or an account, a stream and a consumer. */
  readonly rest: readonly string[];
  /** A screen below another one. */
  readonly part: Part | null;
}

const streamParts = ['messages', 'subjects', 'publish', 'edit', 'create'] as const;
const consumerParts = ['fetch', 'edit'] as const;

type Part =
  | 'take-out'
  | 'rolling-restart'
  | 'restore'
  | 'keys'
  | 'objects'
  | (typeof streamParts)[number]
  | (typeof consumerParts)[number];

/** Path of an address: `/c/C1/streams/APP/ORDERS`. Parts that cannot be decoded stand as they are. */
export function placeOf(pathname: string): Place {
  const [mark, cluster = null, screen = '', ...rest] = pathname.split('/').slice(1).map(decoded);
  if (mark !== 'c') return { cluster: null, screen: null, rest: [], part: null };
  const known = navItems.find((item) => item.screen === screen)?.screen ?? null;
  const [first, second = '', sub, name, deeper] = rest;
  switch (screen) {
    case 'create':
      // What is made is not there yet: it is seen below the list that it will be in.
      return { cluster, screen: 'streams', rest: [], part: 'create' };
    case 'restore':
      return { cluster, screen: 'streams', rest: [], part: screen };
    case 'rolling-restart':
      return { cluster, screen: 'servers', rest: [], part: screen };
    case 'kv':
    case 'objects': {
      const kind = screen === 'kv' ? 'keyValue' : 'objects';
      const stream = bucketStream(kind, second);
      return { cluster, screen: 'streams', rest: [first ?? '', stream], part: screen === 'kv' ? 'keys' : screen };
    }
    case 'servers':
      if (first === undefined || second !== 'take-out') break;
      return { cluster, screen, rest: [first], part: second };
    case 'streams': {
      if (first === undefined || sub === undefined) break;
      if (sub === 'consumers' && name !== undefined)
        return { cluster, screen, rest: [first, second, name], part: oneOf(consumerParts, deeper) };
      return { cluster, screen, rest: [first, second], part: oneOf(streamParts, sub) };
    }
    default:
      break;
  }
  return { cluster, screen: known, rest, part: null };
}

function oneOf<Word extends string>(words: readonly Word[], text: string | undefined): Word | null {
  return words.find((word) => word === text) ?? null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function usePlace(): Place {
  return placeOf(useLocation({ select: (location) => location.pathname }));
}

export interface Crumb {
  readonly text: string;
  readonly href: string | null;
}

/** The way to a place; the last crumb is the place itself. Its names are made literal here: titles take texts. */
export function crumbsOf(
  place: Place,
  screenName: (screen: Screen | Part) => string,
  { clusterName = null, domain = '' }: { readonly clusterName?: string | null; readonly domain?: string } = {},
): readonly Crumb[] {
  const { cluster, screen, rest, part } = place;
  if (cluster === null) return [];
  const item = navItems.find((known) => known.screen === screen);
  const crumbs: Crumb[] = [{ text: literal(clusterName ?? cluster), href: paths.overview(cluster) }];
  if (item !== undefined) crumbs.push({ text: screenName(item.screen), href: item.href(cluster) });
  const [account, name, consumer] = rest;
  if (screen === 'streams' && account !== undefined && name !== undefined) {
    const stream = { domain: domainName(domain), account: accountId(account), name: streamName(name) };
    crumbs.push(
      { text: literal(account), href: paths.streams(cluster, { filter: account }) },
      { text: literal(name), href: paths.stream(cluster, stream) },
    );
    if (consumer !== undefined)
      crumbs.push({ text: literal(consumer), href: paths.consumer(cluster, stream, consumerName(consumer)) });
  } else if (screen === 'servers') {
    crumbs.push(...rest.map((text) => ({ text: literal(text), href: paths.server(cluster, serverName(text)) })));
  } else {
    crumbs.push(...rest.filter(Boolean).map((text) => ({ text: literal(text), href: null })));
  }
  if (part !== null) crumbs.push({ text: screenName(part), href: null });
  // Nobody needs a way to where one is.
  return crumbs.map((crumb, index) => (index === crumbs.length - 1 ? { ...crumb, href: null } : crumb));
}
