import type { InsideFailure } from '../../domain/inside/ops';
import type { StreamFacts } from '../../domain/inside/messages';
import type { StreamPlace } from '../../domain/ids';
import { ok, type Result } from '../../lib/result';
import { streamFactsReply } from '../../wire/ops/stream-inside';
import type { PipeDeps } from '../deps';
import { askApi } from './ask';

/** Asks the leader of a stream where it stands. */
export async function streamFacts(deps: PipeDeps, place: StreamPlace): Promise<Result<StreamFacts, InsideFailure>> {
  const answer = await askApi(deps, place, ['STREAM', 'INFO', place.name], '', streamFactsReply);
  return answer.ok ? ok({ ...answer.value, asOf: deps.clock.now() }) : answer;
}
