import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count } from '../count';
import { bytesText, durationText, parseBytes, parseCount, parseDuration, parseMoment } from './units';

const value = <T>(read: { ok: true; value: T } | { ok: false; error: string }): T | string =>
  read.ok ? read.value : read.error;

describe('sizes as they are typed', () => {
  it.each([
    ['500', 500],
    ['10GiB', 10_737_418_240],
    ['10 gib', 10_737_418_240],
    ['10G', 10_737_418_240],
    ['10GB', 10_000_000_000],
    ['1.5MiB', 1_572_864],
    ['.5k', 512],
    ['1,000,000', 1_000_000],
    ['1_000', 1_000],
    ['1 048 576', 1_048_576],
    ['-1', -1],
    ['8191PiB', 9_222_246_136_947_933_184n],
  ])('%s', (text, bytes) => {
    expect(value(parseBytes(text))).toBe(bytes);
  });

  it.each([
    ['', 'notNumber'],
    ['GiB', 'notNumber'],
    ['ten', 'notNumber'],
    ['1e9', 'notNumber'],
    ['1,00', 'notNumber'],
    ['10 XiB', 'unknownUnit'],
    ['0.5', 'notWhole'],
    ['0.1KiB', 'notWhole'],
  ])('%s is refused: %s', (text, fault) => {
    expect(value(parseBytes(text))).toBe(fault);
  });

  it('a size is shown so that the same is read again, exactly', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n }), (bytes) => {
        expect(value(parseBytes(bytesText(count(bytes))))).toBe(count(bytes));
      }),
    );
    expect(bytesText(10_737_418_240)).toBe('10GiB');
    expect(bytesText(1000)).toBe('1000');
  });
});

describe('counts as they are typed', () => {
  it.each([
    ['250', 250],
    ['1,000,000', 1_000_000],
    ['2.5M', 2_500_000],
    ['1k', 1_000],
    ['18446744073709551615', 18_446_744_073_709_551_615n],
  ])('%s', (text, amount) => {
    expect(value(parseCount(text))).toBe(amount);
  });

  it.each([
    ['1.5', 'notWhole'],
    ['1KiB', 'unknownUnit'],
    ['many', 'notNumber'],
  ])('%s is refused: %s', (text, fault) => {
    expect(value(parseCount(text))).toBe(fault);
  });
});

describe('lengths of time as they are typed', () => {
  it.each([
    ['2m', 120_000_000_000],
    ['36h', 129_600_000_000_000],
    ['1h30m', 5_400_000_000_000],
    ['1h 30m', 5_400_000_000_000],
    ['1.5h', 5_400_000_000_000],
    ['7d', 604_800_000_000_000],
    ['1y', 31_536_000_000_000_000n],
    ['100ms', 100_000_000],
    ['5µs', 5_000],
    ['5us', 5_000],
    ['1ns', 1],
    ['0', 0],
    ['-1s', -1_000_000_000],
  ])('%s', (text, ns) => {
    expect(value(parseDuration(text))).toBe(ns);
  });

  it.each([
    ['30', 'unitMissing'],
    ['1h30', 'unitMissing'],
    ['1mo', 'unknownUnit'],
    ['.5ns', 'notWhole'],
    ['soon', 'notNumber'],
    ['', 'notNumber'],
    ['1h, 2h', 'notNumber'],
  ])('%s is refused: %s', (text, fault) => {
    expect(value(parseDuration(text))).toBe(fault);
  });

  it('a length is shown in its largest exact unit, and the same is read again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n }), (ns) => {
        expect(value(parseDuration(durationText(count(ns))))).toBe(count(ns));
      }),
    );
    expect(durationText(129_600_000_000_000)).toBe('36h');
    expect(durationText(2_592_000_000_000_000)).toBe('30d');
    expect(durationText(5_400_000_000_000)).toBe('90m');
  });
});

describe('moments as they are typed', () => {
  it.each([
    ['2026-01-02T03:04:05.123456789Z', '2026-01-02T03:04:05.123456789Z'],
    ['2026-01-02T03:04:05+02:00', '2026-01-02T03:04:05+02:00'],
    ['2026-01-31 14:00', '2026-01-31T14:00:00Z'],
    ['2026-01-31', '2026-01-31T00:00:00Z'],
    ['2026-01-31 14:00 +02:00', '2026-01-31T14:00:00+02:00'],
  ])('%s', (text, moment) => {
    expect(value(parseMoment(text))).toBe(moment);
  });

  it.each(['tomorrow', '2026-02-30', '2026-13-01', '2026-01-01 24:00', '2026-01-01 25:00', ''])(
    '%s is refused',
    (text) => {
      expect(value(parseMoment(text))).toBe('notTime');
    },
  );
});
