import { beforeAll, expect, test } from 'vitest';
import type { Finding } from '../domain/diagnosis/finding';
import { domainName } from '../domain/ids';
import type { Translate } from '../ui/translate';
import { englishWords } from '../testing/words';
import { fixtureNames, fixtureNow, modelFixture } from '../testing/model-fixtures';
import { findingWords } from './finding-words';

let t: Translate;
beforeAll(async () => {
  t = await englishWords();
});

const finding = (code: Finding['code'], values: Finding['values']): Finding => ({
  id: code,
  code,
  severity: 'P1',
  subject: { kind: 'meta', domain: domainName('') },
  firstSeen: fixtureNow,
  lastSeen: fixtureNow,
  phase: 'open',
  values,
});
const said = (code: Finding['code'], values: Finding['values']) => {
  const { title, evidence } = findingWords(t, finding(code, values));
  return evidence === '' ? title : `${title} | ${evidence}`;
};

test('many streams that share a cause are counted, and never called by the name of a server', () => {
  const values = { streams: 3, servers: 'n3', stream: 'AUDIT', account: 'APP', have: 0, need: 1, of: 1 };
  expect(said('streamUnreachable', values)).toBe('3 streams cannot be reached | n3 silent · APP / AUDIT, …');
});

test('one stream is named with its account', () => {
  const values = { streams: 1, servers: 'n3, n4', stream: 'ORDERS', account: 'APP', have: 1, need: 2, of: 3 };
  expect(said('streamNoQuorum', values)).toBe('APP / ORDERS has no quorum | n3, n4 silent');
});

test('a stream that lacks no server blames none', () => {
  const values = { streams: 1, servers: '', stream: 'ORDERS', account: 'APP' };
  expect(said('streamReduced', values)).toBe('APP / ORDERS lacks a copy');
});

test('an announced end is told from a crash', () => {
  expect(said('serverSilent', { server: 'n3', announced: 'no' })).toBe('n3 does not answer | no shutdown announced');
  expect(said('serverSilent', { server: 'n3', announced: 'shutdown' })).toContain('announced its shutdown');
});

test('names are shown literally', () => {
  expect(said('serverSilent', { server: 'a\u202Eb', announced: 'no' })).toContain('a\\u202eb');
});

test.each(fixtureNames)('every finding of the picture %s has words without gaps', (name) => {
  for (const found of modelFixture(name).findings) {
    const words = Object.values(findingWords(t, found)).join(' ');
    expect(words).not.toMatch(/\{\{|undefined|NaN|overview:/);
  }
});
