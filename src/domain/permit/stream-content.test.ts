import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { AssetCommand } from '../command/asset-commands';
import type { Looked, StreamContent } from '../command/looked';
import { accountId, domainName, streamKey, streamName } from '../ids';
import { lookOf, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const stream = streamKey(domainName(''), accountId('APP'), streamName('S'));
const model = modelOf(
  aCluster().withServers('n1', 'n2', 'n3').withStream('S', ['n1', 'n2', 'n3'], { config: true }).poll(0),
  200,
);
const content: StreamContent = {
  created: 'then',
  messages: 90,
  firstSeq: 11,
  lastSeq: 100,
  deleted: 0,
  consumers: 2,
  sealed: false,
  denyDelete: false,
  denyPurge: false,
  matching: 90,
  firstMatching: null,
};
const context: PermitContext = {
  readOnly: false,
  now: at(200),
  maxAge: defaultMaxAge,
  apiPrefix: (account) => [account, '$JS', 'API'],
};
const contentOf = (change: Partial<StreamContent> = {}): Looked => ({
  kind: 'streamContent',
  content: { ...content, ...change },
});
type Purge = Extract<AssetCommand, { kind: 'streamPurge' }>;
const purge = (change: Partial<Purge> = {}): Purge => ({
  kind: 'streamPurge',
  stream,
  filter: null,
  upToSequence: null,
  keep: null,
  ...change,
});
const planned = (command: AssetCommand, looked: Looked) => planCommand(model, command, { ...context, looked });
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('a purge', () => {
  it.each([
    [{}, '', 90, true],
    [{ keep: 10 }, '{"keep":10}', 80, true],
    [{ upToSequence: 31 }, '{"seq":31}', 20, true],
    [{ upToSequence: 101 }, '{"seq":101}', 90, true],
    [{ filter: 'S.a' }, '{"filter":"S.a"}', 90, true],
    [{ filter: 'S.a', upToSequence: 31 }, '{"filter":"S.a","seq":31}', 20, false],
    [{ upToSequence: 9_007_199_254_740_993n }, '{"seq":9007199254740993}', 90, true],
  ] as const)('%o is sent as %s and counts %s messages', (change, body, messages, isExact) => {
    expect(planned(purge(change), contentOf())).toMatchObject({
      basis: { leader: 'n1', asked: 'then' },
      effect: { kind: 'messagesGo', messages, isExact, consumers: 2 },
      request: { subject: ['APP', '$JS', 'API', 'STREAM', 'PURGE', 'S'], body },
    });
  });

  it('counts at most, where sequences are missing in between, and nothing that was not counted', () => {
    expect(planned(purge({ upToSequence: 31 }), contentOf({ deleted: 5 })).effect).toMatchObject({ isExact: false });
    expect(planned(purge({ filter: 'S.*' }), contentOf({ matching: null })).effect).toMatchObject({ messages: null });
  });

  it.each([
    ['sealed', {}, { sealed: true }],
    ['purgeDenied', {}, { denyPurge: true }],
    ['twoPurgeLimits', { upToSequence: 5, keep: 5 }, {}],
    ['filterInvalid', { filter: 'a..b' }, {}],
    ['sequenceInvalid', { keep: 0 }, {}],
    ['sequenceBeyond', { upToSequence: 102 }, {}],
    ['unchanged', { upToSequence: 11 }, {}],
    ['unchanged', { filter: 'S.a' }, { matching: 0 }],
  ] as const)('is refused as %s for %o', (reason, change, state) => {
    expect(planned(purge(change), contentOf(state)).permit).toEqual(refused(reason));
  });

  it('is refused of what was not read, is gone, or is kept by the servers', () => {
    expect(planned(purge(), { kind: 'nothing' }).permit).toEqual(refused('configUnread'));
    expect(planned(purge(), { kind: 'streamGone' }).permit).toEqual(refused('notReported'));
    const mqtt = streamKey(domainName(''), accountId('APP'), streamName('$MQTT_sess'));
    const kept = modelOf(aCluster().withServers('n1').withStream('$MQTT_sess', ['n1'], { config: true }).poll(0), 200);
    expect(planCommand(kept, purge({ stream: mqtt }), { ...context, looked: contentOf() }).permit).toEqual(
      refused('systemMade'),
    );
  });

  it('is done when what was there is gone, whatever has come since, and of that very stream', () => {
    const done = (change: Partial<Purge>, state: Partial<StreamContent>) =>
      verdictOf(model, planned(purge(change), contentOf({ firstMatching: 12 })), contentOf(state)).kind;
    expect(done({}, { firstSeq: 101, lastSeq: 150, messages: 50 })).toBe('done');
    expect(done({}, { firstSeq: 100 })).toBe('open');
    expect(done({}, { firstSeq: 101, created: 'later' })).toBe('open');
    expect(done({ upToSequence: 31 }, { firstSeq: 31 })).toBe('done');
    expect(done({ keep: 10 }, { firstSeq: 91, lastSeq: 120, messages: 30 })).toBe('done');
    expect(done({ keep: 10 }, { firstSeq: 60, lastSeq: 120, messages: 61 })).toBe('open');
    expect(done({ filter: 'S.a' }, { firstMatching: null, matching: 0 })).toBe('done');
    expect(done({ filter: 'S.a' }, { firstMatching: 12, matching: 500, lastSeq: 900 })).toBe('open');
    expect(done({ filter: 'S.a' }, { firstMatching: 101, matching: 3 })).toBe('done');
  });
});

describe('the deletion of a message', () => {
  const command = { kind: 'messageDelete', stream, sequence: 7, erase: false } as const;
  const found = (change: Partial<StreamContent> = {}): Looked => ({
    kind: 'message',
    content: { ...content, ...change },
    message: { subject: 'S.a', time: '2026-01-02T03:04:05Z', bytes: 3 },
  });
  const gone: Looked = { kind: 'message', content, message: null };

  it('says whether the bytes are overwritten, and rests on that very message', () => {
    expect(lookOf(model, command)).toEqual({ kind: 'message', stream, sequence: 7 });
    expect(planned(command, found())).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { asked: 'then\n2026-01-02T03:04:05Z\nS.a' },
      request: { body: '{"seq":7,"no_erase":true}' },
    });
    const erased = planned({ ...command, erase: true }, found());
    expect(erased).toMatchObject({ request: { body: '{"seq":7}' }, cli: 'nats stream rmm S 7 --force' });
  });

  it('is refused where there is none, or none may go', () => {
    expect(planned(command, gone).permit).toEqual(refused('messageGone'));
    expect(planned(command, { kind: 'nothing' }).permit).toEqual(refused('messageUnread'));
    expect(planned(command, found({ denyDelete: true })).permit).toEqual(refused('deleteDenied'));
    expect(planned(command, found({ sealed: true })).permit).toEqual(refused('sealed'));
    expect(planned({ ...command, sequence: 0 }, found()).permit).toEqual(refused('sequenceInvalid'));
  });

  it('is done when there is no message at its sequence any more', () => {
    const plan = planned(command, found());
    expect(verdictOf(model, plan, gone)).toEqual({ kind: 'done', result: { kind: 'messageGone' } });
    expect(verdictOf(model, plan, found()).kind).toBe('open');
    expect(verdictOf(model, plan, { ...gone, content: { ...content, created: 'later' } }).kind).toBe('open');
  });
});
