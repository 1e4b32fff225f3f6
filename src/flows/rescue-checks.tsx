import { rescueChecks, type Command } from '../domain/command/command';
import { useTranslation } from '../ui/translate';

type MetaRescue = Extract<Command, { kind: 'metaRescue' }>;

export interface RescueChecksProps {
  readonly command: MetaRescue;
  readonly onChange: (command: MetaRescue) => void;
}

/** What only a person can see to: that the missing servers are off, and stay off. */
export function RescueChecks({ command, onChange }: RescueChecksProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="type-label pb-1 text-text-3">{t('effects:rescue.checks')}</legend>
      {rescueChecks.map((check) => (
        <label key={check} className="flex items-start gap-2">
          <input
            type="checkbox"
            className="mt-1 accent-accent"
            checked={command.checks.includes(check)}
            onChange={({ target }) => {
              const others = command.checks.filter((known) => known !== check);
              onChange({ ...command, checks: target.checked ? [...others, check] : others });
            }}
          />
          <span>{t(`effects:rescue.check.${check}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
