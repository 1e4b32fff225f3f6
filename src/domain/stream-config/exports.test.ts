import { describe, expect, it } from 'vitest';
import { source } from '../../testing/asset-config/sources';
import { day, durationNs, hour, millisecond, minute, second } from '../asset-config/duration';
import { yamlText } from '../asset-config/yaml';
import { consumerConfig, type ConsumerConfig } from '../consumer-config/fields';
import { kubernetesConsumer } from '../consumer-config/kubernetes';
import { natsConsumerAdd, natsConsumerEdit } from '../consumer-config/nats-command';
import { terraformConsumer } from '../consumer-config/terraform';
import { streamConfig, type StreamConfig } from './fields';
import { kubernetesStream } from './kubernetes';
import { natsStreamAdd, natsStreamEdit } from './nats-command';
import { terraformStream } from './terraform';

const rich = streamConfig({
  name: 'ORDERS',
  description: "all of the shop's",
  subjects: ['orders.>', '$KV.x'],
  replicas: 3,
  maxAge: durationNs(30, day),
  maxBytes: 5 * 1024 ** 3,
  allowDirect: true,
  placement: { cluster: 'C1', tags: ['ssd'], preferred: '' },
  sources: [source({ name: 'OTHER', filterSubject: 'a.b' })],
  metadata: { team: 'shop' },
});

describe('nats stream add', () => {
  it('says each field by an option, quoted for a shell', () => {
    expect(natsStreamAdd(rich).text.split(' \\\n  ')).toEqual([
      'nats stream add ORDERS --defaults',
      `'--description=all of the shop'\\''s'`,
      `'--subjects=orders.>'`,
      `'--subjects=$KV.x'`,
      '--replicas=3',
      '--max-age=720h',
      '--max-bytes=5G',
      '--cluster=C1',
      '--tag=ssd',
      `'--source={"name": "OTHER","filter_subject": "a.b"}'`,
      '--dupe-window=0s',
      '--allow-direct',
      '--metadata=team=shop',
    ]);
  });

  it('gives the subject that the tool would ask for, and turns off what it turns on', () => {
    const { text } = natsStreamAdd(streamConfig({ name: 'S' }));
    expect(text).toContain('--subjects=S');
    expect(text).toContain('--no-allow-direct');
  });

  it.each<[string, Partial<StreamConfig>]>([
    ['maxBytes', { maxBytes: 5_000_000_001 }],
    ['subjects', { subjects: ['a,b'] }],
    ['metadata', { metadata: { 'a:b': 'c' } }],
    ['sealed', { sealed: true }],
    ['name', { name: '-x' }],
    ['description', { description: 'a\0b' }],
    ['subjects', { subjects: ['s', 'a\0'] }],
    ['placement', { placement: { cluster: '\0', tags: [], preferred: '' } }],
    ['metadata', { metadata: { a: '\0' } }],
    ['placement', { placement: { cluster: 'C1', tags: [], preferred: 'n1' } }],
    ['subjectTransform', { subjectTransform: { source: '', destination: 'b' } }],
    ['subjectTransform', { subjectTransform: { source: '*', destination: 'a\0.$1' } }],
    ['republish', { republish: { source: '', destination: 'b', headersOnly: false } }],
  ])('hands over a file where %s has no option that says it', (field, given) => {
    const { text, byFile } = natsStreamAdd(streamConfig({ name: 'S', subjects: ['s'], ...given }));
    expect(byFile).toEqual([field]);
    expect(text).toMatch(/^nats stream add --config \/dev\/stdin <<'END'\n\{[^]*\}\nEND$/);
  });

  it('says as the servers take it what the tool would refuse', () => {
    const { text } = natsStreamAdd(
      streamConfig({ name: 'S', subjects: ['s'], maxMsgs: -7, maxBytes: -2, replicas: 0 }),
    );
    expect(text).not.toMatch(/max-(msgs|bytes)/);
    expect(text).not.toContain('--replicas');
    expect(natsStreamEdit(streamConfig({ name: 'S', replicas: 0 }))).toContain('"num_replicas": 1');
  });

  it('edits by the whole configuration', () => {
    expect(natsStreamEdit(streamConfig({ name: 'S', maxAge: durationNs(365, day) }))).toContain(
      '"max_age": 31536000000000000',
    );
  });
});

