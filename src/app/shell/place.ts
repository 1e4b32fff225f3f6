import { useLocation } from '@tanstack/react-router';
import { navItems, type Screen } from './nav';
import { paths } from '../../state/paths';
import { literal } from '../../widgets/literal';

/** Where the address leads, as far as the frame needs it. */
export interface Place {
  readonly cluster: string | null;
  readonly screen: Screen | null;
  /** Names below the screen: a server, or an account and a stream. */
  readonly rest: readonly string[];
}

/** Path of an address: `/c/C1/streams/APP/ORDERS`. Parts that cannot be decoded stand as they are. */
export function placeOf(pathname: string): Place {
  const [mark, cluster = null, screen, ...rest] = pathname.split('/').slice(1).map(decoded);
  if (mark !== 'c') return { cluster: null, screen: null, rest: [] };
  return { cluster, screen: navItems.find((item) => item.screen === screen)?.screen ?? null, rest };
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
  screenName: (screen: Screen) => string,
  clusterName: string | null = null,
): readonly Crumb[] {
  const { cluster, screen, rest } = place;
  if (cluster === null) return [];
  const item = navItems.find((known) => known.screen === screen);
  const crumbs: Crumb[] = [{ text: literal(clusterName ?? cluster), href: paths.overview(cluster) }];
  if (item !== undefined) crumbs.push({ text: screenName(item.screen), href: item.href(cluster) });
  const [account, stream] = rest;
  if (screen === 'streams' && account !== undefined && stream !== undefined) {
    crumbs.push(
      { text: literal(account), href: paths.streams(cluster, { filter: account }) },
      { text: literal(stream), href: null },
    );
  } else {
    crumbs.push(...rest.filter(Boolean).map((text) => ({ text: literal(text), href: null })));
  }
  return crumbs;
}
