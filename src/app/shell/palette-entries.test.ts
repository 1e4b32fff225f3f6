import { describe, expect, it } from 'vitest';
import { matchEntries, type PaletteEntry } from './palette-entries';

const entry = (text: string, account = 'APP'): PaletteEntry => ({
  id: text,
  text,
  href: `#/${text}`,
  what: { kind: 'stream', account },
});
const entries = [entry('KV_orders'), entry('ORDERS'), entry('ORDERS_2', 'SHOP'), entry('jobs')];
const found = (wish: string, most = 10) => matchEntries(entries, wish, most).shown.map(({ text }) => text);

describe('the palette', () => {
  it('puts names that begin with the wish first', () => {
    expect(found('ord')).toEqual(['ORDERS', 'ORDERS_2', 'KV_orders']);
  });
  it('finds a stream by its account too', () => {
    expect(found('shop orders')).toEqual(['ORDERS_2']);
  });
  it('shows a few of everything before anything is typed, and says how many more there are', () => {
    expect(matchEntries(entries, '', 3)).toMatchObject({ more: 1 });
  });
  it('finds nothing of another name', () => {
    expect(found('zzz')).toEqual([]);
  });
});
