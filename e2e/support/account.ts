import type { LoginName } from '../../scripts/cluster/accounts.mjs';
import { request } from '../../scripts/cluster/request.mjs';
import { waitFor } from '../../scripts/cluster/wait.mjs';
import { connectAs } from '../../scripts/demo/client.mjs';
import type { Cluster } from './world';

/**
 * One request of a client, `STREAM.DELETE.name` for example, until it is accepted: a young or loaded cluster refuses one or
 * drops it. Gives what the reply holds.
 */
export function askAs(
  cluster: Cluster,
  login: LoginName,
  what: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  let isReplyLost = false;
  return waitFor(
    async () => {
      const { clientPort } = cluster.server(await cluster.waitForMetaLeader());
      const reply: unknown = await request(clientPort, cluster.logins[login], `$JS.API.${what}`, body).catch(
        (error: unknown) => {
          isReplyLost = true;
          throw error;
        },
      );
      if (isReplyLost && isGone(what, reply)) return { success: true };
      if (!isObject(reply) || 'error' in reply) throw new Error(`refused: ${JSON.stringify(reply)}`);
      return reply;
    },
    { what },
  );
}

/** As a client of the account APP. */
export const askApp = (cluster: Cluster, what: string, body?: unknown) => askAs(cluster, 'app', what, body);

export async function createStream(
  cluster: Cluster,
  config: { readonly name: string } & Readonly<Record<string, unknown>>,
  login: LoginName = 'app',
) {
  await askAs(cluster, login, `STREAM.CREATE.${config.name}`, config);
}

/**
 * How to publish to a stream that was just made: it may have no leader yet, and then nobody answers. The client library asks
 * again after a quarter of a second, which its types do not tell.
 */
export const patient = { timeout: 10_000, retries: 40 };

/** Publishes as a client of the account APP, and waits until each is stored. */
export async function publishAsApp(cluster: Cluster, subject: string, ...bodies: readonly string[]) {
  const app = await connectAs(cluster, 'app');
  for (const body of bodies) await app.jetstream().publish(subject, body, patient);
  await app.close();
}

/** The server's words for "stream not found" and "consumer not found": what an attempt deleted whose reply was lost. */
const notFound: readonly unknown[] = [10059, 10014];

function isGone(what: string, reply: unknown): boolean {
  if (!/^(STREAM|CONSUMER)\.DELETE\./.test(what) || !isObject(reply) || !isObject(reply['error'])) return false;
  return notFound.includes(reply['error']['err_code']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
