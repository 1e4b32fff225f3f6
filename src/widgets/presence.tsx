import type { Presence } from '../domain/cluster/model';
import { useTranslation } from '../ui/translate';
import { Age } from './age';

/** Whether a server answers, in words; for a silent one with its age. */
export function PresenceWord({ presence }: { readonly presence: Presence }) {
  const { t } = useTranslation();
  if (presence.kind !== 'silent') return <>{t(`model:presence.${presence.kind}`)}</>;
  return (
    <>
      {t(`model:presence.${presence.announced ?? 'silent'}`)} <Age at={presence.since} />
    </>
  );
}

/** Silence is worth a warning; not knowing, because our own connection is down, is not. */
export function presenceInk({ kind }: Presence): string {
  switch (kind) {
    case 'answering':
      return 'text-text-2';
    case 'silent':
    case 'neverHeard':
      return 'text-warn-ink';
    case 'unknown':
      return 'text-unknown-ink';
  }
}
