import type { Accounts } from '../../scripts/cluster/accounts.mjs';
import { startCluster, type Cluster } from '../../scripts/cluster/cluster.mjs';
import { connectAs } from '../../scripts/demo/client.mjs';
import { fillDemo } from '../../scripts/demo/fill.mjs';
import { startTraffic } from '../../scripts/demo/traffic.mjs';
import { ensureNatsServer } from '../../scripts/nats-server/ensure.mjs';
import { servePages } from '../../scripts/serve/page-server.mjs';
import { demoBuild, productionBuild } from '../../scripts/setup/build.mjs';

export type { Cluster };

/** A cluster of real servers, filled like the demo, and the console served for it. */
export interface World {
  readonly cluster: Cluster;
  /** Address of the console, without a fragment. */
  readonly url: string;
  /** The address that `npm start` prints. */
  readonly demoUrl: string;
  readonly traffic: Awaited<ReturnType<typeof startTraffic>> | null;
  dispose(): Promise<void>;
}

export interface WorldOptions {
  readonly version?: string;
  readonly traffic?: boolean;
  readonly fill?: boolean;
  /** One cluster of five, or two of three with a leaf node; one unless told. */
  readonly topology?: 'one' | 'super';
  /** Names of the servers; those of the topology unless told. */
  readonly names?: string[];
  /** Those of the demo unless told; without them there is nothing to fill, and no demo login. */
  readonly accounts?: Accounts;
  readonly build?: 'demo' | 'production';
  /** Origins that the servers admit; the console's own unless told. */
  readonly allowedOrigins?: string[];
  /** Each route through a relay of its own, for `cluster.cutRoute`. */
  readonly separateRoutes?: boolean;
  /** Of the WebSocket listeners, reached by `wss:` then, to be told in `wsOrigins`. The demo's clients do not trust it. */
  readonly certificate?: { readonly certFile: string; readonly keyFile: string };
  /** Lines added to every server's configuration. */
  readonly extraConfig?: string;
  /** Further WebSocket origins that the page's policy allows. */
  readonly wsOrigins?: readonly string[];
}

const code = 'code-of-this-test-run';

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { path } = await ensureNatsServer({ version: options.version ?? '2.15.1' });
  const started: { cluster: Cluster | null } = { cluster: null };
  const pages = await servePages({
    root: options.build === 'production' ? productionBuild.directory : demoBuild.directory,
    wsOrigins: [],
    demo: {
      code,
      credentials: () => {
        if (started.cluster === null) throw new Error('asked for logins before the cluster was up');
        const { clusterName, servers, logins } = started.cluster;
        const members = servers.filter(({ kind }) => kind === 'member');
        const { admin, observer } = logins;
        return { name: clusterName, urls: members.map((server) => server.wsUrl), logins: { admin, observer } };
      },
    },
  });
  const cluster = await startCluster({
    binary: path,
    allowedOrigins: options.allowedOrigins ?? [pages.url],
    ...(options.topology === undefined ? {} : { topology: options.topology }),
    ...(options.names === undefined ? {} : { names: options.names }),
    ...(options.accounts === undefined ? {} : { accounts: options.accounts }),
    ...(options.separateRoutes === undefined ? {} : { separateRoutes: options.separateRoutes }),
    ...(options.certificate === undefined ? {} : { certificate: options.certificate }),
    ...(options.extraConfig === undefined ? {} : { extraConfig: options.extraConfig }),
  });
  started.cluster = cluster;
  pages.setWsOrigins([...cluster.servers.map((server) => server.wsUrl), ...(options.wsOrigins ?? [])]);
  if (options.fill ?? true) await fillDemo(cluster);
  // With accounts or a configuration of its own a world may have no JetStream.
  else if (options.accounts === undefined && options.extraConfig === undefined) await cluster.waitUntilHealthy();
  const traffic = options.traffic ? await startTraffic(cluster) : null;

  return {
    cluster,
    url: pages.url,
    demoUrl: `${pages.url}/#demo=${code}`,
    traffic,
    dispose: async () => {
      await traffic?.stop();
      await cluster.dispose();
      await pages.close();
    },
  };
}

/** Advisories as a client of the system account hears them, with the time of this machine. */
export async function hearAdvisories(cluster: Cluster) {
  const connection = await connectAs(cluster, 'admin');
  const heard: { at: number; subject: string; leader: string }[] = [];
  connection.subscribe('$JS.EVENT.ADVISORY.>', {
    callback: (_error, message) => {
      if (!message.subject.includes('LEADER_ELECTED')) return;
      const { leader } = message.json<{ leader: string }>();
      heard.push({ at: Date.now(), subject: message.subject, leader });
    },
  });
  await connection.flush();
  return { heard, close: () => connection.close() };
}
