import { servePages } from '../../scripts/serve/page-server.mjs';
import { demoBuild } from '../../scripts/setup/build.mjs';
import type { ScriptedCluster } from '../../src/testing/scripted-server/cluster';
import { startScriptedServer, type ScriptedServer } from '../../src/testing/scripted-server/scripted-server';

/** The built console before a made-up cluster: for what real servers do not say, and for more than they could hold here. */
export interface ScriptedWorld {
  readonly server: ScriptedServer;
  readonly demoUrl: string;
  dispose(): Promise<void>;
}

const code = 'code-of-this-test-run';
const login = { user: 'admin', password: 'of-this-test-run' };

export async function startScriptedWorld(cluster: ScriptedCluster): Promise<ScriptedWorld> {
  const server = await startScriptedServer({ cluster, login, frameBytes: 4096 });
  const pages = await servePages({
    root: demoBuild.directory,
    wsOrigins: server.urls,
    demo: {
      code,
      credentials: () => ({
        name: cluster.name,
        urls: [...server.urls],
        logins: { admin: login, observer: { ...login, inboxPrefix: '_INBOX' } },
      }),
    },
  });
  return {
    server,
    demoUrl: `${pages.url}/#demo=${code}`,
    dispose: async () => {
      await server.close();
      await pages.close();
    },
  };
}
