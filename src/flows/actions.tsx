import { lazy, Suspense } from 'react';
import type { ConsumerModel, MetaGroup, ServerModel, StreamModel } from '../domain/cluster/model';
import type { GivenUp } from '../domain/command/command';
import { isChanging } from '../domain/permit/group';
import { useTranslation } from '../ui/translate';
import { literal } from '../widgets/literal';
import { TakeOutLink } from './check-lists/screens';
import { ConsumerLinks, StreamLinks } from './client/links';
import { CommandButton } from './command-button';
import { PauseButton } from './consumer-controls';
import { targetOf, useTargets } from './copy-targets';
import { ServerEvacuation } from './evacuation/evacuation-button';
import { SealButton } from './inside/seal-button';
import { LeadersButton } from './leaders-button';
import { RepairButton } from './repair-button';
import type { Target } from './target-choice';

/** Nothing is given up until it is typed. */
const nothing: GivenUp = { streams: 0, accounts: [] };

/** What can be done to a meta group. */
export function MetaActions({ meta }: { readonly meta: MetaGroup }) {
  const { t } = useTranslation();
  const { domain } = meta;
  const dead = meta.peers.flatMap(({ server, peer, presence }): readonly Target[] => {
    if (presence.kind === 'answering' || presence.kind === 'unknown') return [];
    if (server !== null) return [targetOf(t, server, t(`model:presence.${presence.kind}`))];
    return peer === null ? [] : [{ target: { kind: 'peer', id: peer }, label: literal(peer) }];
  });
  const [first] = dead;
  return (
    <div className="flex flex-wrap gap-2">
      <CommandButton command={{ kind: 'metaStepDown', domain, preferred: null }} name={domain} />
      <CommandButton
        command={first ? { kind: 'serverRemove', domain, target: first.target, givenUp: nothing } : null}
        name={domain}
        targets={dead}
      />
      <CommandButton
        command={meta.leadership.kind === 'noQuorum' ? { kind: 'metaRescue', domain, checks: [] } : null}
        name={domain}
      />
    </div>
  );
}

/** What is done to a consumer most often; the rest on its own page. */
export function ConsumerActions({ consumer }: { readonly consumer: ConsumerModel }) {
  return (
    <span className="flex justify-end gap-1">
      <ConsumerLinks consumer={consumer} />
      <PauseButton consumer={consumer} isPaused={consumer.paused} size="small" />
    </span>
  );
}

/** What can be done to a server. */
export function ServerActions({ server }: { readonly server: ServerModel }) {
  const leads = (server.leads ?? 0) > 0 || server.metaRole === 'leader';
  const answers = server.presence.kind === 'answering';
  return (
    <>
      {/* Both stay, and with them what they have opened, when the server falls silent or leads nothing more. */}
      <LeadersButton away={server.name} offered={answers && leads} />
      <ServerEvacuation server={server} />
      {server.jetstream !== false && <TakeOutLink server={server.name} />}
      {answers && <CommandButton command={{ kind: 'serverReload', server: server.name }} name={server.name} />}
    </>
  );
}

const ClientsPanel = lazy(async () => ({ default: (await import('./clients-panel')).ClientsPanel }));

/** Clients of a server that answers. */
export function ServerClients({ server }: { readonly server: ServerModel }) {
  if (server.presence.kind !== 'answering') return null;
  return (
    <Suspense>
      <ClientsPanel server={server} />
    </Suspense>
  );
}

/** What can be done to all servers together. */
export function BalanceActions() {
  return <LeadersButton away={null} />;
}

/** What can be done to a stream: what cannot be done to one like it is not offered, what cannot be done now says why. */
export function StreamActions({ stream }: { readonly stream: StreamModel }) {
  const { key, name } = stream;
  const targets = useTargets(stream);
  const first = targets[0]?.target;
  const changing = isChanging(stream);
  const dead =
    stream.copies.length > 1
      ? stream.copies.find(({ presence }) => presence.kind === 'silent' || presence.kind === 'neverHeard')
      : undefined;
  return (
    <>
      <StreamLinks stream={stream} />
      <CommandButton
        command={stream.group.quorum.of > 1 ? { kind: 'streamStepDown', stream: key, preferred: null } : null}
        name={name}
      />
      <CommandButton
        command={first?.kind === 'server' && !changing ? { kind: 'streamMove', stream: key, from: first.name } : null}
        name={name}
        targets={targets}
      />
      <CommandButton
        command={dead?.server != null ? { kind: 'streamPeerRemove', stream: key, server: dead.server } : null}
        name={name}
        targets={targets}
      />
      <CommandButton command={changing ? { kind: 'streamCancelMove', stream: key } : null} name={name} />
      <CommandButton
        command={
          stream.replicas !== null && !changing
            ? { kind: 'streamScale', stream: key, replicas: stream.replicas === 3 ? 5 : 3 }
            : null
        }
        name={name}
      />
      <RepairButton stream={stream} />
      <CommandButton
        command={{ kind: 'streamPurge', stream: key, filter: null, upToSequence: null, keep: null }}
        name={name}
      />
      <SealButton stream={key} offered={stream.config?.sealed === false} />
      <CommandButton command={{ kind: 'streamDelete', stream: key }} name={name} />
    </>
  );
}
