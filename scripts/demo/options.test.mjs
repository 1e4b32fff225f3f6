// @ts-check
import { describe, expect, test } from 'vitest';
import { clusterCommand, clusterUsage, startOptions, startUsage } from './options.mjs';

describe('npm start', () => {
  test('starts one cluster with traffic unless told', () => {
    expect(startOptions([])).toEqual({ port: 4173, topology: 'one', fresh: false, hasTraffic: true });
  });

  test('takes every option, in any order and in both spellings', () => {
    const wanted = { port: 5000, topology: 'super', fresh: true, hasTraffic: false };
    expect(startOptions(['--fresh', '--port', '5000', '--super', '--quiet-cluster'])).toEqual(wanted);
    expect(startOptions(['--port=5000', '--quiet-cluster', '--super', '--fresh'])).toEqual(wanted);
  });

  test.each([['--help'], ['-h'], ['--super', '--help']])('%s asks for help', (...words) => {
    expect(startOptions(words)).toBe('help');
  });

  test.each([
    [['--sUper'], "Unknown option '--sUper'"],
    [['super'], "Unexpected argument 'super'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', '--fresh'], "Option '--port' argument is ambiguous"],
    [['--port', 'x'], '--port wants a number from 0 to 65535, not x'],
    [['--port', '65536'], 'not 65536'],
    [['--port', '1e3'], 'not 1e3'],
    [['--port', ''], '--port wants a number'],
    [['--fresh=yes'], "Option '--fresh' does not take an argument"],
  ])('%j is refused with what may be written', (words, reason) => {
    expect(() => startOptions(words)).toThrow(reason);
    expect(() => startOptions(words)).toThrow(startUsage);
  });
});

describe('npm run cluster', () => {
  test('acts on all servers, or on one', () => {
    expect(clusterCommand(['status'])).toEqual({ command: { action: 'status' }, demo: undefined });
    expect(clusterCommand(['kill', 'n3', '--demo', '2'])).toEqual({
      command: { action: 'kill', server: 'n3' },
      demo: 2,
    });
  });

  test('without a word it tells what it can do', () => {
    expect(clusterCommand([])).toBe('help');
  });

  test.each([
    [['smash', 'n3'], 'there is no action smash'],
    [['kill'], 'kill wants a server, such as: npm run cluster -- kill n3'],
    [['reset', 'n3'], 'reset is for all servers, not for n3'],
    [['stop', 'n1', 'n2'], 'one server at a time, not n1 and n2'],
    [['status', '--demo', 'two'], '--demo wants a number, not two'],
    [['status', '--demo', '0'], '--demo wants a number'],
    [['status', '--all'], "Unknown option '--all'"],
  ])('%j is refused with what may be written', (words, reason) => {
    expect(() => clusterCommand(words)).toThrow(reason);
    expect(() => clusterCommand(words)).toThrow(clusterUsage);
  });
});
