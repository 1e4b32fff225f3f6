import { useState } from 'react';
import type { Outcome, Plan } from '../domain/command/command';
import type { DomainName } from '../domain/ids';
import type { OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import { type Translate, useTranslation } from '../ui/translate';
import { useCommand, usePlan } from '../state/use-command';
import { Button } from '../ui/button';
import { CodeBlock } from '../ui/code-block';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import type { Tone } from '../ui/tone';
import { formatDuration } from '../widgets/format';
import { literal, shorten } from '../widgets/literal';
import { Status } from '../widgets/status';

export interface StepDownDialogProps {
  readonly domain: DomainName;
  readonly onClose: () => void;
}

type Phase =
  | { readonly kind: 'plan' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done'; readonly answer: Result<Outcome, OpError> };

/** Plan, confirm, outcome. The dialog stays until it is closed, so that what happened can be read. */
export function StepDownDialog({ domain, onClose }: StepDownDialogProps) {
  const { t } = useTranslation();
  const { run } = useCommand();
  const answer = usePlan({ kind: 'metaStepDown', domain });
  const [phase, setPhase] = useState<Phase>({ kind: 'plan' });
  const plan = answer?.ok === true ? answer.value : null;
  const send = async (agreed: Plan) => {
    setPhase({ kind: 'sending' });
    setPhase({ kind: 'done', answer: await run(agreed) });
  };
  return (
    <Dialog
      place="drawer"
      title={t('meta:stepDown.title')}
      closeLabel={t('meta:stepDown.close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t(phase.kind === 'plan' ? 'meta:stepDown.cancel' : 'meta:stepDown.close')}</Button>
          {phase.kind === 'plan' && plan !== null && <Confirm plan={plan} onConfirm={(agreed) => void send(agreed)} />}
        </>
      }
    >
      {phase.kind === 'plan' &&
        (plan !== null ? (
          <PlanView plan={plan} />
        ) : answer === null ? (
          <Skeleton label={t('meta:stepDown.planning')} />
        ) : (
          <Notice tone="unknown" title={t('meta:stepDown.noPlan')} />
        ))}
      {phase.kind === 'sending' && <p role="status">{t('meta:stepDown.sending')}</p>}
      {phase.kind === 'done' && <OutcomeView answer={phase.answer} />}
    </Dialog>
  );
}

function Confirm({ plan, onConfirm }: { readonly plan: Plan; readonly onConfirm: (plan: Plan) => void }) {
  const { t } = useTranslation();
  const refused = plan.permit.kind === 'refused' ? { refused: t(`meta:stepDown.refused.${plan.permit.reason}`) } : {};
  return (
    <Button look="primary" {...refused} onClick={() => onConfirm(plan)}>
      {plan.leader === null
        ? t('meta:stepDown.action')
        : t('meta:stepDown.confirm', { leader: shorten(literal(plan.leader), 24) })}
    </Button>
  );
}

function PlanView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const candidates = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(plan.candidates.map(literal));
  const requests = plan.requests.map(({ subject, body }) => (body === '' ? subject : `${subject}\n${body}`)).join('\n');
  return (
    <div className="flex flex-col gap-4">
      {plan.permit.kind === 'refused' && (
        <Notice tone="warn" title={t(`meta:stepDown.refused.${plan.permit.reason}`)} />
      )}
      {plan.leader !== null && plan.candidates.length > 0 && (
        <p>{t('meta:stepDown.what', { leader: literal(plan.leader), candidates })}</p>
      )}
      {plan.permit.kind === 'allowed' && <Checked plan={plan} />}
      <Request label={t('meta:stepDown.request')} text={requests} />
      <Request label={t('meta:stepDown.same')} text={plan.cli} />
    </div>
  );
}

/** What the permit was given for; read again right before sending. */
function Checked({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const count = plan.candidates.length;
  return (
    <div className="flex flex-col gap-1">
      <h3 className="type-label text-text-3">{t('meta:stepDown.checked')}</h3>
      <Status mark="ok" word={t('meta:stepDown.leads', { leader: literal(plan.leader ?? '') })} />
      <Status mark="ok" word={t('meta:stepDown.others', { count })} />
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

function OutcomeView({ answer }: { readonly answer: Result<Outcome, OpError> }) {
  const { t } = useTranslation();
  const { tone, text, state } = outcomeText(t, answer);
  return (
    <div data-testid="outcome" data-state={state}>
      <Notice tone={tone} title={text} announce />
    </div>
  );
}

function outcomeText(
  t: Translate,
  answer: Result<Outcome, OpError>,
): { readonly tone: Tone; readonly text: string; readonly state: string } {
  if (!answer.ok) return { tone: 'unknown', text: t('meta:stepDown.lost'), state: answer.error.code };
  const outcome = answer.value;
  const state = outcome.kind;
  switch (outcome.kind) {
    case 'verified': {
      const took = formatDuration(outcome.tookMs);
      return { tone: 'ok', text: t('meta:stepDown.verified', { leader: literal(outcome.leader), took }), state };
    }
    case 'notVerified':
      return { tone: 'unknown', text: t('meta:stepDown.notVerified'), state };
    case 'failed':
      return { tone: 'crit', text: t('meta:stepDown.failed', { description: literal(outcome.description) }), state };
    case 'aborted':
      return { tone: 'warn', text: t('meta:stepDown.aborted'), state };
  }
}
