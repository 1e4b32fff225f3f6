import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { anyConfig } from '../../testing/asset-config/any-config';
import { readHcl } from '../../testing/asset-config/hcl-reader';
import { readYaml } from '../../testing/asset-config/yaml-reader';
import { isInteger } from '../asset-config/config';
import { goDuration, wholeSeconds } from '../asset-config/duration';
import { parseJsonText } from '../asset-config/json-text';
import { isObject, type Json, type JsonObject } from '../asset-config/write';
import { asToolsTakeIt } from './effective';
import { streamConfig, streamFields } from './fields';
import { kubernetesStream, resourceName } from './kubernetes';
import { natsStreamAdd, natsStreamEdit } from './nats-command';
import { resourceLabel, terraformStream } from './terraform';
import { readStreamConfig } from './wire';

const config = anyConfig(streamFields);
const objectOf = (json: Json | undefined): JsonObject => (json !== undefined && isObject(json) ? json : {});
/** Without what is left out because it is the default. */
const orNothing = <T>(value: T, standard: unknown) => (value === standard ? undefined : value);
const limitOf = (value: number | bigint | 'unlimited') => (value === 'unlimited' ? undefined : value);

describe('whatever a stream holds', () => {
  test.prop([config])('its resource of Kubernetes says the same', (given) => {
    const { metadata, spec, ...head } = objectOf(readYaml(kubernetesStream(given).text));
    expect(head).toEqual({ apiVersion: 'jetstream.nats.io/v1beta2', kind: 'Stream' });
    expect(metadata).toEqual({ name: resourceName(given.name) });
    const { maxMsgs, maxBytes } = asToolsTakeIt(given);
    expect(spec).toMatchObject({ name: given.name, storage: given.storage, retention: given.retention });
    expect(objectOf(spec)['description']).toBe(orNothing(given.description, ''));
    expect(objectOf(spec)['subjects']).toEqual(given.subjects.length === 0 ? undefined : given.subjects);
    expect(objectOf(spec)['metadata'] ?? {}).toEqual(given.metadata);
    expect(objectOf(spec)['maxMsgs']).toBe(limitOf(maxMsgs));
    expect(objectOf(spec)['maxBytes']).toBe(limitOf(maxBytes));
    expect(objectOf(spec)['maxAge']).toBe(given.maxAge === 0 ? undefined : goDuration(given.maxAge));
    const sources = given.sources.map(({ name, filterSubject: filter }) =>
      filter === '' ? { name } : { name, filterSubject: filter },
    );
    expect(objectOf(spec)['sources'] ?? []).toMatchObject(sources);
  });

  test.prop([config])('its resource of Terraform says the same, and names what is not whole seconds', (given) => {
    const { text, missing } = terraformStream(given);
    const { head, attributes, blocks } = readHcl(text);
    expect(head).toEqual(['resource', 'jetstream_stream', resourceLabel(given.name)]);
    expect(new Set(attributes.map(([name]) => name)).size).toBe(attributes.length);
    const said = new Map(attributes);
    expect(said.get('name')).toBe(given.name);
    expect(said.get('description')).toBe(orNothing(given.description, ''));
    expect(said.get('subjects')).toEqual(given.subjects.length === 0 ? undefined : given.subjects);
    expect(said.get('metadata') ?? {}).toEqual(given.metadata);
    const seconds = wholeSeconds(given.maxAge);
    expect(said.get('max_age') ?? null).toBe(seconds === 0 ? null : seconds);
    expect(missing.includes('maxAge')).toBe(seconds === null);
    const sources = blocks.filter(({ head: [kind] }) => kind === 'source');
    expect(sources.map((block) => new Map(block.attributes).get('name'))).toEqual(
      given.sources.map(({ name }) => name),
    );
    const mirror = blocks.find(({ head: [kind] }) => kind === 'mirror');
    expect(mirror && new Map(mirror.attributes).get('filter_subject')).toBe(orNothing(given.mirror?.filterSubject, ''));
  });

  test.prop([config])('its file for the nats tool is read again as what servers take it for', (given) => {
    const [, document = ''] = /<<'END_*'\n([^]*)\nEND_*$/.exec(natsStreamEdit(given)) ?? [];
    const parsed = parseJsonText(document);
    expect(parsed.ok && readStreamConfig(parsed.value)).toEqual({
      config: asToolsTakeIt(given),
      unknown: [],
      misread: [],
    });
  });

  test.prop([config])('its command holds no zero byte, and says which fields an option has no form for', (given) => {
    const { text, byFile } = natsStreamAdd(given);
    expect(byFile.length > 0).toBe(text.startsWith('nats stream add --config /dev/stdin <<'));
    // A name with one is refused before anything is written.
    if (!given.name.includes('\0')) expect(text).not.toContain('\0');
  });
});

describe('a resource is named as its tool allows, whatever the stream is called', () => {
  test.prop([config])('of Kubernetes and of Terraform', ({ name }) => {
    expect(resourceName(name)).toMatch(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/);
    expect(resourceLabel(name)).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
  });

  it.each([
    ['ORDERS', 'orders', 'ORDERS'],
    ['orders_EU.1', 'orders-eu-1', 'orders_EU_1'],
    ['-x-', 'x', '_-x-'],
    ['漢字', 'unnamed', '_'],
    ['', 'unnamed', '_'],
    ['1e3', '1e3', '_1e3'],
    ['no', 'no', 'no'],
    [`${'a'.repeat(62)}_b`, 'a'.repeat(62), `${'a'.repeat(62)}_b`],
    ['a'.repeat(255), 'a'.repeat(63), 'a'.repeat(255)],
  ])('%s is %s and %s', (name, kubernetes, terraform) => {
    expect(resourceName(name)).toBe(kubernetes);
    expect(resourceLabel(name)).toBe(terraform);
  });
});

it.each([
  [1023, '1023'],
  [1024, '1K'],
  [1025, '1025'],
  [1024 ** 2, '1M'],
  [1536 * 1024, '1536K'],
  [2 ** 31 - 1, '2147483647'],
  [2 ** 31, '2G'],
  [1024 ** 4, '1T'],
  [2n ** 62n, '4194304T'],
])('%s bytes are an option that the tool reads without a loss: %s', (maxBytes, option) => {
  expect(natsStreamAdd(streamConfig({ name: 'S', maxBytes })).text).toContain(`--max-bytes=${option} `);
});

it.each([2 ** 31 + 1, 2n ** 63n - 1n, 2 ** 53 - 1])('%s bytes are none, and go by a file', (maxBytes) => {
  const { text, byFile } = natsStreamAdd(streamConfig({ name: 'S', maxBytes }));
  expect(byFile).toEqual(['maxBytes']);
  expect(isInteger(maxBytes) && text.includes(`"max_bytes": ${maxBytes}`)).toBe(true);
});
