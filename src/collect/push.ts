import { anyTail, anyToken, subject, type Subject, type Wildcard } from '../transport/subject';
import type { Transport, Unsubscribe } from '../transport/transport';
import type { Take } from './pipe';

/** What an observer may be allowed where `$JS.EVENT.ADVISORY.>` is not. */
const narrow: readonly Subject[] = [
  advisory('DOMAIN', 'LEADER_ELECTED'),
  advisory('STREAM', 'LEADER_ELECTED', anyTail),
  advisory('CONSUMER', 'LEADER_ELECTED', anyTail),
  advisory('STREAM', 'QUORUM_LOST', anyTail),
  advisory('CONSUMER', 'QUORUM_LOST', anyTail),
  advisory('SERVER', 'REMOVED'),
];

/** Comings and goings of an account's own assets, where the account exports its advisories. */
const imported: readonly Subject[] = [
  subject(anyToken, '$JS', 'EVENT', 'ADVISORY', 'STREAM', 'CREATED', anyToken),
  subject(anyToken, '$JS', 'EVENT', 'ADVISORY', 'STREAM', 'DELETED', anyToken),
  subject(anyToken, '$JS', 'EVENT', 'ADVISORY', 'STREAM', 'UPDATED', anyToken),
];

/** Subscribes to everything that servers tell unasked. Refusals are reported, not fatal. */
export function subscribePush(transport: Transport, take: Take, refused: (what: string) => void): Unsubscribe {
  const ends: Unsubscribe[] = [];
  const listen = (on: Subject, onRefused: () => void) => {
    ends.push(
      transport.subscribe(on, {
        message: ({ subject: from, payload, receivedAt }) =>
          void take({ kind: 'event', at: receivedAt, subject: from, payload }, isUrgent(from)),
        refused: onRefused,
      }),
    );
  };
  let narrowed = false;
  for (const what of ['STATSZ', 'SHUTDOWN', 'LAMEDUCK']) {
    listen(subject('$SYS', 'SERVER', anyToken, what), () => refused(`$SYS.SERVER.*.${what}`));
  }
  for (const on of imported) listen(on, () => undefined);
  listen(subject('$JS', 'EVENT', 'ADVISORY', anyTail), () => {
    // Told again at every reconnect.
    if (narrowed) return;
    narrowed = true;
    for (const on of narrow) listen(on, () => refused(on));
  });
  return () => ends.forEach((end) => end());
}

function isUrgent(from: string): boolean {
  return !from.endsWith('.STATSZ');
}

function advisory(...rest: readonly (string | Wildcard)[]): Subject {
  return subject('$JS', 'EVENT', 'ADVISORY', ...rest);
}
