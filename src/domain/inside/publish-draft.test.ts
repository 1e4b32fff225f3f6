import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { headerFault, publicationHeaders } from './publish';
import {
  emptyDraft,
  faultsOf,
  isFaultless,
  isPublishable,
  isTaken,
  manyOf,
  publicationOf,
  type PublishDraft,
} from './publish-draft';

const draft = (part: Partial<PublishDraft>): PublishDraft => ({ ...emptyDraft, subject: 'foo', ...part });
const faults = (part: Partial<PublishDraft>) => faultsOf(draft(part)).fields;
const many = (part: Partial<PublishDraft>) => draft({ mode: 'many', ...part });

describe('a draft', () => {
  it('is published to a subject without wildcards', () => {
    for (const subject of ['foo', 'a.b-c', '$KV.b.k', 'ü.日本']) expect(isPublishable(subject)).toBe(true);
    const none = ['', '.', 'a.', '.a', 'a..b', 'a b', 'a\tb', 'a.*', '>', 'a.>', 'a\r\nb', '\ud800', 'x'.repeat(2049)];
    for (const subject of none) expect(isPublishable(subject)).toBe(false);
  });

  it('tells whether the stream takes its subject', () => {
    expect(isTaken(['foo', 'a.*', 'b.>'], 'foo')).toBe(true);
    expect(isTaken(['a.*'], 'a.b')).toBe(true);
    expect(isTaken(['b.>'], 'b.c.d')).toBe(true);
    expect(isTaken(['foo', 'a.*', 'b.>'], 'a.b.c')).toBe(false);
    expect(isTaken([], 'foo')).toBe(false);
  });

  it('says which field is wrong, and asks only for those of its kind', () => {
    expect(isFaultless(faultsOf(draft({})))).toBe(true);
    expect(faults({ subject: 'a b' })).toEqual({ subject: 'subject' });
    expect(faults({ lastSequence: '-1', lastSubjectSequence: 'x', ttl: '0' })).toEqual({
      lastSequence: 'number',
      lastSubjectSequence: 'number',
      ttl: 'ttl',
    });
    expect(faults({ mode: 'many', lastSequence: '-1', ttl: 'x' })).toEqual({});
    expect(faults({ mode: 'many', count: '0', every: '-1', from: '' })).toEqual({
      count: 'count',
      every: 'number',
      from: 'number',
    });
    expect(faults({ mode: 'many', count: '1000001' })).toEqual({ count: 'count' });
    expect(
      faultsOf(
        draft({
          headers: [
            { name: ' X ', value: '' },
            { name: 'a b', value: '' },
          ],
        }),
      ).headers,
    ).toEqual([null, 'name']);
  });

  it('becomes the publication that was typed', () => {
    const typed = draft({
      ...{ body: 'ü', headers: [{ name: ' X ', value: 'y' }], id: 'i', ttl: '30s' },
      ...{ lastSequence: ' 7 ', lastSubjectSequence: '18446744073709551' },
    });
    expect(publicationOf(typed)).toEqual({
      subject: 'foo',
      body: new Uint8Array([0xc3, 0xbc]),
      headers: [['X', 'y']],
      id: 'i',
      lastSequence: 7,
      lastSubjectSequence: 18446744073709551n,
      ttl: 30,
    });
    const file = { name: 'f', content: new Uint8Array([1]) };
    expect(publicationOf(draft({ body: 'x', file, ttl: 'Never' }))).toMatchObject({ body: file.content, ttl: 'never' });
  });

  it('of many is a template with a count and an interval', () => {
    const typed = draft({ mode: 'many', body: '{{n}}', from: '5', count: '10', every: '0', id: 'x{{n}}' });
    expect(manyOf(typed)).toEqual({
      ...{ subject: 'foo', body: '{{n}}', headers: [], id: 'x{{n}}' },
      ...{ from: 5, count: 10, every: 0 },
    });
  });
});

