import type { Rule } from '../rule';
import { groupedVerdicts } from './stream-groups';

/** A copy is silent or missing; the others go on accepting writes. */
export const streamReduced: Rule = (model) => groupedVerdicts(model, 'reduced', 'streamReduced', 'P2');
