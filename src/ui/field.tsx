import { clsx } from 'clsx';
import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';

const box =
  'w-full rounded-control border border-line-strong bg-canvas px-2 text-text placeholder:text-text-3 aria-invalid:border-crit disabled:text-text-3';

interface FieldParts {
  readonly label: string;
  /** Shown beneath; stays while there is an error. */
  readonly hint?: ReactNode;
  /** What is wrong with the value. */
  readonly error?: string | undefined;
  /** The label is read out but not drawn. */
  readonly labelHidden?: boolean;
}

interface Wiring {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

function Field({
  label,
  hint,
  error,
  labelHidden,
  children,
}: FieldParts & { readonly children: (w: Wiring) => ReactNode }) {
  const id = useId();
  const note = `${id}-note`;
  const hasNote = hint !== undefined || error !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={labelHidden === true ? 'sr-only' : 'type-label text-text-3'}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-describedby': hasNote ? note : undefined,
      })}
      {hasNote && (
        <div id={note} className="type-small text-text-3">
          {error !== undefined && <p className="text-crit-ink">{error}</p>}
          {hint !== undefined && <p>{hint}</p>}
        </div>
      )}
    </div>
  );
}

type Own<T> = Omit<T, 'id' | 'className' | 'aria-invalid' | 'aria-describedby'> &
  FieldParts & { readonly mono?: boolean };

/** One line of text with its label, hint and error. */
export function TextField({
  label,
  hint,
  error,
  labelHidden,
  mono,
  ...rest
}: Own<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <Field {...parts(label, hint, error, labelHidden)}>
      {(wiring) => (
        <input
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...wiring}
          className={clsx(box, 'h-8 pointer-coarse:h-10', mono === true && 'type-mono')}
        />
      )}
    </Field>
  );
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  error,
  labelHidden,
  mono,
  ...rest
}: Own<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <Field {...parts(label, hint, error, labelHidden)}>
      {(wiring) => (
        <textarea
          spellCheck={false}
          rows={3}
          {...rest}
          {...wiring}
          className={clsx(box, 'resize-y py-1.5', mono === true && 'type-mono')}
        />
      )}
    </Field>
  );
}

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

export interface SelectProps<Value extends string> extends FieldParts {
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onValue: (value: Value) => void;
  readonly disabled?: SelectHTMLAttributes<HTMLSelectElement>['disabled'];
}

/** The browser's own select: best on phones and for screen readers, and it needs no script. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hint, error, labelHidden, value, options, onValue, disabled } = props;
  return (
    <Field {...parts(label, hint, error, labelHidden)}>
      {(wiring) => (
        <select
          {...wiring}
          value={value}
          disabled={disabled}
          className={clsx(box, 'h-8 pointer-coarse:h-10')}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onValue(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function parts(
  label: string,
  hint: ReactNode,
  error: string | undefined,
  labelHidden: boolean | undefined,
): FieldParts {
  return {
    label,
    error,
    ...(hint === undefined ? {} : { hint }),
    ...(labelHidden === undefined ? {} : { labelHidden }),
  };
}
