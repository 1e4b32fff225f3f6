import { describe, expect, it } from 'vitest';
import { consumerTemplates } from '../consumer-config/templates';
import { validateConsumer } from '../consumer-config/validate';
import { parseVersion } from '../version';
import type { StreamContext } from './context';
import { effectiveStream } from './effective';
import { streamConfig } from './fields';
import { natsStreamAdd } from './nats-command';
import { streamTemplates } from './templates';
import { isRefused, validateStream } from './validate';

const context = (since: string): StreamContext => ({
  version: parseVersion(`${since}.0`),
  streams: [],
  limits: null,
  room: null,
  edited: null,
});

describe.each(Object.entries(streamTemplates))('the template %s', (_, template) => {
  const config = template.make({ name: 'T', replicas: 3, origins: ['A', 'B'] });

  it('is taken by the release that it is for, and not by the one before', () => {
    expect(isRefused(validateStream(config, context(template.since)))).toBe(false);
    const older = { '2.9': null, '2.10': '2.9', '2.12': '2.11' }[template.since];
    if (older !== null) expect(isRefused(validateStream(config, context(older)))).toBe(true);
  });

  it('can be made on the command line by options alone', () => {
    expect(natsStreamAdd(config).byFile).toEqual([]);
  });
});

it.each(Object.entries(consumerTemplates))(
  'the template %s of a consumer is taken by the release that it is for',
  (_, template) => {
    const version = parseVersion(`${template.since}.0`);
    const stream = effectiveStream(streamConfig({ name: 'S' }), { version, find: () => null });
    const problems = validateConsumer(template.make('C'), {
      version,
      stream,
      consumers: [],
      limits: null,
      edited: null,
    });
    expect(problems).toEqual([]);
  },
);
