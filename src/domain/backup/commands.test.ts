import { describe, expect, it } from 'vitest';
import { domainName, streamName } from '../ids';
import { backupCommands, unpackCommand } from './commands';

describe('the commands of a backup', () => {
  it('keep a stream in a folder of its name, and bring it back from there', () => {
    expect(backupCommands({ name: streamName('ORDERS'), domain: domainName('') })).toEqual({
      backup: 'nats stream backup --check ORDERS ./ORDERS-backup',
      restore: 'nats stream restore ./ORDERS-backup',
    });
  });

  it('unpack the one file of this console first', () => {
    expect(unpackCommand('ORDERS-1.tar', domainName('hub')).split('\n')).toEqual([
      'mkdir ./ORDERS-1 &&',
      'tar xf ORDERS-1.tar -C ./ORDERS-1 &&',
      'nats stream restore ./ORDERS-1 --js-domain=hub',
    ]);
  });

  it('name the domain where there is one, and quote what a shell would read', () => {
    const { backup, restore } = backupCommands({ name: streamName("a$(b)'c"), domain: domainName('hub') });
    expect(backup).toBe(`nats stream backup --check 'a$(b)'\\''c' './a$(b)'\\''c-backup' --js-domain=hub`);
    expect(restore).toBe(`nats stream restore './a$(b)'\\''c-backup' --js-domain=hub`);
  });
});
