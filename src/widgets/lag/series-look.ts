import type { ServerName } from '../../domain/ids';

/** How a series is drawn: its colour is that of its server on every page, its dash tells series of one server apart. */
export interface SeriesLook {
  readonly colour: string;
  readonly dash: string | undefined;
}

const colours = 5;
const dashes = [undefined, '7 3', '2 3', '9 3 2 3', '1 5'] as const;

/** Colours by the place of a server among all of the cluster; more than three lines differ by dash as well. */
export function looksOf(of: readonly ServerName[], servers: readonly ServerName[]): readonly SeriesLook[] {
  const order = [...new Set([...servers, ...of])].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const colourOf = (server: ServerName) => order.indexOf(server) % colours;
  return of.map((server, index) => {
    const before = of.slice(0, index).filter((other) => colourOf(other) === colourOf(server)).length;
    const dash = of.length > 3 ? index : before;
    return { colour: `var(--series-${String(colourOf(server) + 1)})`, dash: dashes[dash % dashes.length] };
  });
}
