import { describe, expect, it } from 'vitest';
import type { Exported } from '../../domain/asset-config/export';
import { consumerConfig } from '../../domain/consumer-config/fields';
import { kubernetesConsumer } from '../../domain/consumer-config/kubernetes';
import { terraformConsumer } from '../../domain/consumer-config/terraform';
import { streamConfig } from '../../domain/stream-config/fields';
import { kubernetesStream } from '../../domain/stream-config/kubernetes';
import { terraformStream } from '../../domain/stream-config/terraform';
import { consumerSamples, moreConsumerSamples } from './consumer-samples';
import { moreStreamSamples, streamSamples } from './stream-samples';
import { nackConsumerNames, nackStreamNames, terraformConsumerNames, terraformStreamNames } from './tool-schemas';

/** The names in an exported text, each with those that it stands in. `name`: one line's blanks and name. */
function namesIn(text: string, name: RegExp): readonly string[] {
  const open: { readonly indent: number; readonly path: string }[] = [];
  return text.split('\n').flatMap((line) => {
    const [, blanks = '', key] = name.exec(line) ?? [];
    if (key === undefined) return [];
    while ((open.at(-1)?.indent ?? -1) >= blanks.length) open.pop();
    const path = [...open.map((one) => one.path), key].join('.');
    open.push({ indent: blanks.length, path: key });
    return [path];
  });
}

/** Below `spec`; what stands below `metadata` are the user's own names. */
function yamlNames(text: string): readonly string[] {
  return namesIn(text, /^((?: |- )*)([A-Za-z]+):/)
    .filter((path) => path.startsWith('spec.') && !/^spec\.metadata\./.test(path))
    .map((path) => path.slice('spec.'.length));
}

const hclNames = (text: string) => namesIn(text.split('\n').slice(1).join('\n'), /^( +)([a-z_]+) +[={]/);

const streams = [...Object.values(streamSamples), ...Object.values(moreStreamSamples)].flatMap(({ set, edit }) => [
  streamConfig({ name: 'S', ...set }),
  streamConfig({ name: 'S', ...set, ...edit }),
]);
const consumers = [...Object.values(consumerSamples), ...Object.values(moreConsumerSamples)].flatMap(
  ({ set, edit }) => [
    consumerConfig({ durableName: 'C', ...set }),
    consumerConfig({ durableName: 'C', ...set, ...edit }),
  ],
);

describe('every name in an export is one of its schema', () => {
  it.each([
    ['a Stream of Kubernetes', streams.map((one) => yamlNames(kubernetesStream(one).text)), nackStreamNames, []],
    [
      'a Consumer of Kubernetes',
      consumers.map((one) => yamlNames(kubernetesConsumer('S', one).text)),
      nackConsumerNames,
      [],
    ],
    [
      'a stream of Terraform',
      streams.map((one) => hclNames(terraformStream(one).text)),
      terraformStreamNames,
      ['placement_preferred'],
    ],
    [
      'a consumer of Terraform',
      consumers.map((one) => hclNames(terraformConsumer('S', one).text)),
      terraformConsumerNames,
      [],
    ],
  ])('%s', (_, written, schema, unwritten) => {
    const names = new Set(written.flat());
    expect([...names].filter((name) => !schema.has(name))).toEqual([]);
    // 2.15.1 refuses a preferred server wherever it is set.
    expect([...schema].filter((name) => !names.has(name))).toEqual(unwritten);
  });
});

describe('a field that is set is in an export, or is said to be missing from it', () => {
  const said = ({ text, missing }: Exported<string>, standard: Exported<string>, field: string) =>
    text !== standard.text || missing.includes(field);

  it.each(Object.entries(streamSamples).filter(([field]) => field !== 'name'))(
    '%s of a stream',
    (field, { set, edit }) => {
      const before = streamConfig({ name: 'S' });
      const after = { ...before, ...set, ...(field in set ? {} : edit) };
      expect(said(kubernetesStream(after), kubernetesStream(before), field)).toBe(true);
      expect(said(terraformStream(after), terraformStream(before), field)).toBe(true);
    },
  );

  it.each(Object.entries(consumerSamples).filter(([field]) => field !== 'durableName'))(
    '%s of a consumer',
    (field, { set }) => {
      const before = consumerConfig({ durableName: 'C' });
      const after = { ...before, ...set };
      expect(said(kubernetesConsumer('S', after), kubernetesConsumer('S', before), field)).toBe(true);
      expect(said(terraformConsumer('S', after), terraformConsumer('S', before), field)).toBe(true);
    },
  );
});
