import { useId, type ReactNode } from 'react';

interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** One line under the label. */
  readonly help?: ReactNode;
  readonly disabled?: boolean;
}

export interface RadioFieldProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly RadioOption<Value>[];
  readonly onValue: (value: Value) => void;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  /** Finds the group from outside, as `data-field`. */
  readonly field?: string;
}

/** One of a few words that each need a line to explain them. Arrow keys move, as in any radio group. */
export function RadioField<Value extends string>(props: RadioFieldProps<Value>) {
  const { label, value, options, onValue, hint, error, disabled = false, field } = props;
  const name = useId();
  const note = `${name}-note`;
  const hasNote = hint !== undefined || error !== undefined;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1" aria-describedby={hasNote ? note : undefined} disabled={disabled}>
      <legend className="type-label pb-1 text-text-3">{label}</legend>
      {hasNote && (
        <div id={note} className="type-small text-text-3">
          {error !== undefined && <p className="text-crit-ink">{error}</p>}
          {hint !== undefined && <div>{hint}</div>}
        </div>
      )}
      {options.map((option) => (
        <label key={option.value} className="flex items-start gap-2">
          <input
            type="radio"
            name={name}
            className="mt-1 accent-accent"
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onValue(option.value)}
            {...(option.value === value && field !== undefined ? { 'data-field': field } : {})}
          />
          <span className="min-w-0">
            {option.label}
            {option.help !== undefined && <span className="type-small block text-text-3">{option.help}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly disabled?: boolean;
  readonly field?: string;
}

/** On or off, with a line that says what that does. */
export function CheckField({ label, checked, onChecked, hint, error, disabled = false, field }: CheckFieldProps) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className="flex min-w-0 items-start gap-2">
      <input
        id={id}
        type="checkbox"
        className="mt-1 accent-accent"
        checked={checked}
        disabled={disabled}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={note}
        data-field={field}
        onChange={({ target }) => onChecked(target.checked)}
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        <div id={note} className="type-small text-text-3">
          {error !== undefined && <p className="text-crit-ink">{error}</p>}
          {hint}
        </div>
      </div>
    </div>
  );
}
