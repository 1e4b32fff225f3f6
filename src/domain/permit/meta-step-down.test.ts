import { describe, expect, it } from 'vitest';
import { aCluster, at, live, peerRow, type TestCluster } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import { clusterName, domainName, serverName } from '../ids';
import type { Observation } from '../observation';
import { verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';
import { metaStepDown, permitMetaStepDown } from './meta-step-down';

const hub = domainName('');
const three = aCluster().withServers('n1', 'n2', 'n3');
const context: PermitContext = { readOnly: false, now: at(200), maxAge: defaultMaxAge, apiPrefix: () => null };
const command = { kind: 'metaStepDown', domain: hub, preferred: null } as const;

const permit = (observations: readonly Observation[], change: Partial<PermitContext> = {}, ms = 200) =>
  permitMetaStepDown(modelOf(observations, ms), command, { ...context, now: at(ms), ...change });
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('the permit for a meta step-down', () => {
  it('is given when a leader claims itself and another member answers', () => {
    expect(permit(three.poll(0))).toEqual({ kind: 'allowed' });
    expect(permit([...three.poll(0), ...three.kill('n2').poll(100)])).toEqual({ kind: 'allowed' });
  });

  it('is refused to readers before anything else', () => {
    expect(permit([], { readOnly: true })).toEqual(refused('readOnly'));
  });

  it('is refused without a live link', () => {
    const off: Observation = { kind: 'link', at: at(100), link: 'stale' };
    expect(permit([...three.poll(0), off])).toEqual(refused('linkNotLive'));
  });

  it('is refused without a leader, and while the leader is silent', () => {
    expect(permit(three.withMetaLeader(null).poll(0))).toEqual(refused('noLeader'));
    expect(permit([])).toEqual(refused('noLeader'));
    expect(permit([...three.poll(0), ...three.kill('n1').poll(100)])).toEqual(refused('leaderSilent'));
  });

  it('is refused on data older than two rounds', () => {
    const rounds = three.rounds(2_000, 6);
    expect(permit([...three.poll(0), ...rounds], {}, 10_900)).toEqual({ kind: 'allowed' });
    expect(permit([...three.poll(0), ...rounds], {}, 12_100)).toEqual(refused('dataTooOld'));
  });

  it('is refused when the rounds themselves have stopped', () => {
    const model = modelOf([...three.poll(0), ...three.rounds(2_000, 1), ...three.statsz(9_000)], 9_100);
    expect(permitMetaStepDown(model, command, { ...context, now: at(9_100), maxAge: 5_000 })).toEqual(
      refused('dataTooOld'),
    );
  });

  it('is refused when nobody could take over', () => {
    expect(permit(aCluster().withServers('n1').poll(0))).toEqual(refused('noOtherMember'));
    const cut: TestCluster = aCluster()
      .withServers('n1', 'n2')
      .withMetaRow('n2', peerRow('n2', { active: 20_000 }));
    expect(permit(cut.poll(0))).toEqual(refused('noOtherMember'));
  });

  it('is refused when a server that answers is too old, or its version unreadable', () => {
    expect(permit(three.changeServer('n3', { version: '2.8.4' }).poll(0))).toEqual(refused('versionTooOld'));
    expect(permit(three.changeServer('n3', { version: 'custom' }).poll(0))).toEqual(refused('versionTooOld'));
  });
});

describe('the plan of a meta step-down', () => {
  const model = modelOf([live(), ...three.poll(0)], 200);

  it('names the leader, who could take over, and the request with an empty body', () => {
    expect(metaStepDown.plan(model, command, context)).toEqual({
      command,
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', members: [] },
      effect: { kind: 'leaderChanges', candidates: ['n2', 'n3'], places: [] },
      request: { subject: ['$JS', 'API', 'META', 'LEADER', 'STEPDOWN'], body: '' },
      cli: 'nats server cluster step-down',
      madeAt: at(200),
    });
  });

  it('of another domain goes to that domain, quoted for the shell', () => {
    const plan = metaStepDown.plan(
      model,
      { kind: 'metaStepDown', domain: domainName("a'b; c"), preferred: null },
      context,
    );
    expect(plan).toMatchObject({
      basis: { leader: null },
      effect: { candidates: [] },
      permit: refused('noLeader'),
    });
    expect(plan.cli).toBe(`nats --js-domain 'a'\\''b; c' server cluster step-down`);
  });
});

describe('a preferred leader', () => {
  const prefer = (name: string) => ({ ...command, preferred: serverName(name) });
  const model = modelOf([live(), ...three.poll(0)], 200);

  it('is asked for by the versions that know it, and named on the command line', () => {
    const plan = metaStepDown.plan(model, prefer('n2'), context);
    expect(plan).toMatchObject({
      permit: { kind: 'allowed' },
      request: { body: '{"placement":{"preferred":"n2"}}' },
      cli: 'nats server cluster step-down --host n2',
    });
  });

  it('is refused below 2.11, for the leader itself and for one that does not answer', () => {
    const old = modelOf([live(), ...three.changeServer('n3', { version: '2.10.27' }).poll(0)], 200);
    expect(permitMetaStepDown(old, prefer('n2'), context)).toEqual(refused('versionTooOld'));
    expect(permitMetaStepDown(model, prefer('n1'), context)).toEqual(refused('preferredUnfit'));
    const dead = modelOf([live(), ...three.poll(0), ...three.kill('n2').poll(100)], 200);
    expect(permitMetaStepDown(dead, prefer('n2'), context)).toEqual(refused('preferredUnfit'));
  });

  it('has to be the one that leads then', () => {
    const plan = metaStepDown.plan(model, prefer('n2'), context);
    const then = (leader: string | null) =>
      verdictOf(modelOf([live(), ...three.withMetaLeader(leader).poll(300)], 500), plan);
    expect(then('n2')).toEqual({ kind: 'done', result: { kind: 'leads', leader: 'n2' } });
    expect(then('n3')).toEqual({ kind: 'open', reason: 'otherLeader' });
    expect(then('n1')).toEqual({ kind: 'open', reason: 'timeout' });
    expect(then(null)).toEqual({ kind: 'open', reason: 'leaderless' });
  });
});

describe('a leader in a cluster or with a tag', () => {
  const super4 = aCluster()
    .withServer('e1', { cluster: 'EAST', tags: ['az:a', 'ssd'] })
    .withServer('e2', { cluster: 'EAST', tags: ['az:b', 'ssd'] })
    .withServer('w1', { cluster: 'WEST', tags: ['az:a', 'ssd'] })
    .withServer('w2', { cluster: 'WEST', tags: ['az:b', 'ssd'] });
  const inCluster = (name: string) => ({ ...command, within: { kind: 'cluster', name: clusterName(name) } }) as const;
  const withTag = (tag: string) => ({ ...command, within: { kind: 'tag', tag } }) as const;
  const planned = (cluster: TestCluster, wish: Parameters<typeof metaStepDown.plan>[1]) =>
    metaStepDown.plan(modelOf([live(), ...cluster.poll(0)], 200), wish, context);

  it('is offered where some who could lead are there, and others are not', () => {
    expect(planned(super4, command).effect).toMatchObject({
      places: [
        { kind: 'cluster', name: 'EAST' },
        { kind: 'cluster', name: 'WEST' },
        { kind: 'tag', tag: 'az:a' },
        { kind: 'tag', tag: 'az:b' },
      ],
    });
    const old = super4.changeServer('w2', { version: '2.10.27' });
    expect(planned(old, command).effect).toMatchObject({ places: [{ kind: 'cluster' }, { kind: 'cluster' }] });
  });

  it('is asked for by its placement, and its members alone are the candidates', () => {
    expect(planned(super4, inCluster('WEST'))).toMatchObject({
      permit: { kind: 'allowed' },
      effect: { candidates: ['w1', 'w2'] },
      request: { body: '{"placement":{"cluster":"WEST"}}' },
      cli: 'nats server cluster step-down --cluster WEST',
    });
    expect(planned(super4, withTag('az:a'))).toMatchObject({
      permit: { kind: 'allowed' },
      effect: { candidates: ['w1'] },
      request: { body: '{"placement":{"tags":["az:a"]}}' },
      cli: `nats server cluster step-down --tags 'az:a'`,
    });
  });

  it('is refused where nobody could lead, and with a tag below 2.11', () => {
    expect(planned(super4, inCluster('NORTH')).permit).toEqual(refused('nobodyThere'));
    const old = super4.changeServer('w2', { version: '2.10.27' });
    expect(planned(old, withTag('az:a')).permit).toEqual(refused('versionTooOld'));
    expect(planned(old, inCluster('WEST')).permit).toEqual({ kind: 'allowed' });
  });

  it('has to be there then', () => {
    const plan = planned(super4, inCluster('WEST'));
    const then = (leader: string) =>
      verdictOf(modelOf([live(), ...super4.withMetaLeader(leader).poll(300)], 500), plan);
    expect(then('w2')).toEqual({ kind: 'done', result: { kind: 'leads', leader: 'w2' } });
    expect(then('e2')).toEqual({ kind: 'open', reason: 'otherLeader' });
  });
});
