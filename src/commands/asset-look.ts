import type { ClusterModel } from '../domain/cluster/model';
import type { AssetLook, HeldConfig, Looked, StreamContent } from '../domain/command/looked';
import { nothingLooked } from '../domain/command/looked';
import { consumerConfig } from '../domain/consumer-config/fields';
import { holdConsumer } from '../domain/consumer-config/hold';
import {
  consumerPlace,
  streamKey,
  streamPlace,
  type ConsumerKey,
  type StreamKey,
  type StreamPlace,
} from '../domain/ids';
import type { InsideFailure } from '../domain/inside/ops';
import { membersOf } from '../domain/permit/group';
import { fitContext } from '../domain/placement/fit';
import { existingStreams } from '../domain/stream-config/existing';
import { holdStream, type StreamWorld } from '../domain/stream-config/hold';
import { readStreamConfig } from '../domain/stream-config/wire';
import { lowestVersion } from '../domain/version';
import type { Result } from '../lib/result';
import { messageHeadReply, type MessageTold } from '../wire/ops/message-head';
import { matchingReply, streamToldReply, type StreamTold } from '../wire/ops/stream-told';
import type { PipeDeps } from './deps';
import { askApi } from './inside/ask';
import { askConsumer } from './inside/consumer';

/** `JSStreamNotFoundErr`, `JSConsumerNotFoundErr`, `JSNoMessageFoundErr` */
const streamNotFound = 10059;
const consumerNotFound = 10014;
const noMessage = 10037;

/** Reads a stream, a consumer or a message, and holds what is asked for against it. What is not answered is `nothing`. */
export async function lookAtAsset(deps: PipeDeps, look: AssetLook): Promise<Looked> {
  switch (look.kind) {
    case 'streamAgainst':
      return streamAgainst(deps, look.stream, look.config);
    case 'consumerAgainst':
      return consumerAgainst(deps, look.consumer, look.config);
    case 'consumer': {
      const told = await askConsumer(deps, look.consumer);
      return told.ok ? { kind: 'consumer', facts: told.value.facts } : goneOrNothing(told.error);
    }
    case 'streamContent': {
      const content = await contentOf(deps, streamPlace(look.stream), look.filter);
      return content.ok ? { kind: 'streamContent', content: content.value } : goneOrNothing(content.error);
    }
    case 'message': {
      const place = streamPlace(look.stream);
      const content = await contentOf(deps, place, null);
      if (!content.ok) return goneOrNothing(content.error);
      const message = await askMessage(deps, place, `{"seq":${String(look.sequence)}}`);
      if (message.ok) return { kind: 'message', content: content.value, message: message.value };
      return isRefusal(message.error, noMessage)
        ? { kind: 'message', content: content.value, message: null }
        : nothingLooked;
    }
  }
}

async function streamAgainst(deps: PipeDeps, key: StreamKey, config: string): Promise<Looked> {
  const place = streamPlace(key);
  const told = await askStream(deps, place);
  const model = deps.model();
  // A name that no subject can hold is none of a stream that is there: what is wrong with it is told by its own rule.
  const isNew = !told.ok && (isRefusal(told.error, streamNotFound) || told.error.kind === 'unsendable');
  if (model === null || (!told.ok && !isNew)) return nothingLooked;
  const present = told.ok ? { ...told.value, messages: told.value.content.messages } : null;
  const held = holdStream(config, present, worldOf(model, place));
  return { kind: 'streamAgainst', held, content: told.ok ? told.value.content : null };
}

function worldOf(model: ClusterModel, place: StreamPlace): StreamWorld {
  const { account, domain, name } = place;
  const stream = model.streams.get(streamKey(domain, account, name));
  return {
    version: lowestVersion(model.servers.values()),
    streams: existingStreams(model, place).filter((other) => other.name !== name),
    room: { fit: fitContext([...model.servers.values()]), domain, cluster: null },
    members: stream ? membersOf(stream) : [],
  };
}

async function consumerAgainst(deps: PipeDeps, key: ConsumerKey, config: string): Promise<Looked> {
  const { stream } = consumerPlace(key);
  const place = streamPlace(stream);
  const [told, own] = await Promise.all([askStream(deps, place), askConsumer(deps, key)]);
  const model = deps.model();
  if (!told.ok) return goneOrNothing(told.error);
  const isNew = !own.ok && (isRefusal(own.error, consumerNotFound) || own.error.kind === 'unsendable');
  if (model === null || (!own.ok && !isNew)) return nothingLooked;
  const present = own.ok ? { ...own.value, created: own.value.facts.created } : null;
  const held: HeldConfig = holdConsumer(config, present, place.name, {
    version: lowestVersion(model.servers.values()),
    stream: readStreamConfig(told.value.config).config,
    consumers: othersOf(model, key),
    limits: null,
  });
  return { kind: 'consumerAgainst', held, facts: own.ok ? own.value.facts : null };
}

/** The other consumers of a stream that the picture has, in what decides who gets a message of a work queue. */
function othersOf({ consumers }: ClusterModel, key: ConsumerKey) {
  const { stream } = consumerPlace(key);
  return [...consumers.values()].flatMap(({ key: other, stream: of, name, config }) => {
    if (of !== stream || other === key || config === null) return [];
    return [{ name, config: consumerConfig({ name, filterSubjects: config.filterSubjects }) }];
  });
}

/** With a filter also how many messages match it, and the first of them. */
async function contentOf(
  deps: PipeDeps,
  place: StreamPlace,
  filter: string | null,
): Promise<Result<StreamContent, InsideFailure>> {
  const told = await askStream(deps, place);
  if (!told.ok || filter === null) return told.ok ? { ok: true, value: told.value.content } : told;
  const tokens = ['STREAM', 'INFO', place.name];
  const matching = await askApi(deps, place, tokens, JSON.stringify({ subjects_filter: filter }), matchingReply);
  if (!matching.ok) return matching;
  const first = await askMessage(deps, place, JSON.stringify({ seq: 1, next_by_subj: filter }));
  if (!first.ok && !isRefusal(first.error, noMessage)) return first;
  const firstMatching = first.ok ? first.value.sequence : null;
  return { ok: true, value: { ...told.value.content, matching: matching.value, firstMatching } };
}

function askStream(deps: PipeDeps, place: StreamPlace): Promise<Result<StreamTold, InsideFailure>> {
  return askApi(deps, place, ['STREAM', 'INFO', place.name], '', streamToldReply);
}

function askMessage(deps: PipeDeps, place: StreamPlace, body: string): Promise<Result<MessageTold, InsideFailure>> {
  return askApi(deps, place, ['STREAM', 'MSG', 'GET', place.name], body, messageHeadReply);
}

function goneOrNothing(failure: InsideFailure): Looked {
  if (isRefusal(failure, streamNotFound)) return { kind: 'streamGone' };
  return isRefusal(failure, consumerNotFound) ? { kind: 'consumerGone' } : nothingLooked;
}

function isRefusal(failure: InsideFailure, code: number): boolean {
  return failure.kind === 'refused' && failure.code === code;
}
