import { describe, expect, it } from 'vitest';
import { streamName } from '../../../domain/ids';
import { streamConfig } from '../../../domain/stream-config/fields';
import { source } from '../../../testing/asset-config/sources';
import { originsFor } from './origins';

const streams = ['ORDERS', 'OWN', 'Audit'].map((name) => ({ name: streamName(name), config: streamConfig({ name }) }));
const external = { api: 'hub.api', deliver: '' };

describe('streams to copy from', () => {
  const mirror = streamConfig({ name: 'OWN', mirror: source({ name: '' }) });
  const sources = streamConfig({ name: 'OWN', sources: [source({ name: 'ORDERS' }), source({ name: '', external })] });

  it('are all others of the account, in order', () => {
    expect(originsFor('mirror.name', mirror, { streams })).toEqual(['Audit', 'ORDERS']);
    expect(originsFor('sources.0.name', sources, { streams })).toEqual(['Audit', 'ORDERS']);
  });

  it('are not offered where another account or domain is copied from', () => {
    expect(originsFor('sources.1.name', sources, { streams })).toEqual([]);
  });

  it('are offered for the name of a mirror or source only', () => {
    for (const path of ['name', 'mirror.filterSubject', 'sources.0.subjectTransforms.0.source', 'sources.7.name'])
      expect(originsFor(path, sources, { streams })).toEqual([]);
    expect(originsFor('mirror.name', sources, { streams })).toEqual([]);
  });
});
