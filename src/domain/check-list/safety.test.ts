import { test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Watched } from '../../testing/arbitrary';
import { live } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import { histories, isUp, isWhole, leaderOf, serverNames } from '../../testing/truth';
import { clusterOf } from '../evacuate/model';
import { domainName, serverName } from '../ids';
import type { CheckStep } from './model';
import { newestStart, rollingRestart } from './rolling-restart';
import { takeOut } from './take-out';

const hub = domainName('');
const always = () => true;
const many = { numRuns: 300 };
const seen = ({ polls }: Watched, upTo = polls.length) =>
  clusterOf(modelOf([live(), ...polls.slice(0, upTo).flat()], (upTo - 1) * 2000 + 200));
const isOpen = (steps: readonly CheckStep[], id: CheckStep['id']) =>
  steps.some((step) => step.id === id && step.state === 'open');

/** How often each was its turn: a property of nothing is none. */
const turns = { restart: 0, stop: 0, remove: 0 };

describe('whatever happens to a cluster', () => {
  test.prop([histories], many)(
    'a restart asks to stop a server only while all others run and all is whole',
    (history) => {
      const since = newestStart(seen(history, 1), hub);
      const { current, steps, ended } = rollingRestart(seen(history), hub, since, always);
      const { cluster: one } = history;
      const isAllWhole = one.streams.every(
        (stream) => leaderOf(one, stream) !== null && stream.on.every((name) => isWhole(one, stream, name)),
      );
      if (ended) expect([isAllWhole, serverNames.every((name) => isUp(one, name))]).toEqual([true, true]);
      if (!isOpen(steps, 'stop') || current === null) return;
      turns.restart += 1;
      expect(isAllWhole).toBe(true);
      expect(serverNames.filter((name) => !isUp(one, name))).toEqual([]);
      expect(one.metaLeader()).not.toBeNull();
    },
  );

  test.prop([histories], many)(
    'a server that is taken out is stopped empty, and removed when it does not run',
    (history) => {
      const { cluster: one } = history;
      for (const name of serverNames) {
        const { steps } = takeOut(seen(history), serverName(name), null, always);
        const holds = one.streams.filter(({ on }) => on.includes(name));
        if (isOpen(steps, 'stop')) {
          turns.stop += 1;
          expect(holds).toEqual([]);
          expect(one.metaLeader()).not.toBe(name);
        }
        if (isOpen(steps, 'remove')) {
          turns.remove += 1;
          expect(isUp(one, name)).toBe(false);
          expect(holds.filter((stream) => leaderOf(one, stream) !== null)).toEqual([]);
        }
      }
    },
  );

  it('each of them had its turn now and then', () => {
    expect(Object.values(turns).every((count) => count > 0)).toBe(true);
  });
});