it('the stream of a key-value bucket is edited from another file than that on which the tool asks', () => {
  expect(natsStreamEdit(streamConfig({ name: 'KV_a' }))).toMatch(
    /^nats stream edit --config \/dev\/fd\/3 KV_a --force 3<</,
  );
});

describe('nats consumer add', () => {
  const added = (given: Partial<ConsumerConfig>) =>
    natsConsumerAdd('S', consumerConfig({ durableName: 'C', ackPolicy: 'explicit', ...given }));

  it('says each field by an option', () => {
    expect(
      added({ filterSubject: 'a.*', ackWait: minute, maxDeliver: 5, sampleFrequency: '50' }).text.split(' \\\n  '),
    ).toEqual([
      'nats consumer add S C --defaults',
      '--pull',
      `'--filter=a.*'`,
      '--deliver=all',
      '--replay=instant',
      '--ack=explicit',
      '--wait=1m',
      '--max-deliver=5',
      '--sample=50',
    ]);
    expect(added({ deliverSubject: 'to.me', heartbeat: 5 * second, durableName: '', name: 'E' }).text).toContain(
      '--target=to.me \\\n  --ephemeral',
    );
  });

  it.each<[string, Partial<ConsumerConfig>]>([
    ['backoff', { backoff: [second] }],
    ['deliverPolicy', { deliverPolicy: 'by_start_time', optStartTime: '2026-01-02T03:04:05Z' }],
    ['maxAckPending', { maxAckPending: 'unlimited' }],
    ['priorityPolicy', { priorityPolicy: 'overflow', priorityGroups: ['a'] }],
    ['filterSubjects', { filterSubjects: ['a'] }],
    ['direct', { direct: true }],
    ['durableName', { durableName: '@file' }],
    ['sampleFrequency', { sampleFrequency: '50%' }],
  ])('hands over a file where %s has no option that says it', (field, given) => {
    expect(added(given).byFile).toEqual([field]);
  });
});

describe('nats consumer edit', () => {
  const edited = (stream: string, given: Partial<ConsumerConfig>) =>
    natsConsumerEdit(stream, consumerConfig({ durableName: 'C', name: 'C', ...given })).split(' <<')[0];

  it('takes the whole configuration, and names that look like options for names', () => {
    expect(edited('S', {})).toBe('nats consumer edit --config /dev/stdin S C --force');
    expect(edited('-S', {})).toBe('nats consumer edit --config /dev/stdin --force -- -S C');
  });

  it('is adding where the tool refuses to edit', () => {
    expect(edited('S', { durableName: '' })).toBe('nats consumer add --config /dev/stdin S');
    expect(edited('@S', { backoff: [second] })).toBe('nats consumer add --config /dev/stdin -- @S');
  });
});

describe('a resource of Kubernetes', () => {
  it('of a stream', () => {
    const { text, missing } = kubernetesStream(rich);
    expect(missing).toEqual([]);
    expect(text.split('\n')).toEqual([
      'apiVersion: jetstream.nats.io/v1beta2',
      'kind: Stream',
      'metadata:',
      '  name: orders',
      'spec:',
      '  name: ORDERS',
      `  description: "all of the shop's"`,
      '  subjects:',
      '    - "orders.>"',
      '    - "$KV.x"',
      '  retention: limits',
      '  storage: file',
      '  replicas: 3',
      '  maxAge: "720h"',
      '  maxBytes: 5368709120',
      '  discard: old',
      '  allowDirect: true',
      '  metadata:',
      '    team: shop',
      '  placement:',
      '    cluster: C1',
      '    tags:',
      '      - ssd',
      '  sources:',
      '    - name: OTHER',
      '      filterSubject: a.b',
    ]);
  });

  it('tells what it has no field for', () => {
    const consumer = { name: 'C', deliverSubject: 'to.me' };
    const lost = { allowBatchPublish: true, mirror: source({ name: 'M', consumer }) };
    expect(kubernetesStream(streamConfig(lost)).missing).toEqual(['allowBatchPublish', 'mirror']);
    const flow = consumerConfig({ name: 'E', ackPolicy: 'flow_control', maxAckPending: 'unlimited' });
    expect(kubernetesConsumer('S', flow).missing).toEqual(['durableName', 'ackPolicy', 'maxAckPending']);
  });

  it('of a consumer', () => {
    const { text } = kubernetesConsumer(
      'S',
      consumerConfig({
        durableName: 'C',
        ackPolicy: 'explicit',
        deliverPolicy: 'last_per_subject',
        filterSubject: 'yes',
        backoff: [second, hour],
      }),
    );
    expect(text).toContain('  name: s-c\n');
    expect(text).toContain('  deliverPolicy: lastPerSubject\n');
    // What YAML could read as a truth is a text in quotation marks.
    expect(text).toContain('  filterSubject: "yes"\n');
    expect(text).toContain('  backoff:\n    - "1s"\n    - "1h"');
  });

  it('is YAML that reads no text as something else', () => {
    expect(yamlText({ a: '1', b: 'null', c: '', d: 'a: b', e: [], f: {}, g: [{ h: [1] }], i: '- x', j: 'a\nb' })).toBe(
      'a: "1"\nb: "null"\nc: ""\nd: "a: b"\ne: []\nf: {}\ng:\n  - h:\n      - 1\ni: "- x"\nj: "a\\nb"',
    );
  });
});

