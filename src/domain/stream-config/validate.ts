import type { StreamContext } from './context';
import { effectiveStream } from './effective';
import type { StreamConfig } from './fields';
import { StreamFindings } from './findings';
import type { StreamProblem } from './rules';
import { checkFeatures, checkIdentity, checkLimits, finderOf } from './rules-basic';
import { checkCopies } from './rules-copies';
import { checkEdit } from './rules-edit';
import { checkRoom } from './rules-room';
import { checkSubjects } from './rules-subjects';

/**
 * All that a server would refuse in a configuration, and what is worth a thought, before it is sent: by the rules of
 * nats-server 2.15.1 (`checkStreamCfg`, `configUpdateCheck`, `selectPeerGroup`), of which a server reports the first it
 * meets. What the context does not tell is not judged, so that the server still has the last word.
 */
export function validateStream(config: StreamConfig, context: StreamContext): readonly StreamProblem[] {
  const find = new StreamFindings();
  const effective = effectiveStream(config, { version: context.version, find: finderOf(context) });
  checkIdentity(config, context, find);
  checkLimits(config, find);
  checkFeatures(config, context, find);
  checkCopies(config, context, find);
  checkSubjects(effective, context, find);
  checkEdit(effective, context, find);
  checkRoom(effective, context, find);
  return find.found;
}

/** Would the server take it, as far as we know? */
export function isRefused(problems: readonly { readonly severity: 'error' | 'warning' }[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}
