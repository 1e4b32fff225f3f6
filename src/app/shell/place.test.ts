import { describe, expect, it } from 'vitest';
import { crumbsOf, placeOf } from './place';

const crumbs = (path: string) =>
  crumbsOf(placeOf(path), (screen) => screen).map(({ text, href }) => `${text} ${href ?? ''}`.trim());

describe('crumbs', () => {
  it('lead from the cluster to the place', () => {
    expect(crumbs('/c/C1/streams/APP/ORD%2FERS')).toEqual([
      'C1 #/c/C1/overview',
      'streams #/c/C1/streams',
      'APP #/c/C1/streams?filter=APP',
      'ORD/ERS',
    ]);
    expect(crumbs('/c/C1/servers/n1')).toEqual(['C1 #/c/C1/overview', 'servers #/c/C1/servers', 'n1']);
  });

  it('begin with the name of the cluster, where it is known: an address writes it in its own way', () => {
    const [first] = crumbsOf(placeOf('/c/c1_c2/streams'), (screen) => screen, 'c1+c2');
    expect(first).toEqual({ text: 'c1+c2', href: '#/c/c1_c2/overview' });
  });

  it('are none outside of a cluster, and no screen where there is none of that name', () => {
    expect(crumbs('/connect')).toEqual([]);
    expect(placeOf('/c/C1/nowhere').screen).toBeNull();
  });

  it('stand as they are when they cannot be decoded', () => {
    expect(placeOf('/c/%E0%A4%A/overview').cluster).toBe('%E0%A4%A');
  });
});
