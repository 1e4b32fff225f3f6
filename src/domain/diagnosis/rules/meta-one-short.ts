import { isGone } from '../../cluster/presence';
import { bad, raiseAfter, unknown, type Verdict } from '../hysteresis';
import type { Rule } from '../rule';

/** Just enough meta members answer, and some that belong do not: one more failure stops all administration. */
export const metaOneShort: Rule = ({ metas }) =>
  [...metas.values()].flatMap<Verdict>(({ domain, quorum, peers }) => {
    const id = `metaOneShort:${domain}`;
    const { have, need, of } = quorum;
    if (have === null) return unknown(id);
    if (have !== need || have === of) return [];
    const missing = peers.flatMap(({ server, presence }) => (server !== null && isGone(presence) ? [server] : []));
    return bad({
      id,
      code: 'metaOneShort',
      severity: 'P2',
      subject: { kind: 'meta', domain },
      values: { have, need, of, servers: missing.join(', ') },
      raiseAfter,
      since: null,
    });
  });
