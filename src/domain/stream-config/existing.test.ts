import { expect, it } from 'vitest';
import { aCluster, live } from '../../testing/builders';
import { modelOf } from '../../testing/replay';
import type { StreamModel } from '../cluster/model';
import { accountId, domainName, streamName } from '../ids';
import { existingStreams } from './existing';

const hub = domainName('');
const cluster = aCluster()
  .withServers('n1', 'n2', 'n3')
  .withStream('ORDERS', ['n1', 'n2', 'n3'], { config: true })
  .withStream('UNREAD', ['n1'], { config: false })
  .withStream('FOREIGN', ['n1'], { account: 'OTHER', config: true });
const model = modelOf([live(), ...cluster.poll(0)], 200);
const streamsOf = (account: string, domain = hub, change: Partial<NonNullable<StreamModel['config']>> = {}) => {
  const streams = new Map(
    [...model.streams].map(([key, stream]) => [
      key,
      stream.config === null ? stream : { ...stream, config: { ...stream.config, ...change } },
    ]),
  );
  return existingStreams({ ...model, streams }, { account: accountId(account), domain });
};

it('has the streams of that account and domain whose configuration was read', () => {
  expect(streamsOf('APP').map(({ name }) => name)).toEqual(['ORDERS']);
  expect(streamsOf('OTHER').map(({ name }) => name)).toEqual(['FOREIGN']);
  expect(streamsOf('APP', domainName('edge'))).toEqual([]);
});

it('reads them as the wizard does: without limits, with their origins', () => {
  const [plain] = streamsOf('APP');
  expect(plain?.config).toMatchObject({ name: 'ORDERS', replicas: 3, maxBytes: 'unlimited', mirror: null });
  const [fed] = streamsOf('APP', hub, {
    ...{ maxBytes: 4096, maxMessages: 7, subjects: ['a.>'], mirrorOf: streamName('M'), sourcesOf: [streamName('S')] },
  });
  expect(fed?.config).toMatchObject({
    ...{ maxBytes: 4096, maxMsgs: 7, subjects: ['a.>'] },
    ...{ mirror: { name: 'M' }, sources: [{ name: 'S' }] },
  });
});
