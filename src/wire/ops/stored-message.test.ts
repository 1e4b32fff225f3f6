import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes } from '../fixtures/fixtures';
import { readDirectReply, readHeaderBlock, storedMessageReply } from './stored-message';

const read = (json: unknown) => storedMessageReply.read(bytes(JSON.stringify(json)));
const text = (array: Uint8Array) => new TextDecoder().decode(array);

describe('the reply to MSG.GET', () => {
  // As 2.15.1 writes it.
  const recorded = {
    type: 'io.nats.jetstream.api.v1.stream_msg_get_response',
    message: {
      subject: 'orders.eu.1',
      seq: 12,
      hdrs: 'TkFUUy8xLjANCkE6IDENCkE6IDINCg0K',
      data: 'aGVsbG8=',
      time: '2026-11-21T15:12:01.123456789Z',
    },
  };

  it('is the message with its bytes, and its time to the nanosecond', () => {
    const reply = read(recorded);
    expect(reply).toMatchObject({
      ok: true,
      value: { seq: 12, subject: 'orders.eu.1', timeText: '2026-11-21T15:12:01.123456789Z' },
    });
    expect(reply.ok && text(reply.value.body)).toBe('hello');
    expect(reply.ok && readHeaderBlock(reply.value.headerBlock)).toEqual({
      kind: 'read',
      fields: [
        ['A', '1'],
        ['A', '2'],
      ],
    });
  });

  it('has no headers and an empty body where the server leaves them out', () => {
    const { subject, seq, time } = recorded.message;
    const reply = read({ message: { subject, seq, time } });
    expect(reply.ok && [reply.value.body.length, reply.value.headerBlock.length]).toEqual([0, 0]);
  });

  it('is not read where its bytes are no base64, or there is no message', () => {
    for (const data of ['a', 'a===', 'aGVs bG8=', 'aGVsbG8', '<>==', 7])
      expect(read({ message: { ...recorded.message, data } })).toMatchObject({ ok: false });
    expect(read({})).toMatchObject({ ok: false, error: { kind: 'undecodable' } });
    expect(read({ error: { code: 404, err_code: 10037, description: 'no message found' } })).toMatchObject({
      error: { kind: 'refused', refusal: { errorCode: 10037 } },
    });
  });

  it('keeps a subject whole, and a sequence beyond 2^53', () => {
    const subject = 'a.'.repeat(3000) + 'b';
    const json = JSON.stringify({ message: { ...recorded.message, subject } }).replace(
      '"seq":12',
      '"seq":18446744073709551615',
    );
    expect(storedMessageReply.read(bytes(json))).toMatchObject({ value: { subject, seq: 18446744073709551615n } });
  });
});

describe('the block of headers', () => {
  const block = (content: string) => readHeaderBlock(bytes(content));

  it('keeps order, case and every name that is written more than once', () => {
    expect(block('NATS/1.0\r\nb: 1\r\nB:2\r\nb:  3 \r\nempty:\r\n\r\n')).toEqual({
      kind: 'read',
      fields: [
        ['b', '1'],
        ['B', '2'],
        ['b', '3'],
        ['empty', ''],
      ],
    });
    expect(block('NATS/1.0 404 No Message\r\n\r\n')).toEqual({ kind: 'read', fields: [] });
    expect(block('')).toEqual({ kind: 'read', fields: [] });
  });

  it('that breaks the form is not guessed at', () => {
    for (const content of [
      'NATS/1.0\r\na: 1\r\n',
      'HTTP/1.1\r\n\r\n',
      'NATS/1.0\r\nno colon\r\n\r\n',
      'NATS/1.0\r\n: x\r\n\r\n',
      'x',
    ])
      expect(block(content)).toMatchObject({ kind: 'unreadable' });
    expect(readHeaderBlock(new Uint8Array([0x4e, 0xff]))).toMatchObject({ kind: 'unreadable' });
  });

  it('of a million blanks is read at once: whoever publishes it must not stop the console', () => {
    const blanks = ' \t'.repeat(500_000);
    expect(readHeaderBlock(bytes(`NATS/1.0\r\nA:${blanks}x${blanks}y${blanks}\r\n\r\n`))).toEqual({
      kind: 'read',
      fields: [['A', `x${blanks}y`]],
    });
  });

  it('of any bytes is read without an error', () => {
    fc.assert(fc.property(fc.uint8Array(), (any) => void readHeaderBlock(any)));
  });
});

describe('a reply to DIRECT.GET', () => {
  const added = (entries: Record<string, string>) => new Map(Object.entries(entries));
  const stamp = { 'Nats-Subject': 'a.b', 'Nats-Time-Stamp': '2026-11-21T15:12:01.5Z' };

  it('is a message with how many more there are, or the end of them', () => {
    const headers = added({ ...stamp, 'Nats-Sequence': '7', 'Nats-Num-Pending': '3' });
    expect(readDirectReply(headers, undefined, bytes('x'))).toMatchObject({
      kind: 'message',
      message: { seq: 7, subject: 'a.b', timeText: '2026-11-21T15:12:01.5Z' },
      pending: 3,
    });
    expect(readDirectReply(added({ 'Nats-Num-Pending': '0' }), 204, bytes(''))).toEqual({ kind: 'end', pending: 0 });
    expect(readDirectReply(added({}), 404, bytes(''))).toEqual({ kind: 'none' });
  });

  it('of a server before 2.11 does not say how many more there are', () => {
    const headers = added({ ...stamp, 'Nats-Sequence': '7' });
    expect(readDirectReply(headers, undefined, bytes('x'))).toMatchObject({ kind: 'message', pending: null });
  });

  it('is unreadable without what the server adds', () => {
    expect(readDirectReply(undefined, undefined, bytes('x'))).toEqual({ kind: 'unreadable' });
    expect(readDirectReply(added({ ...stamp, 'Nats-Sequence': '-7' }), undefined, bytes('x'))).toEqual({
      kind: 'unreadable',
    });
    expect(readDirectReply(added({ 'Nats-Sequence': '7' }), undefined, bytes('x'))).toEqual({ kind: 'unreadable' });
    expect(readDirectReply(added({}), 408, bytes(''))).toEqual({ kind: 'unreadable' });
  });
});
