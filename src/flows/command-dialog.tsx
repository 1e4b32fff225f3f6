import { useState } from 'react';
import type { Command, Outcome, Plan } from '../domain/command/command';
import type { OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import { useCommand, usePlan } from '../state/use-command';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { useTranslation, type Translate } from '../ui/translate';
import { literal, shorten } from '../widgets/literal';
import { answerWords, mustBeTyped, targetOf } from './command-words';
import { PlanView } from './plan-view';
import { TargetChoice, type Target } from './target-choice';
import { nothingTyped, Typed, withGivenUp, type TypedWords } from './typed';

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
  const [typed, setTyped] = useState<TypedWords>(nothingTyped);
  const answer = usePlan(command);
  const plan = answer?.ok === true ? answer.value : null;
  const choose = (next: Command) => {
    setCommand(next);
    setTyped(nothingTyped);
  };
  const type = (words: TypedWords) => {
    setTyped(words);
    if (plan !== null) setCommand(withGivenUp(command, plan, words));
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
            <Confirm plan={plan} command={command} typed={typed} onConfirm={(agreed) => void send(agreed)} />
          )}
        </>
      }
    >
      {phase.kind === 'plan' && (
        <div className="flex flex-col gap-4">
          <TargetChoice command={command} plan={plan} targets={targets} onChange={choose} />
          <Planned answer={answer} />
          {plan !== null && <Typed plan={plan} typed={typed} onType={type} />}
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

interface ConfirmProps {
  readonly plan: Plan;
  /** What is chosen now: the plan may still be that of the choice before. */
  readonly command: Command;
  readonly typed: TypedWords;
  readonly onConfirm: (plan: Plan) => void;
}

function Confirm({ plan, command, typed, onConfirm }: ConfirmProps) {
  const { t } = useTranslation();
  const wanted = mustBeTyped(plan);
  const refused = refusalWords(t, plan, command, typed);
  const server = targetOf(plan);
  return (
    <Button
      look={wanted === null ? 'primary' : 'danger'}
      {...(refused === null ? {} : { refused })}
      onClick={() => onConfirm(plan)}
    >
      {server === null
        ? t(`actions:button.${plan.command.kind}`)
        : t(`actions:confirm.${plan.command.kind}`, { server: shorten(literal(server), 24) })}
    </Button>
  );
}

/** Why it cannot be sent as it stands; `null`: it can. */
function refusalWords(t: Translate, plan: Plan, command: Command, typed: TypedWords): string | null {
  if (JSON.stringify(plan.command) !== JSON.stringify(command)) return t('actions:planning');
  if (plan.permit.kind === 'refused') return t(`actions:refused.${plan.permit.reason}`);
  const wanted = mustBeTyped(plan);
  return wanted === null || typed.target.trim() === wanted ? null : t('actions:type', { text: literal(wanted) });
}

function OutcomeView({ answer }: { readonly answer: Result<Outcome, OpError> }) {
  const { t } = useTranslation();
  const { tone, text, state } = answerWords(t, answer);
  return (
    <div data-testid="outcome" data-state={state}>
      <Notice tone={tone} title={text} announce />
    </div>
  );
}
