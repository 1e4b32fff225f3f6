import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { AssetCommand } from '../command/asset-commands';
import type { HeldConfig, Looked } from '../command/looked';
import { nameIn } from '../command/name-in';
import { accountId, consumerKey, consumerName, domainName, streamKey, streamName } from '../ids';
import { changesMembers, lookOf, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const account = accountId('APP');
const domain = domainName('');
const stream = streamKey(domain, account, streamName('S'));
const three = aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3'], { config: true });
const model = modelOf(three.poll(0), 200);
const context: PermitContext = {
  readOnly: false,
  now: at(200),
  maxAge: defaultMaxAge,
  apiPrefix: (id) => [id, '$JS', 'API'],
};
const held: HeldConfig = {
  present: '{"name":"S"}',
  created: 'then',
  body: '{"name":"S","max_msgs":5}',
  cli: 'nats stream edit S',
  name: 'S',
  replicas: 3,
  replicasNow: 3,
  changes: [{ field: 'max_msgs', before: null, after: '5', isFinal: false }],
  differing: ['max_msgs'],
  problems: [],
  seals: false,
  moves: false,
  messages: 0,
  candidates: [],
};
const streamHeld = (change: Partial<HeldConfig> = {}): Looked => ({
  kind: 'streamAgainst',
  held: { ...held, ...change },
});
const consumerHeld = (change: Partial<HeldConfig> = {}): Looked => ({
  kind: 'consumerAgainst',
  held: { ...held, ...change },
  facts: null,
});
const plan = (command: AssetCommand, looked: Looked) => planCommand(model, command, { ...context, looked });
const refused = (reason: string) => ({ kind: 'refused', reason });

const create = { kind: 'streamCreate', account, domain, config: '{"name":"N"}' } as const;
const update = { kind: 'streamUpdate', stream, config: '{"name":"S","max_msgs":5}' } as const;
const consumer = consumerKey(stream, consumerName('C'));
const consumerCreate = { kind: 'consumerCreate', stream, config: '{"durable_name":"C"}' } as const;
const consumerUpdate = { kind: 'consumerUpdate', consumer, config: '{"durable_name":"C"}' } as const;

describe('the creation of a stream', () => {
  const free = streamHeld({ present: null, created: '', name: 'N', changes: [], differing: [] });

  it('looks for one of its name, and rests on the meta leader and that there is none', () => {
    expect(lookOf(model, create)).toMatchObject({
      kind: 'streamAgainst',
      stream: streamKey(domain, account, streamName('N')),
    });
    expect(plan(create, free)).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', members: [], asked: '' },
      effect: { kind: 'streamComes', replicas: 3 },
      request: { subject: ['APP', '$JS', 'API', 'STREAM', 'CREATE', 'N'], body: held.body },
    });
  });

  it('is refused for a name in use, a configuration that no server takes, and one that could not be held against anything', () => {
    expect(plan(create, streamHeld()).permit).toEqual(refused('nameInUse'));
    const problems = [{ rule: 'subjectsOverlapStream', field: 'subjects.0' }];
    expect(plan(create, streamHeld({ present: null, problems }))).toMatchObject({
      permit: refused('configInvalid'),
      effect: { problems },
    });
    expect(plan(create, streamHeld({ present: null, body: null }))).toMatchObject({
      permit: refused('configInvalid'),
      request: null,
    });
    expect(plan(create, { kind: 'nothing' }).permit).toEqual(refused('configUnread'));
  });

  it('is done when it is told as asked for; fields that a server dropped are named at once', () => {
    const before = plan(create, free);
    expect(verdictOf(model, before, free)).toEqual({ kind: 'open', reason: 'timeout' });
    expect(verdictOf(model, before, streamHeld({ differing: [] }))).toEqual({
      kind: 'done',
      result: { kind: 'configured' },
    });
    expect(verdictOf(model, before, streamHeld())).toEqual({
      kind: 'open',
      reason: 'fieldsDropped',
      isSettled: true,
      fields: ['max_msgs'],
    });
  });
});

