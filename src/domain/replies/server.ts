import type { ClusterName, DomainName, ServerId, ServerName } from '../ids';
import type { ServerMs } from '../time';

/** Who answered: the `server` part of every `$SYS.REQ` reply. Hosts are left out on purpose. */
export interface ServerInfo {
  readonly name: ServerName;
  readonly id: ServerId;
  readonly version: string;
  readonly cluster: ClusterName | null;
  readonly domain: DomainName;
  readonly tags: readonly string[];
  readonly jetstream: boolean;
  /** Counts the system messages of one run of the server. */
  readonly seq: number;
  readonly time: ServerMs;
}
