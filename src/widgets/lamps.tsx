import type { Count } from '../domain/count';
import type { CatchUp, ContactLamp, LogLamp, Mark, Presence, ReplicaModel } from '../domain/cluster/model';
import { type Translate, useTranslation } from '../ui/translate';
import { formatCount, formatDuration, formatHeard, formatShare } from './format';
import { formatClock } from './format-time';
import { presenceInk, PresenceWord } from './presence';
import { Status } from './status';
import { Mark as MarkGlyph } from '../ui/mark';

/** Lamp 1. A copy on a server that does not answer is silent, whatever its leader last heard. */
export function Contact({ lamp, presence }: { readonly lamp: ContactLamp; readonly presence: Presence }) {
  const { t } = useTranslation();
  if (presence.kind !== 'answering') {
    return (
      <span className={`inline-flex items-center gap-1.5 ${presenceInk(presence)}`}>
        <MarkGlyph tone="unknown" />
        <span>
          <PresenceWord presence={presence} />
        </span>
      </span>
    );
  }
  const age = 'age' in lamp ? formatHeard(lamp.age) : '';
  return <Status mark={contactMark(lamp)} word={t(`model:contact.${lamp.kind}`, { age })} />;
}

export function contactMark(lamp: ContactLamp): Mark {
  switch (lamp.kind) {
    case 'self':
    case 'fresh':
      return 'ok';
    case 'late':
      return 'busy';
    case 'lost':
      return 'warn';
    case 'unknown':
      return 'unknown';
  }
}

/** Plurals take a number; a count beyond 2^53 is plural anyway. */
const plural = (count: Count) => (typeof count === 'number' ? count : Number.MAX_SAFE_INTEGER);

/** Lamp 2: entries of the Raft log, never messages. */
export function Log({ lamp }: { readonly lamp: LogLamp }) {
  const { t } = useTranslation();
  switch (lamp.kind) {
    case 'leader':
      return <Status mark="ok" word={t('model:log.leader')} />;
    case 'even':
      return <Status mark="ok" word={t('model:log.even')} />;
    case 'behind':
      return (
        <Status
          mark="busy"
          word={t('model:log.behind', { count: plural(lamp.entries), entries: formatCount(lamp.entries) })}
        />
      );
    case 'unknown':
      return (
        <Status
          mark="unknown"
          word={
            lamp.lastEntries === null
              ? t('model:log.unknown')
              : t('model:log.last', { count: plural(lamp.lastEntries), entries: formatCount(lamp.lastEntries) })
          }
        />
      );
  }
}

/**
 * Lamp 3: messages, by the copy's own position, never entries. A silent copy is given a bound and the time it is from; a
 * copy without a leader to be held against, what it has.
 */
export function Store({ copy }: { readonly copy: Pick<ReplicaModel, 'store' | 'state' | 'presence'> }) {
  const { t } = useTranslation();
  const { store: lamp, state, presence } = copy;
  switch (lamp.kind) {
    case 'leader':
      return (
        <Status
          mark="ok"
          word={t('model:store.leader', {
            count: plural(state?.messages ?? 0),
            messages: formatCount(state?.messages ?? null),
          })}
        />
      );
    case 'complete':
      return <Status mark="ok" word={t('model:store.complete')} />;
    case 'behind': {
      const behind = t('model:store.behind', { count: plural(lamp.messages), messages: formatCount(lamp.messages) });
      const progress = lamp.catchUp === null ? '' : ` · ${progressText(t, lamp.catchUp)}`;
      return <Status mark="busy" word={behind + progress} />;
    }
    case 'atMost':
      return (
        <Status
          mark="unknown"
          word={t('model:store.atMost', {
            count: plural(lamp.messages),
            messages: formatCount(lamp.messages),
            time: formatClock(lamp.asOf),
          })}
        />
      );
    case 'unknown': {
      if (state === null) return <Status mark="unknown" word={t('model:store.unknown')} />;
      const when = presence.kind === 'answering' ? 'uncompared' : 'lastHeld';
      const { messages } = state;
      const word = t(`model:store.${when}`, { count: plural(messages), messages: formatCount(messages) });
      return <Status mark="unknown" word={word} />;
    }
  }
}

function progressText(t: Translate, { share, left }: CatchUp): string {
  const done = formatShare(share);
  return left === null ? done : t('model:store.catchUp', { share: done, left: formatDuration(left) });
}
