import { expect, it } from 'vitest';
import type { RoundModel } from '../../domain/cluster/model';
import { localMs } from '../../domain/time';
import { unreadIn } from './unread';

const undecodable = [{ what: 'JSZ', reason: 'data: not an object', server: null }];
const round = (request: RoundModel['request'], endedAt: number, unread = undecodable): RoundModel => ({
  request,
  endedAt: localMs(endedAt),
  expected: 3,
  answered: [],
  silent: [],
  undecodable: unread,
  interrupted: false,
});

it('counts the unread replies of the latest round of every request', () => {
  const rounds = [round('summary', 900_000), round('placement', 880_000), round('liveness', 900_000, [])];
  expect(unreadIn(rounds, localMs(900_000))).toEqual([...undecodable, ...undecodable]);
});

it('forgets those of a request that is no longer made', () => {
  expect(unreadIn([round('account', 0)], localMs(120_000))).toEqual([]);
});
