import { beforeAll, describe, expect, it } from 'vitest';
import { domainName, serverName } from '../../domain/ids';
import type { Translate } from '../../ui/translate';
import { englishWords } from '../../testing/words';
import { resilienceWords } from './resilience-words';

let t: Translate;
beforeAll(async () => {
  t = await englishWords();
});

type Known = Parameters<typeof resilienceWords>[1];
const healthy: Known = {
  servers: 5,
  uncertain: 0,
  nextLoss: [],
  metaNextLoss: [],
  resilience: { answering: 5, survives: 1, metas: [], single: 0, zones: [], metasNotKnown: 0 },
};
const said = (change: Partial<Known>, resilience: Partial<Known['resilience']> = {}) =>
  resilienceWords(t, { ...healthy, ...change, resilience: { ...healthy.resilience, ...resilience } }).join('; ');

describe('the line of the whole cluster', () => {
  it('says how many servers may be lost, and which zone may not', () => {
    const zones = [{ kind: 'az', of: 3, stopping: [{ name: 'az:a', streams: 3, metas: 0 }] }];
    expect(said({}, { zones })).toBe('Survives the loss of any 1 of 5 servers; of any az: no (az:a)');
    expect(said({}, { zones: [{ kind: 'az', of: 3, stopping: [] }] })).toContain('of any az: yes');
  });

  it('names the servers of which not even one may be lost, and what the meta group survives', () => {
    const nextLoss = [{ server: serverName('n2'), stops: 1 }];
    const metas = [{ domain: domainName(''), survives: 2, of: 5 }];
    expect(said({ nextLoss }, { survives: 0, metas })).toBe(
      'Survives the loss of any 1 of 5 servers: no (n2); the meta group of any 2 of 5',
    );
  });

  it('counts from now on while a server is silent', () => {
    expect(said({}, { answering: 4 })).toBe('Survives the loss of any 1 more of the 4 servers that answer');
  });

  it('says where quorums are not known, and nothing while nobody answers', () => {
    expect(said({ uncertain: 2 })).toContain('as far as quorums are known');
    expect(said({}, { answering: 0, survives: 0 })).toBe('');
  });
});
