import type { ConsumerModel, MetaGroup, StreamModel } from '../domain/cluster/model';
import { isChanging } from '../domain/permit/group';
import { useTranslation } from '../ui/translate';
import { literal } from '../widgets/literal';
import { CommandButton } from './command-button';
import type { Target } from './target-choice';

/** What can be done to a meta group. */
export function MetaActions({ meta }: { readonly meta: MetaGroup }) {
  return <CommandButton command={{ kind: 'metaStepDown', domain: meta.domain, preferred: null }} name={meta.domain} />;
}

/** What can be done to a consumer. */
export function ConsumerActions({ consumer }: { readonly consumer: ConsumerModel }) {
  if (consumer.group.quorum.of < 2) return null;
  const command = { kind: 'consumerStepDown', consumer: consumer.key, preferred: null } as const;
  return <CommandButton command={command} name={consumer.name} size="small" />;
}

/** What can be done to a stream: what cannot be done to one like it is not offered, what cannot be done now says why. */
export function StreamActions({ stream }: { readonly stream: StreamModel }) {
  const { key, name } = stream;
  const targets = useTargets(stream);
  const [first] = targets;
  const dead = stream.copies.find(({ presence }) => presence.kind === 'silent' || presence.kind === 'neverHeard');
  return (
    <div className="flex flex-wrap gap-2">
      {stream.group.quorum.of > 1 && (
        <CommandButton command={{ kind: 'streamStepDown', stream: key, preferred: null }} name={name} />
      )}
      {isChanging(stream) ? (
        <CommandButton command={{ kind: 'streamCancelMove', stream: key }} name={name} />
      ) : (
        first !== undefined && (
          <CommandButton
            command={{ kind: 'streamMove', stream: key, from: first.server }}
            name={name}
            targets={targets}
          />
        )
      )}
      {dead?.server != null && stream.copies.length > 1 && (
        <CommandButton
          command={{ kind: 'streamPeerRemove', stream: key, server: dead.server }}
          name={name}
          targets={targets}
        />
      )}
    </div>
  );
}

function useTargets({ copies }: StreamModel): readonly Target[] {
  const { t } = useTranslation();
  return copies.flatMap(({ server, role, presence }) => {
    if (server === null) return [];
    const word = presence.kind === 'answering' ? t(`model:role.${role}`) : t(`model:presence.${presence.kind}`);
    return [{ server, label: `${literal(server)} · ${word}` }];
  });
}
