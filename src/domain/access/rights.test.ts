import { describe, expect, it } from 'vitest';
import type { UserPermissions } from '../replies/servers';
import { covers, mayPublish, onlyReads } from './rights';

const everything = { allow: null, deny: [] };
const publish = (allow: readonly string[] | null, deny: readonly string[] = []): UserPermissions => ({
  publish: { allow, deny },
  subscribe: everything,
});

describe('a login that only reads', () => {
  it('is one of another account than that of the system, whatever it may publish', () => {
    expect(onlyReads({ role: 'observer', permissions: null })).toBe(true);
    expect(onlyReads({ role: 'observer', permissions: publish(['$SYS.REQ.SERVER.*.*']) })).toBe(true);
  });

  it('is one of the system account that may send nothing but questions', () => {
    const questions = [
      '$SYS.REQ.SERVER.*.JSZ',
      '$SYS.REQ.SERVER.PING.VARZ',
      '$SYS.REQ.SERVER.PING',
      '$SYS.REQ.ACCOUNT.*.JSZ',
      '$SYS.REQ.USER.INFO',
      'ORDERS.$JS.API.INFO',
      'ORDERS.$JS.API.STREAM.INFO.*',
      '$JS.edge.API.CONSUMER.LIST.>',
      '*.$JS.API.STREAM.NAMES',
    ];
    expect(onlyReads({ role: 'system', permissions: publish(questions) })).toBe(true);
    expect(onlyReads({ role: 'unknown', permissions: publish([]) })).toBe(true);
  });

  it.each([
    '>',
    '$SYS.REQ.>',
    '$SYS.REQ.SERVER.*.*',
    '$SYS.REQ.SERVER.*.RELOAD',
    '$SYS.REQ.SERVER.PING.KICK',
    '$JS.API.>',
    '$JS.API.META.LEADER.STEPDOWN',
    'ORDERS.$JS.API.STREAM.*',
    'ORDERS.$JS.API.STREAM.LEADER.STEPDOWN.*',
    '$SYS.REQ.SERVER.*.JSZ.>',
    'audit.>',
  ])('is not one that may publish %s as well', (pattern) => {
    expect(onlyReads({ role: 'system', permissions: publish(['$SYS.REQ.SERVER.*.JSZ', pattern]) })).toBe(false);
  });

  it('is not one of which nobody tells what it may, or that is denied only some', () => {
    expect(onlyReads({ role: 'unknown', permissions: null })).toBe(false);
    expect(onlyReads({ role: 'system', permissions: null })).toBe(false);
    expect(onlyReads({ role: 'system', permissions: publish(null, ['$JS.API.>']) })).toBe(false);
  });
});

describe('what may be published', () => {
  it('is what is allowed and not denied', () => {
    const rights = publish(['$JS.API.>', 'A.*'], ['$JS.API.SERVER.>']);
    expect(mayPublish(rights, ['$JS', 'API', 'META', 'LEADER', 'STEPDOWN'])).toBe(true);
    expect(mayPublish(rights, ['$JS', 'API', 'SERVER', 'REMOVE'])).toBe(false);
    expect(mayPublish(rights, ['A', 'b'])).toBe(true);
    expect(mayPublish(rights, ['B', 'b'])).toBe(false);
  });

  it('is everything where nothing is told, and all but what is denied where nothing is allowed by name', () => {
    expect(mayPublish(null, ['x'])).toBe(true);
    expect(mayPublish(publish(null, ['x.>']), ['y'])).toBe(true);
    expect(mayPublish(publish(null, ['x.>']), ['x', 'y'])).toBe(false);
  });

  it.each([
    ['a.*', 'a.b', true],
    ['a.*', 'a.b.c', false],
    ['a.>', 'a.b.c', true],
    ['a.>', 'a', false],
    ['>', 'a', true],
    ['a.*.c', 'a.b.c', true],
    ['a.*.c', 'a.b.d', false],
    ['*', 'a', true],
    ['a', 'a', true],
    ['a', 'A', false],
  ])('%s and %s: %s', (pattern, subject, expected) => {
    expect(covers(pattern, subject.split('.'))).toBe(expected);
  });
});
