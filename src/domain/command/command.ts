import type { DomainName, ServerName } from '../ids';
import type { LocalMs } from '../time';
import type { Result } from '../../lib/result';

/** A wish of the operator. Every kind goes through the same pipe: permit, plan, confirm, re-read, send once, verify. */
export type Command = {
  readonly kind: 'metaStepDown';
  readonly domain: DomainName;
};

/** May this be done, by what the model knows? Pure; asked again right before sending. */
export type Permit = { readonly kind: 'allowed' } | { readonly kind: 'refused'; readonly reason: RefusalReason };

export type RefusalReason =
  'readOnly' | 'linkNotLive' | 'dataTooOld' | 'noLeader' | 'leaderSilent' | 'noOtherMember' | 'versionTooOld';

/** What will happen, with the model state it was computed from. */
export interface Plan {
  readonly command: Command;
  readonly permit: Permit;
  /** Leader before; sending is aborted when it has moved. */
  readonly leader: ServerName | null;
  /** Members that could take over. */
  readonly candidates: readonly ServerName[];
  /** Requests as they will be sent. */
  readonly requests: readonly { readonly subject: string; readonly body: string }[];
  /** The same as a `nats` command line. */
  readonly cli: string;
  readonly madeAt: LocalMs;
}

/** What was found by reading again. An accepted request is not an outcome. */
export type Outcome =
  | { readonly kind: 'verified'; readonly leader: ServerName; readonly tookMs: number }
  | { readonly kind: 'notVerified'; readonly reason: 'timeout' | 'connectionLost' }
  | { readonly kind: 'failed'; readonly code: number | null; readonly description: string }
  | { readonly kind: 'aborted'; readonly reason: 'planChanged' | RefusalReason };

/** The only way by which anything changes the cluster. Implemented in `commands/`, absent from read-only builds. */
export interface CommandPort {
  plan(command: Command): Plan;
  run(plan: Plan, signal: AbortSignal): Promise<Result<Outcome, RefusalReason>>;
}
