import { useMemo } from 'react';
import { defaults } from '../../../domain/asset-config/config';
import { accountId, domainName, streamKey, streamName } from '../../../domain/ids';
import type { StreamDetail } from '../../../domain/inside/ops';
import { streamFields } from '../../../domain/stream-config/fields';
import { paths } from '../../../state/paths';
import { usePageSearch } from '../../../state/use-page-search';
import { useCluster, useServers } from '../../../state/use-rows';
import { Page } from '../../../ui/page';
import { Panel } from '../../../ui/panel';
import { useTranslation } from '../../../ui/translate';
import { literal, shorten } from '../../../widgets/literal';
import { ReadFirst } from '../read-first';
import { createSearch } from '../search';
import { AccountChoice } from './account-choice';

import { StreamStart } from './stream-start';
import { StreamWizard, type StreamBeginning } from './stream-wizard';

const empty: StreamBeginning = { config: defaults(streamFields), unknown: [] };

/** A new stream: `/c/$cluster/create/stream?account=…&step=…`, a copy with `from`. */
export function CreateStream() {
  const { t } = useTranslation();
  const cluster = useCluster();
  const [{ account, domain, from, fromAccount, fromDomain }, set] = usePageSearch(createSearch);
  if (cluster === null) return null;
  if (account === '')
    return (
      <Page title={t('wizard:stream.create')} lead={t('wizard:chooseAccountBody')}>
        <Panel title={t('wizard:account')}>
          <AccountChoice cluster={cluster} account={account} domain={domain} onChoose={set} />
        </Panel>
      </Page>
    );
  const place = [cluster.key, domain, account].join('\n');
  if (from === '') return <Wizard key={place} beginning={empty} draftKey={`stream\n${place}`} />;
  const origin = { domain: domainName(fromDomain), account: accountId(fromAccount), name: streamName(from) };
  const key = streamKey(origin.domain, origin.account, origin.name);
  return (
    <ReadFirst
      key={`${place}\n${key}`}
      ask="streamConfig"
      args={{ stream: key }}
      account={origin.account}
      title={t('wizard:stream.create')}
    >
      {(detail) => <Copy detail={detail} draftKey={`copy\n${place}\n${key}`} />}
    </ReadFirst>
  );
}

interface CopyProps {
  readonly detail: StreamDetail;
  readonly draftKey: string;
}

/** Everything but its name. */
function Copy({ detail, draftKey }: CopyProps) {
  const beginning = useMemo(() => ({ config: { ...detail.config, name: '' }, unknown: detail.unknown }), [detail]);
  return <Wizard beginning={beginning} draftKey={draftKey} />;
}

interface WizardProps {
  readonly beginning: StreamBeginning;
  readonly draftKey: string;
}

function Wizard({ beginning, draftKey }: WizardProps) {
  const { t } = useTranslation();
  const cluster = useCluster();
  const servers = useServers().rows;
  const [search, set] = usePageSearch(createSearch);
  const account = accountId(search.account);
  const domain = domainName(search.domain);
  if (cluster === null) return null;
  const name = cluster.accounts.find(({ id }) => id === account)?.name ?? account;
  const accountText = shorten(literal(name), 40);
  const members = servers.filter((server) => server.domain === domain && server.metaRole !== 'notMember').length;
  return (
    <StreamWizard
      title={t('wizard:stream.create')}
      lead={
        domain === ''
          ? t('wizard:stream.lead', { account: accountText })
          : t('wizard:stream.leadDomain', { account: accountText, domain: literal(domain) })
      }
      account={account}
      domain={domain}
      beginning={beginning}
      edited={null}
      draftKey={draftKey}
      step={search.step}
      hrefOf={(step) => paths.createStream(cluster.key, { ...search, step })}
      onStep={(step) => set({ step })}
      start={(typed, onStart) => (
        <StreamStart
          account={account}
          domain={domain}
          place={<AccountChoice cluster={cluster} account={account} domain={domain} onChoose={set} />}
          replicas={members >= 3 ? 3 : 1}
          name={typed.name}
          onStart={onStart}
        />
      )}
      commandOf={(config) => ({ kind: 'streamCreate', account, domain, config })}
      streamHref={(config) => paths.stream(cluster.key, { domain, account, name: streamName(config.name) })}
    />
  );
}
