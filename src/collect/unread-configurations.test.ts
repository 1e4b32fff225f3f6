import { describe, expect, it } from 'vitest';
import { accountId, domainName, streamKey, streamName } from '../domain/ids';
import { fakeClock } from '../testing/fakes/fake-clock';
import { UnreadConfigurations } from './unread-configurations';

function unread() {
  const clock = fakeClock();
  const asked: string[] = [];
  const configurations = new UnreadConfigurations(
    clock,
    (account) => Promise.resolve(asked.push(account)),
    (error) => {
      throw error;
    },
  );
  return { clock, asked, configurations };
}

const streamOf = (account: string, name: string) => ({
  key: streamKey(domainName(''), accountId(account), streamName(name)),
  account: accountId(account),
});
const [app, orders] = [streamOf('APP', 'EVENTS'), streamOf('ORDERS', 'ORDERS')];

describe('configurations that nobody has told yet', () => {
  it('are no matter of its own before the ordinary polls have asked for all', () => {
    const { asked, configurations } = unread();
    configurations.seen([app]);
    expect(asked).toEqual([]);
  });

  it('are asked for at once, those of several accounts together, and not more often than every 2 s', async () => {
    const { clock, asked, configurations } = unread();
    configurations.asked();
    configurations.seen([app]);
    expect(asked).toEqual(['APP']);
    configurations.seen([app, orders]);
    await clock.advance(1990);
    expect(asked).toEqual(['APP']);
    await clock.advance(10);
    expect(asked).toEqual(['APP', 'APP', 'ORDERS']);
  });

  it('are left to the ordinary polls after three tries, and asked for again after those', async () => {
    const { clock, asked, configurations } = unread();
    configurations.asked();
    for (let second = 0; second < 20; second += 1) {
      configurations.seen([app]);
      await clock.advance(1000);
    }
    expect(asked).toEqual(['APP', 'APP', 'APP']);
    configurations.asked();
    configurations.seen([app]);
    expect(asked).toHaveLength(4);
  });

  it('of a stream that came later are asked for, whatever was tried before it', async () => {
    const { clock, asked, configurations } = unread();
    configurations.asked();
    for (let second = 0; second < 20; second += 1) {
      configurations.seen([app]);
      await clock.advance(1000);
    }
    const before = asked.length;
    const streams = [app];
    for (let number = 0; number < 5; number += 1) {
      streams.push(streamOf('APP', `LATER_${String(number)}`));
      configurations.seen(streams);
      await clock.advance(2000);
    }
    expect(asked.slice(before)).toEqual(['APP', 'APP', 'APP', 'APP', 'APP']);
  });

  it('are asked for no more once it is stopped', async () => {
    const { clock, asked, configurations } = unread();
    configurations.asked();
    configurations.seen([app]);
    configurations.seen([orders]);
    configurations.stop();
    await clock.advance(5000);
    expect(asked).toEqual(['APP']);
  });
});
