import type { CommandKind } from '../../domain/command/command';
import { apiFamily, refusable } from '../family';
import { field, fields, flag, Mismatch } from '../decode';
import type { Family } from '../decoded';

/** The server took the request. Not that anything came of it: only reading again tells that. */
export interface Accepted {
  readonly accepted: true;
}

/** Replies to a step-down or a removal: `{success: true}`, or an error. */
export const successReply = apiFamily<Accepted>('success', (reply) => {
  if (!field(reply, 'success', flag)) throw new Mismatch('success: false without an error');
  return { accepted: true };
});

/** Replies to a move, an update or a rescue, which tell the stream or consumer as it was: anything but an error. */
export const streamReply = apiFamily<Accepted>('stream', () => ({ accepted: true }));

/** Replies of one server to a call of its own: `{server}`, or with an error. */
export const serverReply = refusable<Accepted>('server', (reply) => {
  field(reply, 'server', fields);
  return { accepted: true };
});

export function changeReply(kind: CommandKind): Family<Accepted> {
  switch (kind) {
    case 'metaStepDown':
    case 'streamStepDown':
    case 'consumerStepDown':
    case 'streamPeerRemove':
    case 'streamDelete':
    case 'serverRemove':
    case 'serverEvacuate':
    case 'streamPurge':
    case 'messageDelete':
    case 'consumerDelete':
      return successReply;
    case 'streamMove':
    case 'streamCancelMove':
    case 'streamScale':
    case 'metaRescue':
    case 'streamCreate':
    case 'streamRestore':
    case 'streamUpdate':
    case 'consumerCreate':
    case 'consumerUpdate':
    case 'consumerPause':
    case 'consumerReset':
    case 'consumerUnpin':
      return streamReply;
    case 'clientNudge':
    case 'clientClose':
    case 'serverReload':
      return serverReply;
  }
}
