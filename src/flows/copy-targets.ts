import type { StreamModel } from '../domain/cluster/model';
import type { ServerName } from '../domain/ids';
import { useTranslation, type Translate } from '../ui/translate';
import { literal } from '../widgets/literal';
import type { Target } from './target-choice';

/** A server to choose, with how it is. */
export function targetOf(t: Translate, server: ServerName, word: string): Target {
  return { target: { kind: 'server', name: server }, label: `${literal(server)} · ${word}` };
}

/** The servers with a copy of a stream. */
export function useTargets({ copies }: StreamModel): readonly Target[] {
  const { t } = useTranslation();
  return copies.flatMap(({ server, role, presence }) => {
    if (server === null) return [];
    const word = presence.kind === 'answering' ? t(`model:role.${role}`) : t(`model:presence.${presence.kind}`);
    return [targetOf(t, server, word)];
  });
}
