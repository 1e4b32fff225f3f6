import { describe, expect, it } from 'vitest';
import { TestTopology } from '../../testing/topology';
import { odditiesOf, type Oddity } from './odd';

const five = new TestTopology().mesh('C1', ['n1', 'n2', 'n3', 'n4', 'n5']);

const told = (topology: TestTopology) => odditiesOf(topology.model().links).map(text);

function text(oddity: Oddity): string {
  return oddity.kind === 'link'
    ? `${oddity.mark} ${oddity.link.from}-${String(oddity.link.to)} ${oddity.link.state}`
    : `${oddity.mark} ${oddity.server} ${String(oddity.links.length)} ${oddity.trouble}`;
}

describe('what is odd about the links', () => {
  it('is nothing while every link is as it should be', () => {
    expect(told(five)).toEqual([]);
  });

  it('is told link by link, the worst first', () => {
    const odd = five.link('n1', 'n2', { seenBy: 'from' }).link('n4', 'n5', { seenBy: 'nobody' });
    expect(told(odd)).toEqual(['crit n4-n5 missing', 'warn n1-n2 oneWay']);
  });

  it('is told once of a server that is slow to all', () => {
    const slow = ['n1', 'n2', 'n4', 'n5'].reduce((next, name) => next.link(name, 'n3', { rtt: 40 }), five);
    expect(told(slow)).toEqual(['warn n3 4 slow']);
  });

  it('is told once of a server that does not answer', () => {
    expect(told(five.server('n3', { presence: 'silent' }))).toEqual(['unknown n3 4 oneEnd']);
  });

  it('keeps different troubles of one server apart, and names every link once', () => {
    const odd = ['n1', 'n2', 'n4']
      .reduce((next, name) => next.link(name, 'n3', { seenBy: 'nobody' }), five)
      .link('n3', 'n5', { seenBy: 'from' })
      .link('n1', 'n2', { seenBy: 'nobody' });
    expect(told(odd)).toEqual(['crit n3 3 missing', 'crit n1-n2 missing', 'warn n3-n5 oneWay']);
    const all = odditiesOf(odd.model().links).flatMap((one) => (one.kind === 'link' ? [one.link] : one.links));
    expect(new Set(all.map(({ key }) => key)).size).toBe(5);
  });

  it('names gateways that lead to no server by the one that misses them', () => {
    const joined = new TestTopology()
      .mesh('EAST', ['e1', 'e2', 'e3'], { gateway: 'EAST' })
      .mesh('WEST', ['w1'], { gateway: 'WEST' })
      .join('gateway', 'w1', 'e1', { pool: 1, accounts: [] });
    expect(told(joined)).toEqual(['crit e1-null missing', 'crit e2-null missing', 'crit e3-null missing']);
  });
});
