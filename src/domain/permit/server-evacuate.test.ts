import { describe, expect, it } from 'vitest';
import { aCluster, at, live, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { Command } from '../command/command';
import { domainName, serverName } from '../ids';
import type { Observation } from '../observation';
import { changesMembers, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const hub = domainName('');
const context: PermitContext = { readOnly: false, now: at(200), maxAge: defaultMaxAge, apiPrefix: () => null };
const evacuate = (name: string): Command => ({ kind: 'serverEvacuate', domain: hub, server: serverName(name) });
const five = aCluster()
  .withServers('n1', 'n2', 'n3', 'n4', 'n5')
  .withStream('THREE', ['n1', 'n2', 'n3'], { config: true })
  .withStream('ONE', ['n2'], { config: true });
const modelAt = (observations: readonly Observation[], ms = 200) => modelOf([live(), ...observations], ms);
const plan = (cluster: TestCluster, change: Partial<PermitContext> = {}, command = evacuate('n2')) =>
  planCommand(modelAt(cluster.poll(0)), command, { ...context, ...change });
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('one request that empties a server', () => {
  it('is permitted where each of its streams has another server to go to', () => {
    expect(changesMembers(evacuate('n2'))).toBe(true);
    expect(plan(five)).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', members: ['n1', 'n2', 'n3', 'n4', 'n5'] },
      effect: { kind: 'serverEmpties', server: 'n2', streams: 2 },
      request: { subject: ['$JS', 'API', 'SERVER', 'EVACUATE'], body: '{"peer":"n2"}' },
      cli: `nats request '$JS.API.SERVER.EVACUATE' '{"peer":"n2"}'`,
    });
  });

  it('is refused where a stream would lose a copy, or stay', () => {
    const wide = five.withStream('WIDE', ['n1', 'n2', 'n3', 'n4', 'n5'], { config: true });
    expect(plan(wide).permit).toEqual(refused('streamsStay'));
    expect(plan(wide, {}, evacuate('n9')).permit).toEqual(refused('notAMember'));
  });

  it('is refused while a configuration was not read: whether it fits elsewhere is not known', () => {
    expect(plan(five.withStream('UNREAD', ['n2', 'n3', 'n4'], { config: false })).permit).toEqual(
      refused('dataTooOld'),
    );
  });

  it('is refused while a copy of anything is behind, or a change of members is under way', () => {
    const behind = five.changeStream('THREE', {
      ...{ positions: { n3: 1 }, rows: { n3: { current: false, lag: 50 } } },
    });
    expect(plan(behind).permit).toEqual(refused('othersIncomplete'));
    const more = five.withStream('MORE', ['n1', 'n3', 'n4', 'n5'], { config: true, replicas: 3 });
    expect(plan(more).permit).toEqual(refused('changing'));
  });

  it('is refused for a server that does not answer, and without a meta leader', () => {
    const dead = [...five.poll(0), ...five.kill('n2').rounds(2000, 3), ...five.kill('n2').poll(8000)];
    const now = { ...context, now: at(8200) };
    expect(planCommand(modelAt(dead, 8200), evacuate('n2'), now).permit).toEqual(refused('copySilent'));
    expect(plan(five.withMetaLeader(null)).permit).toEqual(refused('noMetaLeader'));
  });

  it('is refused to readers, of data that is too old, and where a server does not know the request', () => {
    expect(plan(five, { readOnly: true }).permit).toEqual(refused('readOnly'));
    expect(plan(five, { now: at(200 + 10 * defaultMaxAge) }).permit).toEqual(refused('dataTooOld'));
    expect(plan(five.changeServer('n4', { version: '2.14.0' })).permit).toEqual(refused('versionTooOld'));
  });

  it('goes through the domain of a leaf node', () => {
    const command: Command = { kind: 'serverEvacuate', domain: domainName('edge'), server: serverName('n2') };
    expect(plan(five, {}, command)).toMatchObject({
      permit: refused('noMetaLeader'),
      basis: { leader: null, members: [] },
      request: { subject: ['$JS', 'edge', 'API', 'SERVER', 'EVACUATE'] },
    });
  });

  it('is done once the server itself counts no stream and no consumer; open while members still change', () => {
    const begun = plan(five);
    const away = aCluster()
      .withServers('n1', 'n2', 'n3', 'n4', 'n5')
      .withStream('THREE', ['n1', 'n4', 'n3'], { config: true });
    expect(verdictOf(modelAt(away.poll(0)), begun)).toEqual({
      kind: 'done',
      result: { kind: 'emptied', server: 'n2' },
    });
    expect(verdictOf(modelAt(five.poll(0)), begun)).toEqual({ kind: 'open', reason: 'timeout' });
    const moving = five.changeStream('THREE', { on: ['n1', 'n2', 'n3', 'n4'], replicas: 3 });
    expect(verdictOf(modelAt(moving.poll(0)), begun)).toEqual({ kind: 'open', reason: 'running' });
  });
});