describe('a resource of Terraform', () => {
  it('of a stream', () => {
    const { text, missing } = terraformStream(rich);
    expect(missing).toEqual([]);
    expect(text.replace(/ +=/g, ' =').split('\n')).toEqual([
      'resource "jetstream_stream" "ORDERS" {',
      '  name = "ORDERS"',
      `  description = "all of the shop's"`,
      '  subjects = ["orders.>", "$KV.x"]',
      '  retention = "limits"',
      '  storage = "file"',
      '  replicas = 3',
      '  max_age = 2592000',
      '  max_bytes = 5368709120',
      '  discard = "old"',
      '  metadata = {',
      '    "team" = "shop"',
      '  }',
      '  allow_direct = true',
      '  duplicate_window = 0',
      '  placement_cluster = "C1"',
      '  placement_tags = ["ssd"]',
      '',
      '  source {',
      '    name = "OTHER"',
      '    filter_subject = "a.b"',
      '  }',
      '}',
    ]);
  });

  it('keeps the window no longer than messages live', () => {
    expect(terraformStream(streamConfig({ name: 'S', maxAge: minute })).text).toMatch(/duplicate_window += 60/);
    expect(terraformStream(streamConfig({ name: 'S' })).text).toMatch(/duplicate_window += 120/);
  });

  it('writes no text that begins a template', () => {
    expect(terraformStream(streamConfig({ name: 'S', description: '${a} %{b}' })).text).toContain('"$${a} %%{b}"');
  });

  it('names the preferred server', () => {
    const placement = { cluster: 'C1', tags: [], preferred: 'n1' };
    expect(terraformStream(streamConfig({ placement })).text).toMatch(/placement_preferred += "n1"/);
  });

  it('tells what it has no form for', () => {
    const lost = { maxAge: 1_500 * millisecond, sealed: true, placement: { cluster: '', tags: ['a'], preferred: '' } };
    expect(terraformStream(streamConfig(lost)).missing).toEqual(['maxAge', 'sealed', 'placement']);
    const paused = consumerConfig({ durableName: 'C', pauseUntil: '2040-01-01T00:00:00Z', ackWait: millisecond });
    expect(terraformConsumer('S', paused).missing).toEqual(['pauseUntil', 'ackWait']);
  });

  it('leaves out what the provider refuses beside something else', () => {
    const push = terraformConsumer('S', consumerConfig({ durableName: 'C', deliverSubject: 'to.me', maxWaiting: 5 }));
    expect(push.text).not.toContain('max_waiting');
    expect(push.missing).toEqual(['maxWaiting']);
    const overflow = { priorityPolicy: 'overflow', priorityGroups: ['a'], priorityTimeout: minute } as const;
    const grouped = terraformConsumer('S', consumerConfig({ durableName: 'C', ...overflow }));
    expect(grouped.text).not.toContain('priority_timeout');
    expect(grouped.missing).toEqual(['priorityTimeout']);
  });

  it('of a consumer, where the own choices of the tool are said', () => {
    const { text } = terraformConsumer(
      'S',
      consumerConfig({ durableName: 'C', ackPolicy: 'explicit', ackWait: minute }),
    );
    expect(text.replace(/ +=/g, ' =')).toContain('  deliver_all = true\n  ack_wait = 60\n  max_ack_pending = 0\n');
  });
});
