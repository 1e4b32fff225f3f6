import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { report } from '../../e2e/bench/results';
import { accountId, domainName, serverName, streamKey, streamName } from '../domain/ids';
import { lagBudget, SeriesStore } from '../domain/lag-history/store';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What this process holds (bytes), without what could be collected. */
function held(): number {
  // The second one frees what the first one found.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const servers = ['n1', 'n2', 'n3'].map(serverName);
const keys = Array.from({ length: 10_000 }, (_, index) =>
  streamKey(domainName(''), accountId('A'), streamName(`stream-${index}`)),
);

/** The worst that can come: the history of every copy of 10,000 streams grows with each poll, for an hour of polls. */
test('memory of the history of lag', () => {
  const before = held();
  const store = new SeriesStore(lagBudget);
  const used: number[] = [];
  for (let poll = 0; poll < 120; poll += 1) {
    const at = poll * 30_000;
    for (const [index, key] of keys.entries())
      for (const [copy, server] of servers.entries()) {
        const value = 3 * index + copy + 1 + (poll % 2);
        const series = store.get(key, server) ?? store.begin(key, server, value, at);
        if (series) store.append(series, at, value, 0, at);
      }
    expect(store.use.bytes).toBeLessThanOrEqual(lagBudget);
    if (poll % 10 === 9) used.push((held() - before) / 1024);
  }
  report('history of lag, 30,000 copies behind, by its own count', 'KiB', [store.use.bytes / 1024]);
  report('history of lag, 30,000 copies behind, as the process counts', 'KiB', used);
});