describe('the change of a stream', () => {
  it('rests on the configuration as it was', () => {
    expect(plan(update, streamHeld())).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', asked: 'then\n{"name":"S"}' },
      effect: { kind: 'streamChanges', seals: false, moves: false },
      request: { subject: ['APP', '$JS', 'API', 'STREAM', 'UPDATE', 'S'] },
    });
  });

  it('is refused where nothing would change, or what would is wrong', () => {
    expect(plan(update, streamHeld({ changes: [] })).permit).toEqual(refused('unchanged'));
    expect(plan(update, streamHeld({ problems: [{ rule: 'x', field: 'y' }] })).permit).toEqual(
      refused('configInvalid'),
    );
    expect(plan(update, streamHeld({ present: null })).permit).toEqual(refused('notReported'));
    expect(plan(update, { kind: 'nothing' }).permit).toEqual(refused('configUnread'));
  });

  it('of the copies is a change of members, with what that needs, and done when they are', () => {
    const more = { moves: true, replicas: 5 };
    const wider = plan(update, streamHeld(more));
    expect(wider.permit).toEqual(refused('tooFewServers'));
    expect(changesMembers(update, wider.effect)).toBe(true);
    expect(changesMembers(update, plan(update, streamHeld()).effect)).toBe(false);
    expect(changesMembers(update)).toBe(false);
    const fewer = plan(update, streamHeld({ moves: true, replicas: 1 }));
    expect(fewer.permit).toEqual({ kind: 'allowed' });
    const asAsked = streamHeld({ moves: true, replicas: 1, present: '{"other":1}', differing: [] });
    expect(verdictOf(model, fewer, asAsked)).toEqual({ kind: 'open', reason: 'running' });
    const shrunk = modelOf(three.changeStream('S', { on: ['n1'], replicas: 1 }).poll(0), 200);
    expect(verdictOf(shrunk, fewer, asAsked)).toMatchObject({ kind: 'done' });
  });
});

describe('the change of the placement of an only copy', () => {
  it('is a move, and refused while a server could lose it after one', () => {
    const held = streamHeld({ moves: true, replicas: 1, replicasNow: 1 });
    const permitOf = (version: string) => {
      const single = three.changeServer('n2', { version }).withStream('S', ['n1'], { config: true });
      return planCommand(modelOf(single.poll(0), 200), update, { ...context, looked: held }).permit;
    };
    expect(permitOf('2.10.8')).toEqual(refused('onlyCopyAtRisk'));
    expect(permitOf('2.10.9')).toEqual({ kind: 'allowed' });
  });
});

describe('a consumer that is made or changed', () => {
  it('is sent under its name, and refused without one', () => {
    expect(lookOf(model, consumerCreate)).toMatchObject({ kind: 'consumerAgainst', consumer });
    expect(plan(consumerCreate, consumerHeld({ present: null, name: 'C' }))).toMatchObject({
      permit: { kind: 'allowed' },
      request: { subject: ['APP', '$JS', 'API', 'CONSUMER', 'CREATE', 'S', 'C'] },
    });
    expect(plan(consumerCreate, consumerHeld({ present: null, name: '' })).permit).toEqual(refused('nameMissing'));
    expect(plan(consumerCreate, consumerHeld()).permit).toEqual(refused('nameInUse'));
  });

  it('is changed where it is there and something differs', () => {
    expect(plan(consumerUpdate, consumerHeld())).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { asked: 'then\n{"name":"S"}' },
    });
    expect(plan(consumerUpdate, consumerHeld({ changes: [] })).permit).toEqual(refused('unchanged'));
    expect(plan(consumerUpdate, consumerHeld({ present: null })).permit).toEqual(refused('consumerGone'));
  });
});

describe('the name in a configuration', () => {
  it.each([
    ['{"name":"A"}', 'A'],
    ['{"durable_name":"B"}', 'B'],
    ['{"name":"","durable_name":"B"}', 'B'],
    ['{"name":7}', ''],
    ['[]', ''],
    ['{', ''],
  ])('of %s is %j', (config, name) => {
    expect(nameIn(config, 'name', 'durable_name')).toBe(name);
  });
});
