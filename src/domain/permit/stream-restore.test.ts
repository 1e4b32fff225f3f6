import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { Command } from '../command/command';
import type { HeldConfig, Looked, StreamContent } from '../command/looked';
import { accountId, domainName, streamKey, streamName } from '../ids';
import { changesMembers, lookOf, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const account = accountId('APP');
const domain = domainName('');
const model = modelOf(aCluster().withServers('n1', 'n2', 'n3').poll(0), 200);
const context: PermitContext = {
  readOnly: false,
  now: at(200),
  maxAge: defaultMaxAge,
  apiPrefix: (id) => [id, '$JS', 'API'],
};
const held: HeldConfig = {
  ...{
    present: null,
    created: '',
    body: '{"name":"N"}',
    cli: 'nats stream add N',
    name: 'N',
    replicas: 3,
    replicasNow: 0,
  },
  ...{ changes: [], differing: [], problems: [], seals: false, moves: false, messages: 0, candidates: [] },
};
const content: StreamContent = {
  ...{
    created: 'then',
    messages: 10,
    firstSeq: 2,
    lastSeq: 12,
    deleted: 1,
    consumers: 1,
    matching: 10,
    firstMatching: null,
  },
  ...{ sealed: false, denyDelete: false, denyPurge: false },
};
const looked = (change: Partial<HeldConfig> = {}, found: StreamContent | null = null): Looked => ({
  kind: 'streamAgainst',
  held: { ...held, ...change },
  content: found,
});
const there = { present: '{"name":"N"}', created: 'then' };
const command: Extract<Command, { kind: 'streamRestore' }> = {
  kind: 'streamRestore',
  account,
  domain,
  config: '{"name":"N"}',
  original: 'N',
  state: '{"messages":10}',
  holding: { messages: 10, bytes: 100, firstSeq: 2, lastSeq: 12, consumers: 1 },
};
const plan = (of: Looked, change: Partial<PermitContext> = {}) =>
  planCommand(model, command, { ...context, looked: of, ...change });

describe('the restore of a stream', () => {
  it('looks for one of its name, and sends its configuration with the state of the backup', () => {
    expect(lookOf(model, command)).toEqual({
      kind: 'streamAgainst',
      stream: streamKey(domain, account, streamName('N')),
      config: command.config,
    });
    expect(plan(looked())).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', asked: '' },
      effect: { kind: 'streamComes', replicas: 3 },
      request: {
        subject: ['APP', '$JS', 'API', 'STREAM', 'RESTORE', 'N'],
        body: '{"config":{"name":"N"},"state":{"messages":10}}',
      },
      cli: 'nats stream restore ./N-backup --replicas=3',
    });
    expect(JSON.parse(plan(looked()).request?.body ?? '')).toEqual({ config: { name: 'N' }, state: { messages: 10 } });
    expect(changesMembers(command)).toBe(false);
  });

  it('is no command of the nats tool under another name', () => {
    const other = { ...command, original: 'OTHER' };
    expect(planCommand(model, other, { ...context, looked: looked() }).cli).toBe('');
  });

  it('replaces nothing, and is refused where making a stream is', () => {
    expect(plan(looked(there, content)).permit).toEqual({ kind: 'refused', reason: 'nameInUse' });
    expect(plan(looked({ problems: [{ rule: 'subjectsOverlapStream', field: 'subjects' }] })).permit).toEqual({
      kind: 'refused',
      reason: 'configInvalid',
    });
    expect(plan(looked(), { readOnly: true }).permit).toEqual({ kind: 'refused', reason: 'readOnly' });
    expect(plan({ kind: 'nothing' })).toMatchObject({ permit: { reason: 'configUnread' }, request: null });
  });

  it('waits until a server that was just started has looked for consumers that nobody assigned', () => {
    const cluster = aCluster().withServers('n1', 'n2', 'n3');
    const asked = (young: string, version: string, ms: number) =>
      planCommand(modelOf(cluster.withServer(young, { version, started: 0 }).poll(ms), ms + 200), command, {
        ...context,
        now: at(ms + 200),
        looked: looked(),
      }).permit;
    for (const ms of [1_000, 20_000, 40_000])
      expect(asked('n3', '2.15.1', ms)).toEqual({ kind: 'refused', reason: 'serverYoung' });
    expect(asked('n3', '2.15.1', 46_000)).toEqual({ kind: 'allowed' });
    // Before 2.15 a restore makes its consumers last.
    expect(asked('n3', '2.14.9', 1_000)).toEqual({ kind: 'allowed' });
  });

  it('of a sealed stream brings it back sealed', () => {
    const sealed = looked({ problems: [{ rule: 'sealedAtCreation', field: 'sealed' }] });
    expect(plan(sealed)).toMatchObject({ permit: { kind: 'allowed' }, effect: { problems: [] } });
  });

  it('is done when it is there as asked for, with all that the backup holds', () => {
    const before = plan(looked());
    expect(verdictOf(model, before, looked())).toEqual({ kind: 'open', reason: 'timeout' });
    expect(verdictOf(model, before, looked(there))).toEqual({ kind: 'open', reason: 'timeout' });
    expect(verdictOf(model, before, looked(there, { ...content, messages: 9 }))).toEqual({
      kind: 'open',
      reason: 'holdsLess',
    });
    expect(verdictOf(model, before, looked(there, content))).toEqual({
      kind: 'done',
      result: { kind: 'restored', messages: 10 },
    });
    expect(verdictOf(model, before, looked({ ...there, differing: ['max_age'] }, content))).toMatchObject({
      reason: 'fieldsDropped',
      fields: ['max_age'],
    });
  });
});
