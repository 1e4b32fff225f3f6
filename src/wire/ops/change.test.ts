import { describe, expect, it } from 'vitest';
import type { CommandKind } from '../../domain/command/command';
import { bytes } from '../fixtures/fixtures';
import { changeReply, serverReply, streamReply, successReply } from './change';

const refusal = '{"error":{"code":404,"err_code":10059,"description":"stream not found"}}';

describe('the reply to a change', () => {
  it('is accepted only where it says so, and never where it has an error', () => {
    expect(successReply.read(bytes('{"success":true}'))).toEqual({ ok: true, value: { accepted: true } });
    expect(successReply.read(bytes('{"success":false}')).ok).toBe(false);
    expect(successReply.read(bytes('{}')).ok).toBe(false);
    expect(streamReply.read(bytes('{"config":{},"state":{}}'))).toEqual({ ok: true, value: { accepted: true } });
    for (const family of [successReply, streamReply])
      expect(family.read(bytes(refusal))).toMatchObject({
        ok: false,
        error: { kind: 'refused', refusal: { code: 404, errorCode: 10059, description: 'stream not found' } },
      });
  });

  it('of one server is accepted without an error of its own form', () => {
    expect(serverReply.read(bytes('{"server":{"name":"n1"}}'))).toEqual({ ok: true, value: { accepted: true } });
    expect(serverReply.read(bytes('{"server":{"name":"n1"},"error":{"code":500,"description":"no"}}')).ok).toBe(false);
    expect(serverReply.read(bytes('{}')).ok).toBe(false);
  });

  it('is read as the server writes it for that kind', () => {
    const kinds = new Map<CommandKind, unknown>([
      ...(['metaStepDown', 'streamStepDown', 'consumerStepDown', 'streamPeerRemove', 'streamDelete'] as const).map(
        (kind) => [kind, successReply] as const,
      ),
      ...(['serverRemove', 'serverEvacuate', 'streamPurge', 'messageDelete', 'consumerDelete'] as const).map(
        (kind) => [kind, successReply] as const,
      ),
      ...(
        ['streamMove', 'streamCancelMove', 'streamScale', 'metaRescue', 'streamCreate', 'streamRestore'] as const
      ).map((kind) => [kind, streamReply] as const),
      ...(['streamUpdate', 'consumerCreate', 'consumerUpdate', 'consumerPause', 'consumerReset'] as const).map(
        (kind) => [kind, streamReply] as const,
      ),
      ...(['consumerUnpin'] as const).map((kind) => [kind, streamReply] as const),
      ...(['clientNudge', 'clientClose', 'serverReload'] as const).map((kind) => [kind, serverReply] as const),
    ]);
    for (const [kind, family] of kinds) expect(changeReply(kind), kind).toBe(family);
  });
});
