import type { Command, Outcome, Plan } from '../domain/command/command';
import { deepEqual } from '../domain/same';
import type { OpError } from '../engine/protocol';
import type { Result } from '../lib/result';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { useTranslation, type Translate } from '../ui/translate';
import { wordOf } from '../widgets/command-words';
import { literal, shorten } from '../widgets/literal';
import { answerWords, mustBeTyped, targetOf } from './command-words';
import { PlanView } from './plan-view';
import type { TypedWords } from './typed-words';

/** The plan, or that it is on its way. */
export function Planned({ answer }: { readonly answer: Result<Plan, OpError> | null }) {
  const { t } = useTranslation();
  if (answer === null) return <Skeleton label={t('actions:planning')} />;
  return answer.ok ? <PlanView plan={answer.value} /> : <Notice tone="unknown" title={t('actions:noPlan')} />;
}

export interface ConfirmProps {
  readonly plan: Plan;
  /** What is chosen now: the plan may still be that of the choice before. */
  readonly command: Command;
  readonly typed: TypedWords;
  readonly onConfirm: (plan: Plan) => void;
}

/** The button that sends. */
export function Confirm({ plan, command, typed, onConfirm }: ConfirmProps) {
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
        ? t(`actions:button.${wordOf(plan.command)}`)
        : t(`actions:confirm.${wordOf(plan.command)}`, { server: shorten(literal(server), 24) })}
    </Button>
  );
}

/** Why it cannot be sent as it stands; `null`: it can. */
function refusalWords(t: Translate, plan: Plan, command: Command, typed: TypedWords): string | null {
  if (!deepEqual(plan.command, command)) return t('actions:planning');
  if (plan.permit.kind === 'refused') return t(`actions:refused.${plan.permit.reason}`);
  const wanted = mustBeTyped(plan);
  return wanted === null || typed.target.trim() === wanted ? null : t('actions:type', { text: literal(wanted) });
}

/** What came of it. */
export function OutcomeView({ answer }: { readonly answer: Result<Outcome, OpError> }) {
  const { t } = useTranslation();
  const { tone, text, state } = answerWords(t, answer);
  return (
    <div data-testid="outcome" data-state={state}>
      <Notice tone={tone} title={text} announce />
    </div>
  );
}
