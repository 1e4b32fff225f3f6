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

  it('lead to a screen below another one', () => {
    const servers = ['C1 #/c/C1/overview', 'servers #/c/C1/servers'];
    expect(crumbs('/c/C1/servers/n1/take-out')).toEqual([...servers, 'n1 #/c/C1/servers/n1', 'take-out']);
    expect(crumbs('/c/C1/rolling-restart')).toEqual([...servers, 'rolling-restart']);
    // A server may be called like a screen.
    expect(crumbs('/c/C1/servers/rolling-restart')).toEqual([...servers, 'rolling-restart']);
    expect(placeOf('/c/C1/rolling-restart').screen).toBe('servers');
    expect(crumbs('/c/C1/restore')).toEqual(['C1 #/c/C1/overview', 'streams #/c/C1/streams', 'restore']);
  });

  it('lead from what is in a stream back to the stream, in its domain', () => {
    const streams = ['C1 #/c/C1/overview', 'streams #/c/C1/streams', 'APP #/c/C1/streams?filter=APP'];
    const stream = '#/c/C1/streams/APP/ORDERS';
    expect(crumbs('/c/C1/streams/APP/ORDERS/messages')).toEqual([...streams, `ORDERS ${stream}`, 'messages']);
    expect(crumbs('/c/C1/streams/APP/ORDERS/create/consumer')).toEqual([...streams, `ORDERS ${stream}`, 'create']);
    expect(crumbs('/c/C1/streams/APP/ORDERS/consumers/reader')).toEqual([...streams, `ORDERS ${stream}`, 'reader']);
    expect(crumbs('/c/C1/streams/APP/ORDERS/consumers/reader/fetch')).toEqual([
      ...streams,
      `ORDERS ${stream}`,
      `reader ${stream}/consumers/reader`,
      'fetch',
    ]);
    expect(crumbs('/c/C1/kv/APP/settings')).toEqual([...streams, 'KV_settings #/c/C1/streams/APP/KV_settings', 'keys']);
    expect(placeOf('/c/C1/objects/APP/files')).toMatchObject({ screen: 'streams', part: 'objects' });
    const inLeaf = crumbsOf(placeOf('/c/C1/streams/APP/ORDERS/publish'), (screen) => screen, { domain: 'leaf' });
    expect(inLeaf.at(-2)?.href).toBe(`${stream}?domain=leaf`);
  });

  it('begin with the name of the cluster, where it is known: an address writes it in its own way', () => {
    const [first] = crumbsOf(placeOf('/c/c1_c2/streams'), (screen) => screen, { clusterName: 'c1+c2' });
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
