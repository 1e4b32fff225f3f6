import { describe, expect, it } from 'vitest';
import { accountId, domainName } from '../ids';
import { isAccountApi, ownPrefix, routeOf, type AccountReach, type OwnConnection, type Probe } from './route';

const own: OwnConnection = {
  account: accountId('ORDERS'),
  name: 'ORDERS',
  state: 'live',
  user: 'orders',
  anonymous: false,
  server: 'n1',
  permissions: null,
};
const probe = (answer: Probe['answer'], over: Probe['over'] = 'prefix'): Probe => ({ over, subject: 'x', answer });
const reach = (probes: readonly Probe[], more: Partial<AccountReach> = {}): AccountReach => ({
  id: accountId('ORDERS'),
  name: 'ORDERS',
  probes,
  domain: null,
  own: null,
  ...more,
});

describe('the route of an account', () => {
  it('is the prefix under which its API answered, or its own connection', () => {
    expect(routeOf(reach([probe('noResponders'), probe('answered')]))).toEqual({ kind: 'prefix' });
    expect(routeOf(reach([probe('answered', 'connection')], { own }))).toEqual({ kind: 'connection' });
  });

  it('is the prefix where the own connection may not ask', () => {
    expect(routeOf(reach([probe('denied', 'connection'), probe('answered')], { own }))).toEqual({ kind: 'prefix' });
  });

  it.each([
    ['notAsked', reach([])],
    ['notImported', reach([probe('noResponders')])],
    ['notImportable', reach([probe('noResponders')], { id: accountId('$G') })],
    ['notPermitted', reach([probe('denied'), probe('noResponders')])],
    ['silent', reach([probe('denied'), probe('silent')])],
    ['connectionDown', reach([probe('answered', 'connection')], { own: { ...own, state: 'reconnecting' } })],
  ])('is none, for a reason: %s', (reason, row) => {
    expect(routeOf(row)).toEqual({ kind: 'none', reason });
  });
});

describe('a request to the API of an account', () => {
  it.each([
    ['$JS.API.STREAM.LEADER.STEPDOWN.S', true],
    ['$JS.edge.API.CONSUMER.LEADER.STEPDOWN.S.C', true],
    ['$JS.API.META.LEADER.STEPDOWN', false],
    ['$JS.API.SERVER.REMOVE', false],
    ['$JS.API.ACCOUNT.STREAM.MOVE.A.S', false],
    ['$JS.edge.API.META.LEADER.STEPDOWN', false],
    ['ORDERS.$JS.API.STREAM.LEADER.STEPDOWN.S', false],
    ['$SYS.REQ.SERVER.PING', false],
  ])('%s: %s', (subject, expected) => {
    expect(isAccountApi(subject.split('.'))).toBe(expected);
  });
});

describe('over its own connection an account is reached', () => {
  it('as it is in the domain that answers, by name in others, and not at all in one without a name', () => {
    const [none, edge, hub] = [domainName(''), domainName('edge'), domainName('hub')];
    expect(ownPrefix(none, none)).toEqual(['$JS', 'API']);
    expect(ownPrefix(edge, edge)).toEqual(['$JS', 'API']);
    expect(ownPrefix(none, edge)).toEqual(['$JS', 'edge', 'API']);
    expect(ownPrefix(edge, hub)).toEqual(['$JS', 'hub', 'API']);
    expect(ownPrefix(edge, none)).toBeNull();
  });
});
