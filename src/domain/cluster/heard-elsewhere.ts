import type { DurationMs, LocalMs } from '../time';
import type { ContactLamp, Presence } from './model';

/** Two rounds of liveness: what has died was heard by its leader until then, and by us up to a round before (ms). */
const margin: DurationMs = 4000;

/**
 * Does a leader hear a server that is silent here? Then it runs, and what is broken lies between it and the server that we are
 * connected with: over a route nothing is passed on to a further one (2.10, 2.15). `asOf`: when the leader said so.
 */
export function isHeardElsewhere(
  { presence, contact }: { readonly presence: Presence; readonly contact: ContactLamp },
  asOf: LocalMs | null,
): boolean {
  if (presence.kind !== 'silent' || presence.announced !== null || contact.kind !== 'fresh' || asOf === null)
    return false;
  return asOf - contact.age > presence.since + margin;
}
