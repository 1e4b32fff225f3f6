import type { Rule } from '../rule';
import { groupedVerdicts } from './stream-groups';

/** Copies answer, but not enough to accept a write. HEALTHZ of every living server says `ok` meanwhile. */
export const streamNoQuorum: Rule = (model) => groupedVerdicts(model, 'noQuorum', 'streamNoQuorum', 'P1');
