import { accountOf } from '../domain/access/account-of';
import type { Command, LostStream, Plan } from '../domain/command/command';
import type { RefusalReason } from '../domain/command/refusal';
import type { AccountId } from '../domain/ids';
import { paths } from '../state/paths';
import { useClusterKey } from '../state/use-page-search';
import { useCluster } from '../state/use-rows';
import { ButtonLink } from '../ui/button';
import { CodeBlock } from '../ui/code-block';
import { Notice } from '../ui/notice';
import { useTranslation, type Translate } from '../ui/translate';
import { literal, shorten } from '../widgets/literal';
import { Name } from '../widgets/name';
import { Status } from '../widgets/status';
import { effectWords } from './command-words';

/** What will happen, what was checked, and the request as it will be sent. */
export function PlanView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const { permit, request } = plan;
  const over = useAccountName(request?.over ?? null);
  const sent =
    request === null ? '' : [request.subject.join('.'), request.body].filter((part) => part !== '').join('\n');
  return (
    <div className="flex flex-col gap-4">
      {permit.kind === 'refused' && <Refused command={plan.command} reason={permit.reason} />}
      {effectWords(t, plan).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {plan.effect.kind === 'serverGoes' && <Lost streams={plan.effect.lost} />}
      {permit.kind === 'allowed' && <Checked plan={plan} />}
      {sent !== '' && (
        <Request
          label={request?.over === undefined ? t('actions:request') : t('actions:requestOver', { account: over })}
          text={sent}
        />
      )}
      {plan.cli !== '' && <Request label={t('actions:same')} text={plan.cli} />}
    </div>
  );
}

/** In operator mode accounts are known by public keys, and called by friendly names. */
function useAccountName(account: AccountId | null): string {
  const accounts = useCluster()?.accounts;
  return literal(accounts?.find(({ id }) => id === account)?.name ?? account ?? '');
}

/** Why not, and where an account is given access. */
function Refused({ command, reason }: { readonly command: Command; readonly reason: RefusalReason }) {
  const { t } = useTranslation();
  const cluster = useClusterKey();
  const account = accountOf(command);
  const name = useAccountName(account);
  const isAccess = reason === 'noAccess' || reason === 'accountNotLive' || reason === 'notPermitted';
  return (
    <Notice
      tone="warn"
      title={t(`actions:refused.${reason}`)}
      {...(isAccess && account !== null
        ? {
            actions: (
              <ButtonLink href={paths.access(cluster, { account })}>
                {t('actions:giveAccess', { account: shorten(name, 24) })}
              </ButtonLink>
            ),
          }
        : {})}
    />
  );
}

/** One by one: nobody gives up what was only counted. */
function Lost({ streams }: { readonly streams: readonly LostStream[] }) {
  if (streams.length === 0) return null;
  return (
    <ul className="max-h-60 overflow-y-auto border-l-2 border-crit pl-3">
      {streams.map(({ account, name }) => (
        <li key={`${account}\n${name}`}>
          <Name text={account} className="text-text-2" /> · <Name text={name} />
        </li>
      ))}
    </ul>
  );
}

/** What the permit was given for; read again right before sending. */
function Checked({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const words = checkedWords(t, plan);
  if (words.length === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      <h3 className="type-label text-text-3">{t('actions:checked')}</h3>
      {words.map((word) => (
        <Status key={word} mark="ok" word={word} />
      ))}
    </div>
  );
}

function checkedWords(t: Translate, { basis, effect }: Plan): readonly string[] {
  const leads = basis.leader === null ? [] : [t('actions:leads', { leader: literal(basis.leader) })];
  if (effect.kind === 'leaderChanges') return [...leads, t('actions:others', { count: effect.candidates.length })];
  if (effect.kind === 'copyGoes') return [...leads, t('actions:spares', { count: effect.candidates.length })];
  return effect.kind === 'replicasChange' && effect.to > effect.from
    ? [...leads, t('actions:servers', { count: effect.candidates.length })]
    : leads;
}

function Request({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-1">
      <h3 className="type-label text-text-3">{label}</h3>
      <CodeBlock text={text} label={label} copy={t('ui:copy')} copied={t('ui:copied')} />
    </div>
  );
}
