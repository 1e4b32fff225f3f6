import type { Command } from '../domain/command/command';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useTranslation } from '../ui/translate';
import { wordOf } from '../widgets/command-words';
import { literal } from '../widgets/literal';
import { Confirm, OutcomeView, Planned } from './run-parts';
import { TargetChoice, type Target } from './target-choice';
import { Typed } from './typed';
import { useRun } from './use-run';

export interface CommandDialogProps {
  readonly initial: Command;
  /** What it acts upon, as the title names it. */
  readonly name: string;
  /** Servers to choose from where the command is about one copy. */
  readonly targets: readonly Target[];
  /** `wasSent`: it was more than looked at. */
  readonly onClose: (wasSent: boolean) => void;
}

/** Plan, confirm, outcome. The dialog stays until it is closed, so that what happened can be read. */
export function CommandDialog({ initial, name, targets, onClose }: CommandDialogProps) {
  const { t } = useTranslation();
  const { command, answer, plan, phase, typed, choose, type, send } = useRun(initial);
  const close = () => onClose(phase.kind !== 'plan');
  return (
    <Dialog
      place="drawer"
      title={t(`actions:title.${wordOf(command)}`, { name: literal(name) })}
      closeLabel={t('actions:close')}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{t(phase.kind === 'plan' ? 'actions:cancel' : 'actions:close')}</Button>
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
