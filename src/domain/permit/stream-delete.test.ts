import { describe, expect, it } from 'vitest';
import { aCluster, at } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { Looked } from '../command/looked';
import { accountId, domainName, streamKey, streamName } from '../ids';
import { changesMembers, lookOf, planCommand, verdictOf } from './actions';
import { defaultMaxAge, type PermitContext } from './context';

const command = {
  kind: 'streamDelete',
  stream: streamKey(domainName(''), accountId('APP'), streamName('S')),
} as const;
const cluster = aCluster()
  .withServers('n1', 'n2', 'n3')
  .withStream('S', ['n1', 'n2', 'n3'], { config: true, lastSeq: 500 });
const model = modelOf(cluster.poll(0), 200);
const context: PermitContext = {
  readOnly: false,
  now: at(200),
  maxAge: defaultMaxAge,
  apiPrefix: (account) => [account, '$JS', 'API'],
};
const plan = (change: Partial<PermitContext> = {}) => planCommand(model, command, { ...context, ...change });
const refused = (reason: string) => ({ kind: 'refused', reason });
const gone: Looked = { kind: 'streamGone' };

describe('the deletion of a stream', () => {
  it('counts what goes, and sends one request without a body', () => {
    expect(plan()).toMatchObject({
      permit: { kind: 'allowed' },
      basis: { leader: 'n1', members: ['n1', 'n2', 'n3'] },
      effect: { kind: 'streamGoes', unseen: false },
      request: { subject: ['APP', '$JS', 'API', 'STREAM', 'DELETE', 'S'], body: '' },
      cli: 'nats stream rm S --force',
    });
    expect(changesMembers(command)).toBe(false);
  });

  it('is refused of a stream that nobody knows, or that is gone by now', () => {
    const stream = streamKey(domainName(''), accountId('APP'), streamName('T'));
    expect(planCommand(model, { ...command, stream }, context).permit).toEqual(refused('notReported'));
    expect(plan({ looked: gone }).permit).toEqual(refused('notReported'));
  });

  it('is refused where the account is not reached, and for a login that only reads', () => {
    expect(plan({ apiPrefix: () => null })).toMatchObject({ permit: refused('noAccess'), request: null });
    expect(plan({ readOnly: true }).permit).toEqual(refused('readOnly'));
  });

  it('is of that very stream: another one of the same name has another basis', () => {
    const later = aCluster()
      .withServers('n1', 'n2', 'n3')
      .withStream('S', ['n1', 'n2', 'n3'], { config: true, created: at(100) });
    const other = planCommand(modelOf(later.poll(0), 200), command, context);
    expect(other.basis.asked).not.toBe(plan().basis.asked);
  });

  it('has come about when the account says that there is no such stream, and by nothing else', () => {
    expect(lookOf(model, command)).toEqual({ kind: 'streamConfig', account: 'APP', domain: '', stream: 'S' });
    expect(verdictOf(model, plan(), gone)).toEqual({ kind: 'done', result: { kind: 'deleted' } });
    expect(verdictOf(model, plan())).toEqual({ kind: 'open', reason: 'timeout' });
  });
});
