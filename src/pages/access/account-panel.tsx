import {
  isDefaultAccount,
  routeOf,
  type AccountReach,
  type OwnConnection,
  type Probe,
} from '../../domain/access/route';
import { accessSnippet, anonymousFix } from '../../domain/access/snippet';
import { useFlows } from '../../state/flows';
import { useStatus } from '../../state/use-engine-state';
import { CodeBlock } from '../../ui/code-block';
import { KeyValues } from '../../ui/key-values';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { useTranslation } from '../../ui/translate';
import { unknownText } from '../../widgets/format';
import { literal } from '../../widgets/literal';
import { Name } from '../../widgets/name';
import { publishWords } from './login-panel';
import { RouteStatus } from './route-status';

export interface AccountPanelProps {
  readonly reach: AccountReach;
  readonly pattern: string;
}

/** One account: how it is reached, how that was found out, and what gives access to it. */
export function AccountPanel({ reach, pattern }: AccountPanelProps) {
  const { t } = useTranslation();
  const { AccountActions } = useFlows();
  const route = routeOf(reach);
  const { id, name, own, probes, domain } = reach;
  return (
    <Panel
      title={<Name text={name} />}
      {...(id === name ? {} : { meta: literal(id) })}
      right={<RouteStatus reach={reach} />}
    >
      <div className="flex flex-col gap-4" data-testid="account-access" data-route={route.kind}>
        <p>{t(`access:why.${route.kind === 'none' ? route.reason : route.kind}`)}</p>
        <Probes probes={probes} />
        {domain !== null && domain !== '' && (
          <KeyValues items={[{ label: t('access:domain'), value: <Name text={domain} /> }]} />
        )}
        {own?.anonymous === true && <Open own={own} />}
        {own !== null && <Own own={own} />}
        {route.kind === 'none' && <p className="text-text-2">{t('access:without')}</p>}
        {AccountActions !== undefined && <AccountActions reach={reach} />}
        {route.kind !== 'prefix' && <Give reach={reach} pattern={pattern} />}
      </div>
    </Panel>
  );
}

function Probes({ probes }: { readonly probes: readonly Probe[] }) {
  const { t } = useTranslation();
  if (probes.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <h3 className="type-label text-text-3">{t('access:asked')}</h3>
      <ul>
        {probes.map(({ over, subject, answer }) => (
          <li key={`${over} ${subject}`} className="flex flex-wrap gap-x-3">
            <span className="type-mono wrap-anywhere">{literal(subject)}</span>
            <span className="text-text-2">{t(`access:answer.${answer}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Own({ own }: { readonly own: OwnConnection }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="type-label text-text-3">{t('access:own')}</h3>
      <KeyValues
        items={[
          { label: t('access:user'), value: <Name text={own.user} /> },
          { label: t('access:server'), value: <Name text={own.server ?? unknownText} /> },
          { label: t('access:state'), value: t(`shell:link.${own.state}`) },
          { label: t('access:publish'), value: publishWords(t, own.permissions?.publish) },
        ]}
      />
    </div>
  );
}

/** Nobody had to log in: what that means, and what ends it. */
function Open({ own }: { readonly own: OwnConnection }) {
  const { t } = useTranslation();
  const values = { account: literal(own.name), user: literal(own.user) };
  const isDefault = isDefaultAccount(own.account);
  return (
    <div data-testid="anonymous-open">
      <Notice
        tone="warn"
        title={t('access:open.title', values)}
        {...(isDefault
          ? { code: { text: anonymousFix, label: t('access:open.fix'), copy: t('ui:copy'), copied: t('ui:copied') } }
          : {})}
      >
        <p>{t('access:open.body')}</p>
        <p>{t(isDefault ? 'access:open.fixDefault' : 'access:open.fixUser', values)}</p>
      </Notice>
    </div>
  );
}

/** The configuration that gives access, to copy. */
function Give({ reach: { id, name }, pattern }: AccountPanelProps) {
  const { t } = useTranslation();
  const system = useStatus()?.identity?.account ?? '$SYS';
  const snippet = accessSnippet({ account: id, name, pattern, system });
  return (
    <div className="flex flex-col gap-2">
      <h3 className="type-label text-text-3">{t('access:give')}</h3>
      {snippet !== null && (
        <>
          <p className="text-text-2">{t(snippet.kind === 'nsc' ? 'access:giveNsc' : 'access:giveConfiguration')}</p>
          <CodeBlock text={snippet.text} label={t('access:give')} copy={t('ui:copy')} copied={t('ui:copied')} />
        </>
      )}
      <p className="text-text-2">{t(isDefaultAccount(id) ? 'access:giveNone' : 'access:giveConnection')}</p>
    </div>
  );
}
