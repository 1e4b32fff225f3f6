import { describe, expect, it } from 'vitest';
import { bytes } from '../fixtures/fixtures';
import { deletedDetailsReply, streamFactsReply, subjectsReply } from './stream-inside';

const info = (state: object, config: object = {}, more: object = {}) =>
  bytes(
    JSON.stringify({
      type: 'io.nats.jetstream.api.v1.stream_info_response',
      config: { name: 'ORDERS', ...config },
      state: { messages: 3, bytes: 120, first_seq: 2, first_ts: '2026-11-21T15:00:00Z', last_seq: 6, ...state },
      ...more,
    }),
  );

describe('STREAM.INFO, for a look inside', () => {
  it('tells the range, what is deleted or lost, and what may be done', () => {
    const lost = { msgs: [4, 5], bytes: 20 };
    const reply = streamFactsReply.read(info({ num_deleted: 2, lost }, { allow_direct: true, deny_delete: true }));
    expect(reply).toMatchObject({
      value: { firstSeq: 2, lastSeq: 6, messages: 3, deleted: 2, lost: 2, allowDirect: true, denyDelete: true },
    });
  });

  it('of 2.9, which leaves out what it does not know, has nothing of that', () => {
    expect(streamFactsReply.read(info({}))).toMatchObject({
      value: { deleted: 0, lost: 0, allowDirect: false, sealed: false, mirrorOf: null },
    });
    expect(streamFactsReply.read(info({}, { mirror: { name: 'ORIGIN' } }))).toMatchObject({
      value: { mirrorOf: 'ORIGIN' },
    });
  });

  it('lists deleted sequences', () => {
    expect(deletedDetailsReply.read(info({ deleted: [3, 5] }))).toMatchObject({ value: { deleted: [3, 5] } });
    expect(deletedDetailsReply.read(info({}))).toMatchObject({ value: { deleted: [] } });
    for (const deleted of [{}, ['3'], [-1], [1.5]])
      expect(deletedDetailsReply.read(info({ deleted }))).toMatchObject({ ok: false });
  });

  it('counts subjects, whatever they are called', () => {
    const subjects = JSON.parse('{"a.b":2,"__proto__":1}') as object;
    expect(subjectsReply.read(info({ subjects }, {}, { total: 2, offset: 0, limit: 100000 }))).toMatchObject({
      value: {
        total: 2,
        subjects: [
          ['a.b', 2],
          ['__proto__', 1],
        ],
      },
    });
    expect(subjectsReply.read(info({}))).toMatchObject({ value: { total: 0, subjects: [] } });
    expect(subjectsReply.read(info({ subjects: { a: 'x' } }))).toMatchObject({ ok: false });
  });
});
