import { expect, it } from 'vitest';
import type { Command } from '../command/command';
import { accountId, consumerKey, consumerName, domainName, serverName, streamKey, streamName } from '../ids';
import { accountOf } from './account-of';

const app = accountId('APP');
const hub = domainName('');
const orders = streamKey(hub, app, streamName('ORDERS'));

it('tells whose stream or consumer a command is about, and that others are about nobody’s', () => {
  const commands: readonly Command[] = [
    { kind: 'streamDelete', stream: orders },
    { kind: 'streamCreate', account: app, domain: hub, config: '{}' },
    { kind: 'consumerDelete', consumer: consumerKey(orders, consumerName('NEW')) },
  ];
  expect(commands.map(accountOf)).toEqual([app, app, app]);
  const others: readonly Command[] = [
    { kind: 'serverReload', server: serverName('n1') },
    { kind: 'serverEvacuate', domain: hub, server: serverName('n1') },
  ];
  expect(others.map(accountOf)).toEqual([null, null]);
});
