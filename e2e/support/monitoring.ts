import type { Cluster } from '../../scripts/cluster/cluster.mjs';

/** What the servers themselves say over HTTP at one time; the page is held against this. */
export interface Sample {
  /** Milliseconds since 1970: before the first request and after the last reply. */
  readonly from: number;
  readonly to: number;
  /** By `account/stream`, from the record of the stream's leader. */
  readonly streams: ReadonlyMap<string, StreamSample>;
}

export interface StreamSample {
  readonly messages: number;
  readonly lastSeq: number;
  readonly leader: string;
  /** Own last sequence of each copy. */
  readonly copies: ReadonlyMap<string, number>;
}

interface Jsz {
  readonly account_details?: readonly {
    readonly name: string;
    readonly stream_detail?: readonly {
      readonly name: string;
      readonly cluster?: { readonly leader?: string };
      readonly state: { readonly messages: number; readonly last_seq: number };
    }[];
  }[];
}

/** Milliseconds: a server may be slow on a busy machine. */
const slow = 10_000;
/** Milliseconds until a server that is asked again and again is taken for one that was frozen meanwhile. */
const frozen = 2_000;

/** Asks every server that is up. */
export async function sampleServers(cluster: Cluster, timeoutMs = slow): Promise<Sample> {
  const from = Date.now();
  const names = cluster.servers.filter((server) => server.state === 'running').map((server) => server.name);
  const replies = await Promise.all(
    names.map(async (name) => ({ name, jsz: (await cluster.monitor(name, '/jsz?streams=true', timeoutMs)) as Jsz })),
  );
  const to = Date.now();
  const streams = new Map<string, { messages: number; lastSeq: number; leader: string; copies: Map<string, number> }>();
  for (const { name, jsz } of replies) {
    for (const account of jsz.account_details ?? []) {
      for (const detail of account.stream_detail ?? []) {
        const key = `${account.name}/${detail.name}`;
        const entry = streams.get(key) ?? { messages: 0, lastSeq: 0, leader: '', copies: new Map<string, number>() };
        entry.copies.set(name, detail.state.last_seq);
        if (detail.cluster?.leader === name) {
          Object.assign(entry, { messages: detail.state.messages, lastSeq: detail.state.last_seq, leader: name });
        }
        streams.set(key, entry);
      }
    }
  }
  return { from, to, streams };
}

/** Samples until stopped, one right after the other, without those that a server frozen meanwhile leaves incomplete. */
export function keepSampling(cluster: Cluster) {
  const samples: Sample[] = [];
  const failures: unknown[] = [];
  const stopping = new AbortController();
  const sample = async () => {
    try {
      samples.push(await sampleServers(cluster, frozen));
    } catch (error) {
      if (!isTimeout(error)) failures.push(error);
    }
  };
  const done = (async () => {
    while (!stopping.signal.aborted) await sample();
  })();
  return {
    samples,
    stop: async () => {
      stopping.abort();
      await done;
      if (failures.length > 0) throw new Error('the servers could not be sampled', { cause: failures[0] });
    },
  };
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';

/** The server that leads a stream (for a single copy: holds it), as the servers say over HTTP. */
export async function holderOf(cluster: Cluster, account: string, stream: string): Promise<string> {
  const { streams } = await sampleServers(cluster);
  const leader = streams.get(`${account}/${stream}`)?.leader ?? '';
  if (leader === '') throw new Error(`no server leads ${stream}`);
  return leader;
}
