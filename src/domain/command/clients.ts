import type { ConnectionFacts } from '../replies/servers';

/** Clients of one server. */
export interface ClientList {
  /** Of the server, also where fewer are listed. */
  readonly total: number;
  readonly clients: readonly ConnectionFacts[];
  /** `cid` of those that are this console's own. */
  readonly own: readonly number[];
}
