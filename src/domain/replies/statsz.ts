import type { Count } from '../count';
import type { DurationMs, ServerMs } from '../time';
import type { JszTotals } from './jsz';
import type { MetaFacts } from './raft';
import type { ServerInfo } from './server';

/** Reply to `$SYS.REQ.SERVER.*.STATSZ` and the broadcast `$SYS.SERVER.<id>.STATSZ` (every 10 s at rest). */
export interface StatszReply {
  readonly server: ServerInfo;
  readonly load: ServerLoad;
  /** Servers that the responder believes alive; still counts a killed one for minutes. `null` before 2.10. */
  readonly activeServers: number | null;
  readonly jetstream: Pick<JszTotals, 'memory' | 'storage' | 'reservedMemory' | 'reservedStorage' | 'haAssets'> | null;
  readonly meta: MetaFacts | null;
}

export interface ServerLoad {
  readonly started: ServerMs;
  /** Bytes. */
  readonly memory: Count;
  /** Per cent of one core. */
  readonly cpu: number;
  readonly cores: number;
  readonly connections: number;
  readonly subscriptions: number;
  readonly sentMessages: Count;
  readonly sentBytes: Count;
  readonly receivedMessages: Count;
  readonly receivedBytes: Count;
  readonly slowConsumers: Count;
  readonly routes: number;
}

/** Time since a server started, from its own two clocks readings. */
export function uptime(load: ServerLoad, server: ServerInfo): DurationMs {
  return server.time - load.started;
}
