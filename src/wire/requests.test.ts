import { describe, expect, it } from 'vitest';
import { accountId, serverName } from '../domain/ids';
import { connzBody } from './connz-request';
import {
  accountJszBody,
  filterBody,
  healthzBody,
  jszBody,
  raftzBody,
  streamNamesBody,
  type JszOptions,
} from './requests';

describe('the body of a request', () => {
  it('is empty without options, which every version takes', () => {
    expect([jszBody(), jszBody({}), raftzBody(), healthzBody(), filterBody(), accountJszBody()]).toEqual(
      Array(6).fill(''),
    );
    expect(jszBody({ streams: false })).toBe('');
  });

  it("uses the servers' own names, which are not ours", () => {
    const all = { accounts: true, streams: true, consumers: true, config: true, raft: true };
    expect(JSON.parse(jszBody({ ...all, account: accountId('APP') }))).toEqual({
      accounts: true,
      streams: true,
      consumer: true,
      config: true,
      raft: true,
      account: 'APP',
    });
    expect(JSON.parse(healthzBody({ serverOnly: true }))).toEqual({ 'js-server-only': true });
    expect(JSON.parse(filterBody({ server: serverName('n1'), cluster: 'C1' }))).toEqual({
      server_name: 'n1',
      cluster: 'C1',
    });
    expect(JSON.parse(raftzBody({ account: accountId('A'), group: 'S-R3F-x' }))).toEqual({
      account: 'A',
      group: 'S-R3F-x',
    });
  });

  it('of JSZ never has a limit or an offset, not even one that was smuggled in', () => {
    const smuggled = { streams: true, limit: 5, offset: 5 } as JszOptions;
    expect(JSON.parse(jszBody(smuggled))).toEqual({ streams: true });
    expect(JSON.parse(accountJszBody(smuggled))).toEqual({ streams: true });
  });

  it('of CONNZ has a limit between 1 and 1,024, and an offset that is not negative', () => {
    expect(JSON.parse(connzBody({ offset: 0, limit: 1, state: 'closed', account: accountId('A') }))).toEqual({
      auth: true,
      offset: 0,
      limit: 1,
      state: 1,
      acc: 'A',
    });
    for (const limit of [0, -1, 1025, 1.5, NaN]) expect(() => connzBody({ offset: 0, limit })).toThrow('invariant');
    for (const offset of [-1, 0.5, NaN]) expect(() => connzBody({ offset, limit: 1 })).toThrow('invariant');
  });

  it('of STREAM.NAMES is an offset as a number, since a text is refused', () => {
    expect(streamNamesBody(1024)).toBe('{"offset":1024}');
    expect(() => streamNamesBody(-1)).toThrow('invariant');
  });
});
