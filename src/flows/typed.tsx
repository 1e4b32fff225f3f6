import type { Plan } from '../domain/command/command';
import { TextField } from '../ui/field';
import { useTranslation } from '../ui/translate';
import { literal } from '../widgets/literal';
import { mustBeTyped } from './command-words';
import type { TypedWords } from './typed-words';

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
