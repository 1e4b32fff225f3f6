import { expect, it } from 'vitest';
import { accountId, domainName } from '../domain/ids';
import { err } from '../lib/result';
import { replyOf } from '../testing/command-session';
import { fakeClock } from '../testing/fakes/fake-clock';
import type { Transport } from '../transport/transport';
import { AccountAccessProbe } from './access';

const account = { id: accountId('APP'), name: 'APP' };
const hub = domainName('');

/** Answers every request, or none while it is slow. */
function connection() {
  const asked: string[] = [];
  const state = { slow: false };
  const request: Transport['request'] = (subject) => {
    asked.push(subject);
    const info = { type: 'io.nats.jetstream.api.v1.account_info_response', memory: 0, storage: 0, streams: 0 };
    return Promise.resolve(state.slow ? err({ code: 'timeout' }) : replyOf(info));
  };
  return { asked, state, request };
}

function accessOver(transport: Pick<Transport, 'request'>) {
  const { signal } = new AbortController();
  const take = () => ({ observations: [], server: null, problem: null });
  const pattern = '{account}.$JS.API';
  return new AccountAccessProbe({ transport, clock: fakeClock(), take, signal, pattern });
}

it('reaches an account under its prefix while its own connection is slow, and over that one as soon as it answers', async () => {
  const access = accessOver(connection());
  const own = connection();
  own.state.slow = true;
  await access.attach(account, own);
  expect(access.prefix(account.id, hub)).toEqual(['APP', '$JS', 'API']);
  expect(access.isOpen).toBe(true);
  own.state.slow = false;
  await access.probe([account], false);
  expect(access.prefix(account.id, hub)).toEqual(['$JS', 'API']);
  expect(access.isOpen).toBe(false);
  const asked = own.asked.length;
  await access.probe([account], false);
  expect(own.asked).toHaveLength(asked);
});

it('stays reached under the prefix while its own connection is asked again', async () => {
  const access = accessOver(connection());
  const own = connection();
  own.state.slow = true;
  await access.attach(account, own);
  const probing = access.probe([account], false);
  expect(access.prefix(account.id, hub)).toEqual(['APP', '$JS', 'API']);
  await probing;
  expect(access.prefix(account.id, hub)).toEqual(['APP', '$JS', 'API']);
});
