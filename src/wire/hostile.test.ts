import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { accountzReply } from './accountz';
import { advisoryEvent } from './advisory';
import { connzReply } from './connz';
import type { Decoded, Family } from './decoded';
import { clientEvent, departureEvent } from './events';
import { bytes, recordings } from './fixtures/fixtures';
import { gatewayzReply } from './gatewayz';
import { healthzReply } from './healthz';
import { idzReply } from './idz';
import { accountJszReply, jszReply } from './jsz';
import { leafzReply } from './leafz';
import { successReply } from './ops/change';
import { raftzReply } from './raftz';
import { routezReply } from './routez';
import { statszReply } from './statsz';
import { apiInfoReply, streamNamesPage } from './stream-names';
import { userInfoReply } from './user-info';
import { varzReply } from './varz';

/** Every family with the name of its recorded replies. */
const families: readonly (readonly [Family<unknown>, string | null])[] = [
  [statszReply, 'STATSZ'],
  [varzReply, 'VARZ'],
  [jszReply, 'JSZ full'],
  [accountJszReply, 'ACCOUNT.JSZ'],
  [idzReply, 'IDZ'],
  [routezReply, 'ROUTEZ'],
  [gatewayzReply, 'GATEWAYZ'],
  [leafzReply, 'LEAFZ'],
  [accountzReply, 'ACCOUNTZ'],
  [healthzReply, 'HEALTHZ'],
  [raftzReply, 'RAFTZ APP'],
  [connzReply, 'CONNZ'],
  [userInfoReply, 'USER.INFO'],
  [streamNamesPage, 'STREAM.NAMES'],
  [successReply, 'STEPDOWN'],
  [apiInfoReply, null],
  [advisoryEvent, null],
  [departureEvent, null],
  [clientEvent, null],
];

/** Told apart from a crash, and with a reason that holds nothing of the payload. */
function expectOrderly(family: Family<unknown>, decoded: Decoded<unknown>, secret: string): void {
  if (decoded.ok || decoded.error.kind === 'refused') return;
  const { what, reason } = decoded.error.undecodable;
  expect(what).toBe(family.name);
  expect(reason).not.toBe('');
  expect(reason).not.toContain(secret);
}

/** What a broken or malicious server might put in place of any value. */
const replacement = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'geheim', 0, -1, 0.5, 1e308, true, [], {}, [null], [[]], { geheim: 1 }),
  fc.constantFrom<unknown>('0001-01-01T00:00:00Z', '\u0000', '__proto__', 'x'.repeat(5000), 2 ** 60),
  fc.jsonValue({ maxDepth: 2 }),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  const target = copy as Record<string | number, unknown>;
  target[key] = replaced(target[key], rest, by);
  return copy;
}

function samplesOf(family: Family<unknown>, recorded: string | null): readonly unknown[] {
  if (recorded !== null) return recordings.flatMap((recording) => recording.replies(recorded));
  return recordings.flatMap((recording) => recording.events).filter((event) => family.decode(event).ok);
}

describe.each(families.map(([family, recorded]) => ({ name: family.name, family, recorded })))(
  '$name',
  ({ family, recorded }) => {
    test.prop([fc.jsonValue()])('of any JSON is a value, a refusal or undecodable', (value) => {
      expectOrderly(family, family.decode(value), 'geheim');
      expectOrderly(family, family.read(bytes(value)), 'geheim');
    });

    test.prop([fc.anything()])('of anything at all never throws', (value) => {
      expect(typeof family.decode(value).ok).toBe('boolean');
    });

    const samples = samplesOf(family, recorded);
    if (samples.length > 0) {
      test.prop([fc.nat(), fc.nat(), replacement], { numRuns: 300 })(
        'with any one value replaced is a value, a refusal or undecodable',
        (which, where, by) => {
          const sample = samples[which % samples.length];
          const paths = pathsOf(sample);
          const spoilt = replaced(sample, paths[where % paths.length] ?? [], by);
          expectOrderly(family, family.decode(spoilt), 'geheim');
          expectOrderly(family, family.read(bytes(spoilt)), 'geheim');
        },
      );

      test.prop([fc.nat(), fc.nat(), fc.nat()])(
        'cut or torn anywhere is undecodable or still a value',
        (which, from, to) => {
          const payload = bytes(samples[which % samples.length]);
          const cut = payload.subarray(0, from % payload.byteLength);
          expect(family.read(cut)).toMatchObject({ ok: false, error: { kind: 'undecodable' } });
          const torn = Uint8Array.from(payload);
          torn[from % torn.byteLength] = to % 256;
          expectOrderly(family, family.read(torn), 'geheim');
        },
      );
    }
  },
);
