import type { MetaPeer } from '../domain/cluster/model';
import { type Translate, useTranslation } from '../ui/translate';
import { useNow } from '../ui/use-now';
import { formatAge, formatCount, formatHeard } from './format';

export interface PeerWords {
  /** Whether it answers, and when the leader heard it: `heard 0.3 s ago`, `silent 14 s`. */
  readonly contact: string;
  /** How far it is behind; `null`: nothing to say of it. */
  readonly log: string | null;
  /** Both in a few letters, for a narrow column: `0.3 s`, `41 behind`, `silent 14 s`. */
  readonly short: string;
  readonly all: readonly string[];
}

/** What is to be said of a member: that it is silent, else when it was heard and how far it is behind. */
export function usePeerWords(peer: MetaPeer): PeerWords {
  const { t } = useTranslation();
  const now = useNow();
  const contact = contactWords(t, peer, now);
  const log = logWords(t, peer);
  return { contact, log, short: shortWords(t, peer, contact), all: log === null ? [contact] : [contact, log] };
}

function contactWords(t: Translate, { presence, contact }: MetaPeer, now: number): string {
  if (presence.kind === 'silent') {
    const age = formatAge(Math.max(now - presence.since, 0));
    return presence.announced === null
      ? t('model:silentFor', { age })
      : `${t(`model:presence.${presence.announced}`)} ${age}`;
  }
  if (presence.kind !== 'answering') return t(`model:presence.${presence.kind}`);
  // Nobody leads, so that nobody says when it was heard.
  if (contact.kind === 'unknown') return t('model:presence.answering');
  return t(`model:contact.${contact.kind}`, { age: 'age' in contact ? formatHeard(contact.age) : '' });
}

function logWords(t: Translate, { log }: MetaPeer): string | null {
  if (log.kind === 'leader') return null;
  if (log.kind === 'even') return t('model:log.even');
  const entries = log.kind === 'behind' ? log.entries : log.lastEntries;
  if (entries === null) return null;
  return t(log.kind === 'behind' ? 'model:log.behind' : 'model:log.last', {
    count: Number(entries),
    entries: formatCount(entries),
  });
}

function shortWords(t: Translate, { presence, contact, log }: MetaPeer, long: string): string {
  if (presence.kind !== 'answering') return long;
  if (log.kind === 'behind') return t('meta:short.behind', { entries: formatCount(log.entries) });
  return 'age' in contact ? formatHeard(contact.age) : long;
}
