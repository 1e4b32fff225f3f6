import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDuration,
  formatHeard,
  formatShare,
  readBytes,
  readCount,
  readRate,
  readTally,
  textOf,
} from './format';
import { formatClock, formatExact, formatMoment } from './format-time';

describe('format', () => {
  it('groups every digit of a count, also beyond what a number can hold', () => {
    expect(formatCount(328917)).toBe('328,917');
    expect(formatCount(18446744073709551615n)).toBe('18,446,744,073,709,551,615');
  });

  it('writes what nobody knows as a dash, never as zero', () => {
    expect([formatCount(null), formatBytes(null), formatShare(null), textOf(readRate(null))]).toEqual([
      '—',
      '—',
      '—',
      '—',
    ]);
  });

  it('shortens with three figures and keeps the exact value', () => {
    expect(readCount(1234)).toEqual({ value: '1.23', unit: 'k', exact: '1,234' });
    expect(readBytes(2083059138)).toEqual({ value: '1.94', unit: 'GiB', exact: '2,083,059,138 B' });
    expect(textOf(readCount(980))).toBe('980');
  });

  it('moves to the next unit before a value would be written as 1,000 or 1,024', () => {
    expect(textOf(readCount(999_999))).toBe('1.00 M');
    expect(formatBytes(1024 * 1024 - 1)).toBe('1.00 MiB');
    expect(formatBytes(1023)).toBe('1,023 B');
  });

  it('keeps a small rate visible', () => {
    expect(textOf(readRate(0.4))).toBe('0.4 /s');
    expect(textOf(readRate(0))).toBe('0 /s');
    expect(textOf(readRate(1200))).toBe('1.20 k/s');
  });

  it('never writes a part as nothing or as everything', () => {
    expect([0, 0.001, 0.31, 0.999, 1].map(formatShare)).toEqual(['0%', '<1%', '31%', '99%', '100%']);
  });

  it('writes durations in at most two units', () => {
    expect([400, 14_000, 300_000, 12_000_000, 352_800_000].map(formatDuration)).toEqual([
      '400 ms',
      '14 s',
      '5 min',
      '3 h 20 min',
      '4 d 2 h',
    ]);
    expect(formatDuration(59_600)).toBe('1 min');
  });

  it('writes durations below a second in milliseconds, and none that took time as nothing', () => {
    expect([0, 0.2, 1, 31, 999, 999.7, 4_400].map(formatDuration)).toEqual([
      '0 ms',
      '<1 ms',
      '1 ms',
      '31 ms',
      '999 ms',
      '1.0 s',
      '4.4 s',
    ]);
  });

  it('writes in tenths of a second when a server was heard', () => {
    expect([0, 49, 50, 340, 999, 4_000, 14_000].map(formatHeard)).toEqual([
      '<0.1 s',
      '<0.1 s',
      '0.1 s',
      '0.3 s',
      '1.0 s',
      '4.0 s',
      '14 s',
    ]);
  });

  it('writes every digit of a tally until it outgrows its column, and keeps them for hover', () => {
    expect(readTally(null).value).toBe('—');
    expect(readTally(9_999_999)).toEqual({ value: '9,999,999', unit: '', exact: '9,999,999' });
    expect(readTally(1_234_567_890)).toEqual({ value: '1.23', unit: 'G', exact: '1,234,567,890' });
  });

  it('lets an age count in whole seconds', () => {
    expect([0, 999, 1000, 59_999, 60_000].map(formatAge)).toEqual(['<1 s', '<1 s', '1 s', '59 s', '1 min']);
  });

  it('writes moments in the zone of the browser, exact ones with milliseconds', () => {
    const at = new Date(2026, 10, 21, 1, 3, 46, 912).getTime();
    expect(formatClock(at)).toBe('01:03:46');
    expect(formatMoment(at)).toBe('2026-11-21 01:03:46');
    expect(formatExact(at)).toContain('01:03:46.912');
  });
});
