import type { ClusterModel } from '../cluster/model';
import type { Command, Effect, Plan, VerifiedResult, NotVerifiedReason } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import type { Look, Looked } from '../command/looked';
import type { AccountId, DomainName } from '../ids';
import type { DurationMs, LocalMs } from '../time';
import { allKnow, type Version } from '../version';

/** What of the session a permit depends on, beside the model. */
export interface PermitContext {
  readonly readOnly: boolean;
  readonly now: LocalMs;
  /** Older data permits nothing. */
  readonly maxAge: DurationMs;
  /** Tokens of the subject under which the API of an account in a domain is reached, such as `ORDERS.$JS.API`. `null`: it is not. */
  readonly apiPrefix: (account: AccountId, domain: DomainName) => readonly string[] | null;
  /** What was asked for this command alone; see {@link Action.look}. */
  readonly looked?: Looked;
}

/** One kind of command: what it needs, does and leads to. Pure. */
export interface Action<C extends Command> {
  /** Of a group: one such change at a time, and what is read afterwards may take as long as copying does. */
  readonly changesMembers: boolean | ((effect: Effect) => boolean);
  /** What has to be asked for it before it is planned, and again to see what came of it. Nothing unless told. */
  readonly look?: (model: ClusterModel, command: C) => Look;
  /** Always a plan: one that is not permitted says why, and as much of the rest as is known. */
  readonly plan: (model: ClusterModel, command: C, context: PermitContext) => Plan;
  /** Has what was planned come about, by what was read since? */
  readonly verdict: (model: ClusterModel, plan: Plan, command: C, looked: Looked) => Verdict;
}

export type Verdict =
  | { readonly kind: 'done'; readonly result: VerifiedResult }
  /** `reason`: what is said if it stays so until the deadline, or at once where waiting would change nothing. */
  | {
      readonly kind: 'open';
      readonly reason: NotVerifiedReason;
      readonly isSettled?: boolean;
      readonly fields?: readonly string[];
    };

/** Two polls of 5 s and the deadline of the second (ms). */
export const defaultMaxAge: DurationMs = 11_000;

/** What forbids every change; `null`: nothing does. */
export function commonRefusal(model: ClusterModel, context: PermitContext): RefusalReason | null {
  if (context.readOnly) return 'readOnly';
  if (model.link !== 'live') return 'linkNotLive';
  const liveness = model.rounds.get('liveness');
  return !liveness || isTooOld(liveness.endedAt, context) ? 'dataTooOld' : null;
}

export function isTooOld(at: LocalMs, { now, maxAge }: PermitContext): boolean {
  return now - at > maxAge;
}

/** Is every server that answers at least so new? */
export function knows(model: ClusterModel, since: Version): boolean {
  return allKnow(model.servers.values(), since);
}

/** Body of a step-down: empty, the only form that every version takes, unless a server is preferred. */
export function stepDownBody(preferred: string | null): string {
  return preferred === null ? '' : JSON.stringify({ placement: { preferred } });
}

/** Names come from the cluster: quoted, so that pasting one into a shell runs nothing else. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
