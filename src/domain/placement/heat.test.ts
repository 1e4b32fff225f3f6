import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { localMs } from '../time';
import { modelFixture } from '../../testing/model-fixtures';
import { placed } from '../../testing/placement';
import { heatLevel, heatLevels, heatOf, heats, hottest } from './heat';
import { rateAt, readRates } from './rates';

const { rows } = placed(modelFixture('oneSilent'));
const row = (name: string) => rows.find(({ stream }) => stream.name === (name as never))!;
const cell = (name: string, server: string) => row(name).cells.find((one) => one.server === (server as never))!;
const at = (name: string, server: string, heat: (typeof heats)[number]) =>
  heatOf(row(name), cell(name, server), heat, () => 7);

describe('heat', () => {
  it('is the number of the copy: messages behind, entries behind, bytes, or messages a second', () => {
    expect(at('ORDERS_3', 'n5', 'entries')).toBe(158);
    expect(at('ORDERS_3', 'n5', 'messages')).toBeGreaterThan(1_000);
    expect(at('ORDERS_0', 'n2', 'messages')).toBe(0);
    expect(at('ORDERS_0', 'n2', 'bytes')).toBeGreaterThan(1_000);
    expect(at('ORDERS_0', 'n2', 'rate')).toBe(7);
    expect(at('ORDERS_0', 'n2', 'role')).toBe(null);
  });

  it('of a silent copy is not known, and never nothing', () => {
    for (const heat of heats) expect(at('ORDERS', 'n3', heat)).toBe(null);
  });

  it('has its largest value on the last step', () => {
    const most = hottest(rows, 'bytes', () => null);
    expect(heatLevel(most, most)).toBe(heatLevels);
    expect(heatLevel(0, most)).toBe(0);
    expect(hottest(rows, 'rate', () => null)).toBe(0);
  });

  test.prop([fc.nat(), fc.nat(), fc.nat()])('never falls while the value grows', (a, b, most) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    expect(heatLevel(low, most)).toBeLessThanOrEqual(heatLevel(high, most));
    expect(heatLevel(high, most)).toBeLessThanOrEqual(heatLevels);
    expect(heatLevel(low, most) === 0).toBe(low === 0);
  });
});

describe('the rate of a stream', () => {
  const { stream } = row('ORDERS_0');
  const key = stream.key;
  const seen = (lastSeq: number, ms: number) => ({
    ...stream,
    asOf: localMs(ms),
    state: { ...stream.state!, lastSeq },
  });

  it('is known from the second reading on', () => {
    const first = readRates(new Map(), [seen(100, 10_000)]);
    expect(rateAt(first, key, localMs(10_000))).toBe(null);
    const second = readRates(first, [seen(600, 15_000)]);
    expect(rateAt(second, key, localMs(15_500))).toBe(100);
  });

  it('is over when no poll brought more for twice its own time', () => {
    const known = readRates(readRates(new Map(), [seen(100, 10_000)]), [seen(600, 15_000)]);
    expect(rateAt(known, key, localMs(24_000))).toBe(100);
    expect(rateAt(known, key, localMs(26_000))).toBe(0);
  });

  it('stays as it was while the row does, and begins anew when the stream does', () => {
    const known = readRates(readRates(new Map(), [seen(100, 10_000)]), [seen(600, 15_000)]);
    expect(readRates(known, [seen(600, 15_000)]).get(key)).toBe(known.get(key));
    expect(rateAt(readRates(known, [seen(3, 20_000)]), key, localMs(20_000))).toBe(null);
  });

  it('is not known of a stream that nobody reports now', () => {
    const known = readRates(new Map(), [seen(100, 10_000)]);
    expect(readRates(known, [{ ...seen(600, 15_000), source: 'remembered' as const }]).has(key)).toBe(false);
    expect(rateAt(new Map(), key, localMs(0))).toBe(null);
  });
});
