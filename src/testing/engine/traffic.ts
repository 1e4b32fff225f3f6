import type { Cluster } from '../../../scripts/cluster/cluster.mjs';
import { connectAs } from '../../../scripts/demo/client.mjs';

/** Writes to streams, one message after the other in each, and remembers what was acknowledged. */
export interface Writers {
  /** Acknowledged so far. */
  readonly acknowledged: () => number;
  /** Ends the writing; resolves with what was acknowledged and is not there, as `stream/sequence`. */
  readonly lost: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

interface Reply {
  readonly seq?: number;
  readonly error?: unknown;
  readonly message?: { readonly data?: string };
}

export async function startWriters(cluster: Cluster, streams: readonly string[], pauseMs: number): Promise<Writers> {
  const connection = await connectAs(cluster, 'app');
  const acknowledged = new Map(streams.map((name) => [name, new Map<number, string>()]));
  const state = { writing: true };

  async function ask(subject: string, body: string): Promise<Reply | null> {
    try {
      return (await connection.request(subject, body, { timeout: 5000 })).json<Reply>();
    } catch {
      return null;
    }
  }

  async function write(name: string, own: Map<number, string>): Promise<void> {
    for (let number = 0; state.writing; number += 1) {
      const text = `${name} ${String(number)} ${'x'.repeat(200)}`;
      const reply = await ask(`${name}.x`, text);
      // Not acknowledged: whether it is kept is nobody's promise.
      if (reply?.seq !== undefined && reply.error === undefined) own.set(reply.seq, text);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  const writing = Promise.all([...acknowledged].map(([name, own]) => write(name, own)));

  /** A leader may be elected while it is read: only an answer counts. */
  async function read(name: string, seq: number): Promise<string | null> {
    for (;;) {
      const reply = await ask(`$JS.API.STREAM.MSG.GET.${name}`, JSON.stringify({ seq }));
      if (reply?.message) return Buffer.from(reply.message.data ?? '', 'base64').toString('utf8');
      if (reply?.error !== undefined) return null;
    }
  }

  return {
    acknowledged: () => [...acknowledged.values()].reduce((sum, own) => sum + own.size, 0),
    lost: async () => {
      state.writing = false;
      await writing;
      const lost: string[] = [];
      const check = async ([name, own]: readonly [string, Map<number, string>]) => {
        for (const [seq, text] of own) if ((await read(name, seq)) !== text) lost.push(`${name}/${String(seq)}`);
      };
      await Promise.all([...acknowledged].map(check));
      return lost;
    },
    close: async () => {
      state.writing = false;
      await connection.close();
    },
  };
}
