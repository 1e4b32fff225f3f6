import type { ConsumerModel, StreamModel } from '../domain/cluster/model';
import type { ServerName } from '../domain/ids';
import { isChanging } from '../domain/permit/group';
import { CommandButton } from './command-button';
import { useTargets } from './copy-targets';

export interface CopyActionsProps {
  readonly stream: StreamModel;
  readonly server: ServerName;
  /** The consumer whose copy it is; `null`: it is the stream's own. */
  readonly consumer: ConsumerModel | null;
}

/** What can be done where one copy is chosen by itself: its group gets another leader, or the copy another server. */
export function CopyActions({ stream, server, consumer }: CopyActionsProps) {
  const targets = useTargets(stream);
  if (consumer !== null)
    return (
      <CommandButton
        size="small"
        command={
          consumer.group.quorum.of > 1 ? { kind: 'consumerStepDown', consumer: consumer.key, preferred: null } : null
        }
        name={consumer.name}
      />
    );
  const { key, name, copies, group } = stream;
  const copy = copies.find((one) => one.server === server);
  if (copy === undefined) return null;
  const isDead = copy.presence.kind === 'silent' || copy.presence.kind === 'neverHeard';
  return (
    <>
      <CommandButton
        size="small"
        command={group.quorum.of > 1 ? { kind: 'streamStepDown', stream: key, preferred: null } : null}
        name={name}
      />
      <CommandButton
        size="small"
        command={isDead || isChanging(stream) ? null : { kind: 'streamMove', stream: key, from: server }}
        name={name}
        targets={targets}
      />
      <CommandButton
        size="small"
        command={isDead && copies.length > 1 ? { kind: 'streamPeerRemove', stream: key, server } : null}
        name={name}
        targets={targets}
      />
    </>
  );
}
