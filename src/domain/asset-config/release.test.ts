import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig } from '../../testing/asset-config/any-config';
import { source } from '../../testing/asset-config/sources';
import { defaults } from '../asset-config/config';
import { streamConfig, streamFields } from '../stream-config/fields';
import { parseVersion } from '../version';
import type { Since } from './field';
import { codeOfUnknownField, knows, tooNew } from './release';

const releases: readonly Since[] = ['2.9', '2.10', '2.11', '2.12', '2.14', '2.15'];

describe.each(releases.map((since, index) => ({ since, before: releases[index - 1] })))(
  'what came with $since',
  ({ since, before }) => {
    it('is known from its first release on, betas included', () => {
      for (const version of [`${since}.0`, `${since}.31`, `v${since}.0-beta.1`, `${since}.0-RC.2`, '2.99.0', '3.0.0'])
        expect(knows(parseVersion(version), since)).toBe(true);
    });

    it('is not known before', () => {
      for (const version of ['1.4.1', '2.8.4', ...(before === undefined ? [] : [`${before}.999`])])
        expect(knows(parseVersion(version), since)).toBe(false);
    });

    it('is for the server to judge where no version is known', () => {
      expect(knows(null, since)).toBe(true);
    });
  },
);

it.each([
  ['2.11.9', null],
  ['2.12.0', 10025],
  ['2.15.1', 10025],
  ['unreadable', 10025],
])('a field that %s does not know is refused with %s', (version, code) => {
  expect(codeOfUnknownField(parseVersion(version))).toBe(code);
});

describe('what is too new', () => {
  test.prop([anyConfig(streamFields)])('is nothing on the newest, nor where no version is known', (config) => {
    expect(tooNew(streamFields, config, parseVersion('2.15.0'))).toEqual([]);
    expect(tooNew(streamFields, config, null)).toEqual([]);
  });

  test.prop([anyConfig(streamFields)])('is less and less the newer the servers are', (config) => {
    const found = releases.map((since) =>
      tooNew(streamFields, config, parseVersion(`${since}.0`)).map(({ path }) => path),
    );
    for (const [index, paths] of found.entries())
      for (const path of paths) {
        const before: readonly string[] = found[index - 1] ?? paths;
        // Of an older one the whole part may be too new.
        expect(before.some((one) => path === one || path.startsWith(`${one}.`))).toBe(true);
      }
  });

  it('is told by the innermost place that is', () => {
    const consumer = { name: '', deliverSubject: '' };
    const config = streamConfig({
      sources: [
        source({ name: 'A' }),
        source({ name: 'B', consumer, subjectTransforms: [{ source: '', destination: '' }] }),
      ],
    });
    expect(tooNew(streamFields, config, parseVersion('2.9.0'))).toEqual([
      { path: 'sources.1.subjectTransforms', since: '2.10' },
      { path: 'sources.1.consumer', since: '2.14' },
    ]);
    expect(tooNew(streamFields, config, parseVersion('2.10.0'))).toEqual([
      { path: 'sources.1.consumer', since: '2.14' },
    ]);
  });

  it('is a word of a choice, too', () => {
    const fields = {
      mode: { kind: 'choice', wire: 'mode', since: '2.9', options: { old: '2.9', young: '2.12' }, default: 'old' },
    } as const;
    expect(tooNew(fields, { mode: 'young' }, parseVersion('2.11.0'))).toEqual([{ path: 'mode', since: '2.12' }]);
    expect(tooNew(fields, { mode: 'young' }, parseVersion('2.12.0'))).toEqual([]);
  });

  it.each([null, 5, 'text', []])('is nothing of %j', (nothing) => {
    expect(tooNew(streamFields, nothing, parseVersion('2.9.0'))).toEqual([]);
    expect(tooNew(streamFields, defaults(streamFields), parseVersion('2.9.0'))).toEqual([]);
  });
});
