import type { Command, Plan } from '../domain/command/command';
import { TextField } from '../ui/field';
import { useTranslation } from '../ui/translate';
import { literal } from '../widgets/literal';
import { mustBeTyped } from './command-words';

/** What was typed to confirm. */
export interface TypedWords {
  readonly target: string;
  readonly accounts: string;
}

export const nothingTyped: TypedWords = { target: '', accounts: '' };

export interface TypedProps {
  readonly plan: Plan;
  readonly typed: TypedWords;
  readonly onType: (words: TypedWords) => void;
}

/** Where data is at stake, names and numbers are typed: a click alone is made too soon. */
export function Typed({ plan, typed, onType }: TypedProps) {
  const { t } = useTranslation();
  const wanted = mustBeTyped(plan);
  if (wanted === null) return null;
  const asksAccounts = plan.effect.kind === 'serverGoes' && plan.effect.unknownAccounts.length > 0;
  return (
    <>
      {asksAccounts && (
        <TextField
          label={t('actions:accounts')}
          mono
          value={typed.accounts}
          onChange={(event) => onType({ ...typed, accounts: event.target.value })}
        />
      )}
      <TextField
        label={t('actions:confirmation')}
        hint={t('actions:type', { text: literal(wanted) })}
        mono
        value={typed.target}
        onChange={(event) => onType({ ...typed, target: event.target.value })}
      />
    </>
  );
}

/** The command with what the typed words give up: the engine then holds it against what would really be lost. */
export function withGivenUp(command: Command, plan: Plan, typed: TypedWords): Command {
  if (command.kind !== 'serverRemove' || plan.effect.kind !== 'serverGoes') return command;
  const agreed = typed.target.trim() === mustBeTyped(plan);
  const accounts = typed.accounts.split(/\s+/).filter((name) => name !== '');
  return { ...command, givenUp: { streams: agreed ? plan.effect.lost.length : 0, accounts } };
}
