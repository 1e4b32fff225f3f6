import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { aCluster } from '../testing/builders';
import { modelOf } from '../testing/replay';
import { compareVersions, isAtLeast, lowestVersion, parseVersion } from './version';

describe('versions', () => {
  it.each(['', '2', '2.10', '2.10.x', 'dev', '2.10.27 ', '99999999.1.1'])('do not include %j', (text) => {
    expect(parseVersion(text)).toBeNull();
  });

  it('are ordered by number, releases after their pre-releases', () => {
    const ordered = [
      '2.9.10',
      '2.10.2',
      '2.10.27',
      '2.15.0-alpha',
      '2.15.0-beta.2',
      '2.15.0-beta.10',
      '2.15.0',
      '2.15.1',
    ];
    const parsed = ordered.map((text) => parseVersion(text) ?? { major: 0, minor: 0, patch: 0, pre: '' });
    expect([...parsed].reverse().sort(compareVersions)).toEqual(parsed);
  });

  it('carry build metadata without meaning', () => {
    expect(parseVersion('v2.15.1+git.abc')).toEqual({ major: 2, minor: 15, patch: 1, pre: '' });
    expect(isAtLeast('2.15.1+x', { major: 2, minor: 15, patch: 1, pre: '' })).toBe(true);
    expect(isAtLeast(null, { major: 0, minor: 0, patch: 0, pre: '' })).toBe(false);
  });

  const version = fc.record({
    major: fc.nat(3),
    minor: fc.nat(20),
    patch: fc.nat(30),
    pre: fc.constantFrom('', 'a', 'b', 'b.1', '1', 'b.2'),
  });
  test.prop([version, version, version])('have one total order', (a, b, c) => {
    expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0);
    if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
  });
});

describe('the lowest version', () => {
  const mixed = aCluster().withServers('n1', 'n2').withServer('n3', { version: '2.10.27' });

  it('is that of the oldest server that answers', () => {
    expect(lowestVersion(modelOf(mixed.poll(0), 100).servers.values())).toMatchObject({ minor: 10, patch: 27 });
    expect(
      lowestVersion(modelOf([...mixed.poll(0), ...mixed.kill('n3').poll(100)], 200).servers.values()),
    ).toMatchObject({ minor: 15 });
  });

  it('is not known when nobody answers, or when one cannot be read', () => {
    expect(lowestVersion(modelOf([], 100).servers.values())).toBeNull();
    expect(lowestVersion(modelOf(mixed.changeServer('n1', { version: '?' }).poll(0), 100).servers.values())).toBeNull();
  });
});