describe('a field of a draft is good up to its bound, and not beyond', () => {
  it.each<[string, Partial<PublishDraft>, Partial<PublishDraft>]>([
    ['subject', { subject: 'x'.repeat(2_048) }, { subject: 'x'.repeat(2_049) }],
    ['subject', { subject: '漢'.repeat(682) + 'xx' }, { subject: '漢'.repeat(683) }],
    ['subject', { subject: 'a*b.c>' }, { subject: 'a.*.c' }],
    ['subject', { subject: 'a.\u200b' }, { subject: 'a.\u00a0' }],
    ['lastSequence', { lastSequence: ' 0 ' }, { lastSequence: '-0' }],
    ['lastSequence', { lastSequence: '9'.repeat(19) }, { lastSequence: '1'.repeat(20) }],
    ['lastSequence', { lastSequence: '007' }, { lastSequence: '0x7' }],
    ['lastSubjectSequence', { lastSubjectSequence: '' }, { lastSubjectSequence: '1.0' }],
    ['lastSubjectSequence', { lastSubjectSequence: '1' }, { lastSubjectSequence: '١' }],
    ['ttl', { ttl: '1' }, { ttl: '0' }],
    ['ttl', { ttl: ' 999999999s ' }, { ttl: '1000000000' }],
    ['ttl', { ttl: 'NEVER' }, { ttl: 'nevers' }],
    ['ttl', { ttl: '5S' }, { ttl: '5m' }],
    ['ttl', { ttl: '' }, { ttl: 's' }],
    ['ttl', { ttl: '1' }, { ttl: '1.5' }],
    ['count', { mode: 'many', count: '1000000' }, { mode: 'many', count: '1000001' }],
    ['count', { mode: 'many', count: '1' }, { mode: 'many', count: '0' }],
    ['from', { mode: 'many', from: '0' }, { mode: 'many', from: '-1' }],
    ['from', { mode: 'many', from: '999999999' }, { mode: 'many', from: '1000000000' }],
    ['every', { mode: 'many', every: '0' }, { mode: 'many', every: '0.5' }],
  ])('%s', (field, good, bad) => {
    expect(faultsOf(draft(good))).toEqual({ fields: {}, headers: [] });
    expect(Object.keys(faultsOf(draft(bad)).fields)).toEqual([field]);
    expect(isFaultless(faultsOf(draft(bad)))).toBe(false);
  });

  it.each([
    ['X', '', null],
    ['!#$%&', 'ü: any 漢', null],
    ['~', '\t\u0000', null],
    ['X:', '', 'name'],
    ['X\u007f', '', 'name'],
    ['', 'x', 'name'],
    ['X', 'a\rb', 'value'],
    ['X', '\n', 'value'],
    ['nats-msg-id', '', 'reserved'],
    ['NATS-TTL', '', 'reserved'],
    ['Nats-Msg-Idx', '', null],
  ])('a header %j of %j: %s', (name, value, fault) => {
    expect(headerFault(name, value)).toBe(fault);
    expect(faultsOf(draft({ headers: [{ name: ` ${name} `, value }] })).headers).toEqual([fault]);
  });
});

describe('a draft of any kind', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('0', '7', ' 12 ', '9'.repeat(19), '30s', 'never', 'a.b', '{{n}}', 'X-Trace', 'Nats-TTL'),
  );
  const header = fc.record({ name: text, value: text });
  const any = fc.record({
    ...{ mode: fc.constantFrom('one' as const, 'many' as const), subject: text, body: text, file: fc.constant(null) },
    ...{ headers: fc.array(header, { maxLength: 2 }), id: text, lastSequence: text, lastSubjectSequence: text },
    ...{ ttl: text, from: text, count: text, every: text },
  });

  test.prop([any])('is faulty, or is sent as it was typed', (typed) => {
    const faults = faultsOf(typed);
    expect(faults.headers).toHaveLength(typed.headers.length);
    if (!isFaultless(faults)) return;
    expect(isPublishable(typed.subject)).toBe(true);
    if (typed.mode === 'many') {
      const { from, count, every } = manyOf(typed);
      expect([from, count, every]).toEqual([typed.from, typed.count, typed.every].map(Number));
      return;
    }
    const publication = publicationOf(typed);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(publication.body)).toBe(typed.body);
    const sent = new Map(publicationHeaders('S', publication));
    expect(BigInt(sent.get('Nats-Expected-Last-Sequence') ?? 0)).toBe(BigInt(typed.lastSequence.trim()));
    expect(BigInt(sent.get('Nats-Expected-Last-Subject-Sequence') ?? 0)).toBe(BigInt(typed.lastSubjectSequence.trim()));
    expect(sent.get('Nats-TTL') ?? '').toMatch(/^(|never|[1-9]\d*s)$/);
    for (const [name, value] of publication.headers) expect(headerFault(name, value)).toBeNull();
  });

  test.prop([fc.array(fc.string({ unit: 'binary', maxLength: 3 }), { maxLength: 4 })])(
    'is published to a subject that a stream of everything takes, and one of itself',
    (tokens) => {
      const subject = tokens.join('.');
      if (!isPublishable(subject)) return;
      const parts = subject.split('.');
      expect(isTaken(['>'], subject)).toBe(true);
      expect(isTaken([subject], subject)).toBe(true);
      expect(isTaken([parts.map(() => '*').join('.')], subject)).toBe(true);
      expect(isTaken([`${subject}.>`], subject)).toBe(false);
      expect(isTaken([`${subject}.*`, `*.${subject}`], subject)).toBe(false);
    },
  );

  it('has the numbers that are meant where nothing is typed', () => {
    expect(isFaultless(faultsOf(many({})))).toBe(true);
    expect(manyOf(many({}))).toMatchObject({ from: 1, count: 60, every: 1_000 });
    expect(publicationOf(draft({}))).toMatchObject({ id: null, lastSequence: null, ttl: null });
    // Nothing at all stored yet: another thing than nothing asked for.
    expect(publicationOf(draft({ lastSequence: '0' })).lastSequence).toBe(0);
  });
});
