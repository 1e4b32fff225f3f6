import type { ServerName, StreamPlace } from '../domain/ids';
import { selectionText } from '../domain/what-if/selection';

/** Extra values of an address: sort, filter, tab. Empty ones are left out. */
export type Search = Readonly<Record<string, string | undefined>>;

/** Every address of the console, as the `href` of a plain link. All begin with the key of the cluster. */
export const paths = {
  connect: () => '#/connect',
  overview: (cluster: string, search?: Search) => place(cluster, ['overview'], search),
  meta: (cluster: string, search?: Search) => place(cluster, ['meta'], search),
  whatIf: (cluster: string, servers: readonly ServerName[] = []) =>
    place(cluster, ['what-if'], { servers: selectionText(servers) }),
  placement: (cluster: string, search?: Search) => place(cluster, ['placement'], search),
  access: (cluster: string, search?: Search) => place(cluster, ['access'], search),
  activity: (cluster: string, search?: Search) => place(cluster, ['activity'], search),
  topology: (cluster: string, search?: Search) => place(cluster, ['topology'], search),
  servers: (cluster: string, search?: Search) => place(cluster, ['servers'], search),
  server: (cluster: string, server: ServerName, search?: Search) => place(cluster, ['servers', server], search),
  lag: (cluster: string, search?: Search) => place(cluster, ['lag'], search),
  streams: (cluster: string, search?: Search) => place(cluster, ['streams'], search),
  stream: (cluster: string, stream: StreamPlace, search?: Search) =>
    // Only leaf nodes with a domain of their own need it to tell streams apart.
    place(cluster, ['streams', stream.account, stream.name], { domain: stream.domain, ...search }),
};

function place(cluster: string, parts: readonly string[], search: Search = {}): string {
  const path = ['c', cluster, ...parts].map(encodeURIComponent).join('/');
  const values = Object.entries(search).filter((entry): entry is [string, string] => !!entry[1]);
  const query = new URLSearchParams(values).toString();
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}
