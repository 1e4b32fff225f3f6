import type { ServerModel, StreamModel } from '../../domain/cluster/model';
import { paths } from '../../state/paths';
import { literal } from '../../widgets/literal';
import { navItems, type Screen } from './nav';

export interface PaletteEntry {
  readonly id: string;
  readonly text: string;
  readonly href: string;
  readonly what:
    { readonly kind: 'screen' } | { readonly kind: 'server' } | { readonly kind: 'stream'; readonly account: string };
}

/** Every place that has an address, under its literal name. */
export function paletteEntries(
  cluster: string,
  screenName: (screen: Screen) => string,
  servers: readonly ServerModel[],
  streams: readonly StreamModel[],
): readonly PaletteEntry[] {
  return [
    ...navItems.map(({ screen, href }) => ({
      id: `screen ${screen}`,
      text: screenName(screen),
      href: href(cluster),
      what: { kind: 'screen' } as const,
    })),
    ...servers.map(({ name }) => ({
      id: `server ${name}`,
      text: literal(name),
      href: paths.server(cluster, name),
      what: { kind: 'server' } as const,
    })),
    ...streams.map((stream) => ({
      id: `stream ${stream.key}`,
      text: literal(stream.name),
      href: paths.stream(cluster, stream),
      what: { kind: 'stream', account: literal(stream.accountName) } as const,
    })),
  ];
}

/** Names that begin with the wish first, then those that hold all its words; at most `most`. */
export function matchEntries(
  entries: readonly PaletteEntry[],
  wish: string,
  most: number,
): { readonly shown: readonly PaletteEntry[]; readonly more: number } {
  const text = wish.trim().toLowerCase();
  const words = text.split(/\s+/u);
  const found = entries.filter((entry) => {
    const hay = `${entry.text} ${entry.what.kind === 'stream' ? entry.what.account : ''}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
  const rank = (entry: PaletteEntry) => (entry.text.toLowerCase().startsWith(text) ? 0 : 1);
  return { shown: found.toSorted((a, b) => rank(a) - rank(b)).slice(0, most), more: Math.max(found.length - most, 0) };
}
