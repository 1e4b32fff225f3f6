import { streamPlace } from '../../domain/ids';
import type { AccountOps } from '../../domain/inside/account';
import type { InsideFailure } from '../../domain/inside/ops';
import type { DurationMs } from '../../domain/time';
import { err, ok, type Result } from '../../lib/result';
import { accountLimitsReply, consumerListPage, streamListPage, type Page } from '../../wire/ops/account';
import type { Family } from '../../wire/decoded';
import type { PipeDeps } from '../deps';
import { askApi, type ApiPlace } from './ask';

/** The servers wait 4 s themselves for leaders that do not answer, and name those then (ms). */
const listDeadline: DurationMs = 6_000;
/** Pages of 256 that are read: an account with more is told of in part. */
const mostPages = 80;

type Answer<Name extends keyof AccountOps> = Promise<Result<AccountOps[Name]['value'], InsideFailure>>;
type Args<Name extends keyof AccountOps> = AccountOps[Name]['args'];

export async function accountStreams(
  deps: PipeDeps,
  place: Args<'accountStreams'>,
  signal: AbortSignal,
): Answer<'accountStreams'> {
  const read = await pages(deps, place, ['STREAM', 'LIST'], streamListPage, signal);
  if (!read.ok) return read;
  const { items, total, complete } = read.value;
  return ok({ streams: items, total, complete });
}

export function accountLimits(deps: PipeDeps, place: Args<'accountLimits'>): Answer<'accountLimits'> {
  return askApi(deps, place, ['INFO'], '', accountLimitsReply);
}

export async function streamConsumers(
  deps: PipeDeps,
  { stream }: Args<'streamConsumers'>,
  signal: AbortSignal,
): Answer<'streamConsumers'> {
  const place = streamPlace(stream);
  const read = await pages(deps, place, ['CONSUMER', 'LIST', place.name], consumerListPage, signal);
  if (!read.ok) return read;
  const { items, complete } = read.value;
  return ok({ consumers: items.filter(({ config }) => !config.direct && !config.sourcing), complete });
}

/** One page after the other: a list has no other order that would hold while it is read. */
async function pages<Item>(
  deps: PipeDeps,
  place: ApiPlace,
  tokens: readonly string[],
  family: Family<Page<Item>>,
  signal: AbortSignal,
): Promise<Result<{ items: readonly Item[]; total: number; complete: boolean }, InsideFailure>> {
  const items: Item[] = [];
  let missing = 0;
  for (let page = 0; page < mostPages; page += 1) {
    if (signal.aborted) return err({ kind: 'aborted' });
    const offset = items.length + missing;
    const answer = await askApi(deps, place, tokens, JSON.stringify({ offset }), family, listDeadline);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    missing += answer.value.missing;
    const { total } = answer.value;
    const read = items.length + missing;
    if (read >= total || answer.value.items.length + answer.value.missing === 0)
      return ok({ items, total, complete: missing === 0 && read >= total });
    if (page === mostPages - 1) return ok({ items, total, complete: false });
  }
  return err({ kind: 'unreadable' });
}
