import { request } from '../../scripts/cluster/request.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { connectAs } from '../../scripts/demo/client.mjs';
import type { Cluster } from './world';

/**
 * One request of a client of the account APP, `STREAM.DELETE.name` for example, until it is accepted: a young or loaded cluster
 * refuses one or drops it. Gives what the reply holds.
 */
export function askApp(cluster: Cluster, what: string, body?: unknown): Promise<Record<string, unknown>> {
  return waitFor(
    async () => {
      const { clientPort } = cluster.server(await cluster.waitForMetaLeader());
      const reply: unknown = await request(clientPort, cluster.logins.app, `$JS.API.${what}`, body);
      if (!isObject(reply) || 'error' in reply) throw new Error(`refused: ${JSON.stringify(reply)}`);
      return reply;
    },
    { what },
  );
}

export async function createStream(
  cluster: Cluster,
  config: { readonly name: string } & Readonly<Record<string, unknown>>,
) {
  await askApp(cluster, `STREAM.CREATE.${config.name}`, config);
}

/** Publishes as a client of the account APP, and waits until each is stored. */
export async function publishAsApp(cluster: Cluster, subject: string, ...bodies: readonly string[]) {
  const app = await connectAs(cluster, 'app');
  for (const body of bodies) await app.jetstream().publish(subject, body);
  await app.close();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
