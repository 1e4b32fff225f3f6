import { isGone } from '../../cluster/presence';
import { bad, raiseAfter, unknown, type Verdict } from '../hysteresis';
import type { Rule } from '../rule';

/** Fewer meta members answer than are needed to elect a leader: nothing can be created or changed. */
export const metaNoQuorum: Rule = ({ metas }) =>
  [...metas.values()].flatMap<Verdict>(({ domain, leadership, quorum, peers }) => {
    const id = `metaNoQuorum:${domain}`;
    const { have, need, of } = quorum;
    if (have === null) return unknown(id);
    if (have >= need) return [];
    const missing = peers.flatMap(({ server, presence }) => (server !== null && isGone(presence) ? [server] : []));
    return bad({
      id,
      code: 'metaNoQuorum',
      severity: 'P1',
      subject: { kind: 'meta', domain },
      values: { have, need, of, short: need - have, servers: missing.join(', ') },
      raiseAfter,
      since: leadership.kind === 'noQuorum' ? leadership.since : null,
    });
  });
