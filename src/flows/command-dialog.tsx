import { useState } from 'react';
import type { Command, Outcome, Plan } from '../domain/command/command';
import type { OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import { useCommand, usePlan } from '../state/use-command';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { useTranslation } from '../ui/translate';
import { literal, shorten } from '../widgets/literal';
import { mustBeTyped, outcomeWords, targetOf } from './command-words';
import { PlanView } from './plan-view';
import { TargetChoice, type Target } from './target-choice';

export interface CommandDialogProps {
  readonly initial: Command;
  /** What it acts upon, as the title names it. */
  readonly name: string;
  /** Servers to choose from where the command is about one copy. */
  readonly targets: readonly Target[];
  readonly onClose: () => void;
}

type Phase =
  | { readonly kind: 'plan' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done'; readonly answer: Result<Outcome, OpError> };

/** Plan, confirm, outcome. The dialog stays until it is closed, so that what happened can be read. */
export function CommandDialog({ initial, name, targets, onClose }: CommandDialogProps) {
  const { t } = useTranslation();
  const { run } = useCommand();
  const [command, setCommand] = useState(initial);
  const [phase, setPhase] = useState<Phase>({ kind: 'plan' });
  const [typed, setTyped] = useState('');
  const answer = usePlan(command);
  const plan = answer?.ok === true ? answer.value : null;
  const choose = (next: Command) => {
    setCommand(next);
    setTyped('');
  };
  const send = async (agreed: Plan) => {
    setPhase({ kind: 'sending' });
    setPhase({ kind: 'done', answer: await run(agreed) });
  };
  return (
    <Dialog
      place="drawer"
      title={t(`actions:title.${command.kind}`, { name: literal(name) })}
      closeLabel={t('actions:close')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t(phase.kind === 'plan' ? 'actions:cancel' : 'actions:close')}</Button>
          {phase.kind === 'plan' && plan !== null && (
            <Confirm plan={plan} typed={typed} onConfirm={(agreed) => void send(agreed)} />
          )}
        </>
      }
    >
      {phase.kind === 'plan' && (
        <div className="flex flex-col gap-4">
          <TargetChoice command={command} plan={plan} targets={targets} onChange={choose} />
          <Planned answer={answer} />
          {plan !== null && <Typed plan={plan} typed={typed} onType={setTyped} />}
        </div>
      )}
      {phase.kind === 'sending' && <p role="status">{t('actions:sending')}</p>}
      {phase.kind === 'done' && <OutcomeView answer={phase.answer} />}
    </Dialog>
  );
}

function Planned({ answer }: { readonly answer: Result<Plan, OpError> | null }) {
  const { t } = useTranslation();
  if (answer === null) return <Skeleton label={t('actions:planning')} />;
  return answer.ok ? <PlanView plan={answer.value} /> : <Notice tone="unknown" title={t('actions:noPlan')} />;
}

/** Where data is at stake, the name of the server is typed: a click alone is made too soon. */
function Typed(props: { readonly plan: Plan; readonly typed: string; readonly onType: (text: string) => void }) {
  const { t } = useTranslation();
  const wanted = mustBeTyped(props.plan);
  if (wanted === null) return null;
  return (
    <TextField
      label={t('actions:type', { server: literal(wanted) })}
      mono
      value={props.typed}
      onChange={(event) => props.onType(event.target.value)}
    />
  );
}

interface ConfirmProps {
  readonly plan: Plan;
  readonly typed: string;
  readonly onConfirm: (plan: Plan) => void;
}

function Confirm({ plan, typed, onConfirm }: ConfirmProps) {
  const { t } = useTranslation();
  const wanted = mustBeTyped(plan);
  const refused =
    plan.permit.kind === 'refused'
      ? { refused: t(`actions:refused.${plan.permit.reason}`) }
      : wanted !== null && typed.trim() !== wanted
        ? { refused: t('actions:type', { server: literal(wanted) }) }
        : {};
  const server = targetOf(plan);
  return (
    <Button look={wanted === null ? 'primary' : 'danger'} {...refused} onClick={() => onConfirm(plan)}>
      {server === null
        ? t(`actions:button.${plan.command.kind}`)
        : t(`actions:confirm.${plan.command.kind}`, { server: shorten(literal(server), 24) })}
    </Button>
  );
}

function OutcomeView({ answer }: { readonly answer: Result<Outcome, OpError> }) {
  const { t } = useTranslation();
  const { tone, text, state } = outcomeWords(t, answer);
  return (
    <div data-testid="outcome" data-state={state}>
      <Notice tone={tone} title={text} announce />
    </div>
  );
}
