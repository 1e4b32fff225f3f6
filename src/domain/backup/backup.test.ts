import { expect, it } from 'vitest';
import { backupName } from './backup';

it('a backup is named by its stream and its time, in letters that every disk takes', () => {
  const at = new Date('2026-11-21T18:30:05.123Z');
  expect(backupName('ORDERS', at)).toBe('ORDERS-20261121T183005Z.tar');
  expect(backupName('KV_a b/ü', at)).toBe('KV_a-b--20261121T183005Z.tar');
});
