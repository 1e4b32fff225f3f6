import type { InsideFailure, InsideName, InsideOps, InsideRequest } from '../../domain/inside/ops';
import { streamPlace } from '../../domain/ids';
import type { Result } from '../../lib/result';
import { streamDetailReply } from '../../wire/ops/stream-detail';
import type { PipeDeps } from '../deps';
import { askApi } from './ask';

type Answer<Name extends InsideName> = Promise<Result<InsideOps[Name]['value'], InsideFailure>>;
type Handlers = {
  readonly [Name in InsideName]: (deps: PipeDeps, args: InsideOps[Name]['args'], signal: AbortSignal) => Answer<Name>;
};

/** Who answers what. What few sessions ask for is loaded when it is asked for first. */
const handlers: Handlers = {
  streamConfig: (deps, { stream }) => {
    const place = streamPlace(stream);
    return askApi(deps, place, ['STREAM', 'INFO', place.name], '', streamDetailReply);
  },
  accountStreams: async (...asked) => (await import('./account')).accountStreams(...asked),
  accountLimits: async (deps, args) => (await import('./account')).accountLimits(deps, args),
  streamConsumers: async (...asked) => (await import('./account')).streamConsumers(...asked),
  consumerDetail: async (deps, { consumer }) => (await import('./consumer')).askConsumer(deps, consumer),
  publish: async (deps, args) => (await import('./publish')).publish(deps, args),
  fetchNext: async (deps, args, signal) => (await import('./consume')).fetchNext(deps, args, signal),
  settle: async (deps, args) => (await import('./consume')).settle(deps, args),
  keyHistory: async (deps, args) => (await import('./keys')).keyHistory(deps, args),
  keyWrite: async (deps, args) => (await import('./keys')).keyWrite(deps, args),
  objectList: async (deps, args) => (await import('./objects')).objectList(deps, args),
  objectDelete: async (deps, args) => (await import('./objects')).objectDelete(deps, args),
  startJob: async (deps, args) => (await import('./job-ops')).startJob(deps, args),
  readJob: async (deps, args, signal) => (await import('./job-ops')).readJob(deps, args, signal),
  stopJob: async (deps, args) => (await import('./job-ops')).stopJob(deps, args),
  readBackup: async (_deps, args) => (await import('./backup-file')).readBackup(args),
  message: async (deps, args) => (await import('./message')).message(deps, args),
  messagePage: async (...asked) => (await import('./message-page')).messagePage(...asked),
  sequenceAt: async (...asked) => (await import('./sequence-at')).sequenceAt(...asked),
  deleted: async (deps, args) => (await import('./deleted')).deleted(deps, args),
  subjects: async (...asked) => (await import('./subjects')).subjects(...asked),
};

/** Asks the inside of an account. */
export function inside(
  deps: PipeDeps,
  { name, args }: InsideRequest,
  signal: AbortSignal,
): Promise<Result<unknown, InsideFailure>> {
  // The page's side puts both together by the table of questions.
  // eslint-disable-next-line no-restricted-syntax
  const handler = handlers[name] as (deps: PipeDeps, args: unknown, signal: AbortSignal) => Answer<InsideName>;
  return handler(deps, args, signal);
}
