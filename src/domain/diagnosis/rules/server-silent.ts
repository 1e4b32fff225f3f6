import { isHeardElsewhere } from '../../cluster/heard-elsewhere';
import type { ClusterModel } from '../../cluster/model';
import type { ServerName } from '../../ids';
import { bad, unknown, type Verdict } from '../hysteresis';
import type { Rule } from '../rule';

/** Two missed rounds. What one silent server costs is said by the meta and stream rules, which raise their own. */
export const serverSilent: Rule = ({ servers, metas }) =>
  [...servers.values()].flatMap<Verdict>(({ name, presence }) => {
    const id = `serverSilent:${name}`;
    if (presence.kind === 'unknown') return unknown(id);
    if (presence.kind !== 'silent') return [];
    // One miss is no finding yet, but no good round either: a finding that was raised is not closed by it.
    if (presence.missed < 2 && presence.announced === null) return unknown(id);
    const values = { server: name, announced: presence.announced ?? 'no', heardBy: heardBy(metas, name) ?? '' };
    return bad({
      id,
      code: 'serverSilent',
      severity: 'P2',
      subject: { kind: 'server', server: name },
      values,
      raiseAfter: 1,
      since: presence.since,
    });
  });

/** The leader of the meta group, where it hears a server that is silent here. */
function heardBy(metas: ClusterModel['metas'], name: ServerName): ServerName | null {
  for (const { leadership, peers, asOf } of metas.values()) {
    const peer = peers.find(({ server }) => server === name);
    if (leadership.kind === 'led' && peer && isHeardElsewhere(peer, asOf)) return leadership.by;
  }
  return null;
}
