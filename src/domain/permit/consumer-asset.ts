import type { ClusterModel } from '../cluster/model';
import type { Basis } from '../command/command';
import type { RefusalReason } from '../command/refusal';
import type { Looked } from '../command/looked';
import {
  consumerPlace,
  streamPlace,
  type ConsumerKey,
  type ConsumerName,
  type StreamKey,
  type StreamName,
} from '../ids';
import type { ConsumerFacts } from '../inside/consumer';
import { configRefusal } from './asset';
import type { PermitContext } from './context';

/** Where a consumer is. */
export interface ConsumerAt {
  readonly stream: StreamKey;
  readonly streamName: StreamName;
  readonly name: ConsumerName;
}

export function consumerAt(key: ConsumerKey): ConsumerAt {
  const { stream, name } = consumerPlace(key);
  return { stream, streamName: streamPlace(stream).name, name };
}

/** What its leader told of it; `null`: nothing. */
export function factsIn(looked: Looked | undefined): ConsumerFacts | null {
  return looked?.kind === 'consumer' || looked?.kind === 'consumerAgainst' ? looked.facts : null;
}

/** By its own leader's word, which need not be the stream's. `more`: what else has to be as it was. */
export function consumerBasis(facts: ConsumerFacts | null, ...more: readonly string[]): Basis {
  return { leader: facts?.leader ?? null, members: [], asked: [facts?.created ?? '', ...more].join('\n') };
}

/** Is it that very consumer? One that was made anew under its name is another. */
export function isSameConsumer(facts: ConsumerFacts, { asked }: Basis): boolean {
  return asked?.split('\n')[0] === facts.created;
}

/** What forbids every change of a consumer; `null`: nothing does. One that could not be read may still be changed. */
export function consumerRefusal(
  model: ClusterModel,
  { stream }: ConsumerAt,
  facts: ConsumerFacts | null,
  context: PermitContext,
): RefusalReason | null {
  const reason = configRefusal(model, stream, context);
  if (reason !== null) return reason;
  const kind = context.looked?.kind;
  if (kind === 'consumerGone' || kind === 'streamGone') return 'consumerGone';
  return facts?.internal === true ? 'systemMade' : null;
}
