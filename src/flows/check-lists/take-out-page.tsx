import { useMemo } from 'react';
import type { CheckStep } from '../../domain/check-list/model';
import { takeOut } from '../../domain/check-list/take-out';
import type { ServerModel } from '../../domain/cluster/model';
import type { DomainName, ServerName } from '../../domain/ids';
import { paths } from '../../state/paths';
import { useReached } from '../../state/use-access';
import { useEvacuationCluster } from '../../state/use-evacuation';
import { useClusterKey } from '../../state/use-page-search';
import { useEvacuationRun } from '../../state/use-rows';
import { ButtonLink } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Page } from '../../ui/page';
import { Panel } from '../../ui/panel';
import { Skeleton } from '../../ui/skeleton';
import { useTranslation } from '../../ui/translate';
import { literal } from '../../widgets/literal';
import { CommandButton } from '../command-button';
import { ServerEvacuation } from '../evacuation/evacuation-button';
import { LeadersButton } from '../leaders-button';
import { StepList } from './step-list';

/** A server is taken out for good: what comes next, and why not yet. */
export function TakeOutPage({ server: name }: { readonly server: ServerName }) {
  const { t } = useTranslation();
  const key = useClusterKey();
  const cluster = useEvacuationCluster();
  const run = useEvacuationRun();
  const isReached = useReached();
  const list = useMemo(() => cluster && takeOut(cluster, name, run, isReached), [cluster, name, run, isReached]);
  const server = cluster?.servers.find((one) => one.name === name);
  return (
    <Page
      title={t('checks:takeOut.title', { server: literal(name) })}
      lead={t('checks:takeOut.lead')}
      actions={
        <ButtonLink href={paths.server(key, name)}>{t('checks:takeOut.back', { server: literal(name) })}</ButtonLink>
      }
    >
      {cluster === null && <Skeleton label={t('model:loading')} lines={8} />}
      {list !== null && (
        <div
          className="flex max-w-4xl flex-col gap-4"
          data-testid="check-list"
          data-state={list.ended ? 'ended' : 'open'}
        >
          {list.ended && (
            <Notice tone="ok" title={t('checks:takeOut.ended', { server: literal(name) })} announce>
              {t(list.known ? 'checks:takeOut.endedBody' : 'checks:takeOut.unknownBody')}
            </Notice>
          )}
          <Panel title={t('checks:steps')} padding="none">
            <StepList
              server={name}
              steps={list.steps}
              controls={(step, offered) =>
                server && <Controls step={step} offered={offered} server={server} domain={list.domain} />
              }
            />
          </Panel>
        </div>
      )}
    </Page>
  );
}

interface ControlsProps {
  readonly step: CheckStep;
  readonly offered: boolean;
  readonly server: ServerModel;
  readonly domain: DomainName;
}

function Controls({ step, offered, server, domain }: ControlsProps) {
  const { name } = server;
  switch (step.id) {
    case 'leaders':
      return <LeadersButton away={name} offered={offered} />;
    case 'copies':
      return <ServerEvacuation server={server} offered={offered} />;
    case 'meta':
      return (
        <CommandButton command={offered ? { kind: 'metaStepDown', domain, preferred: null } : null} name={domain} />
      );
    case 'remove': {
      const target = { kind: 'server', name } as const;
      return (
        <CommandButton
          command={offered ? { kind: 'serverRemove', domain, target, givenUp: { streams: 0, accounts: [] } } : null}
          name={domain}
          targets={[{ target, label: literal(name) }]}
        />
      );
    }
    case 'ready':
    case 'stop':
    case 'start':
    case 'whole':
      return null;
  }
}
