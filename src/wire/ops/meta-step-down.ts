import { field, flag, Mismatch } from '../decode';
import { apiFamily } from '../family';

/**
 * Body of `$JS.API.META.LEADER.STEPDOWN`: empty, the only form that every version takes. A body without a placement is
 * fatal to 2.9 leaders, and older leaders refuse a preferred server with an error that tells something else.
 */
export const metaStepDownBody = '';

/** The leader took the request. Not that another one leads: only reading the meta group again tells that. */
export interface MetaStepDownAccepted {
  readonly accepted: true;
}

export const metaStepDownReply = apiFamily<MetaStepDownAccepted>('META.LEADER.STEPDOWN', (reply) => {
  if (!field(reply, 'success', flag)) throw new Mismatch('success: false without an error');
  return { accepted: true };
});
