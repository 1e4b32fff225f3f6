// @ts-check
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { archiveUris } from './apt-sources.mjs';
import { debianCandidates, hasHash } from './debian.mjs';
import { ensureNatsServer, fits } from './ensure.mjs';

describe('apt sources', () => {
  test('the main archive is found in the deb822 format, security and disabled ones are passed over', () => {
    const text = [
      'Types: deb deb-src\nURIs: http://archive.example/debian/\nSuites: bookworm bookworm-updates\nComponents: main',
      'Types: deb\nURIs: http://archive.example/debian-security\nSuites: bookworm-security\nComponents: main',
      'Types: deb\nEnabled: no\nURIs: http://other.example/debian\nSuites: trixie\nComponents: main',
      '# Types: deb\n# URIs: http://comment.example/debian\n# Suites: sid',
    ].join('\n\n');
    expect(archiveUris(text, 'deb822')).toEqual(['http://archive.example/debian']);
  });

  test('the one-line format with and without options is understood', () => {
    const text = [
      'deb [signed-by=/a/b.gpg arch=amd64] http://one.example/debian bookworm main',
      'deb http://two.example/debian/ trixie main contrib',
      '# deb http://three.example/debian sid main',
      'deb-src http://four.example/debian bookworm main',
      'deb https://five.example/apt something main',
    ].join('\n');
    expect(archiveUris(text, 'oneLine')).toEqual(['http://one.example/debian', 'http://two.example/debian']);
  });
});

describe('choosing a nats-server', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('2.10 and newer will do by default, a named version is meant exactly', () => {
    expect(fits('2.10.0', undefined)).toBe(true);
    expect(fits('2.9.25', undefined)).toBe(false);
    expect(fits('3.0.0', undefined)).toBe(true);
    expect(fits('2.10.27', '2.10.26')).toBe(false);
  });

  test('Debian suites are tried newest first, and the one that is too old only when asked for', () => {
    expect(debianCandidates(undefined).map((pin) => pin.suite)).toEqual(['forky', 'trixie']);
    expect(debianCandidates('2.9.10').map((pin) => pin.suite)).toEqual(['bookworm']);
    expect(debianCandidates('2.11.0')).toEqual([]);
  });

  test('a file with another content than the pinned one, or without a pin, is not accepted', () => {
    const folder = mkdtempSync(`${tmpdir()}/conclave-pin-`);
    writeFileSync(`${folder}/file`, 'content');
    const right = 'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73';
    expect(hasHash(`${folder}/file`, right)).toBe(true);
    expect(hasHash(`${folder}/file`, right.replace('e', 'f'))).toBe(false);
    expect(hasHash(`${folder}/file`, undefined)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test('a NATS_SERVER that is no nats-server is an error, not a reason to take another one', async () => {
    vi.stubEnv('NATS_SERVER', process.execPath);
    await expect(ensureNatsServer()).rejects.toThrow('NATS_SERVER names no nats-server');
  });
});
