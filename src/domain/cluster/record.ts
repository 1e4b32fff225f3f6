import type { Stamp } from '../facts/stamp';
import type { StreamDetail } from '../replies/jsz';
import type { AccountListing } from '../facts/listing';
import type { Station } from './context';

/** A stream as one server with a copy last reported it. */
export interface StreamRecord {
  readonly station: Station;
  readonly stamp: Stamp;
  readonly detail: StreamDetail;
  readonly source: AccountListing;
}

/** Says of itself that it leads, now. A server without clustering leads its only copy. */
export function claims({ station, detail }: StreamRecord): boolean {
  return station.answering && namesItself(station.name, detail);
}

export function namesItself(server: string, { group }: StreamDetail): boolean {
  return group === null || group.leader === server;
}
