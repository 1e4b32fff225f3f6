import type { MetaPeer } from '../domain/cluster/model';
import { useTranslation } from '../ui/translate';
import { useNow } from '../ui/use-now';
import { formatAge, formatCount, formatHeard } from './format';

/** The one thing to say of a member: that it is silent, else how far it is behind, else when it was heard. */
export function usePeerWords(peer: MetaPeer): string {
  const { t } = useTranslation();
  const now = useNow();
  const { presence, log, contact } = peer;
  if (presence.kind === 'silent') {
    const age = formatAge(Math.max(now - presence.since, 0));
    return presence.announced === null
      ? t('model:silentFor', { age })
      : `${t(`model:presence.${presence.announced}`)} ${age}`;
  }
  if (presence.kind !== 'answering') return t(`model:presence.${presence.kind}`);
  if (log.kind === 'behind') {
    const entries = formatCount(log.entries);
    return t('model:log.behind', { count: Number(log.entries), entries });
  }
  // Nobody leads, so that nobody says when it was heard.
  if (contact.kind === 'unknown') return t('model:presence.answering');
  return t(`model:contact.${contact.kind}`, { age: 'age' in contact ? formatHeard(contact.age) : '' });
}
