// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { english } from '../app/i18n/catalogues';
import type { ContactLamp, LogLamp, Presence, ReplicaModel, StoreLamp } from '../domain/cluster/model';
import { localMs } from '../domain/time';
import { Contact, Log, Store } from './lamps';

const words = i18next.createInstance();
const now = vi.hoisted(() => new Date(2026, 10, 21, 1, 4, 0).getTime());
vi.mock('../ui/use-now', () => ({ useNow: () => now }));

beforeAll(async () => {
  await words
    .use(initReactI18next)
    .init({ lng: 'en', resources: { en: english }, interpolation: { escapeValue: false } });
});
afterEach(cleanup);

/** The mark and the words, as `busy: 158 entries behind`. */
function seen(lamp: ReactNode): string {
  const { container } = render(<I18nextProvider i18n={words}>{lamp}</I18nextProvider>);
  const mark = container.querySelector('[data-mark]')?.getAttribute('data-mark');
  const text = `${mark ?? 'no mark'}: ${container.textContent}`;
  cleanup();
  return text;
}

const answering: Presence = { kind: 'answering' };
const silent: Presence = { kind: 'silent', since: localMs(now - 14_000), missed: 7, announced: null };
const contact = (lamp: ContactLamp, presence: Presence = answering) =>
  seen(<Contact lamp={lamp} presence={presence} />);
const log = (lamp: LogLamp) => seen(<Log lamp={lamp} />);
const state = {
  messages: 328_917,
  bytes: 1,
  firstSeq: 1,
  firstTime: null,
  lastSeq: 328_917,
  lastTime: null,
  subjects: 1,
  deleted: 0,
  lost: 0,
  consumers: 0,
} as const;
const store = (lamp: StoreLamp, presence: Presence = answering, own: ReplicaModel['state'] = state) =>
  seen(<Store copy={{ store: lamp, presence, state: own }} />);
const asOf = localMs(now - 14_000);

describe('the lamp of contact', () => {
  it('says when the leader heard the copy', () => {
    expect(contact({ kind: 'self' })).toBe('ok: answers');
    expect(contact({ kind: 'fresh', age: 300 })).toBe('ok: heard 0.3 s ago');
    expect(contact({ kind: 'late', age: 4_000 })).toBe('busy: heard 4.0 s ago');
    expect(contact({ kind: 'lost', age: 14_000 })).toBe('warn: not heard for 14 s');
    expect(contact({ kind: 'unknown' })).toBe('unknown: not known');
  });

  it('is silent for a silent server, whatever its leader last heard', () => {
    expect(contact({ kind: 'fresh', age: 300 }, silent)).toBe('unknown: not answering 14 s');
    expect(contact({ kind: 'self' }, { ...silent, announced: 'shutdown' })).toBe('unknown: shut down 14 s');
    expect(contact({ kind: 'fresh', age: 300 }, { kind: 'neverHeard' })).toBe('unknown: never heard');
    expect(contact({ kind: 'fresh', age: 300 }, { kind: 'unknown' })).toBe('unknown: not known');
  });

  it('warns of silence, but not of a server that our own connection cannot ask', () => {
    const ink = (presence: Presence) => {
      const { container } = render(
        <I18nextProvider i18n={words}>
          <Contact lamp={{ kind: 'self' }} presence={presence} />
        </I18nextProvider>,
      );
      return /text-\w+-ink/.exec(container.innerHTML)?.[0];
    };
    expect(ink(silent)).toBe('text-warn-ink');
    expect(ink({ kind: 'neverHeard' })).toBe('text-warn-ink');
    expect(ink({ kind: 'unknown' })).toBe('text-unknown-ink');
  });
});

describe('the lamp of the log', () => {
  it('counts entries, never messages', () => {
    expect(log({ kind: 'leader' })).toBe('ok: leads');
    expect(log({ kind: 'even' })).toBe('ok: even');
    expect(log({ kind: 'behind', entries: 1 })).toBe('busy: 1 entry behind');
    expect(log({ kind: 'behind', entries: 1_204 })).toBe('busy: 1,204 entries behind');
    expect(log({ kind: 'behind', entries: 18446744073709551615n })).toBe(
      'busy: 18,446,744,073,709,551,615 entries behind',
    );
  });

  it('of a silent copy is unknown, with the last number as the last', () => {
    expect(log({ kind: 'unknown', lastEntries: 1_070 })).toBe('unknown: 1,070 entries behind at last');
    expect(log({ kind: 'unknown', lastEntries: 1 })).toBe('unknown: 1 entry behind at last');
    expect(log({ kind: 'unknown', lastEntries: null })).toBe('unknown: not known');
  });
});

describe('the lamp of the store', () => {
  it('counts messages, never entries', () => {
    expect(store({ kind: 'leader' })).toBe('ok: 328,917 messages');
    expect(store({ kind: 'complete' })).toBe('ok: complete');
    expect(store({ kind: 'behind', messages: 1, catchUp: null })).toBe('busy: 1 message behind');
    expect(store({ kind: 'behind', messages: 1_204, catchUp: null })).toBe('busy: 1,204 messages behind');
  });

  it('says how far a catch-up is, and how long it takes where that is known', () => {
    const catchUp = { share: 0.97, rate: 410, left: 3_000 };
    expect(store({ kind: 'behind', messages: 1_204, catchUp })).toBe('busy: 1,204 messages behind · 97%, 3.0 s left');
    expect(store({ kind: 'behind', messages: 1_204, catchUp: { ...catchUp, left: null } })).toBe(
      'busy: 1,204 messages behind · 97%',
    );
  });

  it('of a silent copy is a bound with the time it is from, never a fact', () => {
    expect(store({ kind: 'atMost', messages: 16_317, asOf })).toBe(
      'unknown: at most 16,317 messages behind as of 01:03:46',
    );
    expect(store({ kind: 'atMost', messages: 1, asOf })).toBe('unknown: at most 1 message behind as of 01:03:46');
  });

  it('of a copy that nobody can be held against says what it has, and is not called complete', () => {
    expect(store({ kind: 'unknown' })).toBe('unknown: 328,917 messages, not compared');
    expect(store({ kind: 'unknown' }, silent)).toBe('unknown: 328,917 messages when last heard');
    expect(store({ kind: 'unknown' }, { kind: 'unknown' })).toBe('unknown: 328,917 messages when last heard');
    expect(store({ kind: 'unknown' }, silent, null)).toBe('unknown: not known');
  });
});

it('nothing that is not known is written as zero, as even or as complete', () => {
  const unknown = [
    contact({ kind: 'unknown' }),
    contact({ kind: 'self' }, silent),
    log({ kind: 'unknown', lastEntries: null }),
    store({ kind: 'unknown' }),
    store({ kind: 'unknown' }, silent, null),
    store({ kind: 'atMost', messages: 5, asOf }),
  ];
  for (const text of unknown) {
    expect(text).toMatch(/^unknown: /);
    expect(text).not.toMatch(/: 0|even|complete/);
  }
});
