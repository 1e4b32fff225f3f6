import type { ConsumerName, ServerName, StreamPlace } from '../domain/ids';
import { bucketOf, type BucketKind } from '../domain/inside/buckets';
import { selectionText } from '../domain/what-if/selection';

/** Extra values of an address: sort, filter, tab. Empty ones are left out. */
export type Search = Readonly<Record<string, string | undefined>>;

const bucketPlaces: Readonly<Record<BucketKind, string>> = { keyValue: 'kv', objects: 'objects' };

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
  takeOut: (cluster: string, server: ServerName, search?: Search) =>
    place(cluster, ['servers', server, 'take-out'], search),
  rollingRestart: (cluster: string, search?: Search) => place(cluster, ['rolling-restart'], search),
  lag: (cluster: string, search?: Search) => place(cluster, ['lag'], search),
  streams: (cluster: string, search?: Search) => place(cluster, ['streams'], search),
  stream: (cluster: string, stream: StreamPlace, search?: Search) =>
    // Only leaf nodes with a domain of their own need it to tell streams apart.
    place(cluster, ['streams', stream.account, stream.name], { domain: stream.domain, ...search }),
  consumer: (cluster: string, stream: StreamPlace, consumer: ConsumerName) =>
    place(cluster, ['streams', stream.account, stream.name, 'consumers', consumer], { domain: stream.domain }),
  publish: (cluster: string, stream: StreamPlace) =>
    place(cluster, ['streams', stream.account, stream.name, 'publish'], { domain: stream.domain }),
  fetch: (cluster: string, stream: StreamPlace, consumer: ConsumerName) =>
    place(cluster, ['streams', stream.account, stream.name, 'consumers', consumer, 'fetch'], { domain: stream.domain }),
  /** `bucket`: the stream of it. */
  bucket: (cluster: string, kind: BucketKind, bucket: StreamPlace, search?: Search) => {
    const name = bucketOf(bucket.name)?.name ?? bucket.name;
    return place(cluster, [bucketPlaces[kind], bucket.account, name], { domain: bucket.domain, ...search });
  },
  messages: (cluster: string, stream: StreamPlace, search?: Search) =>
    place(cluster, ['streams', stream.account, stream.name, 'messages'], { domain: stream.domain, ...search }),
  subjects: (cluster: string, stream: StreamPlace, search?: Search) =>
    place(cluster, ['streams', stream.account, stream.name, 'subjects'], { domain: stream.domain, ...search }),
  createBucket: (cluster: string, kind: BucketKind, search?: Search) =>
    place(cluster, ['create', bucketPlaces[kind]], search),
  restore: (cluster: string, search?: Search) => place(cluster, ['restore'], search),
  createStream: (cluster: string, search?: Search) => place(cluster, ['create', 'stream'], search),
  editStream: (cluster: string, stream: StreamPlace, search?: Search) => within(cluster, stream, ['edit'], search),
  createConsumer: (cluster: string, stream: StreamPlace, search?: Search) =>
    within(cluster, stream, ['create', 'consumer'], search),
  editConsumer: (cluster: string, stream: StreamPlace, consumer: ConsumerName, search?: Search) =>
    within(cluster, stream, ['consumers', consumer, 'edit'], search),
};

function within(cluster: string, stream: StreamPlace, parts: readonly string[], search: Search = {}): string {
  const { account, name, domain } = stream;
  return place(cluster, ['streams', account, name, ...parts], { domain, ...search });
}

function place(cluster: string, parts: readonly string[], search: Search = {}): string {
  const path = ['c', cluster, ...parts].map(encodeURIComponent).join('/');
  const values = Object.entries(search).filter((entry): entry is [string, string] => !!entry[1]);
  const query = new URLSearchParams(values).toString();
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

/** The screens of one stream. */
export function streamHrefs(cluster: string, stream: StreamPlace) {
  return {
    overview: paths.stream(cluster, stream),
    messages: paths.messages(cluster, stream),
    subjects: paths.subjects(cluster, stream),
  };
}
