import type { LostStream, Plan } from '../domain/command/command';
import { CodeBlock } from '../ui/code-block';
import { Notice } from '../ui/notice';
import { useTranslation } from '../ui/translate';
import { literal } from '../widgets/literal';
import { Name } from '../widgets/name';
import { Status } from '../widgets/status';
import { effectWords } from './command-words';

/** What will happen, what was checked, and the request as it will be sent. */
export function PlanView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const { permit, request } = plan;
  const sent =
    request === null ? '' : [request.subject.join('.'), request.body].filter((part) => part !== '').join('\n');
  return (
    <div className="flex flex-col gap-4">
      {permit.kind === 'refused' && <Notice tone="warn" title={t(`actions:refused.${permit.reason}`)} />}
      {effectWords(t, plan).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {plan.effect.kind === 'serverGoes' && <Lost streams={plan.effect.lost} />}
      {permit.kind === 'allowed' && <Checked plan={plan} />}
      {sent !== '' && <Request label={t('actions:request')} text={sent} />}
      {plan.cli !== '' && <Request label={t('actions:same')} text={plan.cli} />}
    </div>
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
function Checked({ plan: { basis, effect } }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-1">
      <h3 className="type-label text-text-3">{t('actions:checked')}</h3>
      {basis.leader !== null && <Status mark="ok" word={t('actions:leads', { leader: literal(basis.leader) })} />}
      {effect.kind === 'leaderChanges' && (
        <Status mark="ok" word={t('actions:others', { count: effect.candidates.length })} />
      )}
      {effect.kind === 'copyGoes' && (
        <Status mark="ok" word={t('actions:spares', { count: effect.candidates.length })} />
      )}
    </div>
  );
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
