import { consumerPlace, streamPlace, type ConsumerKey } from '../../domain/ids';
import type { ConsumerDetail } from '../../domain/inside/consumer';
import type { InsideFailure } from '../../domain/inside/ops';
import type { Result } from '../../lib/result';
import { consumerInfoReply } from '../../wire/ops/consumer-info';
import type { PipeDeps } from '../deps';
import { askApi } from './ask';

/** What the leader of a consumer tells of it. */
export function askConsumer(deps: PipeDeps, key: ConsumerKey): Promise<Result<ConsumerDetail, InsideFailure>> {
  const { stream, name } = consumerPlace(key);
  const place = streamPlace(stream);
  return askApi(deps, place, ['CONSUMER', 'INFO', place.name, name], '', consumerInfoReply);
}
