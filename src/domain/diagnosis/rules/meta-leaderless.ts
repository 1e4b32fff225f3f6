import type { DurationMs } from '../../time';
import { bad, unknown, type Verdict } from '../hysteresis';
import type { Rule } from '../rule';

/** A hand-over takes about 2 s: shorter gaps are normal. */
const normalGap: DurationMs = 5_000;
/** An election after a crash takes 4 to 9 s: longer is not transient any more. */
const transient: DurationMs = 15_000;

/** Members enough for an election answer, and none leads for more than 5 s. */
export const metaLeaderless: Rule = ({ metas, now }) =>
  [...metas.values()].flatMap<Verdict>(({ domain, leadership, quorum }) => {
    const id = `metaLeaderless:${domain}`;
    if (leadership.kind === 'unknown') return unknown(id);
    if (leadership.kind !== 'electing') return [];
    // Not a finding yet, but not good either.
    if (now - leadership.since <= normalGap) return unknown(id);
    return bad({
      id,
      code: 'metaLeaderless',
      severity: now - leadership.since > transient ? 'P1' : 'P2',
      subject: { kind: 'meta', domain },
      values: { last: leadership.last ?? '', have: quorum.have ?? 0, need: quorum.need, of: quorum.of },
      raiseAfter: 1,
      since: leadership.since,
    });
  });
