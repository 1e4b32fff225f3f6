import type { Rule } from '../rule';
import { groupedVerdicts } from './stream-groups';

/** Every known copy is on servers that do not answer: the data cannot be read or written. */
export const streamUnreachable: Rule = (model) => groupedVerdicts(model, 'unreachable', 'streamUnreachable', 'P1');
