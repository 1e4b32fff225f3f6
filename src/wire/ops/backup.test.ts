import { describe, expect, it } from 'vitest';
import { recordedBackup, recordedVersions } from '../../testing/backups';
import { descriptionFamily, restoreReply, snapshotReply } from './backup';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the first word of a snapshot', () => {
  it.each(recordedVersions)('of %s tells what comes, and the description that is kept of it', (version) => {
    const { reply } = recordedBackup(version);
    const begun = snapshotReply.read(bytes(JSON.stringify(reply)));
    if (!begun.ok) throw new Error('not read');
    expect(begun.value.holding).toEqual({ messages: 10, bytes: 12_496, firstSeq: 2, lastSeq: 12, consumers: 1 });
    const { config, state } = reply as { config: object; state: object };
    expect(JSON.parse(begun.value.description)).toEqual({ config, state });
    expect(descriptionFamily.read(bytes(begun.value.description))).toMatchObject({
      ok: true,
      value: {
        config: { name: 'SHELF', subjects: ['SHELF.>'], replicas: 1 },
        holding: { messages: 10, lastSeq: 12 },
      },
    });
  });

  it('keeps integers beyond 2^53 as they are', () => {
    const text =
      '{"config":{"name":"S","max_bytes":9007199254740993},"state":{"messages":18446744073709551614,"first_seq":1,"last_seq":2}}';
    const begun = snapshotReply.read(bytes(text));
    expect(begun.ok && begun.value.description).toBe(text);
    const read = descriptionFamily.read(bytes(text));
    expect(read.ok && [read.value.state, read.value.config.maxBytes, read.value.holding.messages]).toEqual([
      '{"messages":18446744073709551614,"first_seq":1,"last_seq":2}',
      9_007_199_254_740_993n,
      18_446_744_073_709_551_614n,
    ]);
  });

  it('may be a refusal, or nothing that can be read', () => {
    const refusal = '{"error":{"code":500,"err_code":10064,"description":"snapshot failed: no impl"}}';
    expect(snapshotReply.read(bytes(refusal))).toMatchObject({
      error: { kind: 'refused', refusal: { errorCode: 10_064 } },
    });
    expect(snapshotReply.read(bytes('{"config":{}}'))).toMatchObject({ error: { kind: 'undecodable' } });
  });
});

it('a description is none without a configuration or a state', () => {
  for (const text of ['', '[]', '{"config":{"name":"S"}}', '{"state":{"messages":1,"first_seq":1,"last_seq":1}}'])
    expect(descriptionFamily.read(bytes(text))).toMatchObject({ ok: false });
});

it('a restore is told where to send its data', () => {
  expect(restoreReply.read(bytes('{"deliver_subject":"$JS.SNAPSHOT.RESTORE.S.x"}'))).toEqual({
    ok: true,
    value: { deliverTo: '$JS.SNAPSHOT.RESTORE.S.x' },
  });
  const taken =
    '{"error":{"code":400,"err_code":10130,"description":"stream name already in use"},"deliver_subject":""}';
  expect(restoreReply.read(bytes(taken))).toMatchObject({ error: { refusal: { errorCode: 10_130 } } });
});
