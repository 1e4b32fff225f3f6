import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { count } from '../count';
import { ackFacts, verdictBody } from './consume';

describe('the subject to which a delivery is acknowledged', () => {
  const facts = { times: 2, sequence: 7, delivery: 9, at: 1_795_275_542_755, pending: 498 };

  it('tells the delivery, with the domain and the account before it or without', () => {
    expect(ackFacts('$JS.ACK.S.C.2.7.9.1795275542755735181.498')).toEqual(facts);
    expect(ackFacts('$JS.ACK.hub.hash.S.C.2.7.9.1795275542755735181.498')).toEqual(facts);
    expect(ackFacts('$JS.ACK._.hash.S.C.2.7.9.1795275542755735181.498.random')).toEqual(facts);
  });

  it('keeps sequences beyond 2^53 exact', () => {
    expect(ackFacts(`$JS.ACK.S.C.1.${2n ** 60n}.1.0.0`)?.sequence).toBe(2n ** 60n);
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'a',
      '$JS.ACK',
      '$JS.ACK.S.C.2.7.9.x.498',
      '$JS.NAK.S.C.2.7.9.1.498',
      '_INBOX.S.C.1.1.1.1.1.1',
    ])
      expect(ackFacts(text)).toBeNull();
  });
});

describe('a verdict', () => {
  it('is what the server reads', () => {
    expect(verdictBody({ kind: 'acknowledge' })).toBe('+ACK');
    expect(verdictBody({ kind: 'negative', delay: 0 })).toBe('-NAK');
    expect(verdictBody({ kind: 'negative', delay: 1500 })).toBe('-NAK {"delay": 1500000000}');
    expect(verdictBody({ kind: 'terminate', reason: '' })).toBe('+TERM');
    expect(verdictBody({ kind: 'terminate', reason: 'bad' })).toBe('+TERM bad');
    expect(verdictBody({ kind: 'inProgress' })).toBe('+WPI');
  });
});

describe('what a delivery tells, at the limits', () => {
  const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  const token = fc.stringMatching(/^[^\s.]{1,8}$/);

  test.prop([token, token, uint64, uint64, uint64, uint64, fc.nat(1_000), fc.nat(2)])(
    'is read of both forms of the subject, every digit of it',
    (stream, consumer, sequence, delivery, pending, nanoseconds, times, form) => {
      const numbers = [times, sequence, delivery, nanoseconds, pending].join('.');
      const names = `${stream}.${consumer}`;
      const reply = [`$JS.ACK.${names}.${numbers}`, `$JS.ACK._.hash.${names}.${numbers}`, `$JS.ACK.hub.hash.${names}.${numbers}.rnd`][form]; // prettier-ignore
      expect(ackFacts(reply ?? '')).toEqual({
        times,
        sequence: count(sequence),
        delivery: count(delivery),
        pending: count(pending),
        at: Number(nanoseconds / 1_000_000n),
      });
    },
  );

  it.each([
    '$JS.ACK.S.C.1.2.3.4',
    '$JS.ACK.S.C.1.2.3.4.5.6',
    '$JS.ACK.S.C.1.2.3.-4.5',
    '$JS.ACK.S.C.1.2.3.4.',
    '$JS.ACK.S.C.1.2.3. 4.5',
    '$JS.ACK.S.C.1.2.3.4.0x5',
    '$JS.ACK.S.C.1.2.3.4.٥',
    `$JS.ACK.S.C.1.2.3.4.${'9'.repeat(21)}`,
    '$js.ack.S.C.1.2.3.4.5',
    ' $JS.ACK.S.C.1.2.3.4.5',
  ])('is nothing of %s', (reply) => {
    expect(ackFacts(reply)).toBeNull();
  });

  test.prop([fc.string(), fc.array(fc.string())])('is something or nothing of any text', (text, rest) => {
    expect(() => ackFacts(`$JS.ACK.${[text, ...rest].join('.')}`)).not.toThrow();
  });

  test.prop([fc.oneof(fc.nat(), fc.double({ min: 0, max: 86_400_000, noNaN: true }))])(
    'is negative with a whole number of nanoseconds',
    (delay) => {
      const body = verdictBody({ kind: 'negative', delay });
      expect(body).toMatch(/^-NAK( \{"delay": \d+\})?$/);
      const sent = Number(/\d+/.exec(body)?.[0] ?? 0);
      expect(Math.abs(sent - delay * 1_000_000)).toBeLessThanOrEqual(0.5);
    },
  );
});
