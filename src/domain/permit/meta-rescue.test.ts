import { describe, expect, it } from 'vitest';
import { aCluster, at, type TestCluster } from '../../testing/builders';
import { modelOf, Replay } from '../../testing/replay';
import { rescueChecks, type Command } from '../command/command';
import { domainName } from '../ids';
import { changesMembers, planCommand, verdictOf } from './actions';
import { defaultMaxAge } from './context';
import { rescueAfter } from './meta-rescue';

const five = aCluster().withServers('n1', 'n2', 'n3', 'n4', 'n5');
const two = five.kill('n3', 'n4', 'n5').withMetaLeader(null);
const rescue = (checks: Extract<Command, { kind: 'metaRescue' }>['checks'] = rescueChecks): Command => ({
  kind: 'metaRescue',
  domain: domainName(''),
  checks,
});
const late = rescueAfter + 20_000;
/** Lost at 100 ms, and still so at `ms`. */
function planAt(ms: number, command = rescue(), now: TestCluster = two) {
  const replay = new Replay();
  replay.then(50, five.poll(0));
  replay.then(200, two.poll(100));
  return planCommand(replay.then(ms + 50, now.poll(ms)), command, {
    readOnly: false,
    now: at(ms + 50),
    maxAge: defaultMaxAge,
    apiPrefix: () => null,
  });
}
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('a rescue of the meta group', () => {
  it('is permitted after ten minutes without a leader, with everything seen to', () => {
    expect(planAt(late)).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: null, members: ['n1', 'n2'] },
      effect: {
        kind: 'quorumLowers',
        cluster: 'C1',
        survivors: ['n1', 'n2'],
        missing: ['n3', 'n4', 'n5'],
        before: { of: 5, need: 3 },
        need: 2,
      },
      request: { subject: ['$JS', 'API', 'META', 'RESCUE'], body: '{"quorum_needed":2}' },
    });
    expect(changesMembers(rescue())).toBe(true);
  });

  it('is refused sooner, and until all that only a person can see to is confirmed', () => {
    expect(planAt(rescueAfter - 10_000).permit).toEqual(refused('tooSoon'));
    expect(planAt(late, rescue(['off', 'stayOff'])).permit).toEqual(refused('notFenced'));
  });

  it('is refused with a leader, or where an election can still be won', () => {
    expect(planAt(late, rescue(), five).permit).toEqual(refused('hasLeader'));
    const three = five.kill('n4', 'n5').withMetaLeader(null);
    expect(planAt(late, rescue(), three).permit).toEqual(refused('quorumThere'));
  });

  it('is refused below 2.15', () => {
    const old = two.changeServer('n2', { version: '2.14.3' });
    expect(planAt(late, rescue(), old).permit).toEqual(refused('versionTooOld'));
  });

  it('is done when one of those that are left leads', () => {
    const plan = planAt(late);
    const read = (cluster: TestCluster) => verdictOf(modelOf(cluster.poll(late), late + 50), plan);
    expect(read(two)).toEqual({ kind: 'open', reason: 'leaderless' });
    expect(read(two.withMembers(['n1', 'n2']).withMetaLeader('n2'))).toEqual({
      kind: 'done',
      result: { kind: 'leads', leader: 'n2' },
    });
  });
});
