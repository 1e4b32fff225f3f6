import type { ClusterModel } from '../cluster/model';
import type { Basis, Command, Effect, Plan } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import { streamPlace, type StreamKey } from '../ids';
import { commonRefusal, type PermitContext } from './context';
import { groupRefusal } from './group';

/** What a plan about the inside of an account is made of. */
export interface AssetParts {
  readonly reason: RefusalReason | null;
  readonly basis: Basis;
  readonly effect: Effect;
  /** Tokens behind the prefix of the account's API; `null`: it cannot be built. */
  readonly request: { readonly tokens: readonly string[]; readonly body: string } | null;
  readonly cli: string;
}

/** The plan of a command about `stream`, or about what is in it. */
export function assetPlan(command: Command, stream: StreamKey, context: PermitContext, parts: AssetParts): Plan {
  const { reason, basis, effect, request, cli } = parts;
  const { account, domain } = streamPlace(stream);
  const prefix = context.apiPrefix(account, domain);
  return {
    command,
    permit: reason === null ? { kind: 'allowed' } : { kind: 'refused', reason },
    basis,
    effect,
    request:
      prefix === null || request === null ? null : { subject: [...prefix, ...request.tokens], body: request.body },
    cli,
    madeAt: context.now,
  };
}

/** What forbids every change of a stream or in it; `null`: nothing does. */
export function streamRefusal(model: ClusterModel, key: StreamKey, context: PermitContext): RefusalReason | null {
  const common = commonRefusal(model, context);
  if (common !== null) return common;
  const stream = model.streams.get(key);
  if (!stream || stream.source !== 'reported') return 'notReported';
  if (context.apiPrefix(stream.account, stream.domain) === null) return 'noAccess';
  return groupRefusal(model, stream, context);
}

/** The same, where the meta leader has a part in it: configurations are its to change. */
export function configRefusal(model: ClusterModel, key: StreamKey, context: PermitContext): RefusalReason | null {
  const reason = streamRefusal(model, key, context);
  if (reason !== null) return reason;
  return model.metas.get(streamPlace(key).domain)?.leadership.kind === 'led' ? null : 'noMetaLeader';
}

/** Streams in which the servers keep sessions and retained messages of MQTT clients: nothing is taken out of them here. */
export function isSystemMade(key: StreamKey): boolean {
  return streamPlace(key).name.startsWith('$MQTT_');
}

/** The members of a JSON object that are there; numbers exact. */
export function jsonBody(members: Readonly<Record<string, string | number | bigint | boolean | null>>): string {
  const written = Object.entries(members).flatMap(([name, value]) =>
    value === null ? [] : [`"${name}":${typeof value === 'string' ? JSON.stringify(value) : String(value)}`],
  );
  return `{${written.join(',')}}`;
}
